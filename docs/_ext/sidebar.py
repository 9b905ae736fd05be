"""The book's contents beside each page: chapters and their sections, and the gallery by chapter.

Each script of the gallery would be a line of it on each page: as many lines again, on as many pages.  A script's page
shows the contents as its chapter of the gallery does, which lists the scripts.
"""

from __future__ import annotations

import re
from functools import cache

from docutils import nodes
from sphinx import addnodes

from gallery_figure import OUT

INDEX = re.compile(rf"{OUT}/[^/]+/index")
INDICES = {"genindex", "py-modindex", "search"}
SCRIPT = re.compile(rf"({OUT}/[^/]+)/(?!index$)[^/]+")


def leave_out_scripts(app, env) -> list[str]:
    """Take the scripts of a chapter out of the book's contents; they stay in its order."""
    for docname in filter(INDEX.fullmatch, env.tocs):
        for scripts in list(env.tocs[docname].findall(addnodes.toctree)):
            scripts.parent.remove(scripts)
    return []


def show_chapter(app, pagename: str, templatename: str, context: dict, doctree: nodes.document) -> None:
    """Let a script's page show the contents of its chapter of the gallery, and let indices share theirs."""
    if script := SCRIPT.fullmatch(pagename):
        context["toctree"] = lambda **options: contents(app.builder, f"{script[1]}/index", **options)
    elif pagename in INDICES:
        context["toctree"] = lambda **options: contents(app.builder, "genindex", **options)


@cache
def contents(builder, index: str, **options) -> str:
    """The book's contents, as a page beside `index` links them."""
    return builder._get_local_toctree(index, **options).replace('href="#"', 'href="index.html"')


def setup(app):
    app.connect("env-get-updated", leave_out_scripts, priority=700)
    app.connect("html-page-context", show_chapter, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
