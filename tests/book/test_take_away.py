"""What readers take away from a small book: notebooks, Markdown, the wheel, lists of everything."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

import assemble
import make_epub
import run_taken
from small_book import CLAIM, FIGURE, SIMPLE, SmallBook

BODY = r"""
```{code-cell} ipython3
:tags: [remove-cell]

hidden = 3
glue("hidden", hidden, display=False)
```

## Before

```{code-cell} ipython3
:tags: [remove-cell]

needed = 2
```

1\. is no list.

```{code-cell} ipython3
print(needed)
```

## Section

$$ \argmin_x f = \R $$ (eq-x)

By {eq}`eq-x` and {numref}`fig-good` it is {glue:text}`hidden`, $|x|$.

| method | number |
|---|---|
| a | {glue:text}`hidden:.2f` |

```{exercise} ex-one One
What is $1+1$?
```

```{solution} ex-one
```
Two.

```{code-cell} ipython3
print(1 + 1, hidden)
```

```{end-solution}
```
"""


def taken(site: Path) -> dict[str, bytes]:
    """All files of a site that are not pages."""
    kinds = {".md", ".ipynb", ".whl", ".txt", ".json"}
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.suffix in kinds}


def written(root: Path) -> SmallBook:
    """A book of two pages."""
    made = SmallBook(root)
    made.page("cells", BODY, SIMPLE)
    made.page("good", FIGURE + "\n" + CLAIM)
    return made


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A book that was built twice."""
    made = written(tmp_path_factory.mktemp("book"))
    code, told = made.build()
    assert code == 0, told
    made.site = made.root / "build/html"
    made.before = {path: path.stat().st_mtime_ns for path in made.site.rglob("*") if path.is_file()}
    code, made.told_again = made.build()
    assert code == 0, made.told_again
    return made


