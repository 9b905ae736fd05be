"""``{claim} <chapter>.<page>.<function>``: a statement, what was measured when this page was built, and the check.

Also ``{claim-ledger}``: all claims of the book.  A claim that fails, that no page cites, that two pages cite, or that
does not exist fails the build with its place.
"""

from __future__ import annotations

import re
import time

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

import again
import boxes
import limits
from optbook import provenance
from optbook.claims import Claim, Evidence, all_claims, find_claim
from optbook.study import forget as forget_results
from optbook.study import study

logger = logging.getLogger(__name__)
STUDIES = "optbook.studies."
CLAIM = re.compile(r"^@claim\n(?:@.*\n)*def (\w+)", re.M)


class ClaimDirective(SphinxDirective):
    """A numbered box whose statement is the docstring of the check."""

    required_arguments = 1

    def run(self):
        key = self.arguments[0]
        claim = find_claim(key)
        if claim is None:
            raise self.error(f"claim: no claim {key}; takes <chapter>.<page>.<function> of optbook/studies")
        if claim.page != self.env.docname:
            raise self.error(f"claim: {key} belongs to the page {claim.page}")
        book = self.env.optbook_claims = getattr(self.env, "optbook_claims", {})
        if key in book:
            raise self.error(f"claim: {key} is cited twice")
        started = time.perf_counter()
        try:
            with limits.limited(key):
                evidence = Claim(key, study(claim.check))()  # the same, once a build
        except Exception as error:
            raise self.error(f"claim: the check of {key} ({place(claim)}) fails: {error!r}") from error
        forget_results()  # else they fill the memory, claim by claim
        limits.give_back()
        node = boxes.make(self, "claim", claim.check.__name__.replace("_", " "), label(key))
        book[key] = (self.env.docname, node["ids"][0], evidence)
        if not evidence.holds:
            raise self.error(f"claim: {key} does not hold ({place(claim)}); measured {evidence.measured}")
        logger.info("claim %s: holds (%.1f s)", key, time.perf_counter() - started)
        node += self.parse_text_to_nodes(claim.statement)
        node += table(evidence)
        node += source_of(claim)
        return [node]


def place(claim: Claim) -> str:
    """File and line of a check."""
    return ":".join(map(str, claim.place))


def label(key: str) -> str:
    """The label of a claim's box, for ``{numref}``."""
    return "claim-" + key.replace(".", "-").replace("_", "-")


def table(evidence: Evidence) -> nodes.Node:
    """What was measured, as a list of terms."""
    items = nodes.definition_list(classes=["measured"])
    for what, number in evidence.measured.items():
        text = f"{number:.0f}" if abs(number) < 1e6 and number == int(number) else f"{number:.5g}"
        value = nodes.definition("", nodes.paragraph("", text.replace("-", "\N{MINUS SIGN}")))
        items += nodes.definition_list_item("", nodes.term("", what), value)
    lead = nodes.paragraph("", "Checked when this page was built. Measured:", classes=["checked"])
    return nodes.container("", lead, items, classes=["evidence"])


def source_of(claim: Claim) -> boxes.fold:
    """The source of the check, folded."""
    source = nodes.literal_block(claim.source, claim.source, language="python")
    return boxes.fold("", source, summary=f"The check ({claim.check.__module__})", classes=["check"])


class ledger(nodes.General, nodes.Element):  # noqa: N801
    """Place of the list of all claims."""


class LedgerDirective(SphinxDirective):
    """All claims of the book with what was measured."""

    def run(self):
        pages = self.env.optbook_ledgers = getattr(self.env, "optbook_ledgers", set())
        pages.add(self.env.docname)
        return [ledger("")]


def fill_ledgers(app, doctree, docname: str) -> None:
    """Put the table of all claims where a page asks for it."""
    if docname not in getattr(app.env, "optbook_ledgers", ()):
        return
    for place in list(doctree.findall(ledger)):
        rows = []
        for key, (page, anchor, evidence) in sorted(app.env.optbook_claims.items()):
            uri = app.builder.get_relative_uri(docname, page) + f"#{anchor}"
            number = boxes.number(app.env, "claim", page, anchor)
            name = key.rpartition(".")[2].replace("_", " ")
            link = nodes.reference("", f"{'.'.join(map(str, number))} {name}".strip(), internal=True, refuri=uri)
            row = nodes.container("", nodes.paragraph("", "", link), *table(evidence).children[1:], classes=["entry"])
            rows.append((page, number, row))
        place.replace_self(boxes.by_page(app, docname, "claims", rows))


def forget(app, env, docname: str) -> None:
    """Forget the claims of a page, before it is read again."""
    book = getattr(env, "optbook_claims", {})
    for key in [key for key, (page, *_) in book.items() if page == docname]:
        del book[key]


def merge(app, env, docnames, other) -> None:
    """Take over what another process has read."""
    book = env.optbook_claims = getattr(env, "optbook_claims", {})
    found = getattr(other, "optbook_claims", {})
    book.update({key: entry for key, entry in found.items() if entry[0] in docnames})
    env.optbook_ledgers = getattr(env, "optbook_ledgers", set()) | getattr(other, "optbook_ledgers", set())


def rewrite_ledgers(app, env) -> list[str]:
    """Write the ledgers again where a claim, what it measured, its number or the title of its page has changed."""
    claims = getattr(env, "optbook_claims", {})
    rows = [
        (key, page, anchor, evidence, boxes.number(env, "claim", page, anchor), env.titles[page].astext())
        for key, (page, anchor, evidence) in sorted(claims.items())
    ]
    return again.changed(env, "claims", dict.fromkeys(getattr(env, "optbook_ledgers", set()), rows))


def all_are_cited(app, env) -> None:
    """Each claim of the package must stand on its page.

    Nobody is asked while neither a source nor what is cited has changed.
    """
    cited = getattr(env, "optbook_claims", {})
    state = provenance.digest(provenance.modules(), (), repr(sorted(cited)).encode())
    if getattr(env, "optbook_cited", None) == state:
        return
    if written() <= set(cited):
        env.optbook_cited = state
        return
    for key, claim in all_claims().items():
        if key not in cited:
            logger.error("claim: %s (%s) is not cited on its page %s", key, place(claim), claim.page)


def written() -> set[str]:
    """The keys of all claims, from the sources: to import every study takes as long as to start Sphinx."""
    return {
        f"{module.removeprefix(STUDIES)}.{name}"
        for module, path in provenance.modules().items()
        if module.startswith(STUDIES)
        for name in CLAIM.findall(path.read_text(encoding="utf-8"))
    }


def setup(app):
    app.add_directive("claim", ClaimDirective)
    app.add_directive("claim-ledger", LedgerDirective)
    app.add_node(ledger)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-get-updated", rewrite_ledgers, priority=800)  # when all have their numbers
    app.connect("env-updated", all_are_cited)
    app.connect("doctree-resolved", fill_ledgers)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
