"""A small book, built as the real one: what is wrong fails the build with its place, and nothing stale survives."""

from __future__ import annotations

import re
import shutil
import sys

import pytest

from small_book import CLAIM, FIGURE, PAGE, SCRIPT, SIMPLE, STUDY, SmallBook


@pytest.fixture
def book(tmp_path):
    return SmallBook(tmp_path)


def test_a_change_in_the_package_redraws_and_executes_again_and_fails_the_claim(book):
    book.page("good", CLAIM + "\n" + FIGURE + "\n```{code-cell} ipython3\n1 + 1\n```\n")
    code, told = book.build()
    assert code == 0, told
    assert "0.20" in book.html("made/good.html")
    figure = book.root / "docs/gallery/made/images/sphx_glr_good_001.svg"
    before, page = figure.read_bytes(), book.html("made/good.html")

    book.replace("optbook/studies/made/good.py", "SLOPE = 0.2", "SLOPE = 0.3")
    code, told = book.build()
    assert code != 0
    assert "claim: made.good.slope_is_a_fifth does not hold" in told
    assert "docs/made/good.md" in told
    assert figure.read_bytes() != before

    code, told = book.build()
    assert code != 0, "a build that failed fails again"
    assert "claim: made.good.slope_is_a_fifth does not hold" in told

    book.replace("optbook/studies/made/good.py", "SLOPE = 0.3", "SLOPE = 0.2")
    code, told = book.build()
    assert code == 0, told
    assert figure.read_bytes() == before
    assert book.html("made/good.html") == page, "what is written anew is what was written at first"


SLOW = """```{code-cell} ipython3
import time

for piece in ("one ", "two", "\\n", "three"):
    print(piece, end="")
    time.sleep(0.5)
```
"""


def test_what_a_cell_prints_does_not_depend_on_when_it_prints(book):
    book.page("good", CLAIM + "\n" + FIGURE + "\n" + SLOW)
    code, told = book.build()
    assert code == 0, told
    assert ">one two\nthree\n<" in book.html("made/good.html")


