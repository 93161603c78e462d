// Keeps what is on the page: soon after a change, and when the page is left. Never in the way of the form.
import { remember } from "./blank.js";
import { questions, saveOf } from "./form.js";
import { flush } from "./send.js";
import { put } from "./waiting.js";

const SOON = 2_000;
let timer;
let isChanged = false;

function changed(event) {
  if (event.target.form !== questions() || !questions()) return;
  isChanged = true;
  timer ??= setTimeout(keep, SOON);
}

// What is on the page is taken care of otherwise.
export function settled() {
  clearTimeout(timer);
  timer = undefined;
  isChanged = false;
}

// Takes what is on the page into the browser's keeping, if it has changed.
export function hold() {
  const form = questions();
  const isNeeded = isChanged && form;
  settled();
  if (!isNeeded) return undefined;
  const entry = put(saveOf(form, "keep"));
  remember(form);
  return entry;
}

function keep() {
  if (hold()) flush();
}

// Nobody waits for an answer any more; what the server does not confirm is sent again on the next visit.
function leave() {
  const entry = hold();
  if (entry) navigator.sendBeacon?.(entry.action, new URLSearchParams(entry.body));
}

export function startKeeping() {
  document.addEventListener("input", changed);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
}
