"""Every number that reaches the browser or a file is a published figure, or is none."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import openpyxl  # type: ignore[import-untyped]
import pytest

from tests.attacks.attack import THRESHOLD
from tests.attacks.conftest import Known
from tests.attacks.emitted import PAGES
from tests.attacks.messages import Sent, members
from tests.attacks.numbers_rule import NumbersRule
from tests.attacks.sites import Attacked

Plant = Callable[[str, int], str]


@pytest.fixture(scope="module")
def rule(awkward: Attacked) -> NumbersRule:
    return NumbersRule(awkward.release)


def test_every_page_and_kind_of_thing_was_taken_down(emission: list[Sent]) -> None:
    kinds = {one.kind.split(".")[-1] if one.kind.startswith("file") else one.kind for one in emission}
    assert {"html body", "plotly_chart spec", "deck_gl_json_chart json", "csv"} <= kinds
    assert {"selectbox", "button_group", "page_config_changed"} <= kinds
    pages = {one.where.partition("?")[0] for one in emission}
    assert pages == set(PAGES)
    assert {"Overview", "Referrals", "Outcomes", "Geography", "Compare", "Meeting"} <= pages


def test_every_number_sent_is_a_published_figure_or_none_at_all(
    rule: NumbersRule, emission: list[Sent]
) -> None:
    strange = rule.strange(emission)
    assert strange == [], f"{len(strange)} numbers"


def test_the_switch_that_steadies_small_areas_was_pressed(emission: list[Sent]) -> None:
    steadied = [one for one in emission if "steady=true" in one.where]
    assert {one.block for one in steadied} >= {"by-area-steadied"}, {one.where for one in steadied}


def test_a_steadied_figure_that_published_ones_do_not_make_is_strange(
    rule: NumbersRule, emission: list[Sent]
) -> None:
    spec = next(
        one
        for one in emission
        if "steady=true" in one.where and one.block == "by-area-steadied" and one.kind.endswith("spec")
    )
    assert rule.strange([spec]) == []
    body = json.loads(spec.body)
    drawn = next(trace for trace in body["data"] if trace.get("name") == "Steadied")
    drawn["x"][0] += 0.3
    assert len(rule.strange([replace(spec, body=json.dumps(body))])) == 1


def test_a_release_or_file_whose_hash_has_no_letter_is_no_figure(rule: NumbersRule) -> None:
    """Of 43 releases one has such an id."""
    for text in ("release 2024-06-15-88783589, made on", "file 123456789012 of the log", f"hash {'7' * 64}"):
        assert rule.strange([Sent("Overview", "page", "html body", f"<p>{text}</p>")]) == []
    for text in ("2024-06-15-887", "file 88783589", "12345678901"):
        assert rule.strange([Sent("Overview", "page", "html body", f"<p>{text}</p>")]) != []


def _in_hover(body: str, count: int) -> str:
    spec = json.loads(body)
    spec["data"][0]["customdata"] = [count]
    return json.dumps(spec)


def _in_a_bar(body: str, count: int) -> str:
    spec = json.loads(body)
    spec["data"][0]["x"].append(count)
    return json.dumps(spec)


def _in_a_scale(body: str, count: int) -> str:
    spec = json.loads(body)
    spec["layout"]["xaxis"]["range"] = [0, count]
    return json.dumps(spec)


def _in_a_layer(body: str, count: int) -> str:
    deck = json.loads(body)
    deck["layers"][1]["data"][0]["properties"]["count"] = count
    return json.dumps(deck)


def _in_a_label(body: str, count: int) -> str:
    return body.replace('"shown":"[c]"', f'"shown":"{count}"', 1)


def _in_a_table(body: str, count: int) -> str:
    return body.replace("[c]</td>", f"{count}</td>", 1)


def _in_an_alt(body: str, count: int) -> str:
    alt = re.compile(r'(class="nd-picture" role="img" aria-label="[^"]*)\[c\]')
    return alt.sub(lambda found: f"{found[1]}{count}", body, count=1)


def _on_a_picture(body: str, count: int) -> str:
    return re.sub(r'(<span class="nd-note[^>]*>)\[c\]', lambda found: f"{found[1]}{count}", body, count=1)


def _on_a_scale_of_a_picture(body: str, count: int) -> str:
    scale = '<div class="nd-scale">'
    return body.replace(scale, f'{scale}<span class="nd-name">{count}</span>', 1)


def _in_a_row(body: str, count: int) -> str:
    return re.sub(r",,\[c\],", f",{count},[c],", body, count=1)


@pytest.mark.parametrize(
    ("block", "kind", "plant"),
    [
        ("place_of_exploitation-by-area", "plotly_chart spec", _in_hover),
        ("place_of_exploitation-by-area", "plotly_chart spec", _in_a_bar),
        ("place_of_exploitation-by-area", "plotly_chart spec", _in_a_scale),
        ("place_of_exploitation-by-area", "html body", _in_a_table),
        ("place_of_exploitation-by-area", "html body", _in_an_alt),
        ("place_of_exploitation-by-area", "html body", _on_a_picture),
        ("place_of_exploitation-by-area", "html body", _on_a_scale_of_a_picture),
        ("map", "deck_gl_json_chart json", _in_a_layer),
        ("map", "deck_gl_json_chart json", _in_a_label),
        ("place_of_exploitation-by-area", "file", _in_a_row),
    ],
)
def test_a_hidden_count_planted_anywhere_is_found(
    rule: NumbersRule,
    emission: list[Sent],
    knowing: Callable[[str], Known],
    block: str,
    kind: str,
    plant: Plant,
) -> None:
    """The rule can fail: the same things with one hidden count in them."""
    small = next(
        one.truth
        for one in knowing("childrens_safeguarding").attack.targets
        if 1 < one.truth < THRESHOLD and one.name.startswith("concerns")
    )
    ours = [
        one for one in emission if "Place of exploitation" in one.where or one.where.startswith("Referrals")
    ]
    for one in ours:
        if one.block.startswith(block) and one.kind.startswith(kind):
            planted = replace(one, body=plant(one.body, small))
            if planted != one:
                assert rule.strange([one]) == []
                assert rule.strange([planted]), f"{one}: not found"
                return
    pytest.fail(f"nothing to plant a count in: {block}, {kind}")


def test_a_packed_file_is_read_to_its_last_sheet_and_note() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Hidden").append(["secret", 3])
    book["Hidden"].sheet_state = "veryHidden"
    book.properties.description = "three people"
    inside = io.BytesIO()
    book.save(inside)
    outside = io.BytesIO()
    with zipfile.ZipFile(outside, "w") as packed:
        packed.writestr("embedded.xlsx", inside.getvalue())
        packed.comment = b"two people"
    text = " ".join(part for _, part in members("slides.pptx", outside.getvalue()))
    assert all(told in text for told in ("secret", "three people", "two people"))


def test_the_release_file_tells_nothing_about_a_hidden_count_but_its_range(awkward: Attacked) -> None:
    """The file itself, as an outsider has it: no value, no interval, and no table beside the known ones."""
    tables = awkward.release.tables
    cells = awkward.release.cells
    hidden = cells[cells["status"] != "published"]
    assert hidden["value"].isna().all()
    counts = hidden["measure"].isin(["count", "numerator", "denominator", "rest"])
    assert hidden.loc[~counts, ["low", "high"]].isna().all().all()
    facts = {
        "areas",
        "contacts",
        "events",
        "outlines",
        "places",
        "populations",
        "rollout",
        "similar_forces",
        "targets",
    }  # of data/reference
    known = facts | {
        "cells",
        "codes",
        "editions",
        "families",
        "incomplete",
        "indicators",
        "kept_back",
        "not_fed",
        "policies",
        "quarantine",
        "release",
        "restated",
        "returns",
        "revisions",
        "rollout_changes",
        "runs",
        "tables",
        "traces",
        "verdicts",
    }
    assert set(tables) <= known
    # There was none before it, nothing waits, and nobody says who was to send what.
    for name in ("incomplete", "kept_back", "restated", "returns", "revisions"):
        assert tables[name].empty
    # Bytes that an earlier state of the file left behind would be read by whoever opens it as bytes.
    raw = next(awkward.where.releases.glob("*.duckdb")).read_bytes()
    for word in (b"referral-0", b"incident-", b"submission-0", b"witness"):
        assert word not in raw
