// For pages of others: gives the frame of a survey the height that the survey needs, so that nothing scrolls in it. Listens to that survey's site only.
(() => {
  const site = new URL(document.currentScript.src).origin;
  const HIGHEST = 30000;
  addEventListener('message', (event) => {
    if (event.origin !== site || event.data?.type !== 'survey') return;
    const frame = [...document.querySelectorAll('iframe')].find((one) => one.contentWindow === event.source);
    const height = Number(event.data.height);
    if (!frame || !(height > 0 && height <= HIGHEST)) return;
    frame.height = String(Math.ceil(height));
    // Another page begins at its top, which may lie above the screen.
    if (event.data.isNew && frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: 'start' });
  });
})();
