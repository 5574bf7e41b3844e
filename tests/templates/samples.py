"""Values for every part of every template; ``TEXT`` stands wherever a text of anybody's may come."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

TEXT = "SOMETEXT"
INSIDE = Markup("<i>inside</i>")
COLOUR = "#12436D"
DRAWN = {"kind": "nd-note", "x": 1, "y": 1, "look": "", "text": [[(False, TEXT)]]}
TABLE = {"caption": TEXT, "head": (TEXT, TEXT), "rows": [(TEXT, TEXT), (TEXT, TEXT)]}
REPORT_TABLE = {
    "caption": TEXT, "headings": [TEXT, TEXT], "rows": [(TEXT, TEXT)], "numbers": (1,), "links": True,
}  # fmt: skip

SAMPLES: dict[str, dict[str, dict[str, Any]]] = {
    "display/meeting/browser.html": {
        "page": {
            "policy": TEXT, "release": TEXT, "title": TEXT, "style": Markup(), "script": Markup(),
            "slides": INSIDE, "keys": [(TEXT, TEXT)],
        },
        "cover": {"title": TEXT, "facts": [TEXT], "footer": TEXT},
        "slide": {
            "number": 1, "count": TEXT, "headline": TEXT, "body": INSIDE, "marks": (TEXT,), "footer": TEXT,
            "table": TABLE, "notes": [(TEXT, [TEXT])],
        },
        "sentences": {"sentences": [TEXT]},
        "picture": {"unit": TEXT, "drawn": INSIDE},
        "table_aside": {"number": 1, "table": TABLE},
        "notes_aside": {"number": 1, "notes": [(TEXT, [TEXT])]},
    },
    "display/charts/painted/picture.html": {
        "lines": {"text": [[(True, TEXT), (False, TEXT)], [(False, TEXT)]]},
        "picture": {
            "alt": TEXT, "source": TEXT, "ticks": [DRAWN], "names": [DRAWN], "notes": [DRAWN],
            "size": {"height": 1, "top": 1, "right": 1, "left": 1, "plot": 1, "drawn": 1},
            "key": [{"line": "2px solid #12436D", "sign": TEXT, "colour": COLOUR, "text": [[(False, TEXT)]]}],
        },
    },
    "display/charts/painted/picture.svg": {
        "whole": {"parts": [INSIDE]},
        "box": {"x": 1, "y": 1, "wide": 1, "tall": 1, "fill": COLOUR, "edge": COLOUR, "thick": 1},
        "line": {"ends": (1, 1, 2, 2), "colour": COLOUR, "thick": 1, "dash": "1 2"},
        "run": {"path": "M0,0", "tall": 1, "colour": COLOUR, "thick": 1, "dash": "1 2"},
        "dot": {"x": 1, "y": 1, "radius": 1, "fill": COLOUR, "edge": COLOUR, "thick": 1},
        "mark": {"x": 1, "y": 1, "path": "M0,0", "fill": COLOUR, "edge": COLOUR, "thick": 1},
    },
    "display/ui/about/catalogue.html": {
        "matches": {"count": 1, "every": 2},
        "theme": {"name": TEXT, "entries": [INSIDE]},
        "places": {"title": TEXT, "places": [(TEXT, TEXT)], "has_figure": True},
    },
    "display/ui/area_profile/profile.html": {
        "table": {"caption": TEXT, "area": TEXT, "county": TEXT, "groups": [(TEXT, [INSIDE])]},
        "row": {
            "title": TEXT, "leads": TEXT, "unit": TEXT, "here": TEXT, "interval": TEXT,
            "beside": [(TEXT, TEXT, "nd-number", TEXT)], "area": TEXT, "county": True,
            "picture": "data:image/svg+xml;base64,AAAA", "alt": TEXT, "stands": TEXT,
        },
        "elsewhere": {"places": [(TEXT, TEXT, TEXT, TEXT)]},
        "onward": {"links": [(TEXT, TEXT)]},
    },
    "display/ui/blocks/tiles.html": {
        "grid": {"tiles": INSIDE, "three": True},
        "tile": {"name": TEXT, "inside": INSIDE, "neutral": True, "tag": TEXT, "id": TEXT},
        "figure": {"figure": TEXT, "under": [TEXT]},
        "parts": {"unit": TEXT, "rows": [{"name": TEXT, "figure": TEXT, "percent": TEXT}]},
    },
    "display/ui/training/agency_table.html": {
        "table": {
            "caption": TEXT, "head": [(TEXT, TEXT), (TEXT, TEXT), (TEXT, TEXT)],
            "rows": [(TEXT, "43", TEXT, TEXT, "60", [(TEXT, TEXT)])],
        },
    },
    "display/ui/frame.html": {
        "mast": {"product": TEXT},
        "warning": {"text": TEXT},
        "here": {"name": TEXT},
        "link": {"address": TEXT, "name": TEXT},
        "title": {"name": TEXT, "about": TEXT, "facts": TEXT},
        "refusal": {"why": TEXT},
        "banner": {"others": TEXT},
    },
    "display/ui/geography/map_frame.html": {
        "style": {"rules": Markup()},
        "legend": {"rows": [{"colour": COLOUR, "width": 0, "hatched": True, "text": TEXT}]},
        "swatch": {"row": {"colour": TEXT, "width": 2, "hatched": False, "text": TEXT}},
        "image": {"kind": TEXT, "alt": TEXT, "coded": "AAAA"},
    },
    "display/ui/geography/map_gap.html": {
        "legend": {
            "heads": [(TEXT, TEXT)],
            "rows": [
                (TEXT, TEXT, [{"letter": TEXT, "colour": COLOUR, "ink": COLOUR, "names": [TEXT, TEXT]}])
            ],
        },
        "letter": {"group": {"letter": TEXT, "colour": TEXT, "ink": TEXT, "names": []}},
    },
    "display/ui/meeting/frozen.html": {
        "sentences": {"headline": TEXT, "sentences": [TEXT], "footer": TEXT},
        "picture": {"coded": "AAAA", "alt": TEXT},
    },
    "display/ui/foot.html": {
        "foot": {
            "contacts": [{"about": TEXT, "who": TEXT, "address": TEXT}],
            **dict.fromkeys(("release", "made", "changed", "accessible", "catalogue"), TEXT),
        },
    },
    "display/ui/overview/chain.html": {
        "chain": {
            "links": [
                dict.fromkeys(("leads", "word", "title", "figure", "under", "interval", "change"), TEXT)
            ],
            "lead": TEXT,
        },
    },
    "display/ui/referrals/combination.html": {"answer": {"question": TEXT, "answer": TEXT}},
    "display/ui/html.html": {
        "notice": {"text": TEXT, "wrong": True},
        "section": {"title": TEXT, "anchor": TEXT, "lead": TEXT},
        "details": {"summary": TEXT, "inside": INSIDE, "of": TEXT},
        "words": {"pairs": [(TEXT, TEXT)]},
        "paragraphs": {"texts": [TEXT], "kind": TEXT},
        "listed": {"texts": [TEXT], "ordered": True},
        "headline": {"title": TEXT, "level": 2, "unit": TEXT},
        "on_screen": {"inside": INSIDE},
        "opened": {"inside": INSIDE},
        "picture": {"source": TEXT, "alt": TEXT},
        "table": {"caption": TEXT, "head": [(TEXT, TEXT)], "rows": [(TEXT, [(TEXT, TEXT)])]},
    },
    "display/charts/small_lines.svg": {
        "line": {
            "width": 180, "height": 44, "bands": [(TEXT, TEXT, TEXT)], "ground": 40, "ground_colour": TEXT,
            "runs": [[TEXT, TEXT]], "dots": [(TEXT, TEXT, 4.5)], "crosses": [TEXT], "colour": TEXT,
            "ink": TEXT,
        },
    },
    "display/maps/picture.svg": {
        "picture": {
            "width": 560, "height": 440, "whole": 474, "font": TEXT, "title": TEXT, "words": TEXT,
            "layers": [INSIDE], "lines": [(1, TEXT)],
        },
        "areas": {"shapes": [(TEXT, TEXT, TEXT)], "width": 1},
        "paths": {"paths": [(TEXT, TEXT, 1)]},
        "dots": {"places": [(1, 2)], "radius": 3, "fill": TEXT, "edge": TEXT},
        "texts": {
            "texts": [(TEXT, TEXT, [(TEXT, TEXT, TEXT, TEXT)])], "size": 12, "bold": True, "outline": TEXT,
        },
    },
    "display/meeting/pictures/drawing.svg": {
        "hatching": {"name": TEXT, "step": 1.5, "stroke": TEXT},
        "text": {
            "font": TEXT, "size": TEXT, "colour": TEXT, "more": [("font-weight", TEXT)],
            "spans": [(TEXT, TEXT, TEXT)],
        },
        "box": {"x": TEXT, "y": TEXT, "width": TEXT, "height": TEXT, "fill": TEXT, "edge": TEXT},
        "shape": {"path": TEXT, "fill": TEXT, "line": TEXT, "width": TEXT},
        "clipped": {"name": TEXT, "width": TEXT, "height": TEXT, "inside": INSIDE},
        "whole": {"width": TEXT, "height": TEXT, "inside": INSIDE},
        "moved": {"x": TEXT, "y": TEXT, "scale": TEXT, "inside": INSIDE},
        "titled": {
            "name": TEXT, "width": TEXT, "height": TEXT, "title": TEXT, "description": TEXT, "paper": TEXT,
            "inside": INSIDE,
        },
    },
    "intake/checker/page.html": {
        "page": {
            # What stands in the parts is ours, packed: letters and figures.
            "policy": Markup("default-src 'none'"), "style": Markup(), "script": Markup(), "built_on": TEXT,
            "mapping": TEXT, "formats": [TEXT], "packages": TEXT, "runtime": TEXT, "licences": TEXT,
            "parts": [("loader", "QUJD")],
        },
    },
    "intake/validation/report_page.html": {
        "page": {"title": TEXT, "style": Markup(), "parts": INSIDE},
        "of_one": {"level": 1, "title": TEXT, "file": INSIDE},
        "of_all": {
            "level": 1, "together": {"title": TEXT, "sentences": [TEXT], "steps": [TEXT]},
            "figures": [(TEXT, TEXT)],
            "tables": [REPORT_TABLE], "files": [(TEXT, INSIDE)],
        },
        "file": {
            "level": 2, "state": "refused", "facts": [TEXT], "next": TEXT, "table": REPORT_TABLE,
            "left_out": TEXT,
        },
        "rows": {"table": REPORT_TABLE},
    },
    "server/shell.html": {
        "title": {"product": TEXT},
        "without_scripts": {"product": TEXT},
        "look": {"style": Markup(), "script": Markup()},
    },
}  # fmt: skip
