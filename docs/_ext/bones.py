"""Figures, boxes and equations get their numbers from the bones of each page, which are kept with the environment.

Sphinx reads every page back, whole, whenever one has changed, and again for each reference to a number.  What it needs
of a page is little: its sections, its lists of contents, and what is counted, with its title.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import StandardDomain

TITLE = "title"


class Bones(nodes.Element):
    """The bones of a page."""

    @property
    def ids(self) -> dict[str, nodes.Element]:
        """What is numbered, by its anchors."""
        return {anchor: node for node in self.findall(nodes.Element) for anchor in node["ids"]}


class Domain(StandardDomain):
    """Sphinx's own, but that what a number is asked of is found in the bones of its page."""

    def _resolve_numref_xref(self, env, fromdocname, builder, typ, target, node, contnode):
        page, anchor, *_ = self.labels.get(target) or self.anonlabels.get(target, ("", ""))
        known = env.optbook_bones.get(page)
        if known is not None and anchor in known.ids:
            env.get_doctree = env.optbook_bones.__getitem__
        try:
            return super()._resolve_numref_xref(env, fromdocname, builder, typ, target, node, contnode)
        finally:
            vars(env).pop("get_doctree", None)


def bones(domains, whole: nodes.Element) -> list[nodes.Element]:
    """What is numbered within a node, and what stands around it, in order."""
    found = []
    for child in whole.children:
        if isinstance(child, nodes.section):
            found.append(nodes.section("", *bones(domains, child), ids=child["ids"]))
        elif isinstance(child, addnodes.toctree):
            found.append(addnodes.toctree("", **child.attributes))
        elif isinstance(child, nodes.Element):
            inner = bones(domains, child)
            found += [counted(domains, child, inner)] if kind(domains, child) else inner
    return found


def kind(domains, node: nodes.Element) -> str | None:
    """As what Sphinx counts a node, if it does."""
    for domain in domains.sorted() if node["ids"] else ():
        found = domain.get_enumerable_node_type(node)
        if found and not (isinstance(domain, StandardDomain) and not domain.get_numfig_title(node)):
            return found
    return None


def counted(domains, node: nodes.Element, inner: list[nodes.Element]) -> nodes.Element:
    """A node that is counted as another is, with some title, and what is numbered within; where that fails, a copy."""
    slight = type(node)("", ids=node["ids"], title=TITLE)
    slight.extend([nodes.caption("", TITLE), *inner])
    return slight if kind(domains, slight) == kind(domains, node) else node.deepcopy()


def keep(app, doctree: nodes.document) -> None:
    """Keep the bones of a page that has been read."""
    env = app.env
    env.optbook_bones = getattr(env, "optbook_bones", {})
    env.optbook_bones[env.docname] = Bones("", *bones(env.domains, doctree))


def forget(app, env, docname: str) -> None:
    """Forget the bones of a page, before it is read again."""
    getattr(env, "optbook_bones", {}).pop(docname, None)


def merge(app, env, docnames, other) -> None:
    """Take over what another process has read."""
    book = env.optbook_bones = getattr(env, "optbook_bones", {})
    book.update({name: kept for name, kept in getattr(other, "optbook_bones", {}).items() if name in docnames})


def show_bones(app, env) -> list[str]:
    """While numbers are assigned, a page's bones stand for the page."""
    env.get_doctree = env.optbook_bones.__getitem__
    return []


def show_pages(app, env) -> list[str]:
    """From then on a page is the whole page."""
    del env.get_doctree
    return []


def setup(app):
    app.add_domain(Domain, override=True)
    app.connect("doctree-read", keep, priority=999)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-get-updated", show_bones, priority=400)
    app.connect("env-get-updated", show_pages, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
