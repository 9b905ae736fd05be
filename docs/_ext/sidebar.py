"""The book's contents beside each page: chapters and their sections, and the gallery by chapter.

Each script of the gallery would be a line of it on each page: as many lines again, on as many pages.  A script's page
shows the contents as its chapter of the gallery does, which lists the scripts.

Sphinx makes the contents anew for each page.  Here they are made once, as a page shows them that is no part of them;
what differs from page to page is where links lead from, and what is marked as the present one.
"""

from __future__ import annotations

import re
from functools import cache

from docutils import nodes
from sphinx import addnodes
from sphinx.util.osutil import relative_uri

from gallery_figure import OUT

INDEX = re.compile(rf"{OUT}/[^/]+/index")
INDICES = {"genindex", "py-modindex", "search"}
LINK = re.compile(r'href="([^"]*)"')
LEAD = re.compile(r"<a [^>]*$")
TAG = re.compile(r"<(/?)(?:ul|li)\b[^>]*>")
SCRIPT = re.compile(rf"({OUT}/[^/]+)/(?!index$)[^/]+")


def leave_out_scripts(app, env) -> list[str]:
    """Take the scripts of a chapter out of the book's contents; they stay in its order."""
    for docname in filter(INDEX.fullmatch, env.tocs):
        for scripts in list(env.tocs[docname].findall(addnodes.toctree)):
            scripts.parent.remove(scripts)
    return []


def show(app, pagename: str, templatename: str, context: dict, doctree: nodes.document) -> None:
    """Give a page the contents: a script's those of its chapter of the gallery."""
    if script := SCRIPT.fullmatch(pagename):
        chapter = f"{script[1]}/index"
        context["toctree"] = lambda **options: contents(app.builder, chapter, **options).replace(
            'href="#"', 'href="index.html"'
        )
    elif pagename in INDICES or pagename in app.env.found_docs:
        context["toctree"] = lambda **options: contents(app.builder, pagename, **options)


@cache
def contents(builder, page: str, **options) -> str:
    """The book's contents, as they stand beside a page.

    Parameters
    ----------
    builder : StandaloneHTMLBuilder
    page : str
    options
        As ``toctree`` takes them in a template, with ``collapse=False``: what is listed is the same for all pages.
    """
    here = builder.get_target_uri(page)
    parts = LINK.split(whole(builder, **options))
    own = 0
    for place in range(1, len(parts), 2):
        if parts[place] == here:
            own, parts[place] = place, "#"
        elif "://" not in parts[place]:
            parts[place] = relative_uri(here, parts[place])
    parts[1::2] = [f'href="{link}"' for link in parts[1::2]]
    if not own:
        return "".join(parts)
    before, opened = "".join(parts[:own]), []
    for tag in TAG.finditer(before):
        if tag[1]:
            opened.pop()
        else:
            opened.append(tag)
    for tag in reversed([*opened, [*LEAD.finditer(before)][-1]]):
        before = before[: tag.start()] + current(tag[0]) + before[tag.end() :]
    return before + "".join(parts[own:])


def current(tag: str) -> str:
    """A tag, marked as on the way to the present page, or as its own link."""
    if tag.startswith("<a "):
        return tag.replace('class="', 'class="current ', 1)
    return tag.replace('">', ' current">') if "class=" in tag else tag.replace(">", ' class="current">')


@cache
def whole(builder, **options) -> str:
    """The book's contents as a page shows them that stands in the first folder and is no part of them."""
    return builder._get_local_toctree("genindex", **options)


def setup(app):
    app.connect("env-get-updated", leave_out_scripts, priority=700)
    app.connect("html-page-context", show, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
