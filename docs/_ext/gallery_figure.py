"""``{gallery-figure} <chapter>/<figure>``: a figure that a gallery script drew, numbered, in both modes, with sources.

The body is the caption.  The figure takes the label ``fig-<figure>``, with ``_`` as ``-``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

import again

OUT = "gallery"


class GalleryFigure(SphinxDirective):
    """A figure of the gallery, with links to its page, script, notebook and data."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar = {"eager": directives.flag}

    def run(self):
        chapter, _, name = self.arguments[0].partition("/")
        stem = f"{OUT}/{chapter}/images/sphx_glr_{name}_001"
        sidecar = Path(self.env.srcdir) / f"{stem}.json"
        if not sidecar.exists():
            raise self.error(f"gallery-figure: no figure {self.arguments[0]}; takes <chapter>/<script> of gallery/")
        if not self.content:
            raise self.error(f"gallery-figure: {self.arguments[0]} has no caption; the body of the directive is it")
        self.env.note_dependency(str(sidecar))
        self.env.note_dependency(str(sidecar.with_suffix(".svg")))
        entry = json.loads(sidecar.read_text(encoding="utf-8"))
        figure = nodes.figure(classes=["gallery-figure"], align="default")
        figure.source, figure.line = self.get_source_info()
        figure += [self.image(f"/{stem}{suffix}.svg", f"figure-{mode}", entry) for suffix, mode in MODES]
        caption, messages = self.parse_inline("\n".join(self.content), lineno=self.content_offset)
        figure += nodes.caption("", "", *caption)
        figure += nodes.legend("", self.sources(f"{OUT}/{chapter}/{name}", f"{stem}.csv"))
        figure["names"].append(f"fig-{name.replace('_', '-')}")
        self.state.document.note_explicit_target(figure, figure)
        uses = self.env.optbook_figure_uses = getattr(self.env, "optbook_figure_uses", {})
        uses.setdefault(f"{OUT}/{chapter}/{name}", {})[self.env.docname] = figure["ids"][0]
        return [figure, *messages]

    def image(self, uri: str, mode: str, entry: dict[str, str]) -> nodes.image:
        loading = {} if "eager" in self.options else {"loading": "lazy"}
        size = {"width": entry["width"], "height": entry["height"]}
        return nodes.image(uri=uri, alt=entry["alt"], classes=[mode], **size, **loading)

    def sources(self, docname: str, data: str) -> nodes.paragraph:
        """A line of links to what the figure is made of."""
        page = addnodes.pending_xref(
            "", nodes.inline("", "Code"), refdomain="std", reftype="doc", reftarget=f"/{docname}", refexplicit=True,
            refwarn=True,
        )  # fmt: skip
        line = nodes.paragraph("", "", page, classes=["figure-sources"])
        for target, label in ((f"{docname}.py", "script"), (f"{docname}.ipynb", "notebook"), (data, "data")):
            link = addnodes.download_reference("", label, reftarget=f"/{target}", refdoc=self.env.docname)
            line += [nodes.Text(" · "), link]
        return line


def need_no_code(app, doctree) -> None:
    """Let a page be as it is when the script that it offers changes, and its figure does not.

    The page of the script is made again then, and what all pages offer is copied.
    """
    gallery, docname = Path(app.srcdir) / OUT, app.env.docname
    if not docname.startswith(f"{OUT}/"):
        needed = app.env.dependencies[docname]
        needed -= {path for path in needed if path.suffix in {".py", ".ipynb"} and gallery in path.parents}


MODES = (("", "light"), ("_dark", "dark"))


def forget(app, env, docname: str) -> None:
    """Forget which figures a page uses, before it is read again."""
    for pages in getattr(env, "optbook_figure_uses", {}).values():
        pages.pop(docname, None)


def merge(app, env, docnames, other) -> None:
    """Take over what another process has read."""
    uses = env.optbook_figure_uses = getattr(env, "optbook_figure_uses", {})
    for figure, pages in getattr(other, "optbook_figure_uses", {}).items():
        uses.setdefault(figure, {}).update({page: anchor for page, anchor in pages.items() if page in docnames})


def link_back(app, doctree, docname: str) -> None:
    """On the gallery page of a figure, link the pages that use it."""
    pages = getattr(app.env, "optbook_figure_uses", {}).get(docname)
    if not pages:
        return
    line = nodes.paragraph("", "Used in ", classes=["figure-uses"])
    for position, (page, anchor) in enumerate(sorted(pages.items())):
        uri = app.builder.get_relative_uri(docname, page) + f"#{anchor}"
        title = app.env.titles[page].astext()
        line += [nodes.Text(", " if position else ""), nodes.reference("", title, internal=True, refuri=uri)]
    line += nodes.Text(".")
    section = next(iter(doctree.findall(nodes.section)))
    section.insert(1, line)


def rewrite_gallery(app, env) -> list[str]:
    """Write the gallery pages of figures again whose links back have changed."""
    uses = getattr(env, "optbook_figure_uses", {})
    links = {
        figure: sorted((page, anchor, env.titles[page].astext()) for page, anchor in pages.items())
        for figure, pages in uses.items()
    }
    return again.changed(env, "uses of figures", links)


def setup(app):
    app.add_directive("gallery-figure", GalleryFigure)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", rewrite_gallery)
    app.connect("doctree-read", need_no_code, priority=900)  # after Sphinx has noted what is offered
    app.connect("doctree-resolved", link_back)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
