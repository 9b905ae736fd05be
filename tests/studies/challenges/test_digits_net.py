"""The digits network of this chapter."""

from __future__ import annotations

import numpy as np

from optbook.studies.challenges.digits_net import digits_model, digits_nets


def test_the_network_learns_the_digits():
    nets = digits_nets(lanes=3)
    assert nets.model.widths == (64, 16, 10)
    assert (nets.value < 0.1).all()
    assert (nets.model.accuracy(nets.x) > 0.98).all()


def test_training_repeats_and_lanes_differ_by_their_starts():
    nets = digits_nets(lanes=2, steps=20)
    digits_nets.cache_clear()
    again = digits_nets(lanes=2, steps=20)
    np.testing.assert_array_equal(nets.x, again.x)
    assert not np.allclose(nets.x[0], nets.x[1])


def test_no_steps_leave_the_start():
    nets = digits_nets(steps=0)
    np.testing.assert_array_equal(nets.x, nets.start)


def test_pixels_lie_between_zero_and_one_unless_standardized():
    inputs = digits_model(standardized=False).inputs
    assert (inputs.min(), inputs.max()) == (0, 1)
    np.testing.assert_allclose(digits_model().inputs.mean(axis=0), 0, atol=1e-12)
