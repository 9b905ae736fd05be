"""The projected gradient method against closed forms."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent, Projected
from optbook.projections import onto_box, onto_l2_ball

BOWL = Quadratic(np.diag([1.0, 4.0]), [-3.0, -4.0])


def test_separate_coordinates_stop_at_the_box():
    """The minimum (3, 1) is cut off in its first coordinate only."""
    run = descend(BOWL, [0.0, 0.0], Projected(GradientDescent(0.2), partial(onto_box, upper=2.0)), 200)
    np.testing.assert_allclose(run.x[-1], [2, 1], atol=1e-12)


def test_it_rests_where_the_gradient_points_out_of_the_ball():
    run = descend(BOWL, [0.0, 0.0], Projected(GradientDescent(0.2), onto_l2_ball), 400)
    end, slope = run.x[-1], -BOWL.grad(run.x[-1])
    np.testing.assert_allclose(np.linalg.norm(end), 1, atol=1e-14)
    np.testing.assert_allclose(slope / np.linalg.norm(slope), end, atol=1e-12)


def test_all_iterates_are_allowed():
    run = descend(BOWL, [0.0, 0.0], Projected(GradientDescent(0.4), onto_l2_ball), 50)
    assert np.linalg.norm(run.x, axis=-1).max() <= 1 + 1e-15  # one rounding of x + (P - x)


def test_what_cannot_be_called_is_named():
    with pytest.raises(ValueError, match=r"^project: got"):
        Projected(GradientDescent(0.1), 1.0)
