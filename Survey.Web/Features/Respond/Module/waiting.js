// What waits in this browser until the server has confirmed it: at most one post per page of a response, the latest. It outlives the tab where the browser
// lets it; otherwise it lives as long as the page.

const PREFIX = `respond:/${location.pathname.split("/").slice(1, 3).join("/")}:`;
const LONGEST = 30 * 24 * 3600 * 1000;
const memory = new Map();

function write(key, entry) {
  try {
    localStorage.setItem(key, JSON.stringify(entry));
  } catch {
    memory.set(key, entry);
  }
}

function remove(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing can be kept there, so nothing is.
  }
}

const keyOf = entry => `${PREFIX}${entry.token}:${entry.page}`;

// All that waits for this survey, in the order in which it was entered.
export function waiting() {
  const found = [...memory.values()];
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) found.push(JSON.parse(localStorage.getItem(key)));
  } catch {
    // As above.
  }
  for (const entry of found) if (entry.at < Date.now() - LONGEST) remove(keyOf(entry));
  return found.filter(entry => entry.at >= Date.now() - LONGEST).sort((left, right) => left.order - right.order);
}

export const waitingFor = (token, page) => waiting().find(entry => entry.token === token && entry.page === page);

// A page that was sent stays to be sent, whatever is kept of it afterwards; its place in the order is that of the last change.
export function put(entry) {
  const before = waitingFor(entry.token, entry.page);
  if (before && before.go !== "keep" && entry.go === "keep") {
    const body = new URLSearchParams(entry.body);
    body.set("go", before.go);
    entry = { ...entry, go: before.go, body: body.toString() };
  }
  const last = waiting().at(-1)?.order ?? 0;
  const kept = { ...entry, at: Date.now(), order: Math.max(last + 1, Date.now()) };
  write(keyOf(kept), kept);
  return kept;
}

// The server has it. What was entered meanwhile stays.
export function done(entry) {
  if (waitingFor(entry.token, entry.page)?.body === entry.body) remove(keyOf(entry));
}

// It cannot be taken as it is: it stays here under another sign.
export function change(entry, changes) {
  if (waitingFor(entry.token, entry.page)?.body === entry.body) write(keyOf(entry), { ...entry, ...changes });
}

// A response was withdrawn: nothing of it is kept here either.
export function forget(token) {
  for (const entry of waiting()) if (entry.token === token) remove(keyOf(entry));
}
