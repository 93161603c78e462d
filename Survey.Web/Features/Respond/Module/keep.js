// Keeps what is on the page: soon after a change, and when the page is left. Never in the way of the form.
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

function keep() {
  const form = questions();
  const isNeeded = isChanged && form;
  settled();
  if (!isNeeded) return;
  put(saveOf(form, "keep"));
  flush();
}

// Nobody waits for an answer any more; what the server does not confirm is sent again on the next visit.
function leave() {
  const form = questions();
  if (!isChanged || !form) return;
  settled();
  const entry = put(saveOf(form, "keep"));
  navigator.sendBeacon?.(entry.action, new URLSearchParams(entry.body));
}

export function startKeeping() {
  document.addEventListener("input", changed);
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
}
