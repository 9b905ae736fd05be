"""The numbers of the page on Schedule-Free descent."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import Quadratic
from optbook.optimizers import ScheduleFree
from optbook.studies.schedules import schedule_free

BOWL = Quadratic(np.diag([1.0, 4.0]))


def test_the_three_points_are_those_of_the_paper_but_for_the_start():
    lr, beta, steps = 0.1, 0.8, 30
    x = z = np.array([1.0, -2.0])
    path = [x]
    for t in range(steps):
        z = z - lr * BOWL.grad((1 - beta) * z + beta * x)
        x = x + (z - x) / (t + 1)
        path.append(x)
    run = schedule_free.points(ScheduleFree(lr, beta=beta), BOWL, [1.0, -2.0], steps)
    np.testing.assert_allclose(run.x, path, rtol=1e-12)
    np.testing.assert_allclose(run.y, (1 - beta) * run.z + beta * run.x, rtol=1e-12, atol=1e-15)


def test_the_averages_are_those_that_the_method_recovers_from_its_iterates():
    optimizer = ScheduleFree(0.1)
    run = schedule_free.points(optimizer, BOWL, [1.0, -2.0], 50)
    np.testing.assert_allclose(optimizer.evaluation_points(run.y), run.x, atol=1e-13)


def test_primal_averaging_takes_its_first_step_at_the_start():
    path = schedule_free.primal_averaging(BOWL, [1.0, -2.0], 0.1, 1)
    np.testing.assert_allclose(path[1], [0.9, -1.2])


@pytest.mark.parametrize(("place", "exponent"), [(0, -1.0), (1, -2.0)])
def test_a_parabola_is_approached_like_a_power(place, exponent):
    distance = schedule_free.forgetting()[:, place]
    assert np.log2(distance[2000] / distance[1000]) == pytest.approx(exponent, rel=1e-2)  # one part in t


def test_the_average_is_nearly_a_weighted_mean_of_the_noise():
    run = schedule_free.noise(lanes=100)
    pairs = [np.corrcoef(x, w)[0, 1] for x, w in zip(run.x, run.weighted, strict=True)]
    assert min(pairs) > 0.97
