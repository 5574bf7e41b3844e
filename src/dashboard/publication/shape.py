"""The shape of a release: its tables and their columns, and which of them came with later versions."""

from __future__ import annotations

from dashboard.publication import verdict_rows

SCHEMA_VERSION = 1

#: The pages that show figures of their own, by name: an indicator may stand on one of them.
FIGURE_PAGES = ("Overview", "Training reach", "Referrals", "Outcomes", "Geography", "About the data")
#: The columns every cell has before the dimensions, and after them.
CELL_KEY = ("indicator", "measure", "time_level", "time", "geography_level", "area")
CELL_VALUE = ("value", "status", "low", "high")

#: What the table ``restated`` has beside the key and the dimensions of a cell: what was first counted, the
#: figure as restated, which restatement that is of, made on which day, and whether ``cells`` shows it.
RESTATED = {
    "first": "DOUBLE", "first_status": "VARCHAR", "value": "DOUBLE", "status": "VARCHAR", "low": "DOUBLE",
    "high": "DOUBLE", "number": "INTEGER", "made": "VARCHAR", "used": "BOOLEAN",
}  # fmt: skip

#: Every table of a release but ``cells`` and ``restated``, whose dimension columns depend on the indicators.
TABLES = {
    "release": "key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL",
    "indicators": (
        "id VARCHAR PRIMARY KEY, code VARCHAR, theme VARCHAR, title VARCHAR, question VARCHAR, "
        "kind VARCHAR, numerator VARCHAR, denominator VARCHAR, unit VARCHAR, direction VARCHAR, "
        "place VARCHAR, breakdowns VARCHAR, caveat VARCHAR, source VARCHAR, owner VARCHAR, "
        "review_date DATE, policy VARCHAR, sql VARCHAR, first_period VARCHAR, last_period VARCHAR, "
        "as_of DATE, page VARCHAR, section VARCHAR, drawn VARCHAR, mix BOOLEAN, breaks VARCHAR, "
        "rate_of VARCHAR, edition_on DATE, next_due VARCHAR, grows BOOLEAN, leavers_for INTEGER, "
        "made_up BOOLEAN"
    ),
    # Each source of each indicator: the day its figures speak up to, its edition, and when the next is due.
    "editions": (
        "indicator VARCHAR, position INTEGER, source VARCHAR, as_of DATE, edition_on DATE, next_due VARCHAR, "
        "published BOOLEAN, made_up BOOLEAN"
    ),
    "codes": "list VARCHAR, code VARCHAR, label VARCHAR, position INTEGER, PRIMARY KEY (list, code)",
    "traces": (
        "indicator VARCHAR, source VARCHAR, source_title VARCHAR, file VARCHAR, run VARCHAR, "
        "rows_used VARCHAR, rule VARCHAR, made_up BOOLEAN"
    ),
    "runs": (
        "run VARCHAR, finished TIMESTAMP, source VARCHAR, source_title VARCHAR, file VARCHAR, "
        "rows_read VARCHAR, rows_stored VARCHAR, rows_set_aside VARCHAR, made_up BOOLEAN"
    ),
    "quarantine": "source VARCHAR, source_title VARCHAR, rule VARCHAR, advice VARCHAR, rows VARCHAR",
    "tables": "indicator VARCHAR, grain VARCHAR, cells INTEGER, hidden INTEGER, shown_share DOUBLE",
    "kept_back": "source VARCHAR, source_title VARCHAR, until VARCHAR, why VARCHAR",
    "not_fed": "code VARCHAR, title VARCHAR, needs VARCHAR",
    "policies": (
        "name VARCHAR PRIMARY KEY, about VARCHAR, treatment VARCHAR, threshold INTEGER, marker VARCHAR, "
        "dominance INTEGER, incidents INTEGER, minimum_base INTEGER, shown_first VARCHAR, rule VARCHAR"
    ),
    "revisions": (
        "earlier VARCHAR, indicator VARCHAR, measure VARCHAR, time_level VARCHAR, time VARCHAR, "
        "geography_level VARCHAR, area VARCHAR, split VARCHAR, old_value DOUBLE, old_status VARCHAR, "
        "new_value DOUBLE, new_status VARCHAR, counting VARCHAR"
    ),
    # Expected returns; of a closed subject agency is empty, and a row stands for all that send it.
    "returns": (
        "source VARCHAR, source_title VARCHAR, agency VARCHAR, agency_label VARCHAR, period VARCHAR, "
        "first_month VARCHAR, last_month VARCHAR, due DATE, state VARCHAR, expected INTEGER, "
        "unsent INTEGER, counted BOOLEAN"
    ),
    # Which months of which indicator lack a return that is expected.
    "incomplete": ("indicator VARCHAR, who VARCHAR, period VARCHAR, first_month VARCHAR, last_month VARCHAR"),
    # Facts that no agency sends, as they stood when the release was made. Days are ISO text, empty for open.
    "events": (
        "code VARCHAR, starts VARCHAR, ends VARCHAR, label VARCHAR, about VARCHAR, "
        "applies_to VARCHAR, source VARCHAR, made_up BOOLEAN"
    ),
    "targets": (
        "indicator VARCHAR, area VARCHAR, value DOUBLE, since VARCHAR, until VARCHAR, owner VARCHAR, "
        "source VARCHAR, made_up BOOLEAN"
    ),
    "areas": (
        "code VARCHAR, name VARCHAR, level VARCHAR, parent VARCHAR, valid_from VARCHAR, "
        "valid_to VARCHAR, position INTEGER"
    ),
    "populations": "area VARCHAR, year INTEGER, age_band VARCHAR, people INTEGER, source VARCHAR",
    # Whom a reader can ask about what.
    "contacts": "about VARCHAR, who VARCHAR, address VARCHAR",
    # Forces that are like one another, and why; empty where nobody has said.
    "similar_forces": "force VARCHAR, other VARCHAR, why VARCHAR, source VARCHAR",
    # Which agency was to be trained in which month of a planned roll-out, and when somebody was.
    "rollout": "agency VARCHAR, planned VARCHAR, actual VARCHAR, source VARCHAR",
    # What became of reports from the month after the planned one on, in percent, coarse; or why not.
    "rollout_changes": (
        "indicator VARCHAR, agencies INTEGER, trained INTEGER, kept INTEGER, first_planned VARCHAR, "
        "last_planned VARCHAR, fitted INTEGER, periods INTEGER, first_period VARCHAR, last_period VARCHAR, "
        "change DOUBLE, low DOUBLE, high DOUBLE, reason VARCHAR"
    ),
    # GeoJSON in longitude and latitude (WGS84), one row a layer.
    "outlines": "layer VARCHAR, attribution VARCHAR, geojson VARCHAR",
    "places": "venue VARCHAR, town VARCHAR, district VARCHAR, longitude DOUBLE, latitude DOUBLE",
    # What can be said of the newest figure of each series, from the cells alone.
    "verdicts": verdict_rows.shape(),
}
#: The measure that stands for an indicator of each kind; a count's is its count.
MEASURES = {
    "share": "percent",
    "share_of_sum": "percent",
    "mean": "mean",
    "rate": "rate",
    "median": "median",
}
#: The facts that a release carries, so that nothing it shows changes after it was made.
FACTS = ("areas", "events", "outlines", "places", "populations", "targets")
#: Tables that came with later versions; a release of an earlier one is whole without them.
LATER = (
    "contacts", "editions", "families", "incomplete", "kept_back", "policies", "returns", "revisions",
    "rollout", "rollout_changes", "similar_forces", "verdicts",
    *FACTS,
)  # fmt: skip
