"""The book's contents beside each page: chapters and their sections, and the gallery by chapter.

Each script of the gallery would be a line of it on each page: as many lines again, on as many pages.  A script's page
shows the contents as its chapter of the gallery does, which lists the scripts.

Sphinx makes the contents anew for each page, and the theme puts in what opens their parts.  Here all that is done once,
as a page shows them that is no part of them; what differs from page to page is where links lead from, and what is
marked as the present one.
"""

from __future__ import annotations

import re
from functools import cache

from docutils import nodes
from furo.navigation import get_navigation_tree
from sphinx import addnodes
from sphinx.util.osutil import relative_uri

from gallery_figure import OUT

INDEX = re.compile(rf"{OUT}/[^/]+/index")
INDICES = {"genindex", "py-modindex", "search"}
LINK = re.compile(r'href="(?!#)([^"]*)"')  # not to the drawings of the switches
LEAD = re.compile(r"<a [^>]*$")
TAG = re.compile(r"<(/?)(?:ul|li)\b[^>]*>")
SWITCH = re.compile(r'(<input aria-label="[^"]*")')
SCRIPT = re.compile(rf"({OUT}/[^/]+)/(?!index$)[^/]+")
# What the theme asks for: what is listed is the same for all pages.
ALL = {"collapse": False, "titles_only": True, "maxdepth": -1, "includehidden": True}


def leave_out_scripts(app, env) -> list[str]:
    """Take the scripts of a chapter out of the book's contents; they stay in its order."""
    for docname in filter(INDEX.fullmatch, env.tocs):
        for scripts in list(env.tocs[docname].findall(addnodes.toctree)):
            scripts.parent.remove(scripts)
    return []


def withhold(app, pagename: str, templatename: str, context: dict, doctree: nodes.document) -> None:
    """Give the theme no contents to put switches into, where these are shown."""
    if place(app, pagename):
        context["toctree"] = lambda **options: ""


def show(app, pagename: str, templatename: str, context: dict, doctree: nodes.document) -> None:
    """Give a page the contents: a script's those of its chapter of the gallery."""
    if page := place(app, pagename):
        made = contents(app.builder, page)
        context["furo_navigation_tree"] = made if page == pagename else made.replace('href="#"', 'href="index.html"')


def place(app, pagename: str) -> str | None:
    """The page whose contents stand beside a page; nothing for a page that Sphinx makes contents for."""
    if script := SCRIPT.fullmatch(pagename):
        return f"{script[1]}/index"
    return pagename if pagename in INDICES or pagename in app.env.found_docs else None


@cache
def contents(builder, page: str) -> str:
    """The book's contents, as they stand beside a page."""
    here = builder.get_target_uri(page)
    parts = LINK.split(whole(builder))
    own = 0
    for place in range(1, len(parts), 2):
        if parts[place] == here:
            own, parts[place] = place, "#"
        elif "://" not in parts[place]:
            parts[place] = relative_uri(here, parts[place])
    parts[1::2] = [f'href="{link}"' for link in parts[1::2]]
    if not own:
        return "".join(parts)
    text, opened = "".join(parts), []
    before = "".join(parts[:own])
    for tag in TAG.finditer(before):
        if tag[1]:
            opened.pop()
        else:
            opened.append(tag)
    for tag in reversed([*opened, [*LEAD.finditer(before)][-1]]):
        marked, rest = current(tag[0]), text[tag.end() :]
        if tag is opened[-1]:
            marked = marked.replace('">', ' current-page">')
        if "has-children" in marked:
            rest = SWITCH.sub(r'\1 checked=""', rest, count=1)
        text = text[: tag.start()] + marked + rest
    return text


def current(tag: str) -> str:
    """A tag, marked as on the way to the present page, or as its own link."""
    if tag.startswith("<a "):
        return tag.replace('class="', 'class="current ', 1)
    if "class=" not in tag:
        return tag.replace(">", ' class="current">')
    return re.sub(r'( has-children)?">', r' current\1">', tag)


@cache
def whole(builder) -> str:
    """The book's contents as a page shows them that stands in the first folder and is no part of them."""
    return get_navigation_tree(builder._get_local_toctree("genindex", **ALL))


def setup(app):
    app.connect("env-get-updated", leave_out_scripts, priority=700)
    app.connect("html-page-context", withhold, priority=100)
    app.connect("html-page-context", show, priority=600)  # after the theme
    return {"parallel_read_safe": True, "parallel_write_safe": True}
