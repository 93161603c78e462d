// Who is asked what, decided here for as long as the server cannot be asked; and the order in which one person sees the items of a dimension.
import { latin } from "./words.js";

const isFitting = (term, values) => {
  const answer = latin(term.fields.map(name => values.get(name)).find(value => value) ?? "");
  if (!answer || answer === "NA") return false;
  const chosen = answer.split(",").map(option => option.split(":")[0]);
  if (term.values.length > 0 && !term.values.includes(answer) && !chosen.some(option => term.values.includes(option))) return false;
  if (term.from == null && term.to == null) return true;
  const number = Number(answer);
  return !Number.isNaN(number) && !(term.from != null && number < term.from) && !(term.to != null && number > term.to);
};

// Whether a page (d2) or a question (:q3) is asked of somebody with these values.
export function isAsked(key, conditions, values) {
  const condition = conditions?.[key];
  if (!condition) return true;
  const holds = term => isFitting(term, values) !== term.not;
  return condition.all ? condition.terms.every(holds) : condition.terms.some(holds);
}

// As PresentationOrder on the server: the same person sees the same order wherever a page comes from.
export function orderOf(id, dimension, items) {
  let state = 2166136261;
  for (const character of id) state = Math.imul(state ^ character.charCodeAt(0), 16777619) >>> 0;
  state = Math.imul(state ^ dimension, 16777619) >>> 0 || 2166136261;
  const order = Array.from({ length: items }, (_, place) => place);
  for (let last = items - 1; last > 0; last--) {
    state = (state ^ (state << 13)) >>> 0;
    state = (state ^ (state >>> 17)) >>> 0;
    state = (state ^ (state << 5)) >>> 0;
    const other = state % (last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

// The id under which the server stores the response of a token; nothing where the browser cannot compute it.
export async function idOf(token) {
  const hash = await globalThis.crypto.subtle?.digest("SHA-256", new TextEncoder().encode(token));
  return hash && [...new Uint8Array(hash).slice(0, 16)].map(byte => byte.toString(16).padStart(2, "0")).join("");
}
