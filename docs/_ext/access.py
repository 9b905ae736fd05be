"""What the theme leaves undone for readers with a keyboard or a screen reader, mended in each page as it is written."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator


class Translator(HTML5Translator):
    """Writes code blocks that a keyboard can scroll."""

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Write a code block; what scrolls must take the focus."""
        before = len(self.body)
        try:
            super().visit_literal_block(node)
        finally:
            self.body[before:] = [re.sub(r"<pre\b", '<pre tabindex="0"', part) for part in self.body[before:]]


def typographic_minus(app, doctree) -> None:
    """Write glued numbers with a minus sign, not a hyphen."""
    for node in doctree.findall(nodes.inline):
        if "pasted-text" in node.get("classes", ()):
            for text in list(node.findall(nodes.Text)):
                text.parent.replace(text, nodes.Text(re.sub(r"-(?=[\d.])", "\N{MINUS SIGN}", text)))


def preload_math_font(app, pagename, templatename, context, doctree) -> None:
    """Ask for the math font first, so that the first formula is already set in it and nothing shifts."""
    font = context["pathto"]("_static/optbook-math.woff2", resource=True)
    link = f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin="anonymous" />'
    context["metatags"] = context.get("metatags", "") + link


def setup(app):
    app.connect("doctree-read", typographic_minus, priority=900)
    app.connect("html-page-context", preload_math_font)
    app.set_translator("html", Translator, override=True)
    app.set_translator("dirhtml", Translator, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
