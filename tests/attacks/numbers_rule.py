"""The rule for numbers: whatever number was sent is a published figure of that indicator, or is no figure.

A number in a text must be a published figure as it is printed, unless it belongs to the words (a code
list, a caveat, a sentence of the pages' own sources), to a date or a period, or to one of the few
turns of phrase below that follow from published figures alone. A bare number in a picture must be a
published figure unless it stands where only the look of a picture is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from dashboard import reference
from dashboard.publication import CELL_KEY, CELL_VALUE
from tests.attacks.emitted import Release
from tests.attacks.figures import Figures
from tests.attacks.messages import Sent
from tests.attacks.own_words import on_agendas, one_line, pattern_of, words_of
from tests.attacks.printed_figures import for_residents
from tests.attacks.texts import TEMPLATE, Said, said
from tests.attacks.worked_out import shares, without_funnel

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATES = re.compile(
    # A release and a file are known by a hash, which may have no letter among its digits.
    r"\b\d{4}-\d\d-\d\d-[0-9a-f]{8}\b|\b[0-9a-f]{12}\b|\b[0-9a-f]{64}\b"
    r"|\b\d{4}-\d\d-\d\d(T[\d:.]+)?\b|\b\d{4}-(Q\d|\d\d)\b"
    rf"|\b(?:\d{{1,2}} )?(?:{_MONTHS}|{_SHORT}) \d{{4}}\b"
    rf"|#[0-9a-fA-F]{{6}}\b|rgba?\([\d., ]+\)|(?<!\d\.)\b20\d\d(/\d\d)?\b|\b20\d\d-\d\d-\d\dT\d{{4}}\b"
)
#: Turns of phrase that follow from published figures alone: ranks and numbers of rows, and differences.
_PHRASES = re.compile(
    r"number \d+ of \d+ (?:shown )?from the highest"
    r"|The \d+ (?:highest|lowest) of \d+(?: shown)?\.|in all \d+\b|\(\d+ areas?\)"
    r"|Only \d+ of \d+ areas|\d+(?:st|nd|rd|th)\b(?: of \d+)?"
    r"|(?:\d+|None) of the \d+(?: shown)? reach the target|, \d+ miss it\b"
    r"|; for \d+ (?:the numbers are too small to say|small numbers and leavers leave it open)\b"
    r"|\ball \d+(?: shown)? differ no more than their sizes explain|Rounded, the shares add to \d+%"
    # The slides of a story are numbered, and so are the boxes that they are written in.
    r"|\b\d+ of the \d+ forces shown|\b\d+ other signals?\b|\b\d+ points? (?:is|are) shown"
    r"|\bfor \d+ (?:months|quarters|years) in a row|from \d+ (?:months|quarters|years)\b|\b99\.8%|\b95%"
    r"|a step shows at (?:\d+|none) of the \d+ other months|it takes at least (?:12|24) on each side"
    # A slope over all sectors, by the method that the sentence is of (tests/narrative/test_doses.py).
    "|changed by \N{MINUS SIGN}?[\\d.]+% "
    "\\(95% interval \N{MINUS SIGN}?[\\d.]+% to \N{MINUS SIGN}?[\\d.]+%; \\d+ sectors"
    r"|\bunder 6 sectors are shown in two years or more\b"
    # A roll-out over agencies: tests/attacks/test_rollout.py says what its figures tell.
    r"|\bTraining was to reach \d+ agenc\w+ .{2,60}?: \d+ have begun, \d+ in the month that was planned"
    "|changed by about \N{MINUS SIGN}?\\d+%, beside what all sent in the same quarter \\(95% interval "
    "\N{MINUS SIGN}?\\d+% to \N{MINUS SIGN}?\\d+%, to the nearest 5%; \\d+ agencies, \\d+ quarters\\)"
    r"|\bunder [368] (?:of the agencies|whole quarters|different quarters)"
    # Whose residents a rate is of.
    r"|\baged 0 to 17\b"
    r"|\bslide \d+\b|\b\d+ slides\b|\bmeeting-[a-z-]*\d+\b|^\d+\W{1,3}(?=[A-Z])"
)
#: The interval of a newest figure, which for a count is worked out from the count alone.
_INTERVAL = re.compile("\\(95% interval (\N{MINUS SIGN}?[\\d,.]+) to (\N{MINUS SIGN}?[\\d,.]+)\\)")
#: How the range of a hidden figure is said.
_FITS = re.compile(r"\b(?:between [\d,]+ and [\d,]*\d|at (?:most|least) [\d,]*\d)")
_PART_OF = re.compile(r"made ([\d,]+) of the ([\d,]+) .*?: ([\d.]+)%")
#: The answer to a question about a combination, which is always one about concerns.
_ANSWER = re.compile("added up from published figures|fit what is published")
#: A figure without those who have left, at two rates of leaving that the sentence states.
_LEAVERS = re.compile(
    r"if 7% to 16% of staff leave in a year, the figure for .{4,60}? is (\d+)% to (\d+)% without"
)
_NUMBER = re.compile("\N{MINUS SIGN}?" + r"\d[\d,]*(?:\.\d+)?")
_APART = re.compile(
    r"([\d.,]+)( percentage points?)? (?:more|fewer|less|higher|lower) than in|\bby ([\d.,]+)"
)
#: Where a picture's JSON says how things look, not how many there are.
_LOOK = re.compile(
    r"\.(height|width|size|thickness|solidity|opacity|angle|[lrtb]|xshift|yshift|bargap|nticks|dtick|domain\[\]"
    r"|legend\.[xy]|arrowwidth|standoff|a[xy]|tick0|y0|y1|tickangle|zoom|minZoom|maxZoom|latitude|longitude)$"
    r"|\.(coordinates|path|at|position)(\[\])+$|[cC]olou?r(\[\])*$|(fill|edge)(\[\])*$"
    r"|\.(offset|buffer|radius|fontSize|outlineWidth|lineHeight|getSize|getRadius|getLineWidth|getWidth|fontWeight)"
    r"(\[\])*$"
)

#: What a map is made of, by its name in the address; without one it shows a figure of the training.
_FIRST_MAP = {"reach_rate", "people_trained"}
_MAPS = {
    "Training reach beside referrals": {"reach_rate", "place_of_exploitation"},
    "Training venues": {"attendances_by_venue"},
    "From work base to venue": {"attendances_by_venue"},
}
#: What is shown in a block whose texts do not name its indicators.
_BLOCKS = {"chain": {"people_trained", "intelligence_submissions", "concerns"}}
#: Blocks of control charts and of a step: averages, limits and rate ratios stand there.
_JUDGED = re.compile(r"concerns-(by|of-one-type)|intelligence_submissions-step|police_referrals-by-quarter")
#: Where it says which axis a thing stands on.
_AXIS = re.compile(r"\.([xy](axis|ref)|anchor)$")


class NumbersRule:
    """The rule for one release."""

    def __init__(self, release: Release) -> None:
        cells = release.cells
        splits = [name for name in cells.columns if name not in CELL_KEY + CELL_VALUE]
        self._cells = pd.concat([cells, for_residents(cells), shares(cells, splits)], ignore_index=True)
        self._days = [str(day) for day in reference.events(made_up=True)["starts"]]
        self._verdicts = release.tables["verdicts"]
        words = release.tables["indicators"]
        self._titles = {str(row["title"]): str(row["id"]) for row in words.to_dict("records")}
        self._words = pattern_of(words_of(release))
        self._known: dict[tuple[str, ...], Figures] = {}
        self._facts = {release.fact("software")}
        self._plain: dict[str, str] = {}
        tables = release.tables
        used = set(tables["traces"]["rows_used"])
        taken = {
            text for name in ("rows_read", "rows_stored", "rows_set_aside") for text in tables["runs"][name]
        }
        self._row_tables = {
            "Shape of the release": {release.fact("schema")},
            "The files behind this figure": used,
            "Files behind this release": taken,
            "Rows set aside, by source and reason": set(tables["quarantine"]["rows"]),
            **dict.fromkeys(
                ("Tables that hide cells", "Tables that hide nothing", "Tables of this release"),
                _costs(release),
            ),
        }

    def strange(self, sent: Iterable[Sent]) -> list[str]:
        """Each number that the rule does not explain, with its place."""
        found = []
        for one in map(self._without_curves, sent):
            chunks: dict[int, list[Said]] = {}
            for piece in said(one):
                chunks.setdefault(piece.chunk, []).append(piece)
            for pieces in chunks.values():
                figures = self._figures(one, pieces)
                rows = self._rows(pieces)
                for piece in pieces:
                    found += [
                        f"{one}, {piece.place}: {n!r} in {piece.words[:90]!r}"
                        for n in self._odd(piece, figures, rows)
                    ]
        return found

    def _without_curves(self, sent: Sent) -> Sent:
        """A funnel without the lines that follow from published shares and sizes; any other as it is."""
        if not (sent.block.startswith("police_referrals-shares") and sent.kind.endswith("spec")):
            return sent
        figures = self._figures(sent, [])
        spec = without_funnel(json.loads(sent.body), figures.percents, figures.bases)
        return replace(sent, body=json.dumps(spec))

    def _figures(self, sent: Sent, pieces: list[Said]) -> Figures:
        """The published figures of the indicators that this part names or stands under."""
        text = " ".join(piece.words for piece in pieces)
        named = {
            id
            for title, id in self._titles.items()
            if sent.block.startswith(id) or title.casefold() in text.casefold() or f"={title}" in sent.where
        }
        if not named and sent.block.startswith(("by-area", "map", "area-trend", "gap")):
            named = next((held for map, held in _MAPS.items() if map in sent.where), _FIRST_MAP)
        named |= _BLOCKS.get(sent.block, set())
        if sent.where.startswith("Meeting"):
            named |= on_agendas()
        if not named and _ANSWER.search(text):
            named = {"concerns"}
        key = tuple(sorted(named))
        if key not in self._known:
            aims = reference.targets(made_up=True)
            public = [float(value) for value in aims.loc[aims["indicator"].isin(named), "value"]]
            own = self._cells[self._cells["indicator"].isin(named)]
            judged = self._verdicts[self._verdicts["indicator"].isin(named)]
            self._known[key] = Figures(own, public, self._days, judged)
        return self._known[key]

    def _without_words(self, text: str) -> str:
        if text not in self._plain:
            self._plain[text] = self._words.sub(" ", one_line(text)) if re.search(r"\d", text) else ""
        return self._plain[text]

    def _rows(self, pieces: list[Said]) -> set[str]:
        """Numbers of rows and of cells, in the tables that tell them."""
        captions = {piece.words for piece in pieces}
        return {text for caption, told in self._row_tables.items() if caption in captions for text in told}

    def _odd(self, piece: Said, figures: Figures, rows: set[str]) -> Iterator[object]:
        judged, steady = bool(_JUDGED.match(piece.sent.block)), "steady=true" in piece.sent.where
        if piece.figure is not None:
            told = _LOOK.search(piece.place) or figures.bare(piece.place, piece.figure)
            if told or (judged and figures.drawn_by_method(piece.place, piece.figure)):
                return
            if not (steady and figures.drawn_steadied(piece.place, piece.figure)):
                yield piece.figure
            return
        if piece.place == TEMPLATE or _AXIS.search(piece.place):
            return
        if piece.place == "width":
            if int(piece.words) not in figures.widths:
                yield piece.words
            return
        if piece.words in rows or piece.words in self._facts:
            return
        if piece.place == "tick" and _is_tick(piece.words):
            return
        for match in _INTERVAL.finditer(piece.words):
            for limit in match.groups():
                if limit not in figures.limits and not figures.printed_so(limit, "interval"):
                    yield match[0]
        text = self._without_words(_INTERVAL.sub(" ", piece.words))
        share = _PART_OF.search(text)
        if share and f"{100 * _number(share[1]) / _number(share[2]):.1f}" == share[3]:
            text = text.replace(f"{share[3]}%", " ")
        for match in _LEAVERS.finditer(text):
            if (match[1], match[2]) not in figures.without_leavers:
                yield match[0]
        text = _PHRASES.sub(" ", _DATES.sub(" ", _LEAVERS.sub(" ", text)))
        for match in _APART.finditer(text):
            size = match[1] or match[3]
            if size.strip(".") not in figures.apart:
                yield match[0]
        for match in _FITS.finditer(text):
            for number in _NUMBER.findall(match[0]):
                if not figures.fits(number) and not figures.printed_so(number, "range"):
                    yield match[0]
        compared = figures.compared if piece.sent.block.endswith("-compare") else set()
        compared |= figures.beside_county if piece.sent.block == "area-profile" else set()
        for number in _NUMBER.findall(_FITS.sub(" ", _APART.sub(" ", text))):
            plain = number.rstrip(",")
            if figures.printed_so(plain, piece.place) or plain in compared:
                continue
            if steady and figures.printed_steadied(plain):
                continue
            if not (judged and plain in figures.worked_printed):
                yield plain


def _costs(release: Release) -> set[str]:
    """Numbers of cells by table, and shares of published figures in published totals."""
    tables = release.tables["tables"]
    shares = tables["shown_share"].dropna() if "shown_share" in tables else pd.Series(dtype=float)
    told = {f"{n:,}" for name in ("cells", "hidden") for n in tables[name]}
    return told | {f"{100 * share + 1e-9:.0f}%" for share in shares} | {"over 99%"}


def _is_tick(text: str) -> bool:
    """Whether a text is what a scale steps in: two digits and zeros, or 5 doubled and doubled again."""
    if not re.fullmatch(rf"(?:{_NUMBER.pattern})%?", text):
        return False
    value = abs(float(re.sub(r"[^\d.]", "", text)))
    return float(f"{value:.2g}") == value or value in {5.0 * 2**at for at in range(20)}


def _number(text: str) -> float:
    return float(text.replace(",", ""))
