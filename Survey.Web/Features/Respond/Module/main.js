// The module of the respondent's pages. Everything works without it; with it answers are kept as they are given, and a lost connection costs none.
import { begin, canShow, know, mintToken, remember, response, show, survey, target } from "./blank.js";
import { fieldsOf, fill, postPlainly, questions, saveOf } from "./form.js";
import { hold, settled, startKeeping } from "./keep.js";
import { follow, reset, startGuest } from "./guest.js";
import { startKeys } from "./keys.js";
import { askFor, firstNeeded } from "./needed.js";
import { countPoints } from "./points.js";
import { startReceipt } from "./receipt.js";
import { flush, whenChanged } from "./send.js";
import { put, waiting, waitingFor } from "./waiting.js";
import { say, shown } from "./words.js";

let isBusy = false;
let isKept = false;
let isDown = false;

const start = () => document.querySelector("form[data-start]");

// In words: what waits, what could not be taken, or that everything is stored.
function tell() {
  const all = waiting();
  const refused = all.filter(entry => entry.refused);
  const count = all.length - refused.length;
  isDown = count > 0;
  if (count > 0) say((count === 1 ? survey.texts.waitingOne : survey.texts.waiting).replace("#", shown(count)), true);
  else if (refused.length > 0) say(survey.texts.refused.replace("#", shown(refused.length)), true);
  else if (isKept) say(survey.texts.saved);
  // Everything has arrived that was finished without a connection.
  if (!survey.mode && response.page === "waiting" && !all.some(entry => entry.token === response.token)) location.assign(`${survey.address}/receipt`);
}

// What this browser still holds of the page is newer than what the server knew when it showed it.
function adopt(form) {
  const entry = waitingFor(form.elements.token.value, form.dataset.page);
  if (!entry) return;
  const body = new URLSearchParams(entry.body);
  fill(form, body);
  for (const name of ["revision", "view"]) form.elements[name].value = body.get(name);
  form.elements.step.value = Number(body.get("step")) + 1;
  remember(form);
}

// Sends a form and goes where the server says; where there is no connection, on to the next page as the module has it.
async function send(form, entry, key) {
  isBusy = true;
  say(survey.texts.saving);
  const sent = flush(put(entry));
  // Nobody waits once more for a connection that is not there.
  const { outcome, next } = isDown ? { outcome: "later" } : await sent;
  if (outcome === "stored" && !survey.mode) {
    location.assign(next);
    return;
  }
  if (outcome === "stored" && entry.go === "end") {
    isBusy = false;
    reset();
    return;
  }
  // The document of another language comes by a post of its own.
  if (outcome === "stored" && !entry.go.startsWith("language:") && await follow(next)) {
    isBusy = false;
    isKept = false;
    say("");
    return;
  }
  if (outcome === "stored") {
    postPlainly(form, entry.go);
    return;
  }
  if (outcome !== "later") {
    postPlainly(form, entry.go);
    return;
  }
  isBusy = false;
  if (entry.go === "end") {
    reset();
    return;
  }
  if (entry.go === "later" || entry.go.startsWith("language:")) {
    say(survey.texts.needsLine, true);
    return;
  }
  await response.identity;
  const needed = firstNeeded(form, entry.go);
  if (needed) askFor(needed);
  else if (canShow(key)) show(key);
  tell();
}

function sendPage(form, go) {
  settled();
  const entry = saveOf(form, go);
  remember(form);
  send(form, entry, target(go, entry.page));
}

function sendStart(form) {
  if (!form.reportValidity()) return;
  begin(form);
  const body = fieldsOf(form);
  body.set("go", "next");
  send(form, { page: "start", token: response.token, action: form.getAttribute("action"), go: "next", body: body.toString() }, target("next", "start"));
}

function submitted(event) {
  const form = event.target;
  if (event.defaultPrevented || (form !== questions() && form !== start())) return;
  event.preventDefault();
  if (isBusy) return;
  if (form === start()) sendStart(form);
  else sendPage(form, event.submitter?.value ?? "next");
}

// Without a connection a link to a page of the survey shows it as the module has it.
function followed(event) {
  const link = event.target.closest("main a[href]");
  if (!link || survey.mode || event.defaultPrevented || (navigator.onLine && !isDown)) return;
  const address = new URL(link.href);
  const key = address.pathname.slice(survey.address.length + 1);
  if (address.searchParams.has("anew")) {
    event.preventDefault();
    hold();
    Object.assign(response, { token: mintToken(), values: new Map(), showings: new Map() });
    show("start");
  } else if (address.pathname.startsWith(survey.address + "/") && canShow(key) && response.token) {
    event.preventDefault();
    hold();
    show(key, address.hash.slice(1));
  }
  tell();
}

function turned(event) {
  if (!event.state?.page || !canShow(event.state.page)) return;
  hold();
  show(event.state.page, "", true);
  tell();
}

// Sends what an earlier visit has left. Whoever comes back to the start with an unfinished response in the browser is asked by the server once it has all.
async function recover() {
  const last = waiting().at(-1);
  if (!last) return;
  const isOutside = !survey.mode && !questions() && !new URLSearchParams(location.search).has("anew");
  if (isOutside && start()) response.token = last.token;
  await flush();
  if (isOutside && waiting().length === 0) location.reload();
}

export function run(told) {
  countPoints();
  startReceipt();
  startKeys();
  if (!told) return;
  Object.assign(survey, told);
  whenChanged(tell, () => response.token);
  document.addEventListener("input", () => {
    isKept = true;
    if (!isDown) say("");
  });
  document.addEventListener("submit", submitted);
  document.addEventListener("click", followed);
  addEventListener("popstate", turned);
  addEventListener("pageshow", event => {
    if (!event.persisted) return;
    isBusy = false;
    flush();
  });
  const form = questions();
  if (form) {
    know(form);
    response.page = form.dataset.page;
    adopt(form);
  }
  startKeeping();
  startGuest?.();
  recover();
}
