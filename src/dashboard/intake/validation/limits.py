"""How long a cell may be that is looked through for what it means."""

#: Letters; no cell or heading of ours has a tenth of it, and patterns take long with a far longer one.
LONGEST = 1000
