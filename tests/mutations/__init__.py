"""Guards of the project, each broken once on purpose, to see that the tests notice.

``uv run python -m tests.mutations`` breaks them one after the other in a copy of the project; it is run by
hand, and is no part of the suite. The lists are the TOML files beside this one, one a room.
"""
