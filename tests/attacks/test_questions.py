"""Questions about several periods, places and types together: the answers tell no more than the release.

What is answered is held against data sets that fit everything published and differ in what is hidden:
an answer that leaves one of them out has used something that was not published.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from dashboard.display.feasibility import Asked, interval_of
from dashboard.publication import Publication
from dashboard.publication.current_release import named_file
from tests.attacks.attack import THRESHOLD
from tests.attacks.conftest import Known
from tests.attacks.messages import open_view
from tests.attacks.reading import Vector, period
from tests.attacks.sites import Attacked

ROUTE, LABEL = "childrens_safeguarding", "Children's safeguarding"
#: Periods as the page names them, and their codes.
PERIODS = {
    "2023": "2023",
    "2022 (April to December)": "2022",
    "April to June 2022": "2022-Q2",
    "October to December 2023": "2023-Q4",
    "January to March 2024": "2024-Q1",
}
_ANSWER = re.compile(r"(between|at most|at least|any number)? ?([\d,]+)?(?: and ([\d,]+))?")


def _members(known: Known, times: Sequence[str], areas: Sequence[str], types: Sequence[str]) -> Vector:
    group = known.attack.group
    months = [month for month in group.months if any(month in period(time) for time in times)]
    chosen = {"place": areas, "exploitation_group": types}
    return group.members(months, {name: codes for name, codes in chosen.items() if codes})


def _leaves_out(known: Known, members: Vector, low: float, high: float) -> bool:
    found = [float(members @ point) for point in known.intruder.points]
    return min(found) < low or max(found) > high


def test_answers_to_many_questions_leave_out_nothing_that_fits(
    awkward: Attacked, knowing: Callable[[str], Known]
) -> None:
    known, dice = knowing(ROUTE), random.Random(3)  # noqa: S311
    release = Publication(named_file(awkward.where))
    places, types = known.attack.group.codes[1]
    small = exact = 0
    for _ in range(80):
        times = dice.sample(list(PERIODS.values()), dice.choice((1, 1, 2)))
        areas = dice.sample(places, dice.choice((1, 2, 3)))
        some = dice.sample(types, dice.choice((0, 1, 2)))
        splits = [("route", (ROUTE,)), *([("exploitation_group", tuple(some))] if some else [])]
        told = interval_of(release, "concerns", Asked(tuple(times), tuple(areas), "district", tuple(splits)))
        assert told.low is not None, told.why
        high = np.inf if told.high is None else told.high
        members = _members(known, times, areas, some)
        assert not _leaves_out(known, members, told.low, high), (times, areas, some)
        exact += told.exact
        if members @ known.attack.truth < THRESHOLD:
            small += 1
            assert told.low == 0, (times, areas, some)
            assert high >= THRESHOLD - 1, (times, areas, some)
    assert small > 10
    assert exact > 3


@pytest.mark.parametrize(
    ("times", "areas", "types"),
    [
        (["2023"], ["South Northamptonshire"], []),
        (["2023"], ["South Northamptonshire", "Corby"], []),
        (["2023", "2022 (April to December)"], ["Daventry", "Wellingborough"], ["Sexual only"]),
        (["April to June 2022"], ["Corby", "Kettering"], ["Labour only", "Sexual only"]),
        (["January to March 2024", "October to December 2023"], ["Daventry"], []),
    ],
)
def test_what_the_page_answers_leaves_out_nothing_that_fits(
    awkward: Attacked,
    knowing: Callable[[str], Known],
    times: list[str],
    areas: list[str],
    types: list[str],
) -> None:
    codes = awkward.release.tables["codes"].set_index(["list", "label"])["code"]
    address = {
        "route": LABEL, "route_ask_time": times, "route_ask_area": areas,
        "route_ask_exploitation_group": types,
    }  # fmt: skip
    view = open_view(awkward.where, "Referrals", {name: held for name, held in address.items() if held})
    told = next(one.body for one in view.sent if 'class="nd-answer"' in one.body)
    assert all(html.escape(area) in told for area in areas)
    answer = html.unescape(re.sub(r"<[^>]+>", "", told.partition('nd-answer">')[2]))
    found = _ANSWER.search(answer.removeprefix("Hidden or not published: "))
    assert found is not None
    one, other = (float(part.replace(",", "")) if part else np.nan for part in found.groups()[1:])
    low, high = {
        "between": (one, other), "at most": (0.0, one), "at least": (one, np.inf),
        "any number": (0.0, np.inf),
    }.get(found[1], (one, one))  # fmt: skip
    members = _members(
        knowing(ROUTE),
        [PERIODS[time] for time in times],
        [str(codes["area", area]) for area in areas],
        [str(codes["exploitation_group", kind]) for kind in types],
    )
    assert not _leaves_out(knowing(ROUTE), members, low, high), answer
