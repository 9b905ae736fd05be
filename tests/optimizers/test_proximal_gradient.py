"""The proximal gradient method against closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent, ProximalGradient
from optbook.projections import prox_l1, prox_square


def test_separate_coordinates_have_the_thresholded_minimum():
    """Minimizing ``a x^2 / 2 - b x + |x|`` gives the soft threshold of ``b``, divided by ``a``."""
    curvature, pull = np.array([1.0, 2.0, 5.0]), np.array([3.0, -0.5, -2.0])
    run = descend(Quadratic(np.diag(curvature), -pull), np.ones(3), ProximalGradient(0.2, prox_l1), 300)
    np.testing.assert_allclose(run.x[-1], [2, 0, -0.2], atol=1e-12)
    assert run.x[-1][1] == 0


def test_a_smooth_rest_gives_the_same_minimum_as_adding_it():
    bowl, sum_of_both = Quadratic(np.diag([1.0, 4.0]), [-3.0, -4.0]), Quadratic(np.diag([2.0, 5.0]), [-3.0, -4.0])
    split = descend(bowl, np.zeros(2), ProximalGradient(0.2, prox_square), 300)
    whole = descend(sum_of_both, np.zeros(2), GradientDescent(0.2), 300)
    np.testing.assert_allclose(split.x[-1], whole.x[-1], atol=1e-12)


def test_what_cannot_be_called_is_named():
    with pytest.raises(ValueError, match=r"^prox: got"):
        ProximalGradient(0.1, 1.0)
