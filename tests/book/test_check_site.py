"""The check of the built site finds each kind of fault."""

from __future__ import annotations

import pytest

import check_site

GOOD = '<html><h1 id="top">t</h1><a href="#top">a</a><a href="sub/">b</a><img src="i.svg" alt="seen"></html>'


def found(site, body):
    (site / "sub").mkdir()
    (site / "sub/index.html").write_text("<h1>t</h1>")
    (site / "i.svg").write_text("<svg/>")
    (site / "page.html").write_text(body)
    return check_site.problems(site, check_site.read(site))


def test_a_good_page_passes(tmp_path):
    assert found(tmp_path, GOOD) == []
    assert check_site.main(tmp_path) == 0


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ('<a href="none.html">x</a>', "page.html: no such file: none.html"),
        ('<a href="#none">x</a>', "page.html: no such anchor: #none"),
        ('<a href="sub/#none">x</a>', "page.html: no such anchor: sub/#none"),
        ('<b id="top">x</b>', "page.html: id top is given twice"),
        ("<h1>again</h1>", "page.html: 2 h1 headings, takes one"),
        ('<img src="i.svg">', "page.html: image without alternative text: i.svg"),
        ('<script src="https://other.example/a.js"></script>', "page.html: loads from another host"),
        ('<link rel="stylesheet" href="//other.example/a.css">', "page.html: loads from another host"),
    ],
)
def test_a_fault_is_told_with_its_page(tmp_path, fault, told):
    problems = found(tmp_path, GOOD.replace("</html>", fault + "</html>"))
    assert len(problems) == 1
    assert problems[0].startswith(told)


def test_an_empty_site_fails(tmp_path):
    assert check_site.main(tmp_path) == 1
