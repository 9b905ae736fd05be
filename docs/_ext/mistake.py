"""``{mistake} <label> <title>``: what other texts say, and the computation that shows it wrong.

Also ``{mistake-list}``: all of them, by page.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import again
import boxes


class MistakeDirective(SphinxDirective):
    """A numbered box for a mistake that is common in other texts."""

    required_arguments = 2
    final_argument_whitespace = True
    has_content = True

    def run(self):
        label, title = self.arguments
        node = boxes.make(self, "mistake", title, label)
        node += self.parse_content_to_nodes()
        book = self.env.optbook_mistakes = getattr(self.env, "optbook_mistakes", {})
        book.setdefault(self.env.docname, {})[node["ids"][0]] = title
        return [node]


class mistakes(nodes.General, nodes.Element):  # noqa: N801
    """Place of the list of all mistakes."""


class MistakeListDirective(SphinxDirective):
    """All common mistakes of the book."""

    def run(self):
        lists = self.env.optbook_mistake_lists = getattr(self.env, "optbook_mistake_lists", set())
        lists.add(self.env.docname)
        return [mistakes("")]


def fill(app, doctree, docname: str) -> None:
    """Put the list of all mistakes where a page asks for it."""
    if docname not in getattr(app.env, "optbook_mistake_lists", ()):
        return
    for place in list(doctree.findall(mistakes)):
        rows = []
        for page, found in getattr(app.env, "optbook_mistakes", {}).items():
            for anchor, title in found.items():
                uri = app.builder.get_relative_uri(docname, page) + f"#{anchor}"
                number = boxes.number(app.env, "mistake", page, anchor)
                link = nodes.reference("", f"{'.'.join(map(str, number))} {title}".strip(), internal=True, refuri=uri)
                rows.append((page, number, nodes.paragraph("", "", link, classes=["entry"])))
        place.replace_self(boxes.by_page(app, docname, "mistakes", rows))


def forget(app, env, docname: str) -> None:
    """Forget the mistakes of a page, before it is read again."""
    getattr(env, "optbook_mistakes", {}).pop(docname, None)


def merge(app, env, docnames, other) -> None:
    """Take over what another process has read."""
    book = env.optbook_mistakes = getattr(env, "optbook_mistakes", {})
    found = getattr(other, "optbook_mistakes", {})
    book.update({page: entries for page, entries in found.items() if page in docnames})
    lists = getattr(env, "optbook_mistake_lists", set())
    env.optbook_mistake_lists = lists | getattr(other, "optbook_mistake_lists", set())


def rewrite(app, env) -> list[str]:
    """Write the list again where a mistake, its number or the title of its page has changed."""
    rows = [
        (page, anchor, title, boxes.number(env, "mistake", page, anchor), env.titles[page].astext())
        for page, found in sorted(getattr(env, "optbook_mistakes", {}).items())
        for anchor, title in found.items()
    ]
    return again.changed(env, "mistakes", dict.fromkeys(getattr(env, "optbook_mistake_lists", set()), rows))


def setup(app):
    app.add_directive("mistake", MistakeDirective)
    app.add_directive("mistake-list", MistakeListDirective)
    app.add_node(mistakes)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-get-updated", rewrite, priority=800)  # when all have their numbers
    app.connect("doctree-resolved", fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
