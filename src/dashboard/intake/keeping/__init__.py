"""What the store holds, and taking it out: files, people, months.

Every deletion copies what remains into a fresh file that takes the store's place in one step, so that
nothing is lost where it is stopped, and nothing that was deleted lingers in free blocks.
"""

from dashboard.intake.keeping.erasing import Erased, erase
from dashboard.intake.keeping.expiring import Expired, expire
from dashboard.intake.keeping.listing import Held, held
from dashboard.intake.keeping.nil import NilRefused, NilSaid, say_nil, take_back_nil
from dashboard.intake.keeping.opening import NothingHeld
from dashboard.intake.keeping.retention import SettingsWrong, first_kept
from dashboard.intake.keeping.returned import NoneExpected, Returned, how_to_list, returned
from dashboard.intake.keeping.withdrawing import Unclear, Withdrawn, withdraw, withdraw_made_up

__all__ = [
    "Erased",
    "Expired",
    "Held",
    "NilRefused",
    "NilSaid",
    "NoneExpected",
    "NothingHeld",
    "Returned",
    "SettingsWrong",
    "Unclear",
    "Withdrawn",
    "erase",
    "expire",
    "first_kept",
    "held",
    "how_to_list",
    "returned",
    "say_nil",
    "take_back_nil",
    "withdraw",
    "withdraw_made_up",
]
