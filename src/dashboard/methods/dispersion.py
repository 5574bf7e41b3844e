"""How many times more than chance a figure varies, from its own past and what such figures usually do.

A few years tell little about it. So what they tell is moderated, as in Smyth (2004), Statistical
Applications in Genetics and Molecular Biology 3: a stated usual dispersion counts as so many further
figures. The fewer of its own a figure has, the nearer it stays to what is usual.

Where the figures are at odds with what is usual, that counts for less, as in Phipson et al. (2016), Annals of
Applied Statistics 10: people who come in incidents of many make a share vary many times more than chance,
and a usual dispersion that nothing shakes would hide it.
"""

from __future__ import annotations

from dataclasses import dataclass

from scipy import special  # type: ignore[import-untyped]

from dashboard.methods.quasi import Course, Kind

#: What is usual: of counts the dispersion of quarterly NRM referrals of police forces, as the Home Office
#: publishes them (2022-23). Of shares and means nobody publishes one; this much, worth so many figures,
#: finds a shift of 10 points in 300 four times in five where they vary by chance alone, and keeps false
#: alarms rare where they vary up to three times more (tests/ui/false_alarms.py).
USUAL, USUAL_OF_SHARES = 1.6, 1.2
#: So many further figures it counts as. Shares are published by the year, so that few are there to tell.
WORTH, WORTH_OF_SHARES = 6, 11
#: Of shares and means: where own figures that vary so much or more would come of the usual dispersion less
#: often than this, it counts as that much fewer figures. With a half a tenth of the power on shares that
#: vary twice as much as chance goes, with a tenth one in eight is a false alarm (docs/methods.md).
SELDOM = 0.25


@dataclass(frozen=True)
class Dispersion:
    """``factor`` is a variance over the one of chance alone, at least 1; ``freedom`` the degrees of freedom
    that it rests on."""

    factor: float
    freedom: float

    def quantile(self, confidence: float = 0.95) -> float:
        """Student's quantile: how many standard errors such an interval reaches either way."""
        return float(special.stdtrit(self.freedom, (1 + confidence) / 2))

    def p_value(self, errors: float) -> float:
        """The two-sided p-value of a distance in standard errors that hold ``factor`` already."""
        return float(2 * special.stdtr(self.freedom, -abs(errors)))


def dispersion(course: Course | None) -> Dispersion:
    """The dispersion around ``course``, moderated by what is usual; of no course the usual one of counts.

    At least 1: figures that happen to vary less than chance would make their own look surer than it is.
    """
    chi_square, left = (course.chi_square, course.left) if course else (0.0, 0)
    of_counts = course is None or course.kind is Kind.COUNT
    usual, worth = (USUAL, WORTH) if of_counts else (USUAL_OF_SHARES, _worth_of_shares(chi_square, left))
    freedom = worth + left
    return Dispersion(max(1.0, (worth * usual + chi_square) / freedom), freedom)


def _worth_of_shares(chi_square: float, left: int) -> float:
    """How many figures the usual dispersion of shares counts as beside ``left`` of their own."""
    seldom = float(special.fdtrc(left, WORTH_OF_SHARES, chi_square / left / USUAL_OF_SHARES))
    return WORTH_OF_SHARES * min(1.0, seldom / SELDOM)
