/* A page that opens is not shown in pieces: until all that it is made of is there, style.css holds it (html with
   data-held and without data-shown). Without this script nothing is held. */
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
  changed.observe(page, {childList: true, subtree: true, attributeFilter: ['data-test-script-state']});
})();
