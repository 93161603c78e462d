// Shows a page of the survey without the server: blank as the module brought it, filled in with what was answered.
import { idOf, isAsked, orderOf } from "./conditions.js";
import { drawnFor } from "./drawing.js";
import { fieldsOf, fill, isOwn } from "./form.js";
import { countPoints } from "./points.js";
import { latin, shown } from "./words.js";

// The survey with its blank pages, and the response that is being answered here.
export const survey = { pages: {}, order: [], texts: {} };
export const response = { token: "", language: "", values: new Map(), links: new Map(), showings: new Map() };

const decoded = text => new Map(text.split(" ").filter(pair => pair).map(pair => {
  const end = pair.indexOf("=");
  return [pair.slice(0, end), decodeURIComponent(pair.slice(end + 1))];
}));

const mintView = () => crypto.getRandomValues(new Uint32Array(1))[0] >>> 1 || 1;

export const mintToken = () => btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(20)))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

// Takes over what the server knew when it showed a page of questions.
export function know(form) {
  response.token = form.elements.token.value;
  response.language = form.elements.language.value;
  response.values = decoded(form.dataset.known);
  takeLinks(response.values);
  remember(form);
  identify();
}

// What is drawn, and the order of items, rest on the response's id.
function identify() {
  response.id = undefined;
  response.identity = idOf(response.token).then(id => { response.id = id; });
}

const drawn = () => survey.drawn && response.id && drawnFor(response.id, survey.drawn);

// Takes over a start page: its token, and what the link has given.
export function begin(form) {
  response.token = form.elements.token.value;
  response.language = form.elements.language.value;
  response.values = new Map();
  response.showings = new Map();
  takeLinks(fieldsOf(form));
  identify();
}

function takeLinks(values) {
  for (const [name, value] of values) if (/^l\d+$/.test(name)) response.links.set(name, value);
}

// Keeps in mind what a form holds, and its showing, which goes on when the page is shown again.
export function remember(form) {
  for (const field of form.elements) if (field.name && !isOwn(field)) response.values.delete(field.name);
  for (const name of new Set(fieldsOf(form).keys())) {
    // Several choices of one question stand side by side, as the server writes them.
    const value = fieldsOf(form).getAll(name).filter(one => one).join(",");
    if (value && !isOwn({ name })) response.values.set(name, value);
  }
  response.showings.set(form.dataset.page, ["revision", "view", "step"].map(name => form.elements[name].value));
}

// The keys of the pages in the order of asking.
export const plan = () => survey.order.filter(key => (key !== "about" || response.links.size < survey.attributes) && isAskedHere(key));

const isAskedHere = key => {
  const known = new Map([...response.values, ...response.links]);
  const questions = survey.questions?.[key];
  return isAsked(key, survey.conditions, known) && (!questions || questions.some(name => isAsked(`:${name}`, survey.conditions, known)));
};

// Where something is drawn, the pages of ratings can be shown only if the browser can compute the draw.
export const canShow = key => key in survey.pages && !(survey.drawn && !response.id && /^(d\d+|review)$/.test(key));

export function show(key, place, isBack = false) {
  const page = survey.pages[key];
  const main = document.getElementById("main");
  const state = document.getElementById("state");
  main.replaceChildren(...new DOMParser().parseFromString(page.html, "text/html").body.childNodes);
  if (state) main.append(state);
  document.title = page.title;
  document.querySelector(".top .languages")?.remove();
  prepare(main, key);
  // A guest's pages stay out of the browser's history.
  if (!isBack && !survey.mode) {
    if (!history.state) history.replaceState({ page: response.page ?? "start" }, "");
    history.pushState({ page: key }, "", key === "start" ? survey.address : key === "waiting" ? location.href : `${survey.address}/${key}`);
  }
  response.page = key;
  scrollTo(0, 0);
  const target = (place && document.getElementById(place)) || main.querySelector("h1");
  target.tabIndex = -1;
  target.focus();
}

