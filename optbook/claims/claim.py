"""A claim: a function of a study module, registered under its place in the book."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from optbook.claims.evidence import Evidence
from optbook.validation import require

STUDIES = "optbook.studies"


@dataclass(frozen=True)
class Claim:
    """A statement and its check.

    Attributes
    ----------
    key : str
        ``<chapter>.<page>.<function>``.
    check : function of nothing, or of a ``seed`` that has a default, returning `Evidence`
    """

    key: str
    check: Callable[..., Evidence]

    @property
    def random(self) -> bool:
        """Whether the check draws random numbers: it then takes a seed, and holds for every one."""
        return "seed" in inspect.signature(self.check).parameters

    @property
    def statement(self) -> str:
        """The statement, in MyST Markdown."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def page(self) -> str:
        """The page that cites the claim: ``<chapter>/<page>``."""
        return "/".join(self.key.split(".")[:2])

    @property
    def source(self) -> str:
        """Source code of the check, without the statement."""
        lines = inspect.cleandoc(inspect.getsource(self.check)).splitlines()
        (function,) = ast.parse("\n".join(lines)).body
        statement = function.body[0]
        return "\n".join(lines[: statement.lineno - 1] + lines[statement.end_lineno :])

    @property
    def place(self) -> tuple[Path, int]:
        """File and line of the check."""
        code = inspect.unwrap(self.check).__code__  # without reading the source: it is asked for all claims at once
        return Path(code.co_filename), code.co_firstlineno

    def __call__(self, seed: int | None = None) -> Evidence:
        """Run the check.

        Parameters
        ----------
        seed : int, optional
            Given to a check that draws random numbers, in place of its default; the others do without.

        Raises
        ------
        ValueError
            When it returns anything but `Evidence`.
        """
        evidence = self.check(seed=seed) if self.random and seed is not None else self.check()
        require(isinstance(evidence, Evidence), self.key, evidence, "a check that returns Evidence")
        return evidence


REGISTRY: dict[str, Claim] = {}


def claim(check: Callable[..., Evidence]) -> Callable[..., Evidence]:
    """Register `check` as a claim of the study module it stands in; return it unchanged.

    A check of random quantities takes the argument ``seed``, with a default, and gives it on to its studies.

    Raises
    ------
    ValueError
        When it has no docstring, takes any other argument, does not stand in ``optbook.studies.<chapter>.<page>``, or
        its key is taken.
    """
    module = check.__module__.removeprefix(STUDIES + ".")
    key = f"{module}.{check.__name__}"
    if not check.__doc__:
        raise ValueError(f"claim: got {key} without a docstring, takes a function whose docstring is the statement")
    parameters = inspect.signature(check).parameters
    if set(parameters) - {"seed"} or any(each.default is each.empty for each in parameters.values()):
        raise ValueError(f"claim: got {key} with arguments {list(parameters)}, takes none, or seed with a default")
    if module == check.__module__ or module.count(".") != 1:
        raise ValueError(f"claim: got {check.__module__}, takes a function of {STUDIES}.<chapter>.<page>")
    made = Claim(key, check)
    if key in REGISTRY and REGISTRY[key].place[0] != made.place[0]:
        raise ValueError(f"claim: got {key} twice, takes one function a key")
    REGISTRY[key] = made
    return check
