"""Trust region: the lowest point of the model in the ball, and a radius that follows its success."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Himmelblau, Quadratic, Saddle, SoftBend
from optbook.optimizers import Newton, TrustRegion
from optbook.optimizers.trust_region import boundary_step


@pytest.mark.parametrize("matrix", [[[2.0, 1.0], [1.0, 3.0]], [[2.0, 3.0], [3.0, -1.0]], [[-2.0, 0.0], [0.0, -3.0]]])
@pytest.mark.parametrize("grad", [[0.3, -0.2], [4.0, 1.0], [1.0, 0.0]])
def test_no_point_of_the_ball_is_lower(matrix, grad):
    matrix, grad, radius = np.array(matrix), np.array(grad), np.array([0.8])
    step = boundary_step(matrix, grad, radius)
    angle, part = np.meshgrid(np.linspace(0, 2 * np.pi, 721), np.linspace(0, radius[0], 41))
    disc = np.stack([part * np.cos(angle), part * np.sin(angle)], axis=-1)
    model = disc @ grad + ((disc @ matrix) * disc).sum(-1) / 2
    assert np.linalg.norm(step) <= radius[0] * (1 + 1e-12)  # the border itself, up to rounding
    assert step @ grad + step @ matrix @ step / 2 <= model.min() + 1e-10  # of what 40 halvings leave


def test_on_a_ridge_with_no_slope_down_it_goes_down_all_the_same():
    run = descend(Saddle(), [0.5, 0.0], TrustRegion(Saddle(), radius=1.0), 1)
    assert np.linalg.norm(run.x[1] - run.x[0]) == pytest.approx(1)
    assert abs(run.x[1, 1]) > 0.5


def test_a_good_model_doubles_the_radius_until_the_step_is_newtons():
    bowl = Quadratic(np.eye(1))
    run = descend(bowl, [10.0], TrustRegion(bowl, radius=1.0), 4)
    np.testing.assert_allclose(run.x[:, 0], [10, 9, 7, 3, 0], atol=1e-10)  # of what 40 halvings leave


def test_near_the_minimum_it_is_newton():
    start = Himmelblau().minima + 0.1
    both = [descend(Himmelblau(), start, method(Himmelblau()), 3).x for method in (Newton, TrustRegion)]
    np.testing.assert_allclose(*both, atol=1e-13)  # one solves, the other decomposes


def test_a_step_that_would_climb_is_refused_and_the_radius_shrinks():
    start = SoftBend().minima[0] + 1.2
    method = TrustRegion(SoftBend(), radius=50.0)
    delta, state = method.update(SoftBend().grad(start), method.init(start), start)
    assert delta == 0
    assert state.radius < 50 / 4


def test_from_far_it_arrives_and_never_climbs():
    x = np.random.default_rng(0).uniform(-5, 5, (50, 2))
    value = descend(Himmelblau(), x, TrustRegion(Himmelblau()), 30).value
    assert (np.diff(value, axis=0) <= 1e-25).all()  # at the minimum, of value zero, the squares of rounding remain
    np.testing.assert_allclose(value[-1], 0, atol=1e-20)


def test_what_it_cannot_use_is_named():
    with pytest.raises(ValueError, match=r"objective: got .*, takes an objective with a Hessian"):
        TrustRegion(object())
