/* A page that opens is not shown in pieces: until all that it is made of is there, style.css holds it (html with
   data-held and without data-shown). Without this script nothing is held.
   On paper stands all that is one click away, and under each page its address and the day. Whoever prints by the keys
   before all charts are drawn waits for them. */
(() => {
  const page = document.documentElement, CHART = '[data-testid="stElementContainer"][class*="-picture"]';
  const app = () => document.querySelector('[data-testid="stApp"]');
  // Charts take longer, and their boxes are as high as they will be.
  const awaited = () => [...document.querySelectorAll('[data-testid="stSkeleton"]')].some(one => !one.closest(CHART));
  const there = () => document.querySelector('h1') && app()?.dataset.testScriptState === 'notRunning' && !awaited();
  let waits = false;
  const changed = new MutationObserver(() => {
    if (!waits) requestAnimationFrame(look);
    waits = true;
  });
  const look = () => {
    waits = false;
    if (!there()) return;
    changed.disconnect();
    page.dataset.shown = '';
  };
  page.dataset.held = '';

  // An address that somebody has cut in the middle of a sign stays as it is.
  const address = () => { try { return decodeURI(location.href); } catch { return location.href; } };
  const shut = () => document.querySelectorAll('[data-testid="stApp"] details:not([open])');
  const foot = document.body.appendChild(document.createElement('style'));
  let opened = [];
  addEventListener('beforeprint', () => {
    const day = new Date().toLocaleDateString('en-GB', {day: 'numeric', month: 'long', year: 'numeric'});
    const words = JSON.stringify(`${address()}, printed on ${day}`).replace(/</g, '\\3c ');
    foot.textContent = `@page {@bottom-left {content: ${words}; font: 9pt sans-serif;}}`;
    // 180 mm between the margins of A4 are 680 pixels, and on paper columns stand beneath one another.
    for (const chart of document.querySelectorAll(CHART))
      chart.style.setProperty('--nd-fit', Math.min(1, 670 / chart.clientWidth));
    opened = [...opened, ...shut()];
    opened.forEach(one => { one.open = true; });
  });
  addEventListener('afterprint', () => {
    opened.forEach(one => { one.open = false; });
    opened = [];
  });
  const blank = () => !there() || [...document.querySelectorAll(CHART)].some(one => !one.querySelector('.main-svg'));
  const soon = until => (blank() && performance.now() < until ? setTimeout(soon, 50, until) : print());
  addEventListener('keydown', press => {
    if (press.key.toLowerCase() !== 'p' || !(press.ctrlKey || press.metaKey) || press.altKey || !blank()) return;
    press.preventDefault();
    soon(performance.now() + 15000);
  });
  changed.observe(page, {childList: true, subtree: true, attributeFilter: ['data-test-script-state']});
})();
