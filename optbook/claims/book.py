"""The claims of the book: the studies are imported to find them."""

from __future__ import annotations

import importlib
import pkgutil

from optbook.claims.claim import REGISTRY, STUDIES, Claim


def all_claims() -> dict[str, Claim]:
    """Every claim of the book by key, in the order of the studies and of their source."""
    for module in study_modules():
        importlib.import_module(module)
    return dict(sorted(REGISTRY.items(), key=lambda item: (item[1].page, item[1].place[1])))


def find_claim(key: str) -> Claim | None:
    """Return the claim of a key, if there is one: only the study in which it would stand is imported."""
    module = f"{STUDIES}.{key.rpartition('.')[0]}"
    if module in study_modules():
        importlib.import_module(module)
    return REGISTRY.get(key)


def study_modules() -> list[str]:
    """Names of all modules of the studies."""
    studies = importlib.import_module(STUDIES)
    return [module.name for module in pkgutil.walk_packages(studies.__path__, STUDIES + ".")]
