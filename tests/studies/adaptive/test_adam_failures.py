"""Each claim of the page on failures of Adam fails when what it rests on is broken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optbook.optimizers import Adam
from optbook.studies.adaptive import adam_failures
from optbook.studies.adaptive import adam_failures_runs as runs


def swapped():
    """Runs in which Adam goes where AMSGrad went."""
    found = runs.periodic()
    return found | {"Adam": found["AMSGrad"]}


def without_bias(seed):
    """Draws in which ADOPT steps as Adam does."""
    found = runs.drawn(seed=seed)
    return replace(found, mean=found.mean | {"ADOPT": found.mean["Adam"]})


def same_rate(seed):
    """A contest in which Yogi needs the rate of Adam."""
    found = runs.contest(seed=seed)
    return replace(found, exponent=found.exponent | {"Yogi": found.exponent["Adam"]})


BROKEN = {
    "adam_goes_to_the_worst_point": {"periodic": swapped},
    "at_periodic_gradients_a_sum_gives_the_drift": {"drift": lambda grads, beta1, beta2: -float(np.sign(grads).sum())},
    "with_a_short_memory_two_small_votes_beat_a_large_one": {
        "drift": lambda grads, beta1, beta2: runs.drift(grads, beta1, 0.5)
    },
    "each_memory_has_a_problem_and_each_problem_a_memory": {"bound": lambda period, beta2: period - 1 + 1e-9},
    "after_a_large_gradient_one_forgets_one_walks_back_and_one_stays": {
        "outlier": lambda: runs.outlier() | {"Yogi": runs.outlier()["Adam"]}
    },
    "at_independent_gradients_adopt_steps_right_on_average": {"drawn": without_bias},
    "an_order_can_mislead_adopt": {"ADOPT": lambda lr, b1, b2, eps, clip: Adam(lr, b1, b2, eps)},
    "on_digits_all_four_have_a_best_rate_inside": {"contest": same_rate},
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_claim_can_fail(name, monkeypatch):
    for what, instead in BROKEN[name].items():
        monkeypatch.setattr(adam_failures, what, instead)
    assert not getattr(adam_failures, name)().holds
