"""A method for each block of a point: matrices one way, biases another.

Each block of the flat point is a point of its own to its optimizer, norms and all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from optbook.protocols import Optimizer
from optbook.validation import require


@dataclass(frozen=True, eq=False)
class Blockwise:
    """One optimizer a block.

    Parameters
    ----------
    optimizers : mapping of block to Optimizer
        A block is a ``range``, a pair ``(start, stop)``, or, with `blocks`, a name.  Together the blocks must cover
        the point, each coordinate once.
    blocks : mapping of str to block, optional
        What the names mean: the ``blocks`` of a model, or anything whose values are slices, have a ``slice``, or are
        ranges or pairs.

    Raises
    ------
    ValueError
        When there is no block, or one is none of these; from `init`, when they do not cover the point.
    """

    optimizers: Mapping[Any, Optimizer]
    blocks: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        require(len(self.optimizers) > 0, "optimizers", self.optimizers, "at least one block")
        _ = self.spans

    @property
    def spans(self) -> dict[Any, slice]:
        """Where each block lies in the point."""
        return {block: _span(block, self.blocks) for block in self.optimizers}

    def init(self, x: np.ndarray) -> dict[Any, Any]:
        """One state a block."""
        ends = sorted((span.start, span.stop) for span in self.spans.values())
        covered = [start for start, _ in ends] == [0, *(stop for _, stop in ends[:-1])] and ends[-1][1] == x.shape[-1]
        require(covered, "optimizers", ends, f"blocks that cover 0 to {x.shape[-1]}, each coordinate once")
        return {block: self.optimizers[block].init(x[..., span]) for block, span in self.spans.items()}

    def update(self, grad: np.ndarray, state: dict[Any, Any], x: np.ndarray) -> tuple[np.ndarray, dict[Any, Any]]:
        """Update each block by its own optimizer."""
        deltas, states = {}, {}
        for block, span in self.spans.items():
            part = self.optimizers[block].update(grad[..., span], state[block], x[..., span])
            deltas[block], states[block] = part
        lead = np.broadcast_shapes(*(delta.shape[:-1] for delta in deltas.values()))
        joined = np.empty((*lead, x.shape[-1]), dtype=x.dtype)
        for block, span in self.spans.items():
            joined[..., span] = deltas[block]
        return joined, states


def _span(block: Any, blocks: Mapping[str, Any] | None) -> slice:
    if blocks is not None:
        require(block in blocks, "optimizers", block, f"one of {sorted(blocks)}")
        block = blocks[block]
    where = getattr(block, "slice", block)
    if isinstance(where, (range, slice)):
        require(where.step in (None, 1), "optimizers", where, "a block of step 1")
        where = (where.start, where.stop)
    pair = isinstance(where, tuple) and len(where) == 2 and all(isinstance(end, (int, np.integer)) for end in where)
    takes = "a range, a pair (start, stop), or a name among blocks"
    require(pair and 0 <= where[0] < where[1], "optimizers", block, takes)
    return slice(*where)