def test_a_notebook_is_valid_and_runs_from_the_wheel_alone(book, tmp_path):
    (wheel,) = (book.site / "take").glob("*.whl")
    for name in ("made/cells.ipynb", "made/good.ipynb"):
        notebook = nbformat.read(book.site / name, as_version=4)
        nbformat.validate(notebook)
        code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
        assert f"# %pip install https://optbook.example/take/{wheel.name}" in code
        blocked = "import sys\nsys.modules.update(myst_nb=None, sphinx=None)\n"
        script = tmp_path / "notebook.py"
        script.write_text(blocked + code + "\nprint(glued)\n", encoding="utf-8")
        environment = {"PYTHONPATH": str(wheel), "PATH": "", "HOME": str(tmp_path)}
        ran = subprocess.run(
            [sys.executable, "-P", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        assert "'slope': " in ran.stdout
    assert "2 3" in {**taken(book.site)}["made/cells.ipynb"].decode()


def test_hidden_cells_stand_where_they_stand_on_the_page(book):
    cells = nbformat.read(book.site / "made/cells.ipynb", as_version=4).cells
    order = [cell.source for cell in cells]
    place = next(k for k, source in enumerate(order) if source.startswith("hidden = 3"))
    assert "The slope is" in order[place - 1]
    assert order[place + 1 : place + 4] == ["## Before", "needed = 2", "1\\. is no list."]
    assert cells[place].metadata.jupyter.source_hidden
    assert [cell.id for cell in cells] == [f"cell-{k:03}" for k in range(len(cells))]


def test_markdown_has_numbers_claims_figures_and_solutions(book):
    text = (book.site / "made/cells.md").read_text(encoding="utf-8")
    for part in (
        "# 1. cells",
        "$$\n\\operatorname*{arg\\,min}_x f = \\mathbb{R} \\tag{1.1}\n$$",
        "[(1.1)](https://optbook.example/made/cells.html#equation-eq-x)",
        "[Fig. 2.1](https://optbook.example/made/good.html#fig-good) it is 3, $|x|$.",
        "| a | 3.00 |",
        "**Exercise 1.1. One.**",
        "**Solution of exercise 1.1.**",
        "```python\nprint(1 + 1, hidden)\n```\n\n```text\n2 3\n```",
    ):
        assert part in text
    assert "glue" not in text
    text = (book.site / "made/good.md").read_text(encoding="utf-8")
    assert "![A line.](https://optbook.example/_images/sphx_glr_good_001.svg)\n\n**Fig. 2.1.** A line." in text
    assert "**Claim 2.1. Slope is a fifth.**\n\nFive slopes make a whole: $5 s = 1$." in text
    assert "- slope: 0.2" in text
    assert "dark" not in text
    kinds = {token.type for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text)}
    assert {"heading_open", "bullet_list_open", "paragraph_open"} <= kinds
    assert "html_block" not in kinds


def test_the_book_is_listed_whole(book):
    listed = (book.site / "llms.txt").read_text(encoding="utf-8")
    assert "- [2. good](https://optbook.example/made/good.md)" in listed
    (figure,) = json.loads((book.site / "take/figures.json").read_text(encoding="utf-8"))
    assert (figure["number"], figure["caption"], figure["alt"]) == ("2.1", "A line.", "A line.")
    for what in ("script", "notebook", "data", "svg", "dark_svg"):
        assert (book.site / figure[what].removeprefix("https://optbook.example/")).exists()
    whole = (book.site / "take/optbook.md").read_text(encoding="utf-8")
    assert whole.index("# 1. cells") < whole.index("# 2. good")
    (wheel,) = (book.site / "take").glob("*.whl")
    assert "optbook/studies/made/good.py" in zipfile.ZipFile(wheel).namelist()
    first = nbformat.read(book.site / figure["notebook"].removeprefix("https://optbook.example/"), as_version=4).cells[
        0
    ]
    assert wheel.name in first.source


def test_a_second_build_writes_nothing_again(book):
    now = {path: path.stat().st_mtime_ns for path in book.site.rglob("*") if path.is_file()}
    changed = {path.relative_to(book.site).as_posix() for path in now if now[path] != book.before.get(path)}
    assert not [name for name in changed if name.endswith((".md", ".ipynb", ".whl", ".txt")) or "made/" in name]


def test_a_repository_brings_links_and_its_absence_none(book, tmp_path):
    foot = '<p class="take">This page <a href="good.ipynb" download>as a notebook</a>'
    assert foot in book.html("made/good.html")
    assert "colab" not in book.html("made/good.html")
    assert not (book.site / "binder").exists()
    other = written(tmp_path)
    code, told = other.build(PYTHONHASHSEED="3", TZ="Asia/Tokyo")
    assert code == 0, told
    assert taken(tmp_path / "build/html") == taken(book.site), "the same bytes wherever it is built"

    urls = '[project.urls]\nRepository = "https://github.com/someone/optbook"\n\n[dependency-groups]'
    other.replace("pyproject.toml", "[dependency-groups]", urls)
    code, told = other.build()
    assert code == 0, told
    page = other.html("made/good.html")
    for link in (
        "https://colab.research.google.com/github/someone/optbook/blob/notebooks/made/good.ipynb",
        "https://mybinder.org/v2/gh/someone/optbook/notebooks?labpath=made/good.ipynb",
        "https://github.com/someone/optbook/edit/main/docs/made/good.md",
        "https://github.com/someone/optbook/issues/new?title=made%2Fgood",
    ):
        assert f'<a href="{link}">' in page
    (wheel,) = (tmp_path / "build/html/take").glob("*.whl")
    assert (tmp_path / "build/html/binder/requirements.txt").read_text() == f"./take/{wheel.name}\n"
    names = set(zipfile.ZipFile(wheel).namelist())
    assert not [name for name in names if "__pycache__" in name]


def test_what_runs_otherwise_than_it_was_shown_is_found(book, tmp_path):
    (figure,) = json.loads((book.site / "take/figures.json").read_text(encoding="utf-8"))
    script, data = (book.site / figure[what].removeprefix("https://optbook.example/") for what in ("script", "data"))
    changed = tmp_path / "changed.csv"
    changed.write_text(data.read_text(encoding="utf-8").replace("0.2", "0.3"), encoding="utf-8")
    own = tmp_path / "script.py"  # the package of the tests has no study of the made book
    own.write_text(
        script.read_text(encoding="utf-8").replace("from optbook.studies.made.good import slope", "slope = lambda: 0.2")
    )
    run_taken.run_script(own, data)
    with pytest.raises(ValueError, match="rows drawn"):
        run_taken.run_script(own, changed)

    notebook = tmp_path / "page.ipynb"
    cell = {"cell_type": "code", "source": "1 + 1", "outputs": [{"text": "2\n"}]}
    notebook.write_text(json.dumps({"cells": [cell]}))
    run_taken.run_notebook(notebook)
    notebook.write_text(json.dumps({"cells": [cell | {"source": "1 + 2"}]}))
    with pytest.raises(ValueError, match="on the page stands"):
        run_taken.run_notebook(notebook)
    with pytest.raises(OSError, match="no network"):
        run_taken.no_network("socket.connect", ())


def test_the_epub_is_well_formed_and_leads_to_what_it_holds(book, tmp_path):
    target = tmp_path / "book.epub"
    pages, images = make_epub.write(book.site, target)
    assert (pages, images) == (3, 1)
    archive = zipfile.ZipFile(target)
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    files = {name: archive.read(name) for name in archive.namelist()}
    for name in files:
        if name.endswith((".xhtml", ".opf", ".xml", ".svg")):
            ElementTree.fromstring(files[name])
    items = ElementTree.fromstring(files["book/content.opf"]).iter("{http://www.idpf.org/2007/opf}item")
    assert {f"book/{item.get('href')}" for item in items} == {name for name in files if name.startswith("book/")} - {
        "book/content.opf"
    }
    pages = {name: ElementTree.fromstring(raw) for name, raw in files.items() if name.endswith(".xhtml")}
    ids = {name: {node.get("id") for node in page.iter()} for name, page in pages.items()}
    for page in pages.values():
        for link in page.iter("{http://www.w3.org/1999/xhtml}a"):
            path, _, anchor = link.get("href").partition("#")
            if "://" not in path:
                assert f"book/{path}" in files
                assert not anchor or anchor in ids[f"book/{path}"]
    text = files["book/made-cells.xhtml"].decode()
    assert 'href="made-good.xhtml#fig-good"' in text
    assert "dark" not in files["book/made-good.xhtml"].decode()
    assert "as a notebook" not in text


def test_a_live_figure_leaves_its_words_in_a_book_that_cannot_move(tmp_path):
    stage = '<div class="live-stage"><canvas></canvas><input type="range"></div>'
    live = f'<div class="live">{stage}<div class="live-caption"><p>What moves.</p></div></div>'
    (tmp_path / "page.html").write_text(f"<article><h1>Page</h1>{live}</article>", encoding="utf-8")
    content = assemble.chapter(tmp_path, "page.html").content
    assert not content.find(["canvas", "input"])
    assert "What moves." in content.get_text()


def test_a_reference_stands_without_the_numbers_that_lead_back_to_each_mention(tmp_path):
    back = '<span class="backrefs">(<a href="#id1">1</a>,<a href="#id2">2</a>)</span>'
    cited = f'<div class="citation"><span class="label">[1]</span>{back}<p>A paper.</p></div>'
    (tmp_path / "page.html").write_text(f"<article><h1>Page</h1>{cited}</article>", encoding="utf-8")
    content = assemble.chapter(tmp_path, "page.html").content
    assert content.find(class_="citation").get_text() == "[1]A paper."


def test_formulas_of_the_epub_keep_their_sizes_in_the_older_form():
    soup = BeautifulSoup(
        '<math><mfrac displaystyle="true"></mfrac><mtd scriptlevel="1"><mi>x</mi></mtd></math>', "html.parser"
    )
    make_epub.older(soup.math)
    assert str(soup) == (
        '<math><mstyle displaystyle="true"><mfrac></mfrac></mstyle>'
        '<mtd><mstyle scriptlevel="1"><mi>x</mi></mstyle></mtd></math>'
    )


def test_the_whole_book_is_linked_where_it_was_made_from_these_pages(tmp_path):
    book = SmallBook(tmp_path)
    book.page("links", "```{take-away}\n```\n\n```{take-away} brief\n```\n", SIMPLE)
    link = '<a class="reference internal" href="../take/optbook.pdf">PDF, 0.0 MB</a>'
    code, told = book.build()
    assert code == 0, told
    assert "optbook.pdf" not in book.html("made/links.html")
    assert 'href="../take/figures.json"' in book.html("made/links.html")

    book.write("build/take/optbook.pdf", "made")
    code, told = book.build()
    assert code == 0, told
    assert link in book.html("made/links.html")
    assert (tmp_path / "build/html/take/optbook.pdf").read_text() == "made"

    book.replace("docs/made/good.md", "The slope", "That slope")
    code, told = book.build()
    assert code == 0, told
    assert link not in book.html("made/links.html")
    assert not (tmp_path / "build/html/take/optbook.pdf").exists()
