"""A study: a pure function of plain settings that a figure, a page and a claim share, computed once."""

from __future__ import annotations

import hashlib
import inspect
import os
import pickle
import sys
from collections.abc import Callable
from functools import cache, lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from optbook.provenance import closure, digest
from optbook.storage import FOLDER, read, write
from optbook.validation import require

Given = ParamSpec("Given")
Result = TypeVar("Result")


def study(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Compute a function of the package once for each of its settings.

    A process keeps the last results.  Where the environment variable ``OPTBOOK_STUDIES`` names a folder, results are
    also stored there, under a digest of all modules that the function's own needs; other processes take them from
    there.  A stored result that is damaged is computed again.

    Parameters
    ----------
    function : function
        Pure, of hashable settings whose ``repr`` tells them apart; its result can be pickled and is not written to.

    Raises
    ------
    ValueError
        When a result is to be stored and a setting is an array or has no ``repr`` of its own.
    """

    @lru_cache(maxsize=8)
    @wraps(function)
    def once(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        if FOLDER not in os.environ:
            return function(*args, **kwargs)
        entry = Path(os.environ[FOLDER]) / name(function, args, kwargs)
        kept = read(entry)
        if kept is not None:
            return pickle.loads(kept)
        result = function(*args, **kwargs)
        write(entry, pickle.dumps(result, pickle.HIGHEST_PROTOCOL))  # others copy arrays once more
        return result

    return once


def name(function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]) -> str:
    """File name of a result: the function, what its module depends on, and its settings with their defaults."""
    call = inspect.signature(function).bind(*args, **kwargs)
    call.apply_defaults()
    told = repr(call.arguments)
    require(
        "array(" not in told and " at 0x" not in told, function.__qualname__, told, "settings that repr tells apart"
    )
    settings = hashlib.sha256(told.encode()).hexdigest()
    return f"{function.__module__}.{function.__qualname__}-{stamp(function.__module__)}-{settings[:16]}.pickle"


@cache
def stamp(module: str) -> str:
    """The head of the digest of a module and of all that it needs."""
    return digest(closure(module))[:16]


def forget() -> None:
    """Let go of what studies, and runs on minibatches, keep in the memory of this process; what is stored stays."""
    for module in [name for name in sys.modules if name.startswith(("optbook.studies.", "optbook.noise"))]:
        for part in vars(sys.modules[module]).values():
            if hasattr(part, "cache_clear"):
                part.cache_clear()
