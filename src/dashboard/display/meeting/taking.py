"""What each kind of slide takes: how many views, over what, and of which places together."""

from __future__ import annotations

from dashboard.display.meeting.reading import Refusal
from dashboard.display.meeting.story import Item
from dashboard.publication import Publication

#: How many views each kind of slide takes, at least and at most.
VIEWS = {
    "trend": (1, 1), "bars": (1, 1), "dots": (1, 1), "paired": (2, 2),
    "compare": (2, 4), "map": (1, 1), "words": (0, 8),
}  # fmt: skip
_OVER_TIME = ("trend", "compare")


def check(publication: Publication, item: Item) -> None:
    """Raises Refusal where the kind of slide does not take the views of ``item``."""
    least, most = VIEWS[item.kind]
    if not least <= len(item.views) <= most:
        many = f"{least}" if least == most else f"{least} to {most}"
        raise Refusal(f"a slide of kind {item.kind!r} takes {many} views, not {len(item.views)}.")
    if item.kind == "words" and not item.views and not item.headline:
        raise Refusal("a slide of words without figures needs a headline.")
    overs = {view.over for view in item.views}
    if item.kind in _OVER_TIME and overs != {"time"}:
        raise Refusal(f"a slide of kind {item.kind!r} takes views over time.")
    if item.kind in ("bars", "dots", "paired", "map") and ("time" in overs or len(overs) > 1):
        raise Refusal(f"a slide of kind {item.kind!r} takes views over one breakdown, not over time.")
    if len({view.time_level for view in item.views}) > 1 and item.kind == "compare":
        raise Refusal("lines on one chart need the same steps of time.")
    if item.kind in ("compare", "paired"):
        _check_places(publication, item)


def _check_places(publication: Publication, item: Item) -> None:
    """Who referred and where it happened are different geographies: never on one chart."""
    abouts = [
        publication.indicators[v.indicator] for v in item.views if v.indicator in publication.indicators
    ]
    if len({about.place for about in abouts}) > 1 and any(
        a.policy in ("referrals", "comparators") for a in abouts
    ):
        raise Refusal(
            "these figures are of different places (who referred, where it happened): use two slides."
        )
