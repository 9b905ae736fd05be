"""Named arrays inside one flat vector of parameters.

An optimizer sees a point of shape ``(..., dim)``; a network sees matrices.  A block says which numbers of the one are
which array of the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from optbook.validation import require


class Block(NamedTuple):
    """Where an array lies in the flat vector."""

    slice: slice
    """Its numbers, in row order."""
    shape: tuple[int, ...]
    """Its shape."""


def consecutive(shapes: Mapping[str, tuple[int, ...]]) -> dict[str, Block]:
    """Blocks of these shapes, one after the other."""
    blocks, start = {}, 0
    for name, shape in shapes.items():
        stop = start + math.prod(shape)
        blocks[name] = Block(slice(start, stop), shape)
        start = stop
    return blocks


def unflatten(x: np.ndarray, blocks: Mapping[str, Block]) -> dict[str, np.ndarray]:
    """Views of `x`: ``(..., dim)`` to an array of shape ``(..., *shape)`` a block."""
    return {name: x[..., block.slice].reshape(*x.shape[:-1], *block.shape) for name, block in blocks.items()}


def flatten(arrays: Mapping[str, np.ndarray], blocks: Mapping[str, Block]) -> np.ndarray:
    """The inverse of `unflatten`: an array of shape ``(..., *shape)`` a block to ``(..., dim)``.

    Raises
    ------
    ValueError
        When `arrays` lacks a block, has another, or has one of the wrong shape.
    """
    require(set(arrays) == set(blocks), "arrays", sorted(arrays), f"the blocks {sorted(blocks)}")
    flat = []
    for name, block in blocks.items():
        array = np.asarray(arrays[name])
        lead = array.shape[: array.ndim - len(block.shape)]
        require(array.shape == (*lead, *block.shape), name, f"shape {array.shape}", f"shape (..., *{block.shape})")
        flat.append(array.reshape(*lead, -1))
    lead = np.broadcast_shapes(*(part.shape[:-1] for part in flat))
    return np.concatenate([np.broadcast_to(part, (*lead, part.shape[-1])) for part in flat], axis=-1)
