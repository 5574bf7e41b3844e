"""Whom to ask: ours is made up, an installation's is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.reference import ReferenceRefused
from dashboard.reference.contacts import contacts
from dashboard.release.notices import unanswered

HEAD = "about,who,address,made_up\n"


def test_ours_is_made_up_and_shown_with_made_up_records_alone() -> None:
    ours = contacts(made_up=True)
    assert len(ours) == 2 and ours["address"].str.endswith(".example").all()
    assert contacts(made_up=False).empty
    assert unanswered(ours) == []
    (warning,) = unanswered(contacts(made_up=False))
    assert "reference/contacts.csv" in warning


def test_an_installation_s_stands_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(f"{HEAD}the figures,Analyst,a.b@x.gov.uk,no\n", encoding="utf-8")
    assert contacts(False, tmp_path).to_dict("records") == [
        {"about": "the figures", "who": "Analyst", "address": "a.b@x.gov.uk"}
    ]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (",Analyst,a@x.uk,no", "row 2: about is empty"),
        ("figures, ,a@x.uk,no", "row 2: who is empty"),
        ("figures,Analyst,a@x.uk?bcc=b@x.uk,no", "row 2: address must be of e-mail"),
        ("figures,Analyst,javascript:x,no", "row 2: address must be of e-mail"),
        ("figures,Analyst,a@x.uk,perhaps", "row 2: made_up must be yes or no"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, row: str, wrong: str) -> None:
    (tmp_path / "contacts.csv").write_text(f"{HEAD}{row}\n", encoding="utf-8")
    with pytest.raises(ReferenceRefused, match=wrong):
        contacts(True, tmp_path)
