// Posts to the server, one after the other, until each is confirmed: only a 204 of ours is a confirmation, whatever a proxy or a hotel's sign-in page says.
import { change, done, waiting } from "./waiting.js";
import { withWork } from "./work.js";

const LATER = 5_000;
const LATEST = 60_000;
const PATIENCE = 20_000;

let delay = LATER;
let timer;
let running;
const outcomes = new Map();
let told = () => { };
let ownToken = () => "";

export function whenChanged(tell, token) {
  told = tell;
  ownToken = token;
}

async function post(entry) {
  try {
    const answer = await fetch(entry.action, {
      method: "POST",
      body: entry.body,
      headers: { "Content-Type": "application/x-www-form-urlencoded", "Respond-Module": entry.token === ownToken() ? "page" : "background", "Respond-Age": Math.max(0, Math.round((Date.now() - entry.at) / 1000)) },
      keepalive: entry.body.length < 60_000,
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    if (answer.status === 204) return { outcome: "stored", next: answer.headers.get("Location") };
    if (answer.status === 409) return { outcome: "beside" };
    if (answer.status === 422) return { outcome: "unfit" };
    if (answer.status < 400 || answer.status === 429 || answer.status >= 500) return { outcome: "later", seconds: Number(answer.headers.get("Retry-After")), work: answer.headers.get("Respond-Work") };
    return { outcome: "refused", word: (await answer.text()).slice(0, 20) };
  } catch {
    return { outcome: "later" };
  }
}

// Sends what waits, in order. Gives what became of one post, if it is asked for and was reached.
export async function flush(own) {
  while (running) await running;
  running = run();
  await running;
  running = undefined;
  return (own && outcomes.get(own.body)) ?? { outcome: "later" };
}

async function run() {
  clearTimeout(timer);
  // What was sent first in place of a post that carries work.
  const asked = new Map();
  for (let entry; (entry = waiting().find(one => !one.refused));) {
    const result = await post(entry);
    const first = asked.get(entry.body) ?? entry.body;
    outcomes.set(first, result);
    const body = result.work && first === entry.body && await withWork(entry, result.work);
    if (body) {
      asked.set(body, first);
      change(entry, { body });
      continue;
    }
    if (result.outcome === "later") {
      again(result.seconds);
      break;
    }
    delay = LATER;
    if (result.outcome === "stored" || result.outcome === "beside") done(entry);
    else change(entry, result.outcome === "unfit" ? keptOnly(entry) : { refused: result.word });
  }
  told();
}

// A page that cannot be sent as it is can still be kept, with what was typed.
function keptOnly(entry) {
  if (entry.go === "keep") return { refused: "Wrong" };
  const body = new URLSearchParams(entry.body);
  body.set("go", "keep");
  return { go: "keep", body: body.toString() };
}

function again(seconds) {
  timer = setTimeout(() => flush(), seconds > 0 ? seconds * 1000 : delay);
  delay = Math.min(2 * delay, LATEST);
}

addEventListener("online", () => flush());
