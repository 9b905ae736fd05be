"""The times of a machine: that they are times.  How long they are is no one's business here."""

from __future__ import annotations

import numpy as np

from optbook.studies.noise.machine_times import few_steps, machine_times
from optbook.studies.noise.matrix_products import WAYS
from optbook.studies.noise.minibatches import SIZES, airfoils


def test_every_way_and_every_size_has_a_time():
    found = machine_times(side=8, repeats=1)
    assert tuple(found.product) == tuple(WAYS)
    assert tuple(found.step) == SIZES
    assert all(seconds > 0 for seconds in [*found.product.values(), *found.step.values()])


def test_what_is_timed_are_steps_that_descend():
    model = airfoils()
    assert model.value(few_steps(100)) < model.value(np.zeros(model.dim))
