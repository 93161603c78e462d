// Counts the importance points while they are typed. The server counts as well; without this module nothing is missing but the company.
const field = document.querySelector("[data-total]");
const balance = document.getElementById("balance");
const latin = text => text
  .replace(/[۰-۹]/g, digit => digit.charCodeAt(0) - 0x06f0)
  .replace(/[٠-٩]/g, digit => digit.charCodeAt(0) - 0x0660)
  .replace(/[٫/]/g, ".");
const shown = number => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2, useGrouping: false }).format(number);

function count() {
  let left = Number(field.dataset.total);
  for (const input of field.querySelectorAll("input[type=text]")) {
    const points = Number(latin(input.value.trim()));
    if (Number.isFinite(points) && points > 0) left -= points;
  }
  const text = Math.abs(left) < 1e-9 ? field.dataset.exact : left > 0 ? field.dataset.left : field.dataset.over;
  balance.textContent = text.replace("#", shown(Math.abs(left)));
}

field?.addEventListener("input", count);
if (field) count();
