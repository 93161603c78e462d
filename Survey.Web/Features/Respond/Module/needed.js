// What a page does not go on without, checked here for as long as the server cannot be asked.
import { survey } from "./blank.js";
import { fieldsOf } from "./form.js";

const isRating = name => /^[ao]\d+$/.test(name);

// The first field of a page that must not stay empty and is empty.
export function firstNeeded(form, go) {
  if (go !== "next" && go !== "submit") return undefined;
  const given = fieldsOf(form);
  const isNeeded = name => survey.needed.includes(name) || (survey.ratings && isRating(name));
  return [...form.elements].find(field => isNeeded(field.name) && given.getAll(field.name).every(value => !value.trim()));
}

// Says at its card that a field needs an answer, and brings the person there.
export function askFor(field) {
  const card = field.closest(".card");
  document.getElementById("needed")?.remove();
  const line = Object.assign(document.createElement("p"), { id: "needed", className: "problem", textContent: survey.texts.needed });
  line.setAttribute("role", "alert");
  const heading = card.querySelector("legend, label");
  heading.after(line);
  card.scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
}
