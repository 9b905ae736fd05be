"""The book's references are formatted again only when they, or what cites them, have changed."""

from __future__ import annotations

from functools import cache

import pybtex.plugin
from sphinxcontrib.bibtex import env_updated as format_references


def cite(app, env) -> None:
    """Format all references, unless those of each list are there and are cited as they were.

    A list that is read again, as it is when the references have changed, comes without them.
    """
    domain = env.get_domain("cite")
    there = {citation.bibliography_key for citation in domain.citations}
    cited = sorted((ref.docname, *sorted(ref.keys)) for ref in domain.citation_refs)
    if there != set(domain.bibliographies) or cited != getattr(env, "optbook_cited_works", None):
        format_references(app, env)
    env.optbook_cited_works = cited


def setup(app):
    app.setup_extension("sphinxcontrib.bibtex")
    # It asks for its plugins at each citation, and each time all installed packages are asked what they have.
    pybtex.plugin.entry_points = cache(pybtex.plugin.entry_points)
    for listener in list(app.events.listeners["env-updated"]):
        if listener.handler is format_references:
            app.disconnect(listener.id)
    app.connect("env-updated", cite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
