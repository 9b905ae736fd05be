"""One product of matrices in four ways, and the numbers that each moves between a far memory and a small near one."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator

import numpy as np

Touch = tuple[str, int, int]
"""A number of a matrix: which matrix, its row, its column."""


def by_element(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """A dot product for each element."""
    product = np.empty((len(left), right.shape[1]))
    for i in range(product.shape[0]):
        for j in range(product.shape[1]):
            product[i, j] = left[i] @ right[:, j]
    return product


def by_column(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """A product of a matrix and a vector for each column."""
    product = np.empty((len(left), right.shape[1]))
    for j in range(product.shape[1]):
        product[:, j] = left @ right[:, j]
    return product


def by_block(left: np.ndarray, right: np.ndarray, side: int = 64) -> np.ndarray:
    """A sum of products of square blocks for each block."""
    product = np.zeros((len(left), right.shape[1]))
    for i in range(0, product.shape[0], side):
        for j in range(0, product.shape[1], side):
            for k in range(0, right.shape[0], side):
                rows, columns, inner = slice(i, i + side), slice(j, j + side), slice(k, k + side)
                product[rows, columns] += left[rows, inner] @ right[inner, columns]
    return product


def at_once(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """One call."""
    return left @ right


WAYS: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {
    "element": by_element,
    "column": by_column,
    "block": by_block,
    "whole": at_once,
}
"""The four ways, by name."""


def calls(side: int, block: int = 64) -> dict[str, int]:
    """How often each way calls the library for two square matrices of this side, which `block` must divide."""
    return {"element": side**2, "column": side, "block": (side // block) ** 3, "whole": 1}


def order_of_touches(side: int, block: int) -> Iterator[Touch]:
    """The numbers that a product of two square matrices touches, block by block; blocks of side 1 are elements."""
    cells = range(0, side, block)
    for i, j, k in ((i, j, k) for i in cells for j in cells for k in cells):
        for row in range(i, i + block):
            for column in range(j, j + block):
                for inner in range(k, k + block):
                    yield "left", row, inner
                    yield "right", inner, column
                    yield "product", row, column


def numbers_read(touches: Iterator[Hashable], near: int) -> int:
    """Count the numbers fetched into a near memory of `near` numbers, which drops what was not touched the longest."""
    held: OrderedDict[Hashable, None] = OrderedDict()
    fetched = 0
    for touch in touches:
        if touch in held:
            held.move_to_end(touch)
            continue
        fetched += 1
        held[touch] = None
        if len(held) > near:
            held.popitem(last=False)
    return fetched
