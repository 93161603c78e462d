// The module of the respondent's pages. Everything works without it; with it answers are kept as they are given and a lost connection costs none.
import { fill, postPlainly, questions, saveOf } from "./form.js";
import { settled, startKeeping } from "./keep.js";
import { countPoints } from "./points.js";
import { flush, whenChanged } from "./send.js";
import { put, waiting, waitingFor } from "./waiting.js";
import { say, shown } from "./words.js";

let texts = {};
let isBusy = false;
let isKept = false;
let isTrouble = false;

const ownToken = () => questions()?.elements.token.value ?? "";

// In words: what waits, what could not be taken, or that everything is stored.
function tell() {
  const all = waiting();
  const refused = all.filter(entry => entry.refused);
  const count = all.length - refused.length;
  isTrouble = all.length > 0;
  if (count > 0) say((count === 1 ? texts.waitingOne : texts.waiting).replace("#", shown(count)), true);
  else if (refused.length > 0) say(texts.refused.replace("#", shown(refused.length)), true);
  else if (isKept) say(texts.saved);
}

// What this browser still holds of the page is newer than what the server knew when it showed it.
function adopt(form) {
  const entry = waitingFor(form.elements.token.value, form.dataset.page);
  if (!entry) return;
  const body = new URLSearchParams(entry.body);
  fill(form, body);
  for (const name of ["revision", "view"]) form.elements[name].value = body.get(name);
  form.elements.step.value = Number(body.get("step")) + 1;
}

async function send(form, go) {
  isBusy = true;
  settled();
  say(texts.saving);
  const entry = put(saveOf(form, go));
  const { outcome, next } = await flush(entry);
  if (outcome === "stored") location.assign(next);
  else if (outcome !== "later") postPlainly(form, go);
  isBusy = outcome !== "later";
}

function submitted(event) {
  const form = questions();
  if (!form || event.target !== form || event.defaultPrevented) return;
  event.preventDefault();
  if (!isBusy) send(form, event.submitter?.value ?? "next");
}

export function run(survey) {
  countPoints();
  if (!survey) return;
  texts = survey.texts;
  whenChanged(tell, ownToken);
  document.addEventListener("input", () => {
    isKept = true;
    if (!isTrouble) say("");
  });
  document.addEventListener("submit", submitted);
  addEventListener("pageshow", event => {
    if (!event.persisted) return;
    isBusy = false;
    flush();
  });
  startKeeping();
  const form = questions();
  if (form) adopt(form);
  if (waiting().length > 0) flush();
}
