"""The numbers of the page on vanishing gradients."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad

from optbook.models import MLP
from optbook.objectives import Tanh
from optbook.studies.challenges import vanishing_gradients
from optbook.studies.challenges.vanishing_gradients import (
    corrected_steps,
    crossings,
    flow_steps,
    leave,
    passes,
    ratio_in_theory,
    residual,
    rms_ratio,
    scales,
)


def test_the_slope_at_four_and_the_steps_from_there_have_their_known_values():
    assert Tanh().slope(4.0) == pytest.approx(0.00134, abs=5e-6)
    assert crossings((4.0,)).steps[0] == 378
    assert flow_steps(4.0) == pytest.approx(np.sinh(8) / 4 + 2)


@pytest.mark.parametrize("start", [0.3, 2.0, -1.5])
def test_the_flow_s_time_is_the_integral_of_one_over_the_slope(start):
    assert flow_steps(start, lr=0.5) == pytest.approx(quad(lambda x: 1 / Tanh().slope(x), 0, start)[0] / 0.5)


def test_smaller_steps_follow_the_flow_and_its_correction_more_closely():
    fine = crossings((2.0, 3.0), lr=0.01)
    assert (np.abs(fine.steps - fine.corrected) <= 1).all()
    np.testing.assert_allclose(fine.steps, fine.flow, rtol=3e-3)
    assert corrected_steps(0.0) == 0


def test_the_run_goes_down_for_ever():
    assert (np.diff(leave().x[:, 0]) < 0).all()


def test_a_gain_multiplies_the_signals_of_relu_exactly():
    plain, larger = (passes("relu", "he", nets=3, width=10, depth=5, gain=gain) for gain in (1.0, 1.1))
    np.testing.assert_allclose(larger.rms / plain.rms, np.broadcast_to(1.1 ** np.arange(1, 6), (3, 5)))
    np.testing.assert_allclose(larger.backward, 1.1 * plain.backward)


@pytest.mark.parametrize(("activation", "scheme"), [("tanh", "xavier"), ("relu", "he"), ("sigmoid", "normal")])
def test_a_layer_at_a_time_tells_what_whole_networks_do(activation, scheme):
    inputs = np.random.default_rng(3).standard_normal((1, 9))
    net = MLP(inputs / np.sqrt((inputs**2).mean()), np.zeros(1), (9,) * 6, activation)
    whole = net.layer_statistics(1.2 * net.initialize(3, scheme, (4,)))
    found = passes(activation, scheme, 4, 9, 6, gain=1.2, seed=3)
    np.testing.assert_allclose(found.rms, whole.activation_rms[:, 1:-1], rtol=1e-12)
    np.testing.assert_allclose(found.gradient, whole.preactivation_gradient[:, :-1], rtol=1e-12)


def test_sigmoid_leaves_its_known_share_of_the_gradient():
    assert ratio_in_theory("sigmoid", 1.0) == pytest.approx(0.234, abs=1e-3)


def test_ratios_of_relu_and_of_a_nearly_linear_tanh_have_closed_forms():
    scale = np.array([0.3, 2.0, 5.0])
    np.testing.assert_allclose(ratio_in_theory("relu", scale), np.sqrt(scale / 2))
    assert ratio_in_theory("tanh", 0.1, 100) == pytest.approx(np.sqrt(0.1), rel=2e-3)


def test_the_rms_over_nets_averages_squares():
    ratio, error = rms_ratio(np.array([1.0, np.sqrt(3.0)]), 1)
    assert ratio == pytest.approx(np.sqrt(2))
    assert error == pytest.approx(np.sqrt(2) / 2 * (np.sqrt(2) / np.sqrt(2)) / 2)


def test_sigmoid_needs_a_far_larger_scale_than_the_others():
    runs = scales(nets=2)
    one = {name: runs.scale[np.abs(np.log(theory)).argmin()] for name, theory in runs.theory.items()}
    assert one["relu"] == pytest.approx(2, rel=0.1)
    assert one["sigmoid"] > 50 * one["relu"]


def test_a_residual_layer_without_a_branch_changes_nothing():
    assert residual(0.0) == (1.0, 1.0)


def test_residual_layers_multiply_both_mean_squares_by_one_plus_the_square_of_the_branch():
    growths = [residual(0.5, nets=20, width=64, depth=6, seed=seed) for seed in range(10)]
    error = np.std(growths, axis=0, ddof=1) / np.sqrt(len(growths))
    assert (np.abs(np.mean(growths, axis=0) - 1.25**3) < 4 * error + 0.03).all()


def test_networks_repeat():
    first, again = (passes("tanh", "xavier", nets=2, width=8, depth=3).rms for _ in range(2))
    np.testing.assert_array_equal(first, again)


def test_a_wrong_correction_would_be_seen(monkeypatch):
    monkeypatch.setattr(vanishing_gradients, "corrected_steps", flow_steps)
    assert not vanishing_gradients.steps_follow_the_flow().holds