TRANSPORT = """```{code-cell} ipython3
from ipykernel import get_connection_info

print("by", get_connection_info(unpack=True)["transport"])
```
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the kernels are started as jupyter_client does")
def test_two_builds_at_once_cannot_take_each_others_ports_as_kernels_have_none(book):
    book.page("good", CLAIM + "\n" + FIGURE + "\n" + TRANSPORT)
    code, told = book.build()
    assert code == 0, told
    assert "by ipc" in book.html("made/good.html")


def test_a_folder_of_figures_that_is_removed_leaves_nothing_behind(book):
    book.write("gallery/other/GALLERY_HEADER.rst", "Other\n-----\n")
    book.write("gallery/other/line.py", SCRIPT)
    code, told = book.build()
    assert code == 0, told
    assert (book.root / "build/html/gallery/other/line.html").exists()

    shutil.rmtree(book.root / "gallery/other")
    code, told = book.build()
    assert code == 0, told
    assert not (book.root / "docs/gallery/other").exists()
    assert not (book.root / "build/html/gallery/other/line.html").exists()


def test_each_fault_of_a_page_is_told_with_its_place(book):
    other = STUDY.replace("slope_is_a_fifth", "nobody_cites_this")
    book.page("uncited", "", other)
    book.page("missing", "```{claim} made.missing.not_there\n```\n", SIMPLE)
    book.page("tex", r"$\unheardof{x}$", SIMPLE)
    book.page("cell", "```{code-cell} ipython3\nx = 0\n1 / x\n```\n", SIMPLE)
    book.page("false", CLAIM.replace("good", "false"), STUDY.replace("SLOPE = 0.2", "SLOPE = 0.3"))
    book.page("drawing", "```{gallery-figure} made/none\nNo.\n```\n", SIMPLE)
    book.page("unsolved", "```{exercise} ex-one One\nWhat?\n```\n", SIMPLE)
    code, told = book.build()
    assert code != 0
    line = PAGE[: PAGE.index("{body}")].count("\n") + 1
    assert "claim: made.uncited.nobody_cites_this" in told
    assert "is not cited on its page made/uncited" in told
    assert f"docs/made/missing.md:{line}: ERROR" in told
    assert "no claim made.missing.not_there" in told
    assert f"docs/made/tex.md:{line}: ERROR: math:" in told
    assert f"docs/made/cell.md:{line}: ERROR: cell: line 2 fails with ZeroDivisionError" in told
    assert "no figure made/none" in told
    assert f"docs/made/unsolved.md:{line}: ERROR: exercise: ex-one has no solution" in told
    assert f"docs/made/false.md:{line}: ERROR: claim: made.false.slope_is_a_fifth does not hold" in told
    for page, fault in (
        ("cell", f"cell.md:{line + 2}: ZeroDivisionError"),
        ("false", f"false.md:{line}: claim made.false"),
    ):
        code, repeated = book.repeat(told, f"docs/made/{page}.md")
        assert code != 0
        assert fault in repeated


def test_a_build_tells_what_took_how_long_and_what_is_left(book):
    code, told = book.build()
    assert code == 0, told
    assert re.search(r"^drawn: good\.py in \d+\.\d s; 0 left$", told, re.M)
    assert re.search(r"^read: made/good in \d+\.\d s; \d left$", told, re.M)
    left = [int(count) for count in re.findall(r"^read: .*; (\d+) left$", told, re.M)]
    assert sorted(left) == list(range(len(left)))
    assert "alone:" not in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('describe(fig, "A line.")\n', "", "no alternative text"),
        ("ax.plot([0, 1], [0, slope()])", 'ax.plot([0, 1], [0, slope()], color="#123456")', "#123456"),
        ("ax.plot([0, 1], [0, slope()])", "ax.plot([0, 1], [0, 1 / 0])", "ZeroDivisionError"),
        ("ax.plot([0, 1], [0, slope()])", "ax.plot(30_000 * [slope()])", "kB of data, 500 kB allowed"),
        ("ax.plot([0, 1], [0, slope()])", 'ax.plot([k * k % 7919 for k in range(12000)], "o")', "kB of drawing"),
    ],
)
def test_a_fault_of_a_script_names_the_script(book, old, new, told):
    book.replace("gallery/made/good.py", old, new)
    code, printed = book.build()
    assert code != 0
    assert told in printed
    assert "made/good.py" in printed
    code, repeated = book.repeat(printed, "gallery/made/good.py")
    assert code != 0
    assert told in repeated
    assert book.build()[0] != 0, "a build that failed fails again"


def test_a_build_with_nothing_to_write_leaves_the_site_as_it_is(book):
    def written() -> dict:
        site = book.root / "build/html"
        files = [*site.rglob("*.html"), *site.rglob("*.md"), site / "searchindex.js", site / "sitemap.xml"]
        return {path: path.stat().st_mtime_ns for path in files}

    assert book.build()[0] == 0
    before = written()
    code, told = book.build()
    assert code == 0, told
    assert written() == before
    book.replace("docs/made/good.md", "The slope is", "Its slope is")
    code, told = book.build()
    assert code == 0, told
    changed = {path.name for path, when in written().items() if before.get(path) != when}
    assert {"good.html", "searchindex.js", "genindex.html"} <= changed


def test_the_sidebar_lists_chapters_of_the_gallery_and_no_scripts(book):
    code, told = book.build()
    assert code == 0, told
    for page, index in (("made/good", "../gallery/made/index.html"), ("gallery/made/good", "index.html")):
        sidebar = re.search(r'<div class="sidebar-tree".*?</aside>', book.html(f"{page}.html"), re.S)[0]
        links = set(re.findall(r'href="([^"#]+)"', sidebar))
        assert index in links
        assert not {"good.html", "../gallery/made/good.html"} & links
    assert 'href="good.html"' in book.html("gallery/made/index.html")


def test_sections_figures_and_claims_are_numbered_however_the_build_came_to_it(book):
    for change in ("The slope is", "This slope is"):
        book.replace("docs/made/good.md", "The slope is", change)
        code, told = book.build()
        assert code == 0, told
        page = re.sub(r"<[^>]*>", "", book.html("made/good.html"))
        assert re.search(r"^\s*1\. good", page, re.M)
        assert "Fig. 1.1" in page
        assert "Claim 1.1" in page
