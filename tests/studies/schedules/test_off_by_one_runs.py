"""What a mistake costs is counted on the same starts and samples."""

from __future__ import annotations

import numpy as np

from optbook.data import load
from optbook.models import MLP
from optbook.studies.schedules.off_by_one_rates import STEPS
from optbook.studies.schedules.off_by_one_runs import losses


def test_at_the_rate_zero_nothing_is_learned_and_equal_rates_learn_the_same():
    found = losses(np.array([np.zeros(STEPS), np.full(STEPS, 0.01), np.full(STEPS, 0.01)]), 2, 0)
    data = load("digits")
    model = MLP(data.train_inputs, data.train_targets, hidden=(16,))
    start = model.initialize(0, batch=(2,)).astype(np.float32)
    np.testing.assert_allclose(found[0], model.value(start), rtol=1e-6)
    np.testing.assert_array_equal(found[1], found[2])
    assert (found[1] < found[0]).all()
