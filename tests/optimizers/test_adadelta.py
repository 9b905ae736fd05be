"""Adadelta: its first step, its units."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Adadelta


def test_its_first_step_is_set_by_eps_alone():
    for eps in (1e-6, 1e-4):
        run = descend(Quadratic([[0.0]], [50.0]), [0.0], Adadelta(decay=0.9, eps=eps), 1)
        assert run.x[1, 0] == pytest.approx(-np.sqrt(eps / 0.1), rel=1e-6)


def test_the_scale_of_the_objective_does_not_matter_beyond_eps():
    steep = [descend(Quadratic([[c]]), [1.0], Adadelta(), 100).x for c in (1e3, 1e6)]
    np.testing.assert_allclose(steep[0], steep[1], rtol=1e-6)


def test_the_average_of_steps_used_is_the_one_before_this_step():
    optimizer = Adadelta(lr=1.0, decay=0.5, eps=1e-2)
    state = optimizer.init(np.zeros(1))
    first, state = optimizer.update(np.ones(1), state, np.zeros(1))
    second, _ = optimizer.update(np.ones(1), state, np.zeros(1))
    assert first[0] == pytest.approx(-np.sqrt(0.01 / 0.51), rel=1e-14)
    assert second[0] == pytest.approx(-np.sqrt((0.5 * first[0] ** 2 + 0.01) / 0.76), rel=1e-14)
