"""The letters that the page of notation explains, in the index and so in the search, as a sign and by name.

A reader who meets η somewhere finds where it is said what it means, by η and by "eta".
"""

from __future__ import annotations

import re
from html.entities import html5

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

PAGE = "front/notation"
VARIANTS = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi"}


def letters(tex: str) -> list[tuple[str, str]]:
    """Sign and name of each Greek letter in a formula."""
    names = [VARIANTS.get(name, name) for name in re.findall(r"\\([A-Za-z]+)", tex)]
    found = [(html5.get(f"{name};", ""), name) for name in names]
    return [(sign, name) for sign, name in found if re.fullmatch("[\u0370-\u03ff]", sign)]


class Symbols(SphinxTransform):
    """Index the first column of each table of the page of notation."""

    default_priority = 400  # before Sphinx collects the index

    def apply(self, **kwargs) -> None:
        """Put an anchor and index entries at each letter, where it first stands."""
        if self.env.docname != PAGE:
            return
        known = set()
        for row in self.document.findall(nodes.row):
            for formula in list(row[0].findall(nodes.math)):
                for sign, name in letters(formula.astext()):
                    if sign in known:
                        continue
                    known.add(sign)
                    anchor = f"symbol-{name}"
                    # A main entry: the search puts it first.
                    entries = [("single", entry, anchor, "main", None) for entry in (sign, name)]
                    place = formula.parent.index(formula)
                    formula.parent[place:place] = [addnodes.index(entries=entries), nodes.target("", "", ids=[anchor])]


def setup(app):
    app.add_transform(Symbols)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
