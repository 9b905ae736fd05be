"""``{take-away}``: what can be taken away of the whole book; ``{take-away} brief``: its PDF and EPUB in one line.

These two are made by ``nox -s takeaway`` from a finished site, and stand in the folder ``take`` beside it.  A build
that reads any page again removes them, since they would be older than the pages; what is not there is not linked.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import again
import wheel

logger = logging.getLogger(__name__)
MADE = {"optbook.pdf": "PDF", "optbook.epub": "EPUB"}
ALWAYS = {
    f"{wheel.FOLDER}/{wheel.NAME}": "The package, a wheel that scripts and notebooks need",
    f"{wheel.FOLDER}/optbook.md": "The text of all chapters, one Markdown file",
    f"{wheel.FOLDER}/figures.json": "All figures: number, caption, description, and the files of each",
    "llms.txt": "All pages, with what each is about and where its Markdown is",
    "objects.inv": "The names that other books built with Sphinx can link",
}


class take_away(nodes.General, nodes.Element):  # noqa: N801
    """Place of what can be taken away; ``brief`` for one line."""


class TakeAwayDirective(SphinxDirective):
    """What can be taken away of the whole book."""

    optional_arguments = 1

    def run(self):
        brief = bool(self.arguments) and directives.choice(self.arguments[0], ("brief",)) == "brief"
        pages = self.env.optbook_takes = getattr(self.env, "optbook_takes", set())
        pages.add(self.env.docname)
        return [take_away("", brief=brief)]


def folder(app) -> Path:
    """Where the PDF and the EPUB are kept."""
    return Path(app.doctreedir).parent / wheel.FOLDER


def made(app) -> dict[str, int]:
    """The files that were made, with their bytes."""
    return {name: (folder(app) / name).stat().st_size for name in MADE if (folder(app) / name).exists()}


def remove_old(app, env, docnames: list[str]) -> None:
    """Remove a PDF and an EPUB that were made from other pages than those of this build."""
    for name in made(app) if docnames or env.optbook_removed else ():
        logger.info("take away: %s is older than the pages, and is removed; `nox -s takeaway` makes it", name)
        (folder(app) / name).unlink()


def fill(app, doctree, docname: str) -> None:
    """Put the links where a page asks for them."""
    if docname not in getattr(app.env, "optbook_takes", ()):
        return
    base = app.builder.get_relative_uri(docname, app.config.root_doc).rpartition("/")[0]
    base = f"{base}/" if base else ""
    whole = {f"{wheel.FOLDER}/{name}": f"{MADE[name]}, {size / 1e6:.1f} MB" for name, size in made(app).items()}
    for place in list(doctree.findall(take_away)):
        listed = (
            whole if place["brief"] else {path: f"The whole book as {what}" for path, what in whole.items()} | ALWAYS
        )
        links = [nodes.reference("", what, internal=True, refuri=base + path) for path, what in listed.items()]
        if not links:
            place.parent.remove(place)
        elif place["brief"]:
            line = nodes.paragraph("", "The whole book: ")
            for number, link in enumerate(links):
                line += [nodes.Text("; " if number else ""), link]
            line += nodes.Text(".")
            place.replace_self(nodes.container("", line, classes=["take-away"]))
        else:
            items = (nodes.list_item("", nodes.paragraph("", "", link)) for link in links)
            place.replace_self(nodes.container("", nodes.bullet_list("", *items), classes=["take-away"]))


def rewrite(app, env) -> list[str]:
    """Write the pages again that link what has been made, or has gone, since."""
    return again.changed(env, "taken away", dict.fromkeys(getattr(env, "optbook_takes", set()), made(app)))


def copy(app, exception) -> None:
    """Put into the site what was made, and nothing else."""
    if exception is not None or app.builder.name != "html":
        return
    for name in MADE:
        source, target = folder(app) / name, Path(app.outdir) / wheel.FOLDER / name
        if not source.exists():
            target.unlink(missing_ok=True)
        elif not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            shutil.copyfile(source, target)


def merge(app, env, docnames, other) -> None:
    """Take over what another process has read."""
    env.optbook_takes = getattr(env, "optbook_takes", set()) | getattr(other, "optbook_takes", set())


def setup(app):
    app.add_directive("take-away", TakeAwayDirective)
    app.add_node(take_away)
    app.connect("env-merge-info", merge)
    app.connect("env-before-read-docs", remove_old)
    app.connect("env-updated", rewrite)
    app.connect("doctree-resolved", fill)
    app.connect("build-finished", copy, priority=600)  # after the wheel has made the folder
    return {"parallel_read_safe": True, "parallel_write_safe": True}
