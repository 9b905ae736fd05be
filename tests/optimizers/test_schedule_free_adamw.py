"""Schedule-Free AdamW: its first step and its decay."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import ScheduleFree, ScheduleFreeAdamW


def test_its_first_step_is_the_rate_whatever_the_slope():
    slopes = np.array([1e-3, -1.0, 1e3])
    run = descend(Quadratic(np.zeros((3, 3)), slopes), np.zeros(3), ScheduleFreeAdamW(lr=0.01, eps=0.0), 1)
    np.testing.assert_allclose(run.x[1], -0.01 * np.sign(slopes), rtol=1e-14)


def test_where_every_gradient_has_size_one_it_is_the_plain_form():
    slope = Quadratic(np.zeros((2, 2)), [1.0, -1.0])
    runs = [descend(slope, [0.0, 0.0], o, 30).x for o in (ScheduleFreeAdamW(lr=0.1, eps=0.0), ScheduleFree(lr=0.1))]
    np.testing.assert_allclose(*runs, rtol=1e-12)


def test_the_decay_is_that_of_the_iterate():
    run = descend(Quadratic([[0.0]]), [1.0], ScheduleFreeAdamW(lr=0.1, beta1=0.0, weight_decay=0.5), 20)
    np.testing.assert_allclose(run.x[:, 0], 0.95 ** np.arange(21), rtol=1e-12)
