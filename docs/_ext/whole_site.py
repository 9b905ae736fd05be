"""Files about the whole site, the same however the build came to it: the sitemap, and the index of the search.

A build that writes a few pages must not list those alone, nor keep the order in which pages happened to be written.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

from sphinx.search.en import SearchEnglish
from sphinx.util.index_entries import split_index_msg

from idle import idle

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


class Search(SearchEnglish):
    """The language of the search, which knows the stem of a word on the next page too."""

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self.stem = cache(super().stem)


def write_sitemap(app, exception) -> None:
    """List every page that has a source."""
    if exception is not None or app.builder.format != "html" or idle(app):
        return
    uris = [app.builder.get_target_uri(docname) for docname in sorted(app.env.found_docs)]
    lines = [f"<url><loc>{escape(app.config.html_baseurl + quote(uri))}</loc></url>\n" for uri in uris]
    (Path(app.outdir) / "sitemap.xml").write_text(HEAD + "".join(lines) + "</urlset>\n", encoding="utf-8")


def complete_search_index(app) -> list:
    """Give the index of the search the index entries of pages that this build did not write: Sphinx forgets them."""
    indexer = app.builder.indexer
    known = dict(indexer._index_entries)
    for docname, entries in app.env.domains.index_domain.entries.items():
        words = {
            (word, target or "", main)
            for kind, value, target, main, _ in entries
            for word in split_index_msg(kind, value)[: 1 if kind in {"see", "seealso"} else None]
        }
        known.setdefault(docname, sorted(words))
    indexer._index_entries.clear()
    indexer._index_entries.update(sorted(known.items()))
    return []


def sort_search_index(app, exception) -> None:
    """Bring the index of the search into one order."""
    path = Path(app.outdir) / "searchindex.js"
    if exception is not None or not path.exists() or idle(app):
        return
    before, after = "Search.setIndex(", ")"
    index = json.loads(path.read_text(encoding="utf-8").removeprefix(before).removesuffix(after))
    path.write_text(before + json.dumps(index, sort_keys=True, separators=(",", ":")) + after, encoding="utf-8")


def setup(app):
    app.add_search_language(Search)
    app.connect("html-collect-pages", complete_search_index)
    app.connect("build-finished", write_sitemap)
    app.connect("build-finished", sort_search_index)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
