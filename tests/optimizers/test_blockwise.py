"""Blockwise: each block as if it were alone."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Adam, Blockwise, Clipped, GradientDescent, HeavyBall

BOWL = Quadratic(np.diag([1.0, 2.0, 4.0]))
PARTS = Adam(lr=0.1), Clipped(HeavyBall(lr=0.1), norm=0.5)
NAMED = {"bias": SimpleNamespace(slice=slice(0, 1), shape=(1,)), "weight": slice(1, 3)}


@pytest.mark.parametrize(
    "blockwise",
    [
        Blockwise({(0, 1): PARTS[0], (1, 3): PARTS[1]}),
        Blockwise({range(1, 3): PARTS[1], range(1): PARTS[0]}),
        Blockwise({"bias": PARTS[0], "weight": PARTS[1]}, NAMED),
    ],
    ids=["pairs", "ranges", "names"],
)
def test_on_a_separable_objective_each_block_runs_as_it_does_alone(blockwise):
    x0 = np.array([[1.0, -2.0, 3.0], [0.1, 0.2, 0.3]])
    together = descend(BOWL, x0, blockwise, 30)
    first = descend(Quadratic([[1.0]]), x0[:, :1], PARTS[0], 30)
    second = descend(Quadratic(np.diag([2.0, 4.0])), x0[:, 1:], PARTS[1], 30)
    np.testing.assert_allclose(together.x, np.concatenate([first.x, second.x], -1), rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(
    ("optimizers", "blocks"),
    [
        ({}, None),
        ({"bias": PARTS[0]}, None),
        ({"head": PARTS[0]}, NAMED),
        ({(0, 0): PARTS[0]}, None),
        ({(-1, 1): PARTS[0]}, None),
        ({range(0, 4, 2): PARTS[0]}, None),
    ],
)
def test_what_is_no_block_is_named(optimizers, blocks):
    with pytest.raises(ValueError, match="optimizers: got"):
        Blockwise(optimizers, blocks)


@pytest.mark.parametrize("spans", [[(0, 1)], [(0, 2), (1, 3)], [(0, 1), (2, 3)], [(0, 4)]])
def test_blocks_that_leave_gaps_or_overlap_are_named(spans):
    with pytest.raises(ValueError, match=r"optimizers: got .*, takes blocks that cover 0 to 3"):
        Blockwise({span: GradientDescent(lr=0.1) for span in spans}).init(np.zeros(3))
