"""A cell that fails is told with its page and line; myst-nb alone names the page only."""

from __future__ import annotations

import re

from docutils import nodes
from nbclient import NotebookClient
from sphinx.util import logging

logger = logging.getLogger(__name__)
COLORS = re.compile(r"\x1b\[[0-9;]*m")


def report(app, doctree) -> None:
    """Log an error at each cell whose output is a traceback."""
    for cell in doctree.findall(nodes.container):
        if cell.get("nb_element") != "cell_code":
            continue
        for shown in cell.findall(nodes.literal_block):
            if "traceback" in shown.get("classes", ()):
                told = COLORS.sub("", shown.astext()).strip()
                line = (re.findall(r"^Cell In\[\d+\], line (\d+)", told, re.M) or ["?"])[-1]
                place = (app.env.docname, cell.line - 2)  # the fence that opens the cell
                logger.error("cell: line %s fails with %s", line, told.splitlines()[-1], location=place)


def setup(app):
    # A kernel says at each start that others on this machine could listen to it; a book has no secrets.  And it writes
    # what it executes into a database, for the next one to look up.
    quiet = ["--IPKernelApp.log_level=ERROR", "--HistoryManager.enabled=False"]
    NotebookClient.extra_arguments.default_args = (quiet,)
    app.connect("doctree-read", report)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
