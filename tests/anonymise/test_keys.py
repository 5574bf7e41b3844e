from __future__ import annotations

import hashlib
import hmac
import stat
from pathlib import Path

import pytest

from dashboard import settings
from dashboard.intake.anonymise.keys import LENGTH, Key, KeyRefused, key_for
from dashboard.settings import Installation


@pytest.fixture
def where(tmp_path: Path) -> Installation:
    return Installation(root=tmp_path / "data", key_file=tmp_path / "keys" / "one.key")


def test_a_pseudonym_is_an_hmac_of_the_domain_and_the_text() -> None:
    expected = hmac.new(b"k" * 32, b"person\x1fsn-20417", hashlib.sha256).hexdigest()[:32]
    assert Key(b"k" * 32).pseudonym("person", "SN-20417") == expected


@pytest.mark.parametrize("written", ["a.jones@x.org", " A.Jones@X.org ", "A.JONES@x.ORG\u00a0"])
def test_one_person_has_one_pseudonym_however_written(written: str) -> None:
    key = Key(b"k" * 32)
    assert key.pseudonym("person", written) == key.pseudonym("person", "a.jones@x.org")


def test_inner_spaces_and_unicode_forms_do_not_matter() -> None:
    key = Key(b"k" * 32)
    assert key.pseudonym("person", "René  A") == key.pseudonym("person", "Rene\u0301 a")


def test_a_person_and_a_reference_never_collide() -> None:
    key = Key(b"k" * 32)
    assert key.pseudonym("person", "20417") != key.pseudonym("referral", "20417")
    # Nor can a text be made up that reaches into another domain or another part.
    assert key.pseudonym("a", "b", "c") != key.pseudonym("a", "b\x1fc")


def test_half_a_character_has_a_pseudonym_too() -> None:
    assert len(Key(b"k" * 32).pseudonym("person", "Jane \ud800")) == 32


def test_another_key_gives_another_pseudonym() -> None:
    assert Key(b"k" * 32).pseudonym("person", "1") != Key(b"l" * 32).pseudonym("person", "1")


def test_a_key_does_not_show_itself() -> None:
    assert "kkk" not in repr(Key(b"k" * 32))


def test_a_key_is_made_once_with_safe_permissions(where: Installation) -> None:
    key = key_for(where, None)
    assert stat.S_IMODE(where.key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(where.key_file.parent.stat().st_mode) == 0o700
    assert len(where.key_file.read_bytes()) == LENGTH
    assert [path.name for path in where.key_file.parent.iterdir()] == ["one.key"]
    assert key_for(where, key.fingerprint) == key


def test_two_installations_have_two_keys(where: Installation, tmp_path: Path) -> None:
    other = Installation(root=tmp_path / "other", key_file=tmp_path / "keys" / "two.key")
    assert key_for(where, None).fingerprint != key_for(other, None).fingerprint


def test_a_key_that_others_can_read_is_refused(where: Installation) -> None:
    key_for(where, None)
    where.key_file.chmod(0o640)
    with pytest.raises(KeyRefused, match="chmod 600"):
        key_for(where, None)


def test_a_file_of_another_length_is_no_key(where: Installation) -> None:
    where.key_file.parent.mkdir()
    where.key_file.write_bytes(b"short")
    where.key_file.chmod(0o600)
    with pytest.raises(KeyRefused, match="does not hold 32 bytes"):
        key_for(where, None)


def test_another_key_than_the_stores_is_refused(where: Installation) -> None:
    key_for(where, None)
    with pytest.raises(KeyRefused, match=r"Restore the key file.*or start a new installation"):
        key_for(where, "0" * 16)


def test_a_missing_key_is_not_made_anew_for_a_store_that_has_one(where: Installation) -> None:
    with pytest.raises(KeyRefused, match="missing"):
        key_for(where, "0" * 16)
    assert not where.key_file.exists()


@pytest.mark.parametrize("place", ["data", "project", "link"])
def test_a_key_beside_the_data_or_in_the_project_is_refused(place: str, tmp_path: Path) -> None:
    root = tmp_path / "data"
    root.mkdir()
    (tmp_path / "elsewhere").symlink_to(root)
    file = {
        "data": root / "deep" / "a.key",
        "project": settings.PROJECT / "data" / "a.key",
        "link": tmp_path / "elsewhere" / "a.key",
    }[place]
    with pytest.raises(KeyRefused, match="lies inside"):
        key_for(Installation(root=root, key_file=file), None)
    assert not file.exists()


def test_a_moved_folder_is_told_which_key_file_belongs_where(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    key = key_for(Installation(tmp_path / "old", keys / "old.key"), None)
    key_for(Installation(tmp_path / "other", keys / "other.key"), None)
    moved = Installation(tmp_path / "new", keys / "new.key")
    with pytest.raises(KeyRefused, match="cp -p") as refused:
        key_for(moved, key.fingerprint)
    assert f"cp -p '{keys / 'old.key'}' '{keys / 'new.key'}'" in str(refused.value)
    assert "other.key" not in str(refused.value)
