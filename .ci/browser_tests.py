"""Fail where the tests that need a browser or LibreOffice were not run: skipped, or not collected at all."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET

#: What the tests need, by how the names of their classes begin.
NEEDS = {
    "tests.browser.": "a browser",
    "tests.meeting.test_browser": "a browser",
    "tests.checker.test_browser": "a browser",
    "tests.meeting.test_slides_office": "LibreOffice",
}
cases = [case for path in sys.argv[1:] for case in ET.parse(path).iter("testcase")]  # noqa: S314  (our own)
for start, needed in NEEDS.items():
    own = [case for case in cases if case.get("classname", "").startswith(start)]
    skipped = [case.get("name") for case in own if case.find("skipped") is not None]
    if skipped or not own:
        sys.exit(
            f"Tests that need {needed} skipped: {', '.join(map(str, skipped))}"
            if own
            else f"No test that needs {needed} was collected."
        )
    print(f"All {len(own)} tests that need {needed} were run.")
#: What is skipped elsewhere holds on this machine only as far as nobody looked.
for case in cases:
    for reason in case.findall("skipped"):
        print(f"Skipped: {case.get('classname')}.{case.get('name')}: {reason.get('message')}")
