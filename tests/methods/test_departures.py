"""Each departure from an official method has a switch, and the switch changes the result."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from dashboard import methods
from dashboard.methods import DEPARTURES, Departure

GAPPED: list[float | None] = [10.0, 11.0, 10.0, None, 14.0, 12.0, 13.0]
SPIKED = [1.0, 2.0, 1.0, 2.0, 30.0, 1.0, 2.0, 1.0, 2.0] * 2
FLAT = [20.0 + t % 2 for t in range(30)]
#: By switch: a call that shows the difference, to which the switch is added.
SHOWN: dict[str, Callable[..., Any]] = {
    "xmr(screen=False)": lambda **switch: methods.xmr(
        [1.0, 2.0, 1.0, 2.0, 30.0, 1.0, 2.0, 1.0, 2.0] * 2, **switch
    ),
    "xmr(bridge=True)": lambda **switch: methods.xmr(GAPPED, **switch),
    "wilson(strict=True)": lambda **switch: [float(x) for x in methods.wilson(12, 10, **switch)],
    "interrupted_series(minimum=3)": lambda **switch: methods.interrupted_series(
        FLAT[:16], 8, harmonics=0, **switch
    ),
    'interrupted_series(widen="always")': lambda **switch: methods.interrupted_series(
        FLAT, 15, harmonics=0, **switch
    ),
    'interrupted_series(errors="independent")': lambda **switch: methods.interrupted_series(
        FLAT, 15, harmonics=0, **switch
    ),
}


def call(switch: str) -> tuple[str, dict[str, Any]]:
    """The function and the arguments that a switch names."""
    parsed = ast.parse(switch, mode="eval").body
    assert isinstance(parsed, ast.Call)
    assert isinstance(parsed.func, ast.Name)
    return parsed.func.id, {str(word.arg): ast.literal_eval(word.value) for word in parsed.keywords}


def outcome(shown: Callable[..., Any], switch: dict[str, Any]) -> Any:
    try:
        return shown(**switch)
    except ValueError as refusal:
        return str(refusal)


def test_every_departure_is_shown_and_every_one_shown_is_listed() -> None:
    assert [departure.switch for departure in DEPARTURES] == list(SHOWN)


@pytest.mark.parametrize("departure", DEPARTURES, ids=lambda departure: departure.method)
def test_the_switch_is_an_argument_that_is_not_set_already(departure: Departure) -> None:
    name, arguments = call(departure.switch)
    parameters = inspect.signature(getattr(methods, name)).parameters
    assert len(arguments) == 1
    for argument, value in arguments.items():
        assert parameters[argument].kind is inspect.Parameter.KEYWORD_ONLY
        assert parameters[argument].default != value


@pytest.mark.parametrize("departure", DEPARTURES, ids=lambda departure: departure.method)
def test_the_switch_changes_the_result(departure: Departure) -> None:
    shown, (_, switch) = SHOWN[departure.switch], call(departure.switch)
    assert outcome(shown, switch) != outcome(shown, {})


@pytest.mark.parametrize("departure", DEPARTURES, ids=lambda departure: departure.method)
def test_a_departure_says_what_why_and_where_from(departure: Departure) -> None:
    said = (departure.official, departure.ours, departure.why)
    assert all(sentence.endswith(".") for sentence in said)
    assert departure.official != departure.ours
    assert len(departure.source) > 20
