"""The gallery's own pages: each script as a card with its figure in both modes and a link, in place of thumbnails.

Sphinx-Gallery writes thumbnails without alternative text, one id twice, and light pictures only.  The scripts of one
page of the book stand together: the first as a card, the others in a fold, whose figures load when it is opened; the
page of all chapters has links only.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

import boxes
from gallery_figure import MODES, OUT

NOISE = {"sphx-glr-download-link-note", "sphx-glr-signature", "sphx-glr-download-zip", "sphx-glr-timing"}
INDEX = re.compile(rf"{OUT}/(?:[^/]+/)?index")


def tidy(app, doctree) -> None:
    """Replace what Sphinx-Gallery wrote on its pages by the book's own forms."""
    if INDEX.fullmatch(app.env.docname):
        for section in doctree.findall(nodes.section):
            show(app, section, pictures=app.env.docname != f"{OUT}/index")
    elif app.env.docname.startswith(f"{OUT}/"):
        for node in list(doctree.findall(nodes.Element)):
            if NOISE & set(node.get("classes", ())):
                node.parent.remove(node)


def show(app, section: nodes.section, *, pictures: bool) -> None:
    """Put cards, or a list of links, in the place of a section's thumbnails."""
    wrapped = [node for node in section.children if isinstance(node, (nodes.raw, addnodes.only))]
    links = [link for node in wrapped for link in node.findall(nodes.paragraph) if script_of(link)]
    for node in wrapped:
        section.remove(node)
    if not links:
        return
    if pictures:
        groups: dict[str, list[nodes.paragraph]] = {}
        for link in links:
            groups.setdefault(subject(app, script_of(link)), []).append(link)
        shown = [card_with_others(Path(app.srcdir), group) for group in groups.values()]
        made = nodes.container("", *shown, classes=["cards"])
    else:
        made = nodes.bullet_list("", *(nodes.list_item("", link) for link in links))
    section.insert(first_section(section), made)


def first_section(section: nodes.section) -> int:
    """Place before the first section within, or the end."""
    inner = [place for place, node in enumerate(section.children) if isinstance(node, nodes.section)]
    return inner[0] if inner else len(section.children)


def script_of(paragraph: nodes.paragraph) -> str | None:
    """The gallery page that a thumbnail's paragraph links, if it is one."""
    links = [link["reftarget"] for link in paragraph.findall(addnodes.pending_xref) if link["reftype"] == "doc"]
    return links[0].lstrip("/") if links and links[0].startswith(f"/{OUT}/") else None


def subject(app, script: str) -> str:
    """The page of the book whose name a script's name begins with, or the script itself."""
    name = script.removeprefix(f"{OUT}/")
    return max((page for page in app.env.found_docs if name.startswith(page)), key=len, default=name)


def card_with_others(source: Path, links: list[nodes.paragraph]) -> nodes.container:
    """The cards of one subject: the first in sight, the others in a fold."""
    first, *others = (card(source, link) for link in links)
    if others:
        count = f"{len(others)} more on this subject"
        first += boxes.fold("", *others, summary=count, classes=["more"])
    return first


def card(source: Path, link: nodes.paragraph) -> nodes.container:
    """A script's figure in both modes above the link to its page."""
    folder, _, name = script_of(link).rpartition("/")
    stem = f"{folder}/images/sphx_glr_{name}_001"
    entry = json.loads((source / f"{stem}.json").read_text(encoding="utf-8"))
    size = {"width": entry["width"], "height": entry["height"], "loading": "lazy"}
    images = [
        nodes.image(uri=f"/{stem}{suffix}.svg", alt=entry["alt"], classes=[f"figure-{mode}"], **size)
        for suffix, mode in MODES
    ]
    return nodes.container("", *images, link, classes=["gallery-card"])


def setup(app):
    app.connect("doctree-read", tidy, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
