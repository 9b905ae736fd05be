"""Each page as a notebook and as Markdown, beside it, with links at its foot.

The notebook runs with the package's wheel and nothing else: its cells are those of the page, also those that it does
not show, and `glue` becomes a dictionary.  Where the repository's address stands in ``pyproject.toml``, the foot also
leads to hosted notebooks, to the page's source and to a report.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from docutils import nodes

import wheel
from gallery_figure import OUT
from markdown import Block, Cell, Page, as_text, hidden_cell
from page_source import CELL

GLUE = re.compile(r"^from myst_nb import glue\n", re.M)
OWN_GLUE = (
    "glued = {}  # the numbers of the text, by name\ndef glue(name, number, display=True): glued[name] = number\n"
)
TAGS = re.compile(r"^:tags: *\[(.*)\] *$", re.M)
OPTIONS = re.compile(r"\A(?::\w+:[^\n]*\n)+\n?")
UNSEEN = ("remove-cell", "remove-input")
# Where the publisher puts notebooks and wheel, for services that open notebooks from a repository.
BRANCH = "notebooks"


def keep_hidden(app, doctree) -> None:
    """Leave a mark where a cell stands that the page does not show: MyST-NB drops it."""
    text = Path(app.env.doc2path(app.env.docname)).read_text(encoding="utf-8")
    if not any(isinstance(node, nodes.section) for node in doctree.children):
        return
    for cell in CELL.finditer(text):
        tags = TAGS.search(cell[2])
        if tags and any(tag.strip() in UNSEEN for tag in tags[1].split(",")):
            put(doctree, hidden_cell("", code=OPTIONS.sub("", cell[2])), text.count("\n", 0, cell.start()) + 1)


def put(doctree: nodes.document, mark: hidden_cell, line: int) -> None:
    """Put a mark before the first block that begins after a line of the source, or at the end of the last section."""
    sections = [node for node in doctree.children if isinstance(node, nodes.section)]
    after = next((found for section in sections if (found := first_after(section, line)) is not None), None)
    if after is not None:
        after.parent.insert(after.parent.index(after), mark)
    else:
        sections[-1].append(mark)


def first_after(section: nodes.section, line: int) -> nodes.Node | None:
    """The first block of a section, also within its own sections, that begins after a line of the source."""
    for child in section.children:
        begins = line_of(child) or 0
        if begins > line and not isinstance(child, nodes.title):
            return child
        if isinstance(child, nodes.section) and (found := first_after(child, line)) is not None:
            return found
    return None


def line_of(node: nodes.Node) -> int | None:
    """The first line of the source of a node."""
    lines = (part.line for part in node.findall() if getattr(part, "line", None))
    return next(lines, None)


def write(app, pagename, templatename, context, doctree) -> None:
    """Write a page's notebook and Markdown, and link them at its foot."""
    if doctree is None or app.builder.name != "html" or pagename.startswith(f"{OUT}/"):
        return
    page = Page(app.builder, pagename)
    blocks = page.blocks(doctree)
    description = next(
        (node["content"] for node in doctree.findall(nodes.meta) if node.get("name") == "description"), ""
    )
    site = Path(app.outdir) / pagename
    keep(site.with_name(f"{site.name}.md"), as_markdown(page, blocks, description))
    forms = {"as Markdown": f"{site.name}.md"}
    context["metatags"] += f'<link rel="alternate" type="text/markdown" href="{escape(site.name)}.md" />'
    if any(isinstance(block, Cell) for block in blocks):
        keep(site.with_name(f"{site.name}.ipynb"), as_notebook(page, blocks, wheel.install(app.config)))
        forms = {"as a notebook": f"{site.name}.ipynb"} | forms
    context["body"] += foot(forms, launch(app.config.book_repository, pagename, "as a notebook" in forms))


def as_markdown(page: Page, blocks: list[Block], description: str) -> str:
    """The Markdown of a page under a head that says what it is and where it stands."""
    title = next((block[2:] for block in blocks if isinstance(block, str) and block.startswith("# ")), page.docname)
    head = {"title": title, "description": description, "url": page.address}
    told = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in head.items() if value]
    return "\n".join(["---", *told, "---", "", ""]) + "\n\n".join(as_text(blocks)) + "\n"


def as_notebook(page: Page, blocks: list[Block], install: str) -> str:
    """The notebook of a page, with the same bytes whenever it is made."""
    first = f"# From {page.address}\n# The notebook needs this book's package:\n{install}"
    cells, glued = [code_cell(Cell(first))], False
    for block in blocks:
        if isinstance(block, str):
            if cells[-1]["cell_type"] == "code" or block.startswith("#"):
                cells.append({"cell_type": "markdown", "metadata": {}, "source": block})
            else:
                cells[-1]["source"] += f"\n\n{block}"
        elif block.code:
            cells.append(code_cell(Cell(runnable(block.code, glued=glued), block.output, block.hidden)))
            glued = glued or bool(GLUE.search(block.code))
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:03}"
        cell["source"] = cell["source"].splitlines(keepends=True)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def code_cell(cell: Cell) -> dict:
    """A code cell; what the page hides is folded."""
    outputs = [
        {"name": "stdout", "output_type": "stream", "text": f"{cell.output.rstrip()}\n".splitlines(keepends=True)}
    ]
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"jupyter": {"source_hidden": True}} if cell.hidden else {},
        "outputs": outputs if cell.output else [],
        "source": cell.code.strip(),
    }


def runnable(code: str, *, glued: bool) -> str:
    """A cell's source with a `glue` of its own in place of the one that needs the tools of the book."""
    return GLUE.sub("" if glued else OWN_GLUE, code)


def foot(forms: dict[str, str], launches: dict[str, str]) -> str:
    """The last line of a page."""
    links = [f'<a href="{name}" download>{what}</a>' for what, name in forms.items()]
    links += [f'<a href="{escape(address)}">{what}</a>' for what, address in launches.items()]
    return f'<p class="take">This page {", ".join(links)}</p>\n'


def launch(repository: str, pagename: str, notebook: bool) -> dict[str, str]:
    """Addresses of a page in hosted notebooks, of its source and of a report, where the repository is on GitHub."""
    parts = urlsplit(repository)
    if parts.netloc != "github.com":
        return {}
    name, page = parts.path.strip("/").removesuffix(".git"), quote(pagename)
    opened = {
        "in Colab": f"https://colab.research.google.com/github/{name}/blob/{BRANCH}/{page}.ipynb",
        "in Binder": f"https://mybinder.org/v2/gh/{name}/{BRANCH}?labpath={page}.ipynb",
    }
    others = {
        "edit its source": f"https://github.com/{name}/edit/main/docs/{page}.md",
        "report a mistake": f"https://github.com/{name}/issues/new?title={quote(pagename, safe='')}",
    }
    return (opened if notebook else {}) | others


def keep(path: Path, text: str) -> None:
    """Write a file, unless it holds this already."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def skip(translator, node) -> None:
    """Show nothing."""
    raise nodes.SkipNode


def setup(app):
    app.add_config_value("book_repository", "", "html", str)
    app.add_node(hidden_cell, html=(skip, None))
    app.connect("doctree-read", keep_hidden, priority=50)  # before solutions are folded
    app.connect("html-page-context", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
