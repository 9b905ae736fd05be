"""Math as MathML while the book is built: no script in the page, and an unknown command fails the build.

The converter writes some styles into the elements, which the content security policy forbids; they become classes, and
one that the style sheet does not know fails the build.
"""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from line_breaks import Flow, flow

logger = logging.getLogger(__name__)
SHEET = Path(__file__).resolve().parents[1] / "_static" / "book.css"
# Characters of a formula that fits the narrowest screens as a whole.
SHORT = 16
# What must not begin a line.
STOP = re.compile(r"[.,;:!?)\]\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{EN DASH}-]+")


def convert(translator, node, tex: str, *, display: bool) -> str:
    """MathML of a formula, or of a piece of one; where the TeX is wrong, an error with the place and the TeX itself."""
    config = translator.builder.config
    macros = {name.lstrip("\\"): body for name, body in config.mathml_macros.items()}
    # A converter a formula: it takes 20 microseconds, and keeps equations from sharing state across pages.
    converter = LatexToMathML(annotation=True, fancy_error=False, macros=macros)
    try:
        return classed(converter.convert_with_local_state(tex, displaystyle=display), node)
    except LatexError as error:
        logger.error("math: %s in %r", error, tex, location=node)
        return f"<code>{html.escape(tex)}</code>"


def displayed(translator, node) -> str:
    """A displayed formula: whole where it is short, else in pieces that may stand below each other."""
    tex = node.astext()
    if "\\\\" in tex and "\\begin" not in tex:
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    # Sphinx alone numbers equations.
    tex = re.sub(r"\\(begin|end)\{(align|equation|gather)\}", r"\\\1{\2*}", tex)
    whole = convert(translator, node, tex, display=True)
    if len(re.sub(r"<annotation.*?</annotation>|<[^>]*>|&\w+;|\s", "", whole)) <= SHORT:
        return whole

    def laid(pieces: Flow, kind: str = "pieces") -> str:
        if isinstance(pieces, str):
            return convert(translator, node, pieces, display=True)
        return f'<div class="{kind}">{"".join(map(laid, pieces))}</div>'

    statements = flow(tex)
    return laid(statements, "pieces statements") if len(statements) > 1 else laid(statements[0])


@cache
def classes() -> frozenset[str]:
    """The classes of formulas that the style sheet knows."""
    return frozenset(re.findall(r"\.(m-[a-z0-9-]+)", SHEET.read_text(encoding="utf-8")))


def classed(mathml: str, node) -> str:
    """MathML with classes in place of styles: ``text-align: right`` becomes ``m-text-align-right``."""

    def exchange(match: re.Match[str]) -> str:
        names = []
        for declaration in filter(None, map(str.strip, match[1].split(";"))):
            key, value = map(str.strip, declaration.split(":"))
            short = re.sub(r"\d*\.\d+", lambda number: f"{float(number[0]):.2f}", value.replace("-", "minus "))
            names.append("m-" + re.sub(r"[^a-z0-9]+", "-", f"{key} {short}"))
            if names[-1] not in classes():
                logger.error("math: %s has no class .%s in %s", declaration, names[-1], SHEET.name, location=node)
        return f' class="{" ".join(names)}"'

    return re.sub(r' style="([^"]*)"', exchange, mathml)


def visit_math(translator, node) -> None:
    """Write an inline formula."""
    translator.body.append(translator.starttag(node, "span", "", CLASS="math notranslate"))
    translator.body.append(convert(translator, node, node.astext(), display=False) + "</span>")
    raise nodes.SkipNode


def visit_displaymath(translator, node) -> None:
    """Write a displayed formula: it scrolls where it is too wide, also by keyboard, and carries its number."""
    attributes = {"role": "group", "aria-label": "equation", "tabindex": "0"}
    # Furo wraps the block in a container that takes its id too; an id stands once.
    wrapped = set(node["ids"]) <= set(node.parent.get("ids", ()))
    translator.body.append(translator.starttag({} if wrapped else node, "div", CLASS="math-display notranslate"))
    translator.body.append(translator.starttag({}, "div", CLASS="math-scroll", **attributes))
    translator.body.append(displayed(translator, node) + "</div>")
    if node["number"]:
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, "Link to this equation")
        translator.body.append("</span>")
    translator.body.append("</div>")
    raise nodes.SkipNode


def steady_ids(app, doctree) -> None:
    """Take the random id, and the number, from amsmath blocks without a label."""
    for node in doctree.findall(nodes.math_block):
        if "amsmath" in node.get("classes", ()) and re.fullmatch(r"[0-9a-f-]{36}", node.get("label") or ""):
            node["number"] = None
            node["ids"] = []


def keep_stops(app, doctree) -> None:
    """Keep the punctuation after an inline formula on its line: a browser may break between the two."""
    for formula in list(doctree.findall(nodes.math)):
        after = formula.next_node(descend=False, siblings=True)
        stop = STOP.match(after) if isinstance(after, nodes.Text) else None
        if stop is None:
            continue
        line, place = formula.parent, formula.parent.index(formula)
        rest = [nodes.Text(after[stop.end() :])] if after[stop.end() :] else []
        line[place : place + 2] = [nodes.inline("", "", formula, nodes.Text(stop[0]), classes=["kept"]), *rest]


def setup(app):
    app.add_config_value("mathml_macros", {}, "env", dict)
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    app.connect("doctree-read", steady_ids, priority=900)
    app.connect("doctree-read", keep_stops, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
