"""``{mistake} <label> <title>``: what other texts say, and the computation that shows it wrong."""

from __future__ import annotations

from sphinx.util.docutils import SphinxDirective

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
        return [node]


def setup(app):
    app.add_directive("mistake", MistakeDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
