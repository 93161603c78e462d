// The work that the server asks for while very many begin at once: a number that makes the hash of its seal begin with so many zero bits.

const BATCH = 512;
const encoder = new TextEncoder();

const hashOf = async text => new DataView(await crypto.subtle.digest("SHA-256", encoder.encode(text))).getUint32(0);

// Nothing where the browser cannot compute it: then the wait serves as well.
export async function solve(bits, seal) {
  if (!crypto.subtle) return undefined;
  for (let number = 0; ; number += BATCH) {
    const hashes = await Promise.all(Array.from({ length: BATCH }, (_, k) => hashOf(`${seal}.${number + k}`)));
    const found = hashes.findIndex(hash => Math.clz32(hash) >= bits);
    if (found >= 0) return number + found;
  }
}

// A beginning with the work done.
export async function withWork(entry, wish) {
  const [bits, seal] = wish.split(" ");
  const work = await solve(Number(bits), seal);
  if (work === undefined) return undefined;
  const body = new URLSearchParams(entry.body);
  body.set("shown", seal);
  body.set("work", work);
  return body.toString();
}
