// Entry of sheets by the number keys: a field that can take nothing more passes on to the next. Without it Tab does the same, and Enter saves in any case.

const form = document.querySelector('form[data-entry]');
const latin = (text) => text.replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x06f0).replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x0660);
const fields = () => [...form.elements].filter((field) => field.name && field.type !== 'hidden' && !field.closest('[hidden]'));

const next = (field, step = 1) => {
  const all = fields();
  const to = all[all.indexOf(field) + step];
  to?.focus();
  to?.select?.();
};

// Whether what stands in a cell is complete: skipped, not applicable, or a point to which no digit can be added.
const isComplete = (field) => {
  const [from, to] = field.dataset.cell.split(' ').map(Number);
  const text = latin(field.value.trim());
  if (/^[.nدنـ]$/i.test(text)) return true;
  if (text === '-') return from >= 0;
  if (!/^-?\d+$/.test(text)) return false;
  const point = Number(text);
  if (point < from || point > to) return false;
  if (text === '0' || text === '-0') return true;
  return text.startsWith('-') ? 10 * point - 9 < from && 10 * point < from : 10 * point > to;
};

form?.addEventListener('input', (event) => {
  const field = event.target;
  if (field.dataset.cell === undefined || event.inputType?.startsWith('delete')) return;
  if (isComplete(field)) next(field);
});

form?.addEventListener('keydown', (event) => {
  const field = event.target;
  if (field.dataset.cell === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === ' ' || event.key === 'ArrowDown') {
    event.preventDefault();
    next(field);
  } else if (event.key === 'ArrowUp' || (event.key === 'Backspace' && field.value === '')) {
    event.preventDefault();
    next(field, -1);
  }
});

// A scanner types a code and then Enter: that goes on to the first field, and does not send a sheet that is still empty.
form?.elements.sheet?.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  next(event.target);
});

form?.addEventListener('focusin', (event) => {
  if (event.target.dataset?.cell !== undefined) event.target.select();
});
