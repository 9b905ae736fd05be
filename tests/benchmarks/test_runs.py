"""What runs and sweeps cost."""

from __future__ import annotations

import time

import numpy as np
import pytest

from optbook import descend
from optbook.models import LeastSquares
from optbook.noise import Minibatches
from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import Adam, HeavyBall

pytestmark = pytest.mark.benchmark(timer=time.process_time, warmup=True)
START = [-1.2, 1.0]
RATES = np.geomspace(1e-4, 1.0, 1000)


def sweep():
    """A thousand rates at once, every iterate kept."""
    return descend(Rosenbrock(), START, Adam(lr=RATES[:, None]), 1000)


def one_by_one(sample=slice(None, None, 100)):
    """Some of the same runs, each by itself."""
    return [descend(Rosenbrock(), START, Adam(lr=float(lr)), 1000) for lr in RATES[sample]]


def linear_regression():
    """Two epochs of momentum on 1500 samples of 5 variables, ten at a time."""
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(1500, 5))
    return Minibatches(LeastSquares(inputs, inputs @ np.arange(5.0) + 0.1 * rng.normal(size=1500)), batch_size=10)


def test_a_thousand_rates_take_at_most_30_ms(benchmark, seconds, note):
    run = benchmark.pedantic(sweep, rounds=5, warmup_rounds=1)
    assert run.x.shape == (1001, 1000, 2)
    (took,) = seconds(sweep, rounds=40)
    note("Adam on Rosenbrock, 1000 rates x 1000 steps, all kept", f"{1e3 * took:.1f} ms", "at most 30 ms")
    assert took < 0.030


def test_a_thousand_rates_at_once_are_two_hundred_times_faster_than_one_by_one(seconds, note):
    together, sample = seconds(sweep, one_by_one, rounds=5)
    ratio = 100 * sample / together
    note("the same one by one (ten of them, scaled), over all at once", f"{ratio:.0f} times", "at least 200 times")
    assert ratio > 200


@pytest.mark.parametrize("objective", [Quadratic(np.diag([1.0, 4.0])), Rosenbrock()], ids=lambda f: type(f).__name__)
def test_a_run_in_the_plane_takes_at_most_10_ms(objective, benchmark, seconds, note):
    benchmark.pedantic(descend, (objective, START, Adam(lr=0.01), 1000), rounds=5, warmup_rounds=1)
    (took,) = seconds(lambda: descend(objective, START, Adam(lr=0.01), 1000))
    note(f"Adam on {type(objective).__name__}, 2-D, 1000 steps", f"{1e3 * took:.1f} ms", "at most 10 ms")
    assert took < 0.010


def test_two_epochs_of_linear_regression_take_at_most_10_ms(benchmark, seconds, note):
    model, optimizer = linear_regression(), HeavyBall(lr=0.02, beta=0.9)
    run = benchmark.pedantic(descend, (model, np.zeros(5), optimizer, 300), rounds=5, warmup_rounds=1)
    np.testing.assert_allclose(run.x[-1], np.arange(5.0), atol=0.05)
    (took,) = seconds(lambda: descend(model, np.zeros(5), optimizer, 300))
    note("momentum on least squares, 1500 x 5, batch 10, 2 epochs", f"{1e3 * took:.1f} ms", "at most 10 ms")
    assert took < 0.010
