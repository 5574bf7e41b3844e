"""Every package of the rooms that load parts of themselves late can be the first one imported."""

from __future__ import annotations

import json
import subprocess
import sys

_TRY = """
import importlib, json, pkgutil, sys
import dashboard.intake, dashboard.reference, dashboard.store
names = [found.name for room in (dashboard.intake, dashboard.reference, dashboard.store)
         for found in pkgutil.walk_packages(room.__path__, room.__name__ + ".")
         if found.ispkg]
wrong = {}
for name in names:
    for loaded in [each for each in sys.modules if each.split(".")[0] == "dashboard"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except ImportError as error:
        wrong[name] = str(error)
print(json.dumps([len(names), wrong]))
"""


def test_each_package_can_be_imported_first() -> None:
    ended = subprocess.run([sys.executable, "-c", _TRY], capture_output=True, text=True, check=True)
    count, wrong = json.loads(ended.stdout)
    assert count > 7 and wrong == {}
