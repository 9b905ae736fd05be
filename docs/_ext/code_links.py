"""The code on a page of the gallery: Sphinx-Gallery links its names, here without a node for each sign between them.

Each word and bracket would be two nodes, on a page that is mostly code, and all that is done with the nodes of a page
would be done with these.  What stands between two links is one node here, which knows how it is written.
"""

from __future__ import annotations

from itertools import groupby
from string import punctuation

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator
from sphinx_gallery import _doctree_links


class signs(nodes.Text):  # noqa: N801
    """A stretch of code, as its words and marks; ``html`` is how it is written."""

    def __new__(cls, text: str, html: str):
        stretch = super().__new__(cls, text)
        stretch.html = html
        return stretch


def sign(kind, text: str) -> signs:
    """One sign, as Sphinx-Gallery's node of it would be written."""
    html = text.translate(HTML5Translator.special_characters)
    name = _doctree_links._pygments_class(kind)
    return signs(text, f'<span class="{name}">{html}</span>' if name else html)


def words(code: list[signs]) -> str:
    """Signs in one line, for the search and for what is said of a page: a space before each that is no mark."""
    return "".join(text if text[0] in punctuation else f" {text}" for text in map(str.strip, code) if text)


def in_stretches(tokenize):
    """Let what turns code into nodes join those that are no links."""

    def joined(*arguments):
        for plain, group in groupby(tokenize(*arguments), lambda node: isinstance(node, signs)):
            part = list(group)
            yield from [signs(words(part), "".join(one.html for one in part))] if plain else part

    return joined


def visit(translator, node: signs) -> None:
    """Write a stretch."""
    translator.body.append(node.html)


def depart(translator, node: signs) -> None:
    """Nothing follows it."""


def setup(app):
    _doctree_links._token_node = sign
    _doctree_links._tokenize_and_link = in_stretches(_doctree_links._tokenize_and_link)
    app.add_node(signs, html=(visit, depart))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
