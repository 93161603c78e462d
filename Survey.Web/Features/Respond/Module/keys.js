// Digits choose an answer: in the group that has the focus, 1 for the first and so on, or the point that is written there. Nowhere else, so that no key is taken.
import { latin } from "./words.js";

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.type !== "radio") return;
  const digit = latin(event.key);
  if (!/^\d$/.test(digit)) return;
  const group = event.target.closest(".scale, .options");
  const choices = [...group.querySelectorAll("input[type=radio]")];
  const choice = choices.find(one => group.matches(".scale") && one.value === digit) ?? (group.matches(".scale") ? undefined : choices[digit - 1]);
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  choice.click();
}

export function startKeys() {
  document.addEventListener("keydown", pressed);
}
