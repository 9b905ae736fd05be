"""The book's terms: what stands in bold where it is explained, in the index, and so in the search.

``{terms}`` lists all of them from A to Z, each with the sentence that explains it and the page where it stands.  Its
lines, ``other name: term``, lead from what other texts say to what the book says.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import again

logger = logging.getLogger(__name__)
# More words are a sentence that matters, and a stop at the end makes a heading within a line.
MOST_WORDS = 4
STOPS = (".", ":", "?")
# Pages that explain the site, the lists themselves, and what is made of docstrings and scripts.
ELSEWHERE = re.compile(r"(api|back|gallery)/|front/take_away$|(.*/)?index$")
END = re.compile(r"[.!?](?=\s|$)")
WORDS = (nodes.Text, nodes.math, nodes.literal)
AROUND = (nodes.emphasis, nodes.strong, nodes.inline, addnodes.pending_xref)


def plain(text: str) -> str:
    """Letters and digits without accents, for anchors and for the order of the list."""
    text = unicodedata.normalize("NFKD", text.replace("Ł", "L").replace("ł", "l"))
    return re.sub(r"[^a-z0-9]+", "-", text.casefold().encode("ascii", "ignore").decode()).strip("-")


def label(page: str, anchor: str) -> str:
    """What a reference to a term of a page asks for."""
    return f"{page}#{anchor}"


def is_term(node: nodes.strong) -> bool:
    """Whether bold words name something."""
    words = node.astext()
    return len(words.split()) <= MOST_WORDS and not words.endswith(STOPS) and plain(words) != ""


def sentence(node: nodes.strong) -> list[nodes.Node]:
    """The sentence around a term, without citations; nothing where it shows a number of its page."""
    line, place = node.parent, node.parent.index(node)
    before: list[nodes.Node] = []
    for part in reversed(line[:place]):
        ends = list(END.finditer(part)) if isinstance(part, nodes.Text) else []
        if ends:
            before.insert(0, nodes.Text(part[ends[-1].end() :].lstrip()))
            break
        before.insert(0, part)
    after: list[nodes.Node] = []
    for part in line[place + 1 :]:
        alone = all(
            isinstance(other, nodes.footnote_reference) or not other.astext().strip() for other in [*before, *after]
        )
        # A term that is all of a sentence is explained by the next one.
        end = END.search(part, 1 if alone else 0) if isinstance(part, nodes.Text) else None
        if end:
            after.append(nodes.Text(part[: end.end()]))
            break
        after.append(part)
    made = copied([*before, node, *after])
    first = next((part for part in made if part.astext()), None)
    if isinstance(first, nodes.Text) and first[0].islower():  # a formula is before it
        made.insert(0, nodes.Text("\N{HORIZONTAL ELLIPSIS} "))
    # A formula follows, or the next item of a list.
    return made + [nodes.Text(" \N{HORIZONTAL ELLIPSIS}")] * (bool(made) and not END.search(made[-1].astext()[-1:]))


def copied(parts: list[nodes.Node]) -> list[nodes.Node]:
    """Parts of a line, as they may stand on another page; nothing if one of them may not."""
    made: list[nodes.Node] = []
    for part in parts:
        if isinstance(part, nodes.Text):
            made.append(nodes.Text(part))
        elif isinstance(part, WORDS):
            made.append(part.deepcopy())
            for node in made[-1].findall():
                node.document = None  # or the whole page is kept with it
        elif isinstance(part, AROUND):
            inner = copied(part.children)
            if not inner:
                return []
            shell = part.copy()
            shell["ids"] = []
            shell.document = None
            shell += inner
            made.append(shell)
        elif isinstance(part, nodes.footnote_reference):
            if made and isinstance(made[-1], nodes.Text):
                made[-1] = nodes.Text(made[-1].rstrip())
        elif not isinstance(part, addnodes.index):
            return []
    return made


class Mark(SphinxTransform):
    """Give each term an anchor and an entry of the index where its page first has it in bold."""

    default_priority = 800  # citations are footnotes by now, and the index is not yet collected

    def apply(self, **kwargs) -> None:
        """Find the terms of a page."""
        page = self.env.docname
        if ELSEWHERE.match(page):
            return
        book = self.env.optbook_terms = getattr(self.env, "optbook_terms", {})
        found = book.setdefault(page, {})
        for node in list(self.document.findall(nodes.strong)):
            anchor = f"term-{plain(node.astext())}"
            if not isinstance(node.parent, nodes.paragraph) or not is_term(node) or anchor in found:
                continue
            words = " ".join(node.astext().split())
            before = "".join(part.astext() for part in node.parent[: node.parent.index(node)])
            heads = isinstance(node.parent.parent, nodes.list_item) and not before.strip()
            heads |= page.endswith("/comparison")
            found[anchor] = (words, heads, sentence(node))
            node["ids"].append(anchor)
            self.env.domains.standard_domain.anonlabels[label(page, anchor)] = (page, anchor)
            if not heads:
                # A main entry: the search puts those before pages in which the words only occur.
                entries = [("single", words, anchor, "main", None)]
                node.parent.insert(node.parent.index(node), addnodes.index(entries=entries))


class Place(NamedTuple):
    """A place where a term is explained.

    Attributes
    ----------
    page, title : str
        The page, and its number and title.
    words : str
        The term as it stands there.
    heads : bool
        Whether it stands at the head of an item of a list, or on a page that compares what others explain.
    line : list of nodes
        The sentence, empty where it cannot stand elsewhere.
    """

    page: str
    title: str
    words: str
    heads: bool
    line: list[nodes.Node]


class terms(nodes.General, nodes.Element):  # noqa: N801
    """Place of the list of terms; ``names`` leads from other names to terms."""


class TermsDirective(SphinxDirective):
    """All terms of the book."""

    has_content = True

    def run(self):
        lists = self.env.optbook_term_lists = getattr(self.env, "optbook_term_lists", set())
        lists.add(self.env.docname)
        other = [tuple(part.strip() for part in line.split(":")) for line in self.content if line.strip()]
        entries = [("see", f"{name}; {term}", f"term-{plain(name)}", "", None) for name, term in other]
        return [addnodes.index(entries=entries), terms("", other=other)]


def by_term(env) -> dict[str, list[Place]]:
    """For each term, by its anchor, where it is explained; lists that only name it come last of all."""
    found: dict[str, list[Place]] = {}
    pages = getattr(env, "optbook_terms", {})
    for page in sorted(pages, key=lambda page: (not number(env, page), number(env, page), page)):
        title = " ".join([".".join(map(str, number(env, page))), env.titles[page].astext()]).strip()
        for anchor, (words, heads, line) in pages[page].items():
            found.setdefault(anchor, []).append(Place(page, title, words, heads, line))
    return {anchor: [place for place in at if not place.heads] or at for anchor, at in found.items()}


def number(env, page: str) -> tuple[int, ...]:
    """The number of a page."""
    return tuple(env.toc_secnumbers.get(page, {}).get("", ()))


class Fill(SphinxPostTransform):
    """Write the list, before the references in its sentences are resolved."""

    default_priority = 5

    def run(self, **kwargs) -> None:
        """Put the list where a page asks for it."""
        if self.env.docname not in getattr(self.env, "optbook_term_lists", ()):
            return
        for place in list(self.document.findall(terms)):
            found = by_term(self.env)
            rows = {anchor: self.term(anchor, places) for anchor, places in found.items()}
            for name, term in place["other"]:
                if f"term-{plain(term)}" not in found:
                    logger.warning("terms: no page has %r in bold", term, location=place)
                    continue
                rows[f"term-{plain(name)}"] = self.other(name, term)
            shown = nodes.container("", classes=["terms"])
            for letter in sorted({anchor[len("term-")] for anchor in rows}):
                group = sorted(anchor for anchor in rows if anchor[len("term-")] == letter)
                shown += nodes.rubric("", letter.upper(), classes=["letter"])
                shown += nodes.definition_list("", *(rows[anchor] for anchor in group))
            place.replace_self(shown)

    def term(self, anchor: str, places: list[Place]) -> nodes.definition_list_item:
        """A term, and for each page that explains it the sentence and a link."""
        words = min((place.words for place in places), key=lambda words: (words[:1].isupper(), words))
        told = nodes.definition()
        for page, title, _, _, line in places:
            link = addnodes.pending_xref("", nodes.inline("", title), reftarget=label(page, anchor), refexplicit=True)
            link.attributes |= {"refdomain": "std", "reftype": "ref", "refwarn": True, "refdoc": page}
            text = [node.deepcopy() if isinstance(node, nodes.Element) else nodes.Text(node) for node in line]
            told += nodes.paragraph("", "", *text, *([nodes.Text(" ")] if text else []), link)
            for node in told.findall(addnodes.pending_xref):
                self.at_home(node, page)
        return nodes.definition_list_item("", nodes.term("", words, ids=[anchor]), told)

    def at_home(self, node: addnodes.pending_xref, page: str) -> None:
        """Let a reference of another page lead from here to where it leads there."""
        if node.get("reftype") == "doc" and node.get("refdoc") == page:
            node["reftarget"] = "/" + self.env.relfn2path(node["reftarget"], page)[0]
        node["refdoc"] = self.env.docname

    def other(self, name: str, term: str) -> nodes.definition_list_item:
        """Another name, which leads to the book's."""
        link = nodes.reference("", term, internal=True, refid=f"term-{plain(term)}")
        told = nodes.definition("", nodes.paragraph("", "", nodes.Text("See "), link, nodes.Text(".")))
        return nodes.definition_list_item("", nodes.term("", name, ids=[f"term-{plain(name)}"]), told)


def forget(app, env, docname: str) -> None:
    """Forget the terms of a page, before it is read again."""
    getattr(env, "optbook_terms", {}).pop(docname, None)


def merge(app, env, docnames, other) -> None:
    """Take over what another process has read."""
    book = env.optbook_terms = getattr(env, "optbook_terms", {})
    book.update({page: found for page, found in getattr(other, "optbook_terms", {}).items() if page in docnames})
    env.optbook_term_lists = getattr(env, "optbook_term_lists", set()) | getattr(other, "optbook_term_lists", set())


def rewrite(app, env) -> list[str]:
    """Write the list again where a term, its sentence, or number or title of its page has changed."""
    rows = [
        (anchor, *place[:-1], [node.pformat() for node in place.line])
        for anchor, places in sorted(by_term(env).items())
        for place in places
    ]
    return again.changed(env, "terms", dict.fromkeys(getattr(env, "optbook_term_lists", set()), rows))


def setup(app):
    app.add_directive("terms", TermsDirective)
    app.add_node(terms)
    app.add_transform(Mark)
    app.add_post_transform(Fill)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-get-updated", rewrite, priority=800)  # when all pages have their numbers
    return {"parallel_read_safe": True, "parallel_write_safe": True}
