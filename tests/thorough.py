"""Tests that look again, on more input or in more places, at what quicker ones hold.

``uv run pytest`` leaves them out, so that whoever changes a line knows in minutes; ``-m thorough`` runs
them, and every change passes both before it goes in (``.ci/run``). No guard is held by them alone:
``python -m tests.mutations`` breaks each, and runs the quicker tests.
"""

from __future__ import annotations

KEPT = "tests/pages/test_other_page_and_back.py::test_choices_are_kept_over_every_other_page"
ABSENT = (
    "tests/returns/test_no_decline.py::test_whichever_agencys_file_is_removed_no_sentence_tells_of_a_decline"
)
LARGE = "tests/meeting/test_browser.py::test_everything_is_at_least_24_point_and_nothing_lies_outside"
BAD_ADDRESS = "tests/pages/test_each_page.py::test_a_bad_address_shows_the_default_view"
ALONE = "tests/release/test_subsets.py::test_a_log_by_itself_is_released"
RANGES = "tests/feasibility/test_feasibility.py"
#: Tests by how their names begin, each with the quicker test that holds the same.
THOROUGH = {
    "tests/attacks/test_same_files.py": "tests/release/test_making.py::test_same_store_and_code",
    "tests/browser/test_map.py::test_every_map": "tests/browser/test_map.py::test_a_click_chooses",
    "tests/browser/test_map.py::test_the_county_fills": "tests/browser/test_map.py::test_a_click_chooses",
    "tests/browser/test_pages.py::test_a_page_opens": "tests/browser/test_pages.py::test_a_cold_server",
    "tests/checker/test_browser.py": "tests/checker/test_checker.py",
    "tests/commands/test_commands.py::test_the_real_home": "tests/validation/test_published_tables.py",
    "tests/commands/test_map.py::test_slips_in_headings": "tests/commands/test_map.py::test_a_partners_file",
    "tests/demo/": "tests/commands/test_commands.py",
    f"{RANGES}::test_the_truth_lies_inside": f"{RANGES}::test_a_hidden_count_lies_between_what_fits",
    "tests/intake/test_canaries_published.py": "tests/intake/test_canaries.py",
    "tests/meeting/test_browser.py::test_axe": "tests/meeting/test_deck.py",
    f"{LARGE}[size1]": f"{LARGE}[size0]",
    f"{LARGE}[size2]": f"{LARGE}[size0]",
    "tests/meeting/test_fonts.py": "tests/meeting/test_pictures.py",
    "tests/meeting/test_slides_office.py": "tests/meeting/test_slides.py",
    f"{BAD_ADDRESS}[' OR": f"{BAD_ADDRESS}[nonsense",
    f"{BAD_ADDRESS}[1066": f"{BAD_ADDRESS}[nonsense",
    f"{KEPT}[Training_reach]": f"{KEPT}[Referrals]",
    f"{KEPT}[Overview]": f"{KEPT}[Referrals]",
    "tests/publication/test_only_the_release.py": "tests/publication/test_facts.py",
    "tests/release/test_dropped_table.py": "tests/release/test_register.py",
    "tests/release/test_history.py": "tests/release/test_register.py",
    f"{ALONE}[2]": f"{ALONE}[1]",
    f"{ALONE}[7]": f"{ALONE}[1]",
    "tests/release/test_restating.py::test_base_cells": "tests/release/test_restating.py::test_what_waited",
    f"{ABSENT}[childrens_trust]": f"{ABSENT}[acute_hospital_a]",
    f"{ABSENT}[secondary_schools]": f"{ABSENT}[acute_hospital_a]",
    "tests/server/test_serving.py::test_it_answers_this_machine_only_stops_cleanly_and_says_so[15]": (
        "tests/server/test_serving.py::test_it_answers_this_machine_only_stops_cleanly_and_says_so[2]"
    ),
    "tests/server/test_serving.py::test_other_ways_to_serve_are_guarded_alike[uvicorn]": (
        "tests/server/test_serving.py::test_other_ways_to_serve_are_guarded_alike[streamlit]"
    ),
    "tests/server/test_swaps.py": "tests/current_release/test_current_release.py",
}


def is_thorough(name: str) -> bool:
    """Whether a test, by its name with that of its file, is among them."""
    return name.startswith(tuple(THOROUGH))
