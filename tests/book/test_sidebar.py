"""The contents beside each page are those that Sphinx would make for it, though they are made once for all."""

from __future__ import annotations

import pytest
from furo.navigation import get_navigation_tree
from sphinx.application import Sphinx

import sidebar

TREE = "```{{toctree}}\n:caption: {}\n:hidden:\n\n{}\n```\n"
PAGES = {
    "index": TREE.format("First", "one/index\nalone")
    + TREE.format("Second & last", "two/index\nWeb <https://a.example>"),
    "alone": "",
    "one/index": TREE.format("", "part\ndeep/index"),
    "one/part": "Text.\n\n## A section\n\nText.",
    "one/deep/index": TREE.format("", "inner"),
    "one/deep/inner": "",
    "two/index": "",
}


@pytest.fixture(scope="module")
def builder(tmp_path_factory):
    root = tmp_path_factory.mktemp("contents")
    for page, text in PAGES.items():
        path = root / f"{page}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# The page {page}, *with* <b>\n\n{text}\n", encoding="utf-8")
    settings = {"extensions": ["myst_parser"], "html_theme": "basic"}
    app = Sphinx(root, None, root / "out", root / "out", "html", confoverrides=settings, status=None)
    app.build()
    app.builder.init_templates()
    return app.builder


@pytest.mark.parametrize("page", [*PAGES, "genindex", "search"])
def test_contents_are_those_of_sphinx_and_the_theme(builder, page):
    expected = get_navigation_tree(builder._get_local_toctree(page, **sidebar.ALL))
    assert sidebar.contents(builder, page) == expected
    assert expected.count('href="#"') == (page in PAGES and page != "index")


def test_they_are_made_once(builder, monkeypatch):
    sidebar.contents.cache_clear()
    sidebar.whole.cache_clear()
    made = []
    real = builder._get_local_toctree
    monkeypatch.setattr(
        builder, "_get_local_toctree", lambda *args, **options: made.append(1) or real(*args, **options)
    )
    for page in PAGES:
        sidebar.contents(builder, page)
    assert len(made) == 1
