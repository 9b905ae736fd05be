"""Weight decay on quadratics: the lowest points, and the weight for a length."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import decay_for, decayed
from optbook.models import LeastSquares
from optbook.objectives import Quadratic

BOWL = Quadratic(np.diag([1.0, 4.0]), [-3.0, -4.0])


def test_no_slope_is_left_at_the_decayed_minimum():
    alpha = np.array([[0.0, 0.5], [2.0, 100.0]])
    x = decayed(BOWL, alpha)
    assert x.shape == (2, 2, 2)
    np.testing.assert_allclose(BOWL.grad(x) + alpha[..., None] * x, 0, atol=1e-14)


def test_it_is_ridge_regression():
    rng = np.random.default_rng(0)
    inputs, targets = rng.normal(size=(30, 4)), rng.normal(size=30)
    free = LeastSquares(inputs, targets)
    bowl = Quadratic(free.hess(np.zeros(4)), free.grad(np.zeros(4)))
    np.testing.assert_allclose(decayed(bowl, 0.3), LeastSquares(inputs, targets, 0.3).minimum, rtol=1e-12)


@pytest.mark.parametrize("radius", [1e-3, 0.5, 3.0])
def test_the_weight_gives_the_length_asked_for(radius):
    assert np.linalg.norm(decayed(BOWL, decay_for(BOWL, radius))) == pytest.approx(radius, rel=1e-12)


def test_a_bowl_that_is_round_has_the_weight_in_closed_form():
    """For the matrix ``a I`` the length is ``|b| / (a + alpha)``."""
    assert decay_for(Quadratic(2 * np.eye(2), [3.0, 4.0]), 0.5) == pytest.approx(8, rel=1e-13)


def test_a_minimum_that_is_short_enough_needs_none():
    assert decay_for(BOWL, 4.0) == 0


@pytest.mark.parametrize(
    ("name", "call"), [("alpha", lambda: decayed(BOWL, -1.0)), ("radius", lambda: decay_for(BOWL, 0.0))]
)
def test_bad_input_is_named(name, call):
    with pytest.raises(ValueError, match=f"^{name}: got"):
        call()
