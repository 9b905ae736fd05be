"""Sequences on a lattice against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from optbook.analysis import exit_steps, middles, stationary_law, stationary_variance, staying, transitions

LR = 0.1
EDGES = np.linspace(-2, 2, 401)


def below(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Gradient descent on ``x^2 / 2`` at rate `LR` with standard normal noise."""
    return ndtr((y - (1 - LR) * x) / LR)


def fresh(y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Independent uniform numbers in [0, 1]."""
    return np.clip(y, 0, 1) + 0 * x


def test_the_law_at_rest_has_the_closed_variance():
    law, x = stationary_law(below, EDGES), middles(EDGES)
    assert law.sum() == pytest.approx(1)
    assert law @ x == pytest.approx(0, abs=1e-12)
    # The middle of a cell stands for all of it: this adds and takes a few twelfths of the width's square, 1e-4.
    assert law @ x**2 == pytest.approx(stationary_variance(1.0, LR), abs=1e-4)


def test_rows_are_laws_when_closed_and_lose_what_leaves_when_not():
    np.testing.assert_allclose(transitions(below, EDGES, closed=True).sum(1), 1)
    np.testing.assert_allclose(transitions(fresh, np.linspace(0, 0.25, 6), closed=False).sum(1), 0.25)


def test_independent_numbers_leave_at_a_geometric_time():
    edges = np.linspace(0, 0.8, 9)
    np.testing.assert_allclose(exit_steps(fresh, edges), 5)
    np.testing.assert_allclose(staying(fresh, edges, 0.4, 3), 0.8 ** np.arange(4))


def test_the_mean_time_to_leave_is_the_sum_of_the_shares_that_stay():
    edges = np.linspace(-0.3, 0.3, 62)
    total = staying(below, edges, 0.0, 3000).sum()
    assert total == pytest.approx(exit_steps(below, edges)[30], rel=1e-6)


def test_a_finer_lattice_changes_the_time_by_the_square_of_the_width():
    coarse, middle, fine = (exit_steps(below, np.linspace(-0.3, 0.3, n + 1))[n // 2] for n in (21, 63, 189))
    assert (coarse - middle) / (middle - fine) == pytest.approx(9, rel=0.1)


def test_edges_that_do_not_ascend_are_named():
    with pytest.raises(ValueError, match="edges"):
        middles([1.0, 0.0])
