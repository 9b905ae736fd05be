"""``{build-costs} whole`` or ``{build-costs} scale``: the table that ``nox -s bench-docs`` left, where it was run."""

from __future__ import annotations

import hashlib
import json
import statistics
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

HEAD = ("", "wall, s", "cpu, s", "cpu a figure, s", "peak, MB")


class BuildCosts(SphinxDirective):
    """Medians of what builds of a kind took on this machine."""

    required_arguments = 1

    def run(self):
        pages = self.env.optbook_costs = getattr(self.env, "optbook_costs", {})
        held = measured(self.env)
        pages[self.env.docname] = hashlib.sha256(held).hexdigest()
        book = json.loads(held) if held else {}
        rows = book.get(self.arguments[0])
        option = " -- --scale" if self.arguments[0] == "scale" else ""
        if not rows:
            command = nodes.literal("", f"nox -s bench-docs{option}")
            return [nodes.paragraph("", "", nodes.Text("On the machine that built this copy, "), command,
                                    nodes.Text(" has not been run; the table comes from it."))]  # fmt: skip
        body = [[row["what"], *self.medians(row)] for row in rows]
        runs = len(rows[0]["runs"])
        often = f"medians of {runs} builds" if runs > 1 else "one build each"
        said = f"Measured where this copy was built ({book['cores']} cores): {often}. The peak is the largest process."
        return [nodes.paragraph("", said), table(HEAD, body)]

    def medians(self, row: dict) -> list[str]:
        wall, cpu, peak = (statistics.median(run[key] for run in row["runs"]) for key in ("wall", "cpu", "peak"))
        return [f"{wall:.1f}", f"{cpu:.1f}", f"{cpu / row['figures']:.2f}", f"{peak:.0f}"]


def measured(env) -> bytes:
    """What the session left; nothing where it has not been run."""
    kept = Path(env.srcdir) / "_build" / "bench.json"
    return kept.read_bytes() if kept.exists() else b""


def measured_again(app, env, added, changed, removed) -> list[str]:
    """The pages that show another measurement.

    It is no dependency of theirs: a page would be read at each build where that file is not there.
    """
    digest = hashlib.sha256(measured(env)).hexdigest()
    return [page for page, shown in getattr(env, "optbook_costs", {}).items() if shown != digest]


def forget(app, env, docname: str) -> None:
    """Forget what a page shows, before it is read again."""
    getattr(env, "optbook_costs", {}).pop(docname, None)


def merge(app, env, docnames, other) -> None:
    """Take over what another process has read."""
    env.optbook_costs = getattr(env, "optbook_costs", {}) | getattr(other, "optbook_costs", {})


def table(head: tuple[str, ...], rows: list[list[str]]) -> nodes.table:
    """A table of text."""

    def line(cells) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))

    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in head), cols=len(head))
    group += nodes.thead("", line(head))
    group += nodes.tbody("", *map(line, rows))
    return nodes.table("", group)


def setup(app):
    app.add_directive("build-costs", BuildCosts)
    app.connect("env-get-outdated", measured_again)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
