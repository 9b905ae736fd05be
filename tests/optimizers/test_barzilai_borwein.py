"""The step of Barzilai and Borwein: exact, one step late."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Exponential, Quadratic, Tanh
from optbook.optimizers import BarzilaiBorwein


def test_on_a_quadratic_each_rate_is_the_exact_one_of_the_step_before():
    bowl = Quadratic(np.diag([1.0, 7.0, 30.0]), [1.0, -2.0, 0.5])
    x = descend(bowl, [1.0, 2.0, -3.0], BarzilaiBorwein(0.01), 12).x
    grad = bowl.grad(x)
    rates = np.linalg.norm(np.diff(x, axis=0), axis=-1) / np.linalg.norm(grad[:-1], axis=-1)
    exact = (grad**2).sum(-1) / (grad * (grad @ bowl.matrix)).sum(-1)
    assert rates[0] == pytest.approx(0.01, rel=1e-14)
    np.testing.assert_allclose(rates[1:], exact[:-2], rtol=1e-9)  # differences of gradients lose some digits


def test_in_one_variable_it_is_the_secant_method():
    slope = Exponential().slope
    x = descend(Exponential(), [0.5], BarzilaiBorwein(0.1), 5).x[:, 0]
    secant = x[1:-1] - slope(x[1:-1]) * np.diff(x)[:-1] / np.diff(slope(x))[:-1]
    np.testing.assert_allclose(x[2:], secant, rtol=1e-12)


def test_where_the_slope_falls_along_a_move_it_takes_the_first_rate():
    x = descend(Tanh(), [2.0], BarzilaiBorwein(0.5), 1).x[:, 0]
    assert x[1] < x[0]
    again = descend(Tanh(), [2.0], BarzilaiBorwein(0.5), 2).x[:, 0]
    assert again[2] - again[1] == pytest.approx(-0.5 * Tanh().slope(again[1]), rel=1e-14)


def test_it_stays_at_a_minimum():
    np.testing.assert_array_equal(descend(Quadratic(np.eye(2)), [0.0, 0.0], BarzilaiBorwein(0.1), 3).x, 0)


def test_a_rate_of_zero_is_named():
    with pytest.raises(ValueError, match="first: got"):
        BarzilaiBorwein(0.0)
