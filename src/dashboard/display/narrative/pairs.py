"""What changed between two or three answers: before, after and at follow-up."""

from __future__ import annotations

from dashboard.display.analysis import control_limits
from dashboard.display.analysis.point import Point
from dashboard.display.analysis.published_series import PublishedSeries
from dashboard.display.analysis.verdict_words import BEYOND, WITHIN
from dashboard.display.narrative import countings, incompleteness, phrases


def paired(
    what: str,
    before: PublishedSeries,
    after: PublishedSeries,
    follow_up: PublishedSeries | None = None,
    change: PublishedSeries | None = None,
) -> str:
    """One sentence on ``what`` ("Confidence") at each stage, for one group or for several.

    ``change`` has the paired change of the same groups with its interval; where one group is told,
    the sentence then says whether chance explains it.
    """
    pairs = [(earlier, two) for earlier in before.shown for two in after.shown if earlier.code == two.code]
    if not pairs:
        return f"{phrases.bracketed(what)}: {phrases.none(before)}."
    lacking = incompleteness.beside(before, after, follow_up)
    if len(before.points) == 1:
        # Whom chance would have brought is not judged while answers are missing.
        sentence = _change(what, before, *pairs[0], follow_up, None if lacking else change)
    else:
        sentence = _several(what, before, pairs, follow_up)
    return countings.marked(sentence + lacking, before, after, follow_up, change)


def _change(
    what: str,
    series: PublishedSeries,
    earlier: Point,
    two: Point,
    follow_up: PublishedSeries | None,
    change: PublishedSeries | None,
) -> str:
    apart = phrases.apart(two, earlier, series.measure)
    old, new = phrases.figure(earlier, series), phrases.figure(two, series)
    moved = f"{'rose' if apart > 0 else 'fell'} from {old} before the training to {new} after it"
    chance = _chance(earlier.code, change)
    if apart == 0:
        moved = f"stood at {old} before and after the training"
    elif phrases.about_the_same(two, earlier) and BEYOND not in chance:
        moved = f"stayed about the same: {old} before the training, {new} after it"
    later = (
        next((each for each in follow_up.points if each.code == earlier.code), None) if follow_up else None
    )
    kept = ""
    if later is not None:
        stood = f"stood at {phrases.figure(later, series)}" if later.value is not None else "cannot be shown"
        kept = f"; at follow-up it {stood}"
    return phrases.sentence(f"{phrases.opening(series.period)}{phrases.inside(what)} {moved}{chance}{kept}.")


def _chance(code: str, change: PublishedSeries | None) -> str:
    point = next((each for each in change.shown if each.code == code), None) if change else None
    beyond = control_limits.beyond(0.0, point.low, point.high) if point else None
    if beyond is None:
        return ""
    return f", {BEYOND if beyond else WITHIN}"


def _several(
    what: str, series: PublishedSeries, pairs: list[tuple[Point, Point]], follow_up: PublishedSeries | None
) -> str:
    by = sorted(
        ((phrases.apart(two, earlier, series.measure), earlier, two) for earlier, two in pairs),
        key=lambda each: each[0],
    )
    rose = sum(_rose(earlier, two, series.measure) for _, earlier, two in by)
    shown = " shown" if len(pairs) < len(series.points) else ""
    least, most = (
        f"{phrases.difference(size, series.measure)} ({phrases.within_brackets(group.label)})"
        for size, group, _ in (by[0], by[-1])
    )
    if rose == len(by):
        sentence = f"rose in all {len(by)} groups{shown}, by between {least} and {most}"
    else:
        sentence = f"rose in {rose or 'none'} of the {len(by)} groups{shown}"
        sentence += f", most by {most}" if rose else ""
    return phrases.sentence(
        f"{phrases.opening(series.period)}{phrases.inside(what)} {sentence}{_kept(series, pairs, follow_up)}."
    )


def _rose(earlier: Point, later: Point, measure: str) -> bool:
    return phrases.apart(later, earlier, measure) > 0 and not phrases.about_the_same(later, earlier)


def _kept(
    series: PublishedSeries, pairs: list[tuple[Point, Point]], follow_up: PublishedSeries | None
) -> str:
    later = {point.code: point for point in follow_up.shown} if follow_up else {}
    known = [(earlier, later[earlier.code]) for earlier, _ in pairs if earlier.code in later]
    if not known:
        return ""
    above = sum(_rose(earlier, last, series.measure) for earlier, last in known)
    return f"; at follow-up it stood above where it began in {above} of {len(known)}"
