// Counts the importance points while they are typed. The server counts as well; without this module nothing is missing but the company.
import { latin, shown } from "./words.js";

function count(field) {
  let left = Number(field.dataset.total);
  for (const input of field.querySelectorAll("input[type=text]")) {
    const points = Number(latin(input.value.trim()));
    if (Number.isFinite(points) && points > 0) left -= points;
  }
  const text = Math.abs(left) < 1e-9 ? field.dataset.exact : left > 0 ? field.dataset.left : field.dataset.over;
  document.getElementById("balance").textContent = text.replace("#", shown(Math.abs(left)));
}

export function countPoints() {
  const field = document.querySelector("[data-total]");
  if (field) count(field);
}

document.addEventListener("input", event => {
  const field = event.target.closest("[data-total]");
  if (field) count(field);
});
