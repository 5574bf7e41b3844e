"""How the cells of an OpenDocument spreadsheet look: those of the XLSX, made as they are asked for."""

from __future__ import annotations

from typing import Any

from odf.number import Number, NumberStyle, PercentageStyle, Text
from odf.style import ParagraphProperties, Style, TableCellProperties, TableColumnProperties, TextProperties

_FONT = "Arial"
#: Centimetres of a letter of 12 points, on average.
_LETTER = 0.24


class Styles:
    """The styles of one document by what they are for; each is written into it once."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._written: set[str] = set()
        self.text = self._cell("text")
        self.wrapped = self._cell("wrapped", wrap=True)
        self.title = self._cell("title", size=16, bold=True)
        self.subtitle = self._cell("subtitle", size=14)
        self.head = self._cell("head", bold=True, wrap=True, ruled=True)
        self.right_head = self._cell("right_head", bold=True, wrap=True, ruled=True, right=True)
        self.right = self._cell("right", right=True)
        # Words beside a column of figures need room between them.
        self.beside = self._cell("beside", wrap=True, indent=True)
        self.beside_head = self._cell("beside_head", bold=True, wrap=True, ruled=True, indent=True)

    def column(self, letters: int) -> str:
        """The style of a column as wide as so many letters."""
        name = f"column_{letters}"
        if name not in self._written:
            style = Style(name=name, family="table-column")
            style.addElement(TableColumnProperties(columnwidth=f"{letters * _LETTER:.2f}cm"))
            self._add(name, style)
        return name

    def figure(self, places: int, percent: bool) -> str:
        """The style of a number with so many decimals, with commas or a percent sign."""
        name = f"{'percent' if percent else 'number'}_{places}"
        if name not in self._written:
            number = (PercentageStyle if percent else NumberStyle)(name=f"{name}_form")
            number.addElement(
                Number(
                    decimalplaces=str(places),
                    minintegerdigits="1",
                    grouping="false" if percent else "true",
                )
            )
            if percent:
                number.addElement(Text(text="%"))
            self._document.automaticstyles.addElement(number)
            self._cell(name, right=True, data=f"{name}_form")
        return name

    def _cell(
        self,
        name: str,
        size: int = 12,
        bold: bool = False,
        wrap: bool = False,
        ruled: bool = False,
        right: bool = False,
        indent: bool = False,
        data: str = "",
    ) -> str:
        more = {"datastylename": data} if data else {}
        style = Style(name=name, family="table-cell", **more)
        cell: dict[str, str] = {"verticalalign": "top", "wrapoption": "wrap" if wrap else "no-wrap"}
        if ruled:
            cell["borderbottom"] = "0.06pt solid #000000"
        style.addElement(TableCellProperties(**cell))
        style.addElement(
            ParagraphProperties(
                textalign="end" if right else "start", marginleft="0.3cm" if indent else "0cm"
            )
        )
        style.addElement(
            TextProperties(fontsize=f"{size}pt", fontfamily=_FONT, fontweight="bold" if bold else "normal")
        )
        self._add(name, style)
        return name

    def _add(self, name: str, style: Style) -> None:
        self._written.add(name)
        self._document.automaticstyles.addElement(style)
