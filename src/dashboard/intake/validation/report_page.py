"""The report as one accessible web page that needs nothing else."""

from __future__ import annotations

from html import escape
from string import Template

from dashboard.intake.validation.findings import Check, ExtractRefused, Finding
from dashboard.intake.validation.wording import EFFECT, facts, next_step, title

#: How many findings the page lists one by one; the CSV report lists all.
MOST_LISTED = 2000


def html(outcome: Check | ExtractRefused) -> str:
    """The page; everything in it is escaped."""
    listed = outcome.findings[:MOST_LISTED]
    left_out = len(outcome.findings) - len(listed)
    return _PAGE.substitute(
        title=escape(title(outcome)),
        facts="\n".join(f"<li>{escape(fact)}</li>" for fact in facts(outcome)),
        next=escape(next_step(outcome)),
        counts=_counts_table(outcome),
        findings=_findings_table(listed),
        left_out=f"<p>{left_out} more are in the CSV report.</p>" if left_out else "",
    )


def _counts_table(outcome: Check | ExtractRefused) -> str:
    if isinstance(outcome, ExtractRefused) or not outcome.counts:
        return ""
    rows = [[rule, str(count)] for rule, count in outcome.counts.items()]
    return _table("How often each rule is broken", ["Rule", "Findings"], rows)


def _findings_table(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "<p>Nothing to put right.</p>"
    rows = [[one.place, one.rule, EFFECT[one.severity], one.message] for one in findings]
    return _table("What to put right", ["Where", "Rule", "Effect", "What is wrong and what to do"], rows)


def _table(caption: str, headings: list[str], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    body = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>\n{body}\n</tbody></table>"
    )


_PAGE = Template("""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
body {
  font: 1rem/1.5 Arial, sans-serif; color: #0b0c0c; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
}
table { border-collapse: collapse; margin: 1.5rem 0; width: 100%; }
caption { text-align: left; font-weight: bold; font-size: 1.25rem; padding-bottom: 0.5rem; }
th, td {
  border-bottom: 1px solid #505a5f; padding: 0.4rem 0.8rem 0.4rem 0;
  text-align: left; vertical-align: top;
}
tbody th { font-weight: normal; }
</style>
</head>
<body>
<main>
<h1>$title</h1>
<ul>
$facts
</ul>
<h2>What happens next</h2>
<p>$next</p>
<h2>Findings</h2>
$counts
$findings
$left_out
</main>
</body>
</html>
""")
