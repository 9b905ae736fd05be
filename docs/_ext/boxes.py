"""Numbered boxes: the node that claims, exercises and common mistakes share, and how it is written."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

KINDS = {"claim": "Claim %s", "exercise": "Exercise %s", "mistake": "Common mistake %s"}


class box(nodes.General, nodes.Element):  # noqa: N801
    """A box with a number and, in ``title``, a few words."""


class claim_box(box):  # noqa: N801
    """Box of a claim."""


class exercise_box(box):  # noqa: N801
    """Box of an exercise."""


class mistake_box(box):  # noqa: N801
    """Box of a mistake that other texts make."""


class fold(nodes.General, nodes.Element):  # noqa: N801
    """What is hidden until asked for; ``summary`` says what it is, ``exercise`` whose it is, by id."""


NODES = {"claim": claim_box, "exercise": exercise_box, "mistake": mistake_box}


def make(directive, kind: str, title: str, label: str) -> box:
    """A box at the directive's place, under an explicit label that ``{numref}`` knows."""
    node = NODES[kind](title=title, classes=["box", kind])
    node.source, node.line = directive.get_source_info()
    node["names"].append(nodes.fully_normalize_name(label))
    directive.state.document.note_explicit_target(node, node)
    if title:
        name = KINDS[kind].partition(" %s")[0].lower()
        # A main entry: the search puts those before pages in which the words only occur.
        node += addnodes.index(entries=[("single", f"{title} ({name})", node["ids"][0], "main", None)])
    return node


def number(env, kind: str, docname: str, anchor: str) -> tuple[int, ...]:
    """The number of a box of the page `docname`."""
    return tuple(env.toc_fignumbers.get(docname, {}).get(kind, {}).get(anchor, ()))


def by_page(app, docname: str, what: str, rows: list[tuple[str, tuple[int, ...], nodes.Node]]) -> nodes.container:
    """Rows, each with its page and its box's number, in the order of the book, under headings of the pages."""
    shown = nodes.container("", classes=["ledger"])
    pages: dict[str, nodes.section] = {}
    for page, _, row in sorted(rows, key=lambda row: (not row[1], row[1], row[0])):
        if page not in pages:
            title = app.env.titles[page].astext()
            link = nodes.reference("", title, internal=True, refuri=app.builder.get_relative_uri(docname, page))
            pages[page] = nodes.section("", nodes.title("", "", link), ids=[f"{what}-{page.replace('/', '-')}"])
            shown += pages[page]
        pages[page] += row
    return shown


def visit_box(self, node) -> None:
    self.body.append(self.starttag(node, "section", **{"aria-label": node["title"]}))
    self.body.append('<p class="box-title">')
    self.add_fignumber(node)
    self.body.append(f'<span class="box-name">{self.encode(node["title"])}</span>')
    self.body.append(f'<a class="headerlink" href="#{node["ids"][0]}" title="Link to this box">¶</a></p>')


def depart_box(self, node) -> None:
    self.body.append("</section>\n")


def visit_fold(self, node) -> None:
    self.body.append(self.starttag(node, "details"))
    self.body.append(f"<summary>{self.encode(node['summary'])} ")
    if "exercise" in node:
        number = self.builder.fignumbers.get("exercise", {}).get(node["exercise"], ())
        self.body.append("of exercise " + ".".join(map(str, number)))
    self.body.append("</summary>\n<div>")


def depart_fold(self, node) -> None:
    self.body.append("</div></details>\n")


def setup(app):
    for kind, node in NODES.items():
        app.add_enumerable_node(node, kind, lambda node: node["title"], html=(visit_box, depart_box))
    app.add_node(fold, html=(visit_fold, depart_fold))
    app.connect("config-inited", lambda app, config: config.numfig_format.update(KINDS), priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
