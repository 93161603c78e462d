// Comfort for the designer: saves what was typed, moves items by dragging or with Alt and the arrow keys, and shows the preview beside the form.
// Without it every button does the same.

const form = document.getElementById('design');
const status = document.querySelector('[data-status]');
const mayAutosave = form && !document.querySelector('.merge') && !document.querySelector('.error-summary');

// --- Saving while typing ---------------------------------------------------------------------------------------------------------------------

let timer = 0;
let isSaving = false;
let isDirty = false;
let isLeaving = false;

const say = (key) => { if (status && status.dataset[key]) status.textContent = status.dataset[key]; };

const save = async () => {
  clearTimeout(timer);
  if (!isDirty || isSaving || isLeaving) return;
  isSaving = true;
  isDirty = false;
  say('saving');
  try {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (!isForButton(name)) body.append(name, value);
    body.append('do', 'save');
    const answer = await fetch(form.getAttribute('action') || location.pathname, { method: 'POST', body, credentials: 'same-origin' });
    if (isLeaving) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const fresh = page.getElementById('design');
    if (answer.ok && fresh) {
      take(page, fresh);
      say('saved');
    } else if (answer.status === 409) {
      say('conflict');
    } else {
      say('problems');
    }
  } catch {
    isDirty = true;
    say('offline');
    timer = setTimeout(save, 5000);
  } finally {
    isSaving = false;
    if (isDirty && !timer) schedule();
  }
};

// What stands beside an "add" button belongs to that button.
const isForButton = (name) => /^(dimension-new|outcome-new)\./.test(name) || /^dimension\..*\.new\.[a-z]+$/.test(name);

// The stored revision, and whether there is something to undo; what somebody else changed arrives in fields that nobody is typing in.
const take = (page, fresh) => {
  for (const id of ['design', 'history']) {
    const from = page.getElementById(id)?.elements.revision;
    const to = document.getElementById(id)?.elements.revision;
    if (from && to) to.value = from.value;
  }
  for (const value of ['undo', 'redo']) {
    const from = page.querySelector(`button[form=history][value=${value}]`);
    const to = document.querySelector(`button[form=history][value=${value}]`);
    if (from && to) to.disabled = from.disabled;
  }
  if (!isDirty) {
    for (const field of fresh.elements) {
      const mine = field.name && form.elements[field.name];
      if (!mine || mine instanceof RadioNodeList || mine === document.activeElement || field.type === 'hidden' || field.type === 'submit' || isForButton(field.name)) continue;
      if (field.type === 'checkbox') mine.checked = field.checked;
      else if (mine.value.trim() !== field.value.trim()) mine.value = field.value;
    }
    const order = fresh.elements.order?.value;
    if (order && order !== form.elements.order.value) location.reload();
  }
  showPreview();
};

const schedule = () => {
  isDirty = true;
  clearTimeout(timer);
  timer = setTimeout(() => { timer = 0; save(); }, 1200);
};

if (mayAutosave) {
  form.addEventListener('input', (event) => { if (!isForButton(event.target.name)) schedule(); });
  document.addEventListener('submit', () => { isLeaving = true; clearTimeout(timer); });
  addEventListener('beforeunload', (event) => { if (isDirty && !isLeaving) event.preventDefault(); });
}

// --- Moving by dragging and by keys ----------------------------------------------------------------------------------------------------------

const writeOrder = () => {
  form.elements.order.value = [...form.querySelectorAll('[data-dimension]')]
    .map((dimension) => dimension.dataset.dimension + ':' + [...dimension.querySelectorAll('[data-item]')].map((item) => item.dataset.item).join(','))
    .join(' ');
  for (const dimension of form.querySelectorAll('[data-dimension]'))
    for (const select of dimension.querySelectorAll('select[name$=".dimension"]')) select.value = dimension.dataset.dimension;
};

let dragged = null;

const clearMarks = () => { for (const item of form.querySelectorAll('.drop-before, .drop-after')) item.classList.remove('drop-before', 'drop-after'); };

const isUpper = (event, item) => {
  const box = item.getBoundingClientRect();
  return event.clientY < box.top + box.height / 2;
};

if (form) {
  for (const handle of form.querySelectorAll('.drag-handle')) {
    handle.hidden = false;
    const item = handle.closest('[data-item]');
    // Only the handle drags: text in the fields can still be selected.
    handle.addEventListener('pointerdown', () => { item.draggable = true; });
    item.addEventListener('dragstart', (event) => {
      dragged = item;
      item.classList.add('is-dragged');
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', item.dataset.item);
    });
    item.addEventListener('dragend', () => {
      item.draggable = false;
      item.classList.remove('is-dragged');
      clearMarks();
      dragged = null;
    });
  }
  form.addEventListener('dragover', (event) => {
    const over = event.target.closest('[data-item]');
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    clearMarks();
    over.classList.add(isUpper(event, over) ? 'drop-before' : 'drop-after');
  });
  form.addEventListener('drop', (event) => {
    const over = event.target.closest('[data-item]');
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const home = dragged.closest('[data-dimension]');
    if (home !== over.closest('[data-dimension]') && home.querySelectorAll('[data-item]').length === 1) return;
    over[isUpper(event, over) ? 'before' : 'after'](dragged);
    clearMarks();
    writeOrder();
    isDirty = true;
    save();
  });
  form.addEventListener('keydown', (event) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    const button = event.target.closest('[data-item]')?.querySelector(`[data-key=${event.key === 'ArrowUp' ? 'up' : 'down'}]`);
    if (!button || button.disabled) return;
    event.preventDefault();
    isLeaving = true;
    button.click();
  });
}

addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.key.toLowerCase() === 's') {
    event.preventDefault();
    form?.querySelector('button[value=save]')?.click();
  }
});

// --- The preview beside the form -------------------------------------------------------------------------------------------------------------

const aside = document.querySelector('[data-preview]');
const isWide = matchMedia('(min-width: 90rem)');

const showPreview = () => {
  if (!aside || !isWide.matches) return;
  let frame = aside.querySelector('iframe');
  if (!frame) {
    frame = document.createElement('iframe');
    frame.title = aside.dataset.title;
    aside.append(frame);
    aside.hidden = false;
    frame.src = aside.dataset.src;
  } else {
    // The page that is being looked at, as it is now.
    try { frame.contentWindow.location.reload(); } catch { frame.src = aside.dataset.src; }
  }
};

showPreview();
isWide.addEventListener('change', showPreview);
