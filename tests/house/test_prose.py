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
    r"realis|recognis|standardis|analys(?:e|ed|ing)\b|centre|labelled|travell|modell(?:ed|ing))\w*\b|"
    r"\b(?:towards|for ever|inside of|grey)\b",
    re.I,
)
EMPTY = re.compile(
    r"easy to see|clearly,|obviously|it is well known|simply put|in this section we|delve|crucial|game.chang|powerful",
    re.I,
)
each_page = pytest.mark.parametrize("page", pages(), ids=lambda page: name(page.path))
each_claim = pytest.mark.parametrize("claim", all_claims().values(), ids=lambda claim: claim.key)
WRITTEN = [*PACKAGE, *SCRIPTS, *(page.path for page in pages()), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def nodes(page, kind):
    """All nodes of this kind in the cells of a page."""
    trees = [ast.parse(re.sub(r"^:.*$", "", cell, flags=re.M)) for cell in page.cells]
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, kind)]


def glues(page):
    """The calls by which cells of a page name numbers."""
    return [call for call in nodes(page, ast.Call) if getattr(call.func, "id", "") == "glue"]


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
    assert not [call for call in glues(page) if isinstance(call.args[1], ast.Constant)]


@each_page
def test_every_number_that_a_page_names_is_shown(page):
    """By its name, or by one that ends with it: a loop puts the name of a problem or a method before it."""
    named = {call.args[0].value for call in glues(page) if isinstance(call.args[0], ast.Constant)}
    for node in nodes(page, ast.Assign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        tables = [part for part in ast.walk(node.value) if isinstance(part, ast.Dict)]
        if "numbers" in [getattr(target, "id", "") for target in targets]:
            named |= {key.value for table in tables for key in table.keys if isinstance(key, ast.Constant)}
    shown = re.findall(r"\{glue:\w*\}`([^`:]+)", page.text)
    assert sorted(name for name in named if not any(f"_{other}".endswith(f"_{name}") for other in shown)) == []


@each_page
def test_a_page_uses_what_it_imports(page):
    imported = {alias.asname or alias.name for node in nodes(page, ast.Import | ast.ImportFrom) for alias in node.names}
    assert imported - {node.id for node in nodes(page, ast.Name)} == set()


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
