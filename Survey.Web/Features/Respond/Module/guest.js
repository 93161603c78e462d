// Pages of a guest: on a device for everybody or in somebody else's page. They keep no cookie and never leave their document, so that a lost line stops nobody.
import { know, mintToken, response, show, survey } from "./blank.js";
import { questions, saveOf } from "./form.js";
import { settled } from "./keep.js";
import { flush } from "./send.js";
import { put } from "./waiting.js";
import { say, shown } from "./words.js";

const WARNING = 30;
const PAUSE = 600;
const HOME = `kiosk-home:${location.pathname.split("/").slice(1, 3).join("/")}`;

let left = 0;
let phase = "";

const isKiosk = () => survey.mode === "kiosk";
const startForm = () => document.querySelector("form[data-start]");
const main = () => document.getElementById("main");

// The page at an address, asked for with the secret of the response; nothing where it cannot be had.
async function pageAt(address) {
  try {
    const answer = await fetch(address, { headers: response.token ? { "Respond-Token": response.token } : {}, cache: "no-store" });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
  } catch {
    return undefined;
  }
}

const moduleOf = page => page.querySelector("script[type=module]")?.getAttribute("src");

function take(page) {
  const state = document.getElementById("state");
  document.title = page.title;
  document.querySelector(".top").replaceWith(document.adoptNode(page.querySelector(".top")));
  main().replaceWith(document.adoptNode(page.getElementById("main")));
  if (state) main().append(state);
  shownAnew();
}

// What a page needs once it stands here, wherever it came from.
function shownAnew() {
  phase = "";
  touch();
  scrollTo(0, 0);
  const target = main().querySelector("[autofocus]") ?? main().querySelector("h1");
  if (!target) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  fullScreen();
  measure(true);
}

// Shows the page that the server names; false where it could not be had or needs a document of its own.
export async function follow(next) {
  const page = await pageAt(next);
  if (!page || moduleOf(page) !== moduleOf(document)) return false;
  take(page);
  const form = questions();
  response.page = form?.dataset.page ?? "waiting";
  if (form) know(form);
  return true;
}

// Back to the start for the next person. What was begun here is kept as far as it came, and closed; nobody comes back to it.
export async function reset() {
  const form = questions();
  if (form && response.token) {
    settled();
    const entry = saveOf(form, "end");
    put(entry);
    flush();
  }
  Object.assign(response, { token: "", values: new Map(), links: new Map(), showings: new Map(), id: undefined, page: "start" });
  const home = sessionStorage.getItem(HOME) ?? `${survey.address}/kiosk`;
  main().replaceChildren();
  const page = await pageAt(home);
  if (page?.querySelector("form[data-start]") && moduleOf(page) === moduleOf(document) && location.pathname + location.search === home) take(page);
  else if (page) location.replace(home);
  else showStart(home);
}

// The start without a line: blank, with what the device's address sets.
function showStart(home) {
  response.token = mintToken();
  const query = new URL(home, location.href).searchParams;
  Object.entries(survey.linked ?? {}).forEach(([attribute, name]) => {
    const value = query.get(attribute);
    if (value) response.links.set(name, value);
  });
  show("start");
  shownAnew();
}

export const touch = () => {
  if (phase === "pause") return;
  phase = "";
  left = Number(document.body.dataset.idle) || 90;
  document.getElementById("idle")?.remove();
};

const isEnd = () => Boolean(document.querySelector("[data-end]"));

function button(text, action) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", action);
  return made;
}

// A line with a number that counts down; readers hear it when it appears and at every tenth second.
function count(text, keep) {
  let box = document.getElementById("idle");
  if (!box) {
    box = Object.assign(document.createElement("div"), { id: "idle", className: "notice" });
    const spoken = Object.assign(document.createElement("p"), { className: "unseen" });
    spoken.setAttribute("role", "alert");
    const seen = document.createElement("p");
    seen.setAttribute("aria-hidden", "true");
    const buttons = Object.assign(document.createElement("div"), { className: "actions" });
    buttons.append(...keep);
    box.append(spoken, seen, buttons);
    main().append(box);
    spoken.textContent = text.replace("#", shown(left));
  }
  const [spoken, seen] = box.querySelectorAll("p");
  seen.textContent = text.replace("#", shown(left));
  if (left % 10 === 0) spoken.textContent = seen.textContent;
}

function pause() {
  phase = "pause";
  left = PAUSE;
  document.getElementById("idle")?.remove();
}

function tick() {
  if (document.hidden && !isEnd()) return;
  if (startForm() && !startForm().contains(document.activeElement)) return;
  if (isEnd() && phase === "") {
    phase = "end";
    left = Number(document.body.dataset.after) || 20;
  }
  left -= 1;
  if (left <= 0) {
    phase = "";
    reset();
  } else if (phase === "end") {
    count(survey.texts.after, [button(survey.texts.pause, pause)]);
  } else if (left <= WARNING && phase === "") {
    count(survey.texts.idle, [button(survey.texts.here, touch), button(survey.texts.pause, pause)]);
  }
}

function fullScreen() {
  const wish = document.getElementById("full-screen");
  if (!wish || !document.documentElement.requestFullscreen) return;
  wish.hidden = Boolean(document.fullscreenElement);
  wish.onclick = () => document.documentElement.requestFullscreen().then(() => { wish.hidden = true; }, () => { });
}

function pressed(event) {
  if (!isKiosk()) return;
  if (event.target.closest("[data-reset]")) {
    event.preventDefault();
    reset();
    return;
  }
  // Another language needs the server; a dead line must not leave the device with the browser's own page.
  const link = event.target.closest(".top a[href]");
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  pageAt(link.href).then(page => page ? location.assign(link.href) : say(survey.texts.needsLine, true));
}

// Tells the page around this one how high it is, and when another page has begun.
function measure(isNew) {
  if (survey.mode !== "embed" || parent === window) return;
  // A height is no secret, and the answer says who may be around this page.
  parent.postMessage({ type: "survey", height: Math.ceil(document.body.getBoundingClientRect().height), isNew: Boolean(isNew) }, "*");
}

export function startGuest() {
  if (!survey.mode) return;
  if (survey.mode === "embed") {
    new ResizeObserver(() => measure(false)).observe(document.body);
    return;
  }
  const here = new URL(location.href);
  if (startForm() && !here.searchParams.has("then")) sessionStorage.setItem(HOME, here.pathname + here.search);
  addEventListener("pageshow", event => {
    if (event.persisted) location.replace(sessionStorage.getItem(HOME) ?? `${survey.address}/kiosk`);
  });
  document.addEventListener("click", pressed);
  for (const sign of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) document.addEventListener(sign, event => {
    if (!event.target.closest?.("#idle") && phase !== "end") touch();
  }, { passive: true });
  touch();
  fullScreen();
  setInterval(tick, 1_000);
}
