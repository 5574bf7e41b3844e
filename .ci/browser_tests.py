"""Fail where the browser tests were not run: skipped, or not collected at all."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET

cases = [
    case
    for case in ET.parse(sys.argv[1]).iter("testcase")  # noqa: S314  (pytest wrote it a moment ago)
    if case.get("classname", "").startswith("tests.browser.")
]
skipped = [case.get("name") for case in cases if case.find("skipped") is not None]
if skipped or not cases:
    sys.exit(
        f"Browser tests skipped: {', '.join(map(str, skipped))}"
        if cases
        else "No browser test was collected."
    )
print(f"All {len(cases)} browser tests were run.")
