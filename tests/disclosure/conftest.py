"""How many random families are looked through; many with ``pytest --hypothesis-profile deep``."""

from __future__ import annotations

from hypothesis import settings

#: A search of some minutes, for whoever changes the engine.
DEEP = "deep"
settings.register_profile(DEEP, max_examples=1000)
