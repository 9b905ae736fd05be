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


def setup(app):
    app.set_translator("html", Translator, override=True)
    app.set_translator("dirhtml", Translator, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
