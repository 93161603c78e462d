// The form of a page of questions: its fields as they are posted, and filled in again.

const OWN = ["token", "revision", "view", "step", "language", "go", "asked"];

export const isOwn = field => OWN.includes(field.name) || field.type === "hidden" || field.type === "submit";

export const questions = () => document.querySelector("form#page[data-page]");

export const fieldsOf = form => new URLSearchParams(new FormData(form));

// What the page holds now, as it would be posted by a button; the next save of this showing gets the next number.
export function saveOf(form, go) {
  const body = fieldsOf(form);
  body.set("go", go);
  form.elements.step.value = Number(form.elements.step.value) + 1;
  return { page: form.dataset.page, token: body.get("token"), action: form.getAttribute("action"), go, body: body.toString() };
}

// Puts values into the fields of the questions; what has no value is emptied.
export function fill(form, values) {
  for (const field of form.elements) {
    if (!field.name || isOwn(field)) continue;
    const value = values.get(field.name) ?? "";
    const chosen = value.split(",");
    if (field.type === "radio") field.checked = field.value === value;
    else if (field.type === "checkbox") field.checked = chosen.includes(field.value);
    else if (field.type === "select-one") field.value = [...field.options].find(option => option.value && (option.value === value || chosen.includes(option.value)))?.value ?? "";
    else field.value = value;
  }
}

// The browser posts the form itself, so that the person gets whatever page the server has to say.
export function postPlainly(form, go) {
  const button = document.createElement("input");
  Object.assign(button, { type: "hidden", name: "go", value: go });
  form.append(button);
  HTMLFormElement.prototype.submit.call(form);
}
