"""Punctuation after an inline formula stays on its line."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.utils import new_document

from mathml import keep_stops


def line_of(*parts):
    """A document with one paragraph of these parts, after the transform."""
    document = new_document("made")
    document += nodes.paragraph("", "", *parts)
    keep_stops(None, document)
    return document[0]


def formula():
    return nodes.math("x", "x")


@pytest.mark.parametrize("stop", [",", ".", "),", "-", "\N{RIGHT DOUBLE QUOTATION MARK}."])
def test_a_stop_is_kept_with_its_formula_and_no_word_is_lost(stop):
    line = line_of(nodes.Text("Let "), formula(), nodes.Text(f"{stop} then"))
    (kept,) = line.findall(nodes.inline)
    assert kept["classes"] == ["kept"]
    assert kept.astext() == "x" + stop
    assert line.astext() == f"Let x{stop} then"


def test_what_is_no_stop_stays_apart():
    assert not list(line_of(formula(), nodes.Text(" and"), formula(), formula()).findall(nodes.inline))


def test_each_of_two_formulas_keeps_its_own():
    line = line_of(formula(), nodes.Text(", "), formula(), nodes.Text("."))
    assert [kept.astext() for kept in line.findall(nodes.inline)] == ["x,", "x."]
    assert line.astext() == "x, x."
