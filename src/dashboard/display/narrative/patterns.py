"""Every turn of phrase that judges a figure: what it means, by which test, and what would make it false.

One list, so that different yardsticks have different words and one yardstick never has two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Pattern:
    """A turn of phrase (a regular expression without groups), and the ``yardstick`` that it speaks for.

    ``says`` is what the yardstick says where the phrase stands; two phrases of one yardstick about one figure
    contradict each other unless they say the same.
    """

    phrase: str
    yardstick: str
    says: str
    meaning: str
    test: str
    false_where: str

    @property
    def plain(self) -> str:
        """The phrase as it is read."""
        text = re.sub(r"\(\?i:(\w+)\)", r"\1", self.phrase)
        text = re.sub(r"\(\?:([^|()]+)\|[^()]*\)", r"\1", text).replace(r"\w+", "...")
        return text.partition("|")[0].rstrip("; ")


#: What speaks of chance: of such sentences about 1 in 20 is a false alarm, and a page says so once.
CHANCE = re.compile(
    r"than chance (?:alone )?(?:would|could) bring|what chance could bring|no more than their sizes explain"
    r"|that chance (?:could|does not) explain",
    re.IGNORECASE,
)
_YEAR = "a year earlier"
_SAME_MONTHS = "the same months"
_USUAL = "the usual range"
_EXPECTED = "what was expected"
_TREND = "five years"
_OTHERS, _GROUPS, _SIZE, _STEP = "all others", "the groups", "its size", "an event"
_BY_DIFFERENCE = (
    "Difference with its 95% interval (MOVER), widened by the dispersion of the figure's own past."
)
_BY_LIMITS = "Limits of the XmR chart since the last break."
_BY_MODEL = "Regression of the figures before it on level, trend and season, with their dispersion: 95%."
_BY_TREND = "Chi-square for trend over the last five yearly figures, divided by the dispersion, at 5 in 100."
_BY_FUNNEL = (
    "Limits of a funnel around the share of all, 95% and 99.8%; wider ones with the variance between shares "
    "that chance does not explain (Spiegelhalter)."
)

PATTERNS = (
    Pattern(
        "(?i:more) than chance alone would bring", _YEAR, "beyond",
        "The two figures differ by more than such figures do by themselves.", _BY_DIFFERENCE,
        "The interval holds 0.",
    ),
    Pattern(
        "(?i:within) what chance could bring", _YEAR, "within",
        "No difference can be told from chance; there may be one all the same.", _BY_DIFFERENCE,
        "The interval leaves out 0.",
    ),
    Pattern(
        "which chance does not explain", _SAME_MONTHS, "beyond",
        "The year so far differs from the same months a year earlier by more than such figures do.",
        _BY_DIFFERENCE, "The interval holds 0.",
    ),
    Pattern(
        "which chance could explain", _SAME_MONTHS, "within",
        "The year so far cannot be told from the same months a year earlier; there may be a difference.",
        _BY_DIFFERENCE, "The interval leaves out 0.",
    ),
    Pattern(
        "(?i:above) its usual range", _USUAL, "above",
        "The figure is higher than its own past brings about.", _BY_LIMITS,
        "The figure is at or under the upper limit.",
    ),
    Pattern(
        "(?i:below) its usual range", _USUAL, "below",
        "The figure is lower than its own past brings about.", _BY_LIMITS,
        "The figure is at or over the lower limit.",
    ),
    Pattern(
        "(?i:within) its usual range", _USUAL, "within",
        "The figure is of the kind that its past brings about.", _BY_LIMITS,
        "The figure is beyond a limit.",
    ),
    Pattern(
        "No usual range can be given", _USUAL, "none",
        "Nothing shows how far the figure usually strays; the reason follows.", _BY_LIMITS,
        "The chart has limits at the figure.",
    ),
    Pattern(
        "limits of a level that stays do not fit", _USUAL, "none",
        "The figures follow a course, so their average says nothing of the newest.",
        "More than a third of the points are signals, those beyond the limits set aside.",
        "A third of the points or fewer are signals.",
    ),
    Pattern(
        "Above what its past led to expect|Above its expected range", _EXPECTED, "above",
        "The figure is higher than the ones before it, their trend and season, led to expect.", _BY_MODEL,
        "The figure is in the range.",
    ),
    Pattern(
        "Below what its past led to expect|Below its expected range", _EXPECTED, "below",
        "The figure is lower than the ones before it, their trend and season, led to expect.", _BY_MODEL,
        "The figure is in the range.",
    ),
    Pattern(
        "Rising over the five years", _TREND, "rising",
        "The last five yearly figures rise, whatever two neighbouring ones do.", _BY_TREND,
        "A chi-square this large comes of no trend in more than 5 in 100.",
    ),
    Pattern(
        "Falling over the five years", _TREND, "falling",
        "The last five yearly figures fall, whatever two neighbouring ones do.", _BY_TREND,
        "A chi-square this large comes of no trend in more than 5 in 100.",
    ),
    Pattern(
        "chance has no part in it", _YEAR, "none",
        "All of it is planned and counted, so no difference is held against chance.",
        "The figure counts the training, headcount or meeting records.",
        "The figure counts people or events that nobody plans.",
    ),
    Pattern(
        "no further apart than chance could bring", _OTHERS, "within",
        "The share differs from that of all by no more than its size explains.", _BY_FUNNEL,
        "The share lies beyond the 95% limits.",
    ),
    Pattern(
        "no more than \\w+ usually differ", _OTHERS, "usual",
        "The share differs by more than its size explains, but such shares usually do.", _BY_FUNNEL,
        "The share lies beyond the wider limits.",
    ),
    Pattern(
        "more apart than (?:chance alone would bring; |\\w+ usually differ)", _OTHERS, "beyond",
        "The share differs from that of all by more than such shares do.",
        f"{_BY_FUNNEL} Outside 99.8%, and of those told so among all places and funnels of the page at most "
        "1 in 20 is a false alarm (Benjamini and Hochberg).",
        "Among so many places, such a share is to be expected.",
    ),
    Pattern(
        "differ no more than their sizes explain", _GROUPS, "alike",
        "No group is called the highest or the lowest: all may be alike.",
        "Chi-square test that the groups differ (of means Cochran's Q), at 5 in 100.",
        "The test finds that they differ.",
    ),
    Pattern(
        "reach the target", _SIZE, "reached",
        "The whole 95% interval lies on the wanted side of the target.", "The figure's 95% interval.",
        "An end of the interval lies on the other side.",
    ),
    Pattern(
        "(?i:about) the same", _SIZE, "alike",
        "The two figures hardly differ, so neither rise nor fall is told.",
        "The difference is less than 1 in 100 of the earlier figure.",
        "It is 1 in 100 or more, or more than chance alone would bring.",
    ),
    Pattern(
        "times the earlier course", _STEP, "step",
        "The level after the event over the level to which trend and season would have led.",
        "Poisson regression with a step, its interval widened by dispersion and alike neighbours.",
        "The interval holds 1, or a step shows at many other months too.",
    ),
)  # fmt: skip


def claims(text: str) -> Iterator[Pattern]:
    """The patterns that stand in ``text``."""
    return (pattern for pattern in PATTERNS if re.search(pattern.phrase, text))
