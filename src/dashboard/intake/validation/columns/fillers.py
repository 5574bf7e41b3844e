"""Words that people and programs write where a key is not known, so that one of them is many people."""

from __future__ import annotations

import re

from dashboard.intake.anonymise.key_text import normalise

#: What a spreadsheet shows for a formula that fails or a column that is too narrow, in English.
_ERRORS = re.compile(r"#+|#\s?[a-z_/]+0?[!?]?", re.ASCII)
#: Noughts, signs alone, a run of one letter or of many equal figures.
_NOTHING = re.compile(
    r"0+(?:\.0+)?|[\W_]+|[0\W_]+|([a-z])\1{2,}|x{2,}|9{5,}|(\d)\2{5,}|true|false|nan|nat|inf|(?:test|dummy)\d*"
    r"|123456(?:7(?:8(?:9(?:0)?)?)?)?",
    re.ASCII,
)
#: What is counted anew in every list: Attendee 1 of one session is nobody of another.
_COUNTED = re.compile(
    r"(?:agency|anon|anonymous|attendee|delegate|external|guest|leaver|participant|person|unknown|visitor)"
    r"(?:number|no)?\d{1,3}",
    re.ASCII,
)
#: No staff number, none given, not yet issued.
_NOT_THERE = re.compile(
    r"(?:no|non|none|not|without|awaiting|await|pending|missing|unknown)(?:a|an|any|yet)?"
    r"(?:staff|member|esr|employee|emp|payroll|person|personal|work|email|mail)*"
    r"(?:id|no|num|number|ref|reference|key|code|address|data)?"
    r"(?:known|given|provided|supplied|available|avail|allocated|assigned|issued|recorded|required|found)?"
    r"(?:yet)?"
)
#: Compared as letters and figures alone.
_NO_KEY = (
    "agency agencystaff agencyworker anon anonymous attendee bank bankstaff blank colleague contractor "
    "declined default delegate deleted email employee "
    "empty error example external externalnonumber externalstaff guest id leaver left locum memberofstaff "
    "missing multiple na name new newstarter nk nobody nolongeremployed noneexternal noone participant "
    "person placeholder staffmember student tobeadvised tobeconfirmed trainee unallocated user void worker "
    "nil noaddress noemail noemailaddress noemailprovided noid noidgiven nokey noname none nonegiven "
    "noneprovided nonumber noref noreference nostaffid nostaffnumber notapplicable notassigned "
    "notavailable notfound notgiven notinsystem notknown notlisted notonesr notonsystem notprovided "
    "notrecorded notregistered notset notspecified notstated notyetknown null other pending personkey "
    "redacted refused removed sample seeabove seenotes staff staffid staffnumber tba tbc temp "
    "temporary tester testing testuser tofollow unassigned undefined unidentified unknown unknownuser "
    "unregistered various visitor volunteer walkin walkins withheld"
)
_WORDS = frozenset(_NO_KEY.split())
#: What stands before the @ of an address that is nobody's. Shared mailboxes (info@) may be one person's.
_NO_NAME = (
    "aaa abc anonymous asdf donotreply dummy email example na noaddress nobody noemail nomail none "
    "noreply null sample someone tbc temp test tester testing testuser unknown user xx xxx xyz"
)
_NOBODY = frozenset(_NO_NAME.split())
_PLACES = re.compile(r"(?:.*\.)?(?:localhost|none|noemail|nomail|unknown)(?:\.[a-z]{2,3}){0,2}|[a-z]\.[a-z]+")


def stands_for_nobody(text: str) -> bool:
    """Whether a key is an error, a run of one sign, or a word or address that is nobody's."""
    plain = normalise(text)
    if _ERRORS.fullmatch(plain) or _NOTHING.fullmatch(plain):
        return True
    name, at, place = plain.partition("@")
    if at:
        return _letters(name) in _NOBODY or not name or not place or bool(_PLACES.fullmatch(place))
    letters = _letters(plain)
    return letters in _WORDS or bool(_COUNTED.fullmatch(letters) or _NOT_THERE.fullmatch(letters))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
