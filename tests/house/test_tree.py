"""One subject, one name: page, study, scripts and tests correspond, and keep their forms."""

from __future__ import annotations

import ast
import re

import pytest

from optbook.claims import all_claims
from tree import PACKAGE, ROOT, SCRIPTS, STUDIES, name, pages, read

CITATION = re.compile(r"^[`:]{3,}\{claim\} +(\S+)", re.M)
FIGURE = re.compile(r"^[`:]{3,}\{gallery-figure\} +(\S+)", re.M)
each_page = pytest.mark.parametrize("page", pages(), ids=lambda page: name(page.path))
each_script = pytest.mark.parametrize("path", SCRIPTS, ids=name)


@pytest.mark.parametrize("study", STUDIES, ids=name)
def test_a_study_has_its_page_and_its_test(study):
    chapter, stem = study.parent.name, study.stem
    if re.search(r"^@claim$", study.read_text(encoding="utf-8"), re.M):
        assert (ROOT / f"docs/{chapter}/{stem}.md").exists()
    assert (ROOT / f"tests/studies/{chapter}/test_{stem}.py").exists()


@pytest.mark.parametrize("module", [p for p in PACKAGE if "studies" not in p.parts and p.stem != "__init__"], ids=name)
def test_a_module_is_tested(module):
    """By the test of its own name, by one beside it that names what it defines, or by one over all of ``__all__``."""
    folder = ROOT / "tests" / module.parent.relative_to(ROOT / "optbook")
    defined = [node.name for node in ast.parse(module.read_text(encoding="utf-8")).body if hasattr(node, "name")]
    tests = [*folder.glob("test_*.py"), *folder.glob("*/test_*.py")]
    words = " ".join(path.name + path.read_text(encoding="utf-8") for path in tests)
    assert f"test_{module.stem}.py" in words or any(
        word in words for word in [*defined, f"{module.parent.name}.__all__"]
    )


def test_every_claim_is_cited_once_on_its_page():
    cited = [(key, page.path) for page in pages() for key in CITATION.findall(page.text)]
    expected = [(key, ROOT / f"docs/{claim.page}.md") for key, claim in all_claims().items()]
    assert sorted(cited) == sorted(expected)


def test_every_script_is_shown_and_every_shown_figure_has_a_script():
    shown = {figure for page in pages() for figure in FIGURE.findall(page.text)}
    assert shown == {path.relative_to(ROOT / "gallery").with_suffix("").as_posix() for path in SCRIPTS}


@each_script
def test_a_script_draws_and_defines_nothing(path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert not [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda))]
    assert "savefig" not in source
    assert "\nuse_style()\n" in source
    assert "\ndescribe(" in source
    assert re.match(r'r?"""\n[^\n]+\n=+\n', source), "the docstring begins with an underlined title"
    assert source.rstrip().splitlines()[-1].startswith("# "), "the last line says what is seen"


@each_script
def test_a_script_is_named_for_its_page(path):
    studies = [study for study in STUDIES if study.parent.name == path.parent.name]
    assert any(path.stem == study.stem or path.stem.startswith(f"{study.stem}_") for study in studies)


@each_page
def test_a_page_defines_nothing_and_draws_nothing(page):
    for cell in page.cells:
        assert not re.search(r"^\s*(def|class) ", cell, re.M)
        assert not re.search(r"matplotlib|pylab|optbook\.drawing", cell)


@each_page
def test_a_cell_runs_as_plain_python_with_the_package_alone(page):
    """A page is taken away as a notebook, where this one line is replaced."""
    for cell in page.cells:
        code = re.sub(r"\A(?::\w+:[^\n]*\n)+", "", cell)
        ast.parse(code)
        assert "myst_nb" not in code.replace("from myst_nb import glue\n", "")


@each_page
def test_a_page_of_a_chapter_has_the_form_of_the_book(page):
    study = ROOT / "optbook/studies" / page.path.relative_to(ROOT / "docs").with_suffix(".py")
    if page.path.stem == "index" or not study.exists() or page.path.parent.name == "front":
        pytest.skip("not a page of a chapter")
    source = page.path.read_text(encoding="utf-8")
    parts = ["{div} opening", "**Question.**", "**Answer.**", "**Assumed.**", "{claim}", "## Summary", "## Exercises"]
    places = [source.find(part) for part in [*parts, "## References"]]
    assert -1 not in places
    assert places == sorted(places)
    assert "description" in page.matter["myst"]["html_meta"]


def test_a_page_is_taken_apart_rightly(tmp_path):
    path = tmp_path / "page.md"
    source = '---\ninputs: {"0.2": why}\n---\n# One\n\n```{code-cell} ipython3\nx = 0.5\n```\n\n'
    source += "Is 1.5, $0.2$, {g}`a:.3f`.\n\n```{mistake} label A title of 2.5\nIts body has 3.5 and `4.5`.\n```\n"
    path.write_text(source, encoding="utf-8")
    page = read(path)
    assert page.inputs == {"0.2": "why"}
    assert page.cells == ["x = 0.5\n"]
    assert re.findall(r"\d\.\d", page.prose) == ["1.5", "2.5", "3.5"]
    assert page.math == ["$0.2$"]