function prepare(main, key) {
  const form = main.querySelector("form");
  if (!form) return;
  form.elements.token.value = response.token;
  if (key === "start") {
    for (const field of [...form.elements]) if (/^l\d+$/.test(field.name)) setOrRemove(field);
    return;
  }
  const [revision, view, step] = response.showings.get(key) ?? [Number(response.values.get(`r:${key}`) ?? 0) + 1, mintView(), 1];
  Object.entries({ revision, view, step }).forEach(([name, value]) => { form.elements[name].value = value; });
  for (const name of response.links.keys()) form.querySelector(`[name=${name.replace("l", "t")}]`)?.closest(".card").remove();
  const known = new Map([...response.values, ...response.links]);
  for (const name of survey.questions?.[key] ?? [])
    if (!isAsked(`:${name}`, survey.conditions, known)) form.querySelector(`[name=${name}]`)?.closest(".card").remove();
  pipe(form);
  arrange(form, key);
  fill(form, response.values);
  const step1 = plan().indexOf(key) + 1;
  form.querySelector(".step").textContent = survey.texts.step.replace("#", shown(step1)).replace("#", shown(plan().length));
  if (key === "review") review(form);
  countPoints();
}

// Puts in what is known of the person.
function pipe(form) {
  for (const place of form.querySelectorAll("[data-known-as]")) {
    const attribute = place.dataset.knownAs;
    const value = response.links.get(`l${attribute}`) ?? response.values.get(`t${attribute}`);
    place.textContent = survey.options[attribute]?.[value] ?? value ?? "";
  }
  for (const place of form.querySelectorAll("[data-unknown]"))
    if (response.links.has(`l${place.dataset.unknown}`) || response.values.has(`t${place.dataset.unknown}`)) place.remove();
}

// Leaves the cards that this person is shown, in their order, numbered as they come.
function arrange(form, key) {
  const dimension = Number(key.slice(1)) - 1;
  const isRandom = survey.random?.includes(dimension);
  const choice = drawn();
  if (!response.id || !key.startsWith("d") || !(isRandom || choice)) return;
  const cards = [...form.querySelectorAll("fieldset.card")];
  const before = choice ? choice.items.slice(0, dimension).flat().length : 0;
  const numbers = cards.map((card, k) => {
    const text = card.querySelector("[data-position]")?.textContent ?? "";
    return choice ? text.replace(/[\d۰-۹]+/, shown(before + k + 1)) : text;
  });
  const order = (isRandom ? orderOf(response.id, dimension, cards.length) : cards.map((_, place) => place))
    .filter(place => !choice || choice.items[dimension].includes(place));
  const end = cards.at(-1).nextSibling;
  order.forEach((place, k) => {
    cards[place].querySelector("[data-position]")?.replaceChildren(numbers[k]);
    form.insertBefore(cards[place], end);
  });
  cards.forEach((card, place) => { if (!order.includes(place)) card.remove(); });
  if (choice) form.querySelectorAll("[data-battery]").forEach(part => { if (!choice.batteries[part.dataset.battery]) part.remove(); });
}

function setOrRemove(field) {
  if (response.links.has(field.name)) field.value = response.links.get(field.name);
  else field.remove();
}

// Leaves in the list of open questions those that are open.
function review(form) {
  const isShown = drawn()?.isShown ?? (() => true);
  for (const line of form.querySelectorAll("[data-open]")) if (line.dataset.open.split(" ").every(name => response.values.has(name) || !isShown(name))) line.remove();
  const points = form.querySelector("[data-points]");
  if (points && Math.abs(pointsGiven() - Number(points.dataset.points)) < 1e-9) points.remove();
  for (const group of form.querySelectorAll(".open > li")) if (!group.matches("[data-open], [data-points]") && !group.querySelector("[data-open]")) group.remove();
  const count = form.querySelectorAll("[data-open], [data-points]").length;
  if (count === 0) form.querySelectorAll("#open, .open").forEach(part => part.remove());
  else form.querySelector("#all").remove();
  if (count > 0) form.querySelector("#open p").textContent = (count === 1 ? survey.texts.openOne : survey.texts.open).replace("#", shown(count));
}

const pointsGiven = () => [...response.values].filter(([name]) => /^w\d+$/.test(name)).reduce((sum, [, value]) => sum + Number(latin(value)), 0);

export const target = (go, key) => {
  const keys = plan();
  if (go === "submit") return "waiting";
  if (go.startsWith("to:")) return go.slice(3);
  return keys[keys.indexOf(key) + (go === "back" ? -1 : 1)];
};
