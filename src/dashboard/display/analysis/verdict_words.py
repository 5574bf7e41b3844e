"""A verdict in words: the one place that says them, for tiles, headlines, papers, files and traces."""

from __future__ import annotations

from dashboard.display.analysis import control_limits
from dashboard.methods import wording
from dashboard.methods.judged import Place, Range, SoFar, Unjudged, Verdict, Way

WITHIN = "within what chance could bring"
BEYOND = "more than chance alone would bring"
#: Of a year that is not over, beside the same months of the one before.
LIKE = "which chance could explain"
UNLIKE = "which chance does not explain"
IN_FULL = "Planned and counted in full, so chance has no part in it."


def sentences(verdict: Verdict, measure: str) -> tuple[str, ...]:
    """Everything that is said of a figure: a sentence for each yardstick, or why there is none."""
    return (*whole_period(verdict, measure), *part_of_year(verdict, measure))


def whole_period(verdict: Verdict, measure: str) -> tuple[str, ...]:
    """What is said of the newest figure whose period is over."""
    if verdict.reason not in (Unjudged.NONE, Unjudged.IN_FULL):
        return (f"Not judged: {verdict.reason}.",) if verdict.reason else ()
    texts = usual(verdict, measure), earlier(verdict), expected(verdict, measure), trend(verdict)
    return tuple(text for text in texts if text)


def part_of_year(verdict: Verdict, measure: str) -> tuple[str, ...]:
    """What is said of the year after it, which is not over, and of the last twelve months."""
    return tuple(text for text in (so_far(verdict, measure), twelve(verdict, measure)) if text)


def usual(verdict: Verdict, measure: str) -> str:
    """Where the figure lies in its usual range, or why it has none; empty where that goes unsaid."""
    range_ = verdict.usual
    if verdict.reason not in (Unjudged.NONE, Unjudged.IN_FULL):
        return ""
    if range_.place is not Place.NONE and not range_.trial:
        text = usual_range(range_, measure)
        return f"{text[:1].upper()}{text[1:]}."
    if verdict.reason is Unjudged.NONE:
        return ""
    return IN_FULL if range_.trial else f"No usual range can be given: {range_.reason}."


def usual_range(usual: Range, measure: str) -> str:
    """ "above its usual range since April 2019 (10.1 to 40.2)"."""
    since = wording.month(wording.span(usual.since)[0])
    return f"{usual.place} its usual range since {since} ({_usual_ends(usual, measure)})"


def _usual_ends(usual: Range, measure: str) -> str:
    """The range in words; an end beyond which no figure could lie is left out."""
    low, high = (control_limits.limit_text(end, measure) for end in (usual.low, usual.high))
    if measure != "mean" and usual.low <= 0:
        return f"up to {high}"
    return f"from {low}" if measure == "percent" and usual.high >= 100 else f"{low} to {high}"


def earlier(verdict: Verdict) -> str:
    """Whether chance explains the change from a year earlier; empty where chance is not judged."""
    differs = verdict.earlier.differs
    if differs is None:
        return ""
    text = BEYOND if differs else WITHIN
    return f"The change from {wording.period(verdict.earlier.period)} is {text}."


def expected(verdict: Verdict, measure: str) -> str:
    """That the figure lies outside of what its past led to expect; empty where it does not."""
    range_ = verdict.expected
    if range_.place not in (Place.ABOVE, Place.BELOW):
        return ""
    return f"{range_.place.capitalize()} what its past led to expect ({ends(range_, measure)})."


def trend(verdict: Verdict) -> str:
    """ "Rising over the five years from 2021."; empty where no trend shows or none is judged."""
    shows = verdict.trend
    if shows.way not in (Way.RISING, Way.FALLING):
        return ""
    return f"{shows.way.capitalize()} over the five years from {wording.period(shows.first)}."


def so_far(verdict: Verdict, measure: str) -> str:
    """ "January to September 2026: 2,040, against 1,984 in the same months of 2025.", of a year that is not
    over; or why it cannot be held to the same months. Empty where no such year is published."""
    part = verdict.so_far
    if not part.period:
        return ""
    if part.reason is not Unjudged.NONE:
        when = f"What {wording.period(part.period)} has so far"
        return f"{when} cannot be held to {same_months(part)}: {part.reason}."
    return f"{part_year(part, measure)}."


def part_year(part: SoFar, measure: str) -> str:
    """ "January to September 2026: 2,040, against 1,984 in the same months of 2025", and whether chance could
    explain it."""
    figures = f"{wording.measured(part.value, measure)}, against {wording.measured(part.before, measure)}"
    about_chance = {True: f", {UNLIKE}", False: f", {LIKE}", None: ""}[part.differs]
    mark = f" {part.counting}" if part.counting else ""
    return f"{months_of(part)}: {figures} in {same_months(part)}{mark}{about_chance}"


def months_of(part: SoFar) -> str:
    """ "January to September 2026": the months of a year that is not over."""
    first, until = wording.span(part.period)[0], wording.span(part.until)[0]
    return wording.month(first) if first == until else wording.months(first, until)


def same_months(part: SoFar) -> str:
    """ "the same months of 2025": those of a year earlier."""
    if "/" in part.period:
        return "the same months a year earlier"
    return f"the same month{'' if part.until == part.period + '-01' else 's'} of {int(part.period) - 1}"


def twelve(verdict: Verdict, measure: str) -> str:
    """ "Twelve months to September 2026: 2,676, against 2,604 in the twelve before."; empty where a month is
    not published."""
    rolling = verdict.twelve
    if not rolling.until:
        return ""
    figures = (
        f"{wording.measured(rolling.value, measure)}, against {wording.measured(rolling.before, measure)}"
    )
    mark = f" {rolling.counting}" if rolling.counting else ""
    return f"Twelve months to {wording.period(rolling.until)}: {figures} in the twelve before{mark}."


def ends(range_: Range, measure: str) -> str:
    """A range of figures in words: whole numbers for counts, which come in no parts."""
    if measure == "count":
        return f"{wording.number(range_.low)} to {wording.number(range_.high)}"
    return " to ".join(control_limits.limit_text(end, measure) for end in (range_.low, range_.high))
