"""Answers about confidence, side by side: a row for each person and session they gave a form about."""

from __future__ import annotations

import duckdb


def add_confidence_answers(con: duckdb.DuckDBPyConnection) -> None:
    """Add the view ``confidence_answers`` over the table ``evaluations``.

    Columns: person, month, course, sector, and the answers ``before``, ``after`` and ``follow_up``,
    1 to 5, NULL where there is none. Grouping, and not joining, the forms is what keeps a person
    who comes twice in a month at two rows: no form is in more than one of them. The record key of a
    form lets only its newest version through, so a group has one answer for each stage; forms that
    a store took in before it knew the day of a session are one group for each course and month, of
    which the lower answer is taken, so that no order of the rows changes a figure.
    """
    held = {name for name, *_ in con.execute("DESCRIBE evaluations").fetchall()}
    day = ", course_day" if "course_day" in held else ""
    con.execute(
        f"""CREATE VIEW confidence_answers AS
        SELECT person, month, course,
               coalesce(min(sector) FILTER (sector != 'not_recorded'), 'not_recorded') AS sector,
               min(confidence) FILTER (stage = 'before') AS before,
               min(confidence) FILTER (stage = 'after') AS after,
               min(confidence) FILTER (stage = 'follow_up') AS follow_up
        FROM evaluations WHERE confidence IS NOT NULL
        GROUP BY person, month, course{day}"""
    )
