"""Programs against the Python that they were traced from."""

from __future__ import annotations

import inspect
from typing import NamedTuple

import numpy as np
import pytest

import optbook.objectives
from interpreter import descend_printed, evaluate
from optbook import descend, optimizers, schedules
from optbook.live.script import script
from optbook.live.trace import rate_of_the_step, trace_objective, trace_optimizer, trace_schedule
from optbook.live.traced_array import RefusedError
from optbook.noise import Minibatches, Noisy, normal
from optbook.objectives import LinearChange, Power, Quadratic, RandomWaves, Rosenbrock, Saddle, SampledWell, Scaled

ARGUMENTS = {
    Quadratic: ([[2.0, 1.0], [1.0, 3.0]], [1.0, -2.0], 0.5),
    Power: (4,),
    SampledWell: ([0.1, -0.2, 0.05],),
    LinearChange: (Rosenbrock(), [[2.0, 1.0], [0.0, 0.5]]),
    RandomWaves: (2, 7),
    Scaled: (Rosenbrock(), 0.25),
}
CLASSES = [getattr(optbook.objectives, name) for name in optbook.objectives.__all__ if name != "Curve"]
OBJECTIVES = [cls(*ARGUMENTS.get(cls, ())) for cls in CLASSES]


def printed(programs):
    return {name: script(program) for name, program in programs.items()}


@pytest.mark.parametrize("objective", OBJECTIVES, ids=lambda f: type(f).__name__)
def test_every_objective_is_traced(objective):
    programs = printed(trace_objective(objective))
    lower, upper = objective.domain
    for u in np.random.default_rng(0).uniform(0.1, 0.9, (5, objective.dim)):
        x = lower + u * (upper - lower)
        np.testing.assert_allclose(evaluate(programs["value"], x=x, p=[]), [objective.value(x)], rtol=1e-12, atol=1e-13)
        grad = evaluate(programs["grad"], x=x, p=[], n=np.zeros(objective.dim))
        np.testing.assert_allclose(grad, objective.grad(x), rtol=1e-11, atol=1e-12)


def test_noise_is_what_the_program_is_given():
    noisy = Noisy(Saddle(), 0.5, seed=3)
    x, n = np.array([1.0, 2.0]), normal(np.random.default_rng(0), (2,))
    grad = evaluate(script(trace_objective(noisy)["grad"]), x=x, p=[], n=n)
    np.testing.assert_allclose(grad, Saddle().grad(x) + 0.5 * n, rtol=1e-15)


def made(name, **more):
    """A method with default hyperparameters and a rate, and the objective where it asks for one."""
    cls = getattr(optimizers, name)
    asked = inspect.signature(cls).parameters
    given = {"objective": Rosenbrock(), "first": 1e-3} | more
    return cls(**{word: value for word, value in given.items() if word in asked})


METHODS = [
    name
    for name in optimizers.__all__
    if isinstance(getattr(optimizers, name), type) and hasattr(getattr(optimizers, name), "update")
    if "optimizer" not in inspect.signature(getattr(optimizers, name)).parameters
    if name not in {"Blockwise", "ProximalGradient", "SAGA", "SVRG"}
]
CANNOT = {"BFGS", "LBFGS", "ConjugateGradient", "DampedNewton", "Newton", "SaddleFreeNewton", "SteepestDescent"}
CANNOT |= {"TrustRegion"}


@pytest.mark.parametrize("name", sorted(set(METHODS) - CANNOT))
def test_every_method_without_searches_and_solves_is_traced(name):
    method = printed(trace_optimizer(made(name, lr=rate_of_the_step), 2))
    objective, start, rate = Rosenbrock(), [-0.5, 0.7], lambda t: 1e-3 / (1 + t)
    x = descend_printed(printed(trace_objective(objective)), method, rate, start, 25)
    expected = descend(objective, start, made(name, lr=rate), 25).x
    np.testing.assert_allclose(x, expected, rtol=1e-10, atol=1e-11)


WRAPPED = {
    "Clipped": lambda lr: optimizers.Clipped(optimizers.HeavyBall(lr), 0.5),
    "Cautious": lambda lr: optimizers.Cautious(optimizers.Adam(lr)),
    "Averaged": lambda lr: optimizers.Averaged(optimizers.Adam(lr)),
    "MovingAverage": lambda lr: optimizers.MovingAverage(optimizers.GradientDescent(lr)),
    "DecoupledDecay": lambda lr: optimizers.DecoupledDecay(optimizers.Lion(lr)),
    "Projected": lambda lr: optimizers.Projected(optimizers.GradientDescent(lr), lambda x: np.clip(x, -0.4, 0.4)),
}


@pytest.mark.parametrize("make", WRAPPED.values(), ids=WRAPPED)
def test_wrappers_are_traced(make):
    method = printed(trace_optimizer(make(rate_of_the_step), 2))
    objective, start, rate = Rosenbrock(), [-0.5, 0.7], lambda t: 1e-3
    x = descend_printed(printed(trace_objective(objective)), method, rate, start, 25)
    np.testing.assert_allclose(x, descend(objective, start, make(rate), 25).x, rtol=1e-10, atol=1e-11)


@pytest.mark.parametrize("name", sorted(CANNOT))
def test_searches_and_solves_are_refused(name):
    with pytest.raises(RefusedError):
        trace_optimizer(made(name, lr=rate_of_the_step), 2)


class Odd(NamedTuple):
    count: int


class OddMethod:
    def init(self, x):
        return Odd(0)

    def update(self, grad, state, x):
        return -grad, Odd(state.count + 2)


def test_an_integer_that_is_not_the_step_is_refused():
    with pytest.raises(RefusedError, match="count of steps"):
        trace_optimizer(OddMethod(), 2)


def test_minibatches_are_refused():
    with pytest.raises(RefusedError, match="samples"):
        trace_objective(Minibatches(optbook.models.LeastSquares(np.eye(3), np.ones(3)), 1))


SCHEDULES = [
    schedules.constant(0.1),
    schedules.exponential(0.1, 0.05),
    schedules.inverse_time(0.1, 0.3),
    schedules.polynomial(0.1, 0.3, 0.7),
    schedules.step_decay(0.1, 0.5, [3, 8]),
    schedules.cosine(0.1, 10, 0.01),
    schedules.warmup(schedules.cosine(0.1, 12), 4),
    schedules.warmup_stable_decay(0.1, 3, 4, 5),
    0.2,
]


@pytest.mark.parametrize("schedule", SCHEDULES, ids=repr)
def test_schedules_are_traced(schedule):
    program = script(trace_schedule(schedule)["rate"])
    for t in range(15):
        np.testing.assert_allclose(evaluate(program, t=t, p=[]), [schedules.rate(schedule, t)], rtol=1e-14)


def test_a_schedule_that_counts_its_periods_is_refused():
    with pytest.raises(RefusedError, match="branches"):
        trace_schedule(schedules.cosine_restarts(0.1, 5))
