// Numbers as the page's language writes them, and the line that says in words where the answers are.

export const latin = text => text
  .replace(/[۰-۹]/g, digit => digit.charCodeAt(0) - 0x06f0)
  .replace(/[٠-٩]/g, digit => digit.charCodeAt(0) - 0x0660)
  .replace(/[٫/]/g, ".");

export const shown = number => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2, useGrouping: false }).format(number);

// Says something, once: a reader hears it only when it changes.
export function say(text, isTrouble = false) {
  let line = document.getElementById("state");
  if (!line) {
    line = document.createElement("p");
    line.id = "state";
    line.setAttribute("role", "status");
    document.getElementById("main").append(line);
  }
  line.classList.toggle("trouble", isTrouble);
  if (line.textContent !== text) line.textContent = text;
}
