"""A displayed formula is cut outside brackets only, in the order in which lines should end."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mathml
from line_breaks import atoms, flow
from tree import pages

SIGNS = ["a", "+", "=", "(", ")", "{", "}", "|", "_", "\\left", "\\qquad", "\\quad ", " "]
SIZED, TABLE = r"{}+ \bigl[ c - d \bigr]", r"\begin{cases} a & b = c \\ d \end{cases}"
CUTS = {
    "nothing to cut": (r"\sqrt{x}", [r"\sqrt{x}"]),
    "wide spaces come first": (r"x = 1 , \qquad y = 2", [["x", "{}= 1 ,"], ["y", "{}= 2"]]),
    "then spaces of one em": (r"x \quad \text{or} \quad y = 2", [[r"x \quad", r"\text{or} \quad", ["y", "{}= 2"]]]),
    "then the second relation": (r"x = a + b \le c", [[["x", "{}= a", "{}+ b"], r"{}\le c"]]),
    "a sign is no difference": (r"- x = - a - b", [["- x", "{}= - a", "{}- b"]]),
    "not in groups": (r"\frac{a + b}{c = d} + x_{i + 1}", [[r"\frac{a + b}{c = d}", "{}+ x_{i + 1}"]]),
    "not in brackets": (r"(a + b) [c - d) = \{a + b\}", [["(a + b) [c - d)", r"{}= \{a + b\}"]]),
    "not in brackets of a size": (r"\left( a + b \right) + \bigl[ c - d \bigr]", [[r"\left( a + b \right)", SIZED]]),
    "not in bars": (r"|a - b| + \lVert c - d \rVert", [["|a - b|", r"{}+ \lVert c - d \rVert"]]),
    "not at an index": (r"x^+ - y^{-} + z_-", [["x^+", "{}- y^{-}", "{}+ z_-"]]),
    "not in a table": (f"x = {TABLE}", [["x", f"{{}}= {TABLE}"]]),
    "nor where there are lines": (r"x = 1 \\ y = 2", [r"x = 1 \\ y = 2"]),
    "nor where brackets do not match": (r"f(x + 1", ["f(x + 1"]),
    "a space at the end leaves nothing": (r"x \qquad", ["x"]),
}


@pytest.mark.parametrize("name", CUTS)
def test_a_formula_is_cut_there(name):
    tex, pieces = CUTS[name]
    assert flow(tex) == pieces


def whole(pieces):
    """The pieces put together, without what was added in front of operators."""
    return pieces if isinstance(pieces, str) else "".join(map(whole, pieces))


def bare(tex):
    return re.sub(r"\s|\\qquad|\{\}", "", tex)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.path.stem)
def test_nothing_of_a_formula_is_lost(page):
    for formula in page.math:
        assert bare(whole(flow(formula.strip("$")))) == bare(formula.strip("$"))


@given(st.lists(st.sampled_from(SIGNS), max_size=20).map("".join))
def test_any_text_is_taken(tex):
    assert bare(whole(flow(tex))) == bare(tex)
    assert bare("".join(atoms(tex))).replace("\\qquad", "") == bare(tex)


def shown(tex):
    """How a displayed formula is written."""
    translator = SimpleNamespace(builder=SimpleNamespace(config=SimpleNamespace(mathml_macros={})))
    return mathml.displayed(translator, SimpleNamespace(astext=lambda: tex))


def test_a_short_formula_stays_whole():
    assert shown("x = 1").startswith("<math")
    assert shown("x = 1").count("<math") == 1


def test_a_long_one_is_written_in_its_pieces():
    made = shown(r"x_{t+1} = x_t - \eta \nabla f(x_t) , \qquad x_0 = 1")
    assert re.sub(r"<math.*?</math>", "m", made) == (
        '<div class="pieces statements"><div class="pieces">mmm</div><div class="pieces">mm</div></div>'
    )
    assert r"<annotation encoding=\"application/x-tex\">{}= x_t</annotation>".replace("\\", "") in made


def test_an_operator_in_front_of_a_piece_keeps_its_spaces():
    """After an empty row it is an operator between two things; without it, a sign."""
    assert "<mrow><mrow></mrow><mo>\N{MINUS SIGN}</mo>" in shown(r"abcdefgh - \sum_{i=1}^n ijklmn")
