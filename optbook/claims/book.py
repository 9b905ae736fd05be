"""All claims of the book: every study is imported to find them."""

from __future__ import annotations

import importlib
import pkgutil

from optbook.claims.claim import REGISTRY, STUDIES, Claim


def all_claims() -> dict[str, Claim]:
    """Every claim of the book by key, in the order of the studies and of their source."""
    studies = importlib.import_module(STUDIES)
    for module in pkgutil.walk_packages(studies.__path__, STUDIES + "."):
        importlib.import_module(module.name)
    return dict(sorted(REGISTRY.items(), key=lambda item: (item[1].page, item[1].place[1])))
