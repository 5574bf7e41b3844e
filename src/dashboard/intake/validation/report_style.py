"""How the report's page looks, on paper too."""

from __future__ import annotations

STYLE = """\
body {
  font: 1rem/1.5 Arial, sans-serif; color: #0b0c0c; background: #fff;
  max-width: 64rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere;
}
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 0.25rem; }
section { border-top: 3px solid #12436D; margin-top: 3rem; }
section > h2 { margin-top: 1rem; }
a { color: #12436D; }
a:focus-visible { background: #fd0; color: #0b0c0c; outline: 3px solid #0b0c0c; }
li { margin: 0.25rem 0; }
dl { display: flex; flex-wrap: wrap; gap: 0.75rem; margin: 1rem 0; }
dl > div {
  display: flex; flex-direction: column-reverse; flex: 1 1 8rem;
  border-top: 4px solid #12436D; background: #f3f5f8; padding: 0.5rem 0.75rem;
}
dt { color: #505a5f; }
dd { margin: 0; font-size: 1.6rem; font-weight: bold; }
table { border-collapse: collapse; margin: 1.5rem 0; width: 100%; }
caption { text-align: left; font-weight: bold; font-size: 1.15rem; padding-bottom: 0.5rem; }
th, td {
  border-bottom: 1px solid #b1b4b6; padding: 0.4rem 0.8rem 0.4rem 0;
  text-align: left; vertical-align: top;
}
thead th { border-bottom: 2px solid #505a5f; overflow-wrap: normal; }
tbody th { font-weight: normal; min-width: 9rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; padding-right: 1.5rem; }
@media (max-width: 40rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, caption, tbody, tr, tbody th, td { display: block; }
  tr { border-bottom: 1px solid #b1b4b6; padding: 0.5rem 0; }
  tbody th, td { border: 0; padding: 0.1rem 0; }
  tbody th { font-weight: bold; }
  td, td.number { display: flex; gap: 0.5rem; text-align: left; white-space: normal; }
  td:empty { display: none; }
  td::before { content: attr(data-heading); flex: 0 0 7.5rem; color: #505a5f; }
}
@media print { section { break-before: page; } }
"""
