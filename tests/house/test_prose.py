"""No result is typed, and the words are spelled one way."""

from __future__ import annotations

import ast
import io
import re
import tokenize

import pytest

from optbook.claims import all_claims
from tree import MATH, PACKAGE, ROOT, SCRIPTS, name, pages, read

DECIMAL = re.compile(r"(?<![\w.])\d*\.\d+(?!\.?\d)(?:e-?\d+)?|(?<![\w.])\d+e-\d+")
BRITISH = re.compile(
    r"\b\w*(?:colour|behaviour|neighbour|favour|minimis|maximis|optimis|normalis|initialis|generalis|regularis|summaris|"
    r"realis|recognis|standardis|analys(?:e|ed|ing)\b|centre|labelled|travell|modell(?:ed|ing))\w*\b",
    re.I,
)
EMPTY = re.compile(
    r"easy to see|clearly,|obviously|it is well known|simply put|in this section we|delve|crucial|game.chang|powerful",
    re.I,
)
each_page = pytest.mark.parametrize("page", pages(), ids=lambda page: name(page.path))
each_claim = pytest.mark.parametrize("claim", all_claims().values(), ids=lambda claim: claim.key)
WRITTEN = [*PACKAGE, *SCRIPTS, *(page.path for page in pages()), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


@each_page
def test_no_decimal_is_typed_in_prose(page):
    assert DECIMAL.findall(page.prose) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_no_decimal_is_typed_in_what_a_script_says(path):
    """Not in its words, nor in its descriptions and labels: an f-string shows what was computed."""
    source = path.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    tree = ast.parse(source)
    formats = {id(part) for node in ast.walk(tree) if isinstance(node, ast.FormattedValue) and node.format_spec
               for part in ast.walk(node.format_spec)}  # fmt: skip
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in formats]
    said = comments + [re.sub(r"pad=[\d.]+", "", text) for text in strings if isinstance(text, str)]
    assert [text for text in said if DECIMAL.search(text)] == []


@each_page
def test_no_number_is_glued_that_was_not_computed(page):
    for cell in page.cells:
        calls = [
            node for node in ast.walk(ast.parse(re.sub(r"^:.*$", "", cell, flags=re.M))) if isinstance(node, ast.Call)
        ]
        glued = [call for call in calls if getattr(call.func, "id", "") == "glue"]
        assert not [call for call in glued if isinstance(call.args[1], ast.Constant)]


@each_page
def test_decimals_in_formulas_are_inputs_with_a_reason(page):
    typed = {number for formula in page.math for number in DECIMAL.findall(formula)}
    assert typed - set(page.inputs) == set()
    assert all(isinstance(number, str) and str(reason).strip() for number, reason in page.inputs.items())


@each_page
def test_no_input_is_listed_in_vain(page):
    claims = " ".join(claim.statement for claim in all_claims().values() if f"docs/{claim.page}.md" == name(page.path))
    assert set(page.inputs) <= set(DECIMAL.findall(" ".join(page.math) + claims))


@each_claim
def test_a_claim_states_inputs_and_measures_the_rest(claim):
    inputs = read(ROOT / f"docs/{claim.page}.md").inputs
    assert DECIMAL.findall(MATH.sub(" ", claim.statement)) == []
    assert {number for formula in MATH.findall(claim.statement) for number in DECIMAL.findall(formula)} <= set(inputs)


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_spelling_is_american_and_no_word_is_empty(path):
    # The title of a cited work is spelled as it was printed.
    text = re.sub(r"^Source.*?(?=\n\n|\"\"\"|\Z)", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    assert sorted({match[0] for match in BRITISH.finditer(text)}) == []
    assert sorted({match[0] for match in EMPTY.finditer(text)}) == []


def test_a_typed_result_is_seen():
    assert DECIMAL.findall("it is 1.0904, .5, 2.4e-13 or 1e-6, 0.27s; see 3.11.2 and v0.1") == [
        "1.0904",
        ".5",
        "2.4e-13",
        "1e-6",
        "0.27",
    ]
