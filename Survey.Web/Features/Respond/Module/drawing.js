// What is drawn for a respondent: which batteries and which items of a dimension are asked, as DrawnItems does on the server.
const STEP = 0x9e3779b9;

function mix(value) {
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function numbers(hash, stream) {
  let state = mix(hash ^ Math.imul(stream, STEP));
  return number => {
    state = (state + STEP) >>> 0;
    return Math.floor(mix(state) * number / 4294967296);
  };
}

function drawItems({ items, draw, common }, below) {
  const all = Array.from({ length: items }, (_, place) => place);
  if (draw == null) return all;
  const others = all.filter(place => !common.includes(place));
  const count = Math.min(draw, others.length);
  for (let k = 0; k < count; k++) {
    const other = k + below(others.length - k);
    [others[k], others[other]] = [others[other], others[k]];
  }
  return [...common, ...others.slice(0, count)].sort((a, b) => a - b);
}

// By dimension the items that are shown, by battery whether it is asked, and whether a field is shown.
export function drawnFor(id, { shares, dimensions }) {
  let hash = 2166136261;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  const chance = numbers(hash, 0)(100);
  const batteries = shares.map(share => chance < share);
  const items = dimensions.map((dimension, place) => drawItems(dimension, numbers(hash, place + 1)));
  const shownItems = dimensions.flatMap((dimension, place) => Array.from({ length: dimension.items }, (_, item) => items[place].includes(item)));
  const isShown = name => {
    if (!/^a\d+$/.test(name)) return true;
    const place = Number(name.slice(1));
    return batteries[Math.floor(place / shownItems.length)] && shownItems[place % shownItems.length];
  };
  return { batteries, items, isShown };
}
