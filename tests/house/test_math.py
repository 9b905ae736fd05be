"""Every formula becomes MathML, in characters that the site's own font has."""

from __future__ import annotations

import ast
import html
import re

import pytest
from fontTools.ttLib import TTFont
from math_core import LatexToMathML

from optbook.claims import all_claims
from tree import MATH, ROOT, name, pages

FONT = ROOT / "docs/_static/optbook-math.woff2"
CHARACTERS = set(TTFont(FONT).getBestCmap())
CONF = ast.parse((ROOT / "docs/conf.py").read_text(encoding="utf-8"))
MACROS = next(
    ast.literal_eval(node.value)
    for node in CONF.body
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "mathml_macros"
)
SETS = {page.path.relative_to(ROOT).as_posix(): page.math for page in pages()}
SETS |= {claim.key: MATH.findall(claim.statement) for claim in all_claims().values()}


def italic(letter: str) -> str:
    """The character that a browser draws for a single letter in ``<mi>``."""
    if letter == "h":
        return "\u210e"
    for first, start, count in (("A", 0x1D434, 26), ("a", 0x1D44E, 26), ("\N{GREEK SMALL LETTER ALPHA}", 0x1D6FC, 25)):
        if 0 <= ord(letter) - ord(first) < count:
            return chr(start + ord(letter) - ord(first))
    return letter


def drawn(mathml: str) -> set[str]:
    """Every character that a formula draws."""
    mathml = re.sub(r"<annotation.*?</annotation>", "", mathml, flags=re.S)
    single = re.findall(r"<mi>(.)</mi>", mathml)
    text = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"<mi>.</mi>", "", mathml)))
    variants = range(0xFE00, 0xFE10)  # they choose a shape, and draw nothing themselves
    return {italic(letter) for letter in single} | {c for c in text if not c.isspace() and ord(c) not in variants}


@pytest.mark.parametrize("place", SETS)
def test_the_font_has_every_character(place):
    converter = LatexToMathML(macros={key.lstrip("\\"): body for key, body in MACROS.items()})
    for formula in SETS[place]:
        tex = formula.strip("$")
        if "\\\\" in tex and "\\begin" not in tex:
            tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
        shown = drawn(converter.convert_with_local_state(tex, displaystyle=True))
        assert {c for c in shown if ord(c) not in CHARACTERS} == set(), f"{place}: {formula}"


def test_the_font_is_light_and_carries_its_license():
    assert FONT.stat().st_size <= 60_000
    assert "SIL OPEN FONT LICENSE" in (FONT.parent / "optbook-math-LICENSE.txt").read_text(encoding="utf-8").upper()
    assert name(FONT) == "docs/_static/optbook-math.woff2"
