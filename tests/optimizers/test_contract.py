"""What every optimizer and every wrapper promises, checked over a table that must name each of them."""

from __future__ import annotations

import dataclasses
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

import optbook.optimizers as optimizers
from optbook import descend
from optbook.projections import onto_linf_ball, prox_l1
from optbook.protocols import Objective, Optimizer


class Bowl(Objective):
    """A bowl whose gradient is computed coordinate by coordinate, so that a batch cannot change a bit of it."""

    dim = 3
    curvature = (1.0, 2.0, 4.0)

    def value(self, x):
        return (self.grad(x) * x).sum(-1) / 2

    def grad(self, x):
        return x * np.array(self.curvature, dtype=x.dtype)

    def hess(self, x):
        return np.broadcast_to(np.diag(np.array(self.curvature, dtype=x.dtype)), (*x.shape, 3))


class Plain(Bowl):
    """A plain without a slope."""

    curvature = (0.0, 0.0, 0.0)


class Hole(Bowl):
    """The bowl, with no gradient far away."""

    def grad(self, x):
        return np.where(np.abs(x) > 1e100, np.array(np.nan, x.dtype), super().grad(x))


@dataclass(frozen=True)
class Lone:
    """An objective as the only sample of a source."""

    objective: Objective
    batch_size = count = 1

    @property
    def model(self):
        return self

    def subset(self, indices):
        return self.objective

    def indices(self, step):
        return np.zeros(1, int)


@dataclass(frozen=True)
class Case:
    """How to make an optimizer, the hyperparameters that take arrays, and how long it takes to halve the value."""

    make: Callable[..., Optimizer]
    sweeps: dict[str, float] = field(default_factory=dict)
    steps: int = 50


def of(cls, steps=50, **hyperparameters):
    """A method that sees gradients only."""
    return Case(lambda objective, **other: cls(**hyperparameters | other), hyperparameters, steps)


def searching(cls, sweeps=None, **fixed):
    """A method that takes the objective."""
    sweeps = sweeps or {}
    return Case(lambda objective, **other: cls(objective, **fixed | sweeps | other), sweeps)


def around(cls, **hyperparameters):
    """A wrapper, around a method with a memory."""
    inner = optimizers.HeavyBall(lr=0.05, beta=0.5)
    return Case(lambda objective, **other: cls(inner, **hyperparameters | other), hyperparameters)


CASES = {
    "ADOPT": of(optimizers.ADOPT, lr=0.1, beta1=0.9, beta2=0.99, eps=1e-6),
    "AMSGrad": of(optimizers.AMSGrad, lr=0.1, beta1=0.9, beta2=0.99, eps=1e-8),
    "AbsoluteDiagonalNewton": searching(optimizers.AbsoluteDiagonalNewton, {"lr": 0.5}),
    "AcceleratedGradient": of(optimizers.AcceleratedGradient, lr=0.1),
    "Adadelta": of(optimizers.Adadelta, lr=1.0, decay=0.9, eps=1e-6, steps=800),
    "Adagrad": of(optimizers.Adagrad, lr=0.5, eps=1e-10),
    "Adam": of(optimizers.Adam, lr=0.1, beta1=0.9, beta2=0.99, eps=1e-8),
    "AdamW": of(optimizers.AdamW, lr=0.1, beta1=0.9, beta2=0.99, eps=1e-8, weight_decay=0.1),
    "Averaged": Case(lambda objective: optimizers.Averaged(optimizers.HeavyBall(lr=0.05, beta=0.5), start=3)),
    "BFGS": searching(optimizers.BFGS),
    "BarzilaiBorwein": of(optimizers.BarzilaiBorwein, first=0.1),
    "Blockwise": Case(
        lambda objective, lr=0.1: optimizers.Blockwise(
            {(0, 1): optimizers.Adam(lr=lr), range(1, 3): optimizers.HeavyBall(lr=lr, beta=0.5)}
        ),
        {"lr": 0.1},
    ),
    "Cautious": around(optimizers.Cautious),
    "Clipped": around(optimizers.Clipped, norm=0.7),
    "ConjugateGradient": searching(optimizers.ConjugateGradient),
    "DAdaptation": of(optimizers.DAdaptation, lr=1.0, beta1=0.9, beta2=0.99, eps=1e-8, distance=1e-3),
    "DampedNewton": searching(optimizers.DampedNewton),
    "DecoupledDecay": around(optimizers.DecoupledDecay, weight_decay=0.1, lr=0.05),
    "DiagonalNewton": searching(optimizers.DiagonalNewton, {"lr": 0.5}),
    "DoG": of(optimizers.DoG, lr=1.0, distance=1e-3, eps=1e-8),
    "GradientDescent": of(optimizers.GradientDescent, lr=0.1),
    "HeavyBall": of(optimizers.HeavyBall, lr=0.1, beta=0.5),
    "LBFGS": searching(optimizers.LBFGS, memory=3),
    "Lion": of(optimizers.Lion, lr=0.02, beta1=0.9, beta2=0.99, weight_decay=0.1),
    "MovingAverage": around(optimizers.MovingAverage, decay=0.9),
    "Nesterov": of(optimizers.Nesterov, lr=0.1, beta=0.5),
    "Newton": searching(optimizers.Newton, {"lr": 0.5}),
    "PolyakStep": searching(optimizers.PolyakStep, minimum=0.0),
    "Prodigy": of(optimizers.Prodigy, lr=1.0, beta1=0.9, beta2=0.99, eps=1e-8, distance=1e-3),
    "Projected": Case(
        lambda objective: optimizers.Projected(
            optimizers.HeavyBall(lr=0.05, beta=0.5), functools.partial(onto_linf_ball, radius=2.5)
        )
    ),
    "ProximalGradient": Case(lambda objective, lr=0.1: optimizers.ProximalGradient(lr=lr, prox=prox_l1), {"lr": 0.1}),
    "RMSProp": of(optimizers.RMSProp, lr=0.05, decay=0.9, eps=1e-8),
    "RestartedGradient": of(optimizers.RestartedGradient, lr=0.1),
    "SAGA": Case(lambda objective, lr=0.1: optimizers.SAGA(Lone(objective), lr=lr), {"lr": 0.1}),
    "SVRG": searching(optimizers.SVRG, {"lr": 0.1}, period=3),
    "SaddleFreeNewton": searching(optimizers.SaddleFreeNewton, {"lr": 0.5}),
    "ScheduleFree": of(optimizers.ScheduleFree, lr=0.2, beta=0.9, weight_decay=0.1),
    "ScheduleFreeAdamW": of(optimizers.ScheduleFreeAdamW, lr=0.2, beta1=0.9, beta2=0.99, eps=1e-8, weight_decay=0.1),
    "SharpnessAware": Case(lambda objective: SharpDescent(objective)),
    "SignSGD": of(optimizers.SignSGD, lr=0.02),
    "SteepestDescent": searching(optimizers.SteepestDescent),
    "TrustRegion": searching(optimizers.TrustRegion, {"radius": 1.0}),
    "Yogi": of(optimizers.Yogi, lr=0.1, beta1=0.9, beta2=0.99, eps=1e-3),
}
SEARCHES = {"armijo_step", "exact_step", "strong_wolfe_step"}
each_case = pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
each_sweep = pytest.mark.parametrize(
    ("case", "name"),
    [pytest.param(case, name, id=f"{key}-{name}") for key, case in CASES.items() for name in case.sweeps],
)


@dataclass(frozen=True)
class SharpDescent:
    """Gradient descent on the sharpness-aware gradient: the wrapper of an objective, seen as an optimizer."""

    objective: Objective

    def init(self, x):
        return optimizers.GradientDescent(lr=0.1).init(x)

    def update(self, grad, state, x):
        seen = optimizers.SharpnessAware(self.objective, rho=0.05).grad(x) + 0 * grad
        return optimizers.GradientDescent(lr=0.1).update(seen, state, x)


STARTS = np.array([[1.0, -1.0, 0.5], [0.3, 0.7, -1.1], [-2.0, 1.5, 0.1], [0.9, 0.2, 0.4]])


def leaves(state):
    """Numbers and arrays in a state, in order."""
    if isinstance(state, dict):
        state = tuple(state.values())
    return [leaf for part in state for leaf in leaves(part)] if isinstance(state, tuple) else [state]


def frozen(state):
    """The same state, its arrays closed to writing."""
    for leaf in leaves(state):
        if isinstance(leaf, np.ndarray):
            leaf.setflags(write=False)
    return state


def test_every_export_has_an_entry():
    assert set(optimizers.__all__) == set(CASES) | SEARCHES


@pytest.mark.parametrize("name", sorted(set(CASES) - {"SharpnessAware"}))
def test_it_is_an_optimizer_and_a_frozen_dataclass(name):
    optimizer = CASES[name].make(Bowl())
    assert isinstance(optimizer, Optimizer)
    assert dataclasses.is_dataclass(optimizer)
    assert type(optimizer).__dataclass_params__.frozen
    assert type(optimizer).__name__ in repr(optimizer)


@pytest.mark.parametrize("name", sorted(CASES))
def test_it_is_documented_down_to_its_fields(name):
    cls = getattr(optimizers, name)
    module = inspect.getmodule(cls)
    assert "Source" in module.__doc__ or name == "Blockwise"
    parents = "".join(inspect.getdoc(parent) or "" for parent in cls.__mro__[:-1])
    assert all(f.name in parents for f in dataclasses.fields(cls))
    assert all(
        inspect.getdoc(member) for _, member in inspect.getmembers(cls, inspect.isfunction) if member.__name__[0] != "_"
    )


@each_case
def test_it_descends_on_a_bowl(case):
    run = descend(Bowl(), STARTS, case.make(Bowl()), case.steps)
    assert (run.value[-1] < run.value[0] / 2).all()
    assert not run.diverged.any()


@each_case
def test_it_writes_to_none_of_its_inputs(case):
    optimizer, x = case.make(Bowl()), frozen((STARTS.copy(),))[0]
    state = optimizer.init(x)
    for _ in range(4):
        grad = frozen((Bowl().grad(x),))[0]
        delta, state = optimizer.update(grad, frozen(state), x)
        x = frozen((x + delta,))[0]
    assert np.isfinite(x).all()


@each_case
def test_it_repeats(case):
    first, second = (descend(Bowl(), STARTS, case.make(Bowl()), 20) for _ in range(2))
    np.testing.assert_array_equal(first.x, second.x)
    optimizer = case.make(Bowl())
    state, grad = optimizer.init(STARTS), Bowl().grad(STARTS)
    once, again = (optimizer.update(grad, state, STARTS) for _ in range(2))
    for a, b in zip(leaves(once), leaves(again), strict=True):
        np.testing.assert_array_equal(a, b)


@each_case
def test_init_fits_update(case):
    optimizer, x = case.make(Bowl()), STARTS
    state = optimizer.init(x)
    for _ in range(3):
        before = [(type(leaf), np.shape(leaf), getattr(leaf, "dtype", None)) for leaf in leaves(state)]
        delta, state = optimizer.update(Bowl().grad(x), state, x)
        assert before == [(type(leaf), np.shape(leaf), getattr(leaf, "dtype", None)) for leaf in leaves(state)]
        assert delta.shape == x.shape
        x = x + delta


@each_case
def test_float32_stays_float32(case):
    settings = [{name: np.array([[got], [got / 2]]) for name, got in case.sweeps.items()}, {}]
    for setting in settings:
        optimizer, x = case.make(Bowl(), **setting), STARTS[:2].astype(np.float32)
        state = optimizer.init(x)
        for _ in range(3):
            delta, state = optimizer.update(Bowl().grad(x), state, x)
            dtypes = {leaf.dtype for leaf in [delta, *leaves(state)] if isinstance(leaf, np.ndarray)}
            assert dtypes == {np.dtype(np.float32)}
            x = x + delta


@each_case
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_flat_gradient_stays_finite(case, dtype):
    optimizer, x = case.make(Plain()), STARTS.astype(dtype)
    state = optimizer.init(x)
    for _ in range(5):
        delta, state = optimizer.update(np.zeros_like(x), state, x)
        x = x + delta
    assert all(np.isfinite(leaf).all() for leaf in [x, *leaves(state)])


@each_case
def test_a_batch_equals_its_members_run_alone(case):
    together = descend(Bowl(), STARTS.reshape(2, 2, 3), case.make(Bowl()), 30)
    for i, start in enumerate(STARTS):
        alone = descend(Bowl(), start, case.make(Bowl()), 30)
        np.testing.assert_array_equal(together.x[:, i // 2, i % 2], alone.x)


@each_case
def test_a_diverged_lane_leaves_its_neighbors_untouched(case):
    starts = STARTS.copy()
    starts[1] = 1e120
    together = descend(Hole(), starts, case.make(Hole()), 30)
    np.testing.assert_array_equal(together.diverged, [False, True, False, False])
    for i in (0, 2, 3):
        np.testing.assert_array_equal(together.x[:, i], descend(Hole(), starts[i], case.make(Hole()), 30).x)


@each_sweep
def test_an_array_of_a_hyperparameter_is_a_sweep(case, name):
    values = case.sweeps[name] * np.array([1.0, 0.7, 0.4])
    together = descend(Bowl(), STARTS[0], case.make(Bowl(), **{name: values[:, None]}), 30)
    assert together.x.shape == (31, 3, 3)
    for i, got in enumerate(values):
        alone = descend(Bowl(), STARTS[0], case.make(Bowl(), **{name: float(got)}), 30)
        # Powers of an array and of a number are rounded differently, by one unit in the last place.
        np.testing.assert_allclose(together.x[:, i], alone.x, rtol=1e-12, atol=1e-15)


@each_sweep
def test_init_fits_update_in_a_sweep(case, name):
    optimizer = case.make(Bowl(), **{name: case.sweeps[name] * np.array([[1.0], [0.7]])})
    state = optimizer.init(STARTS[0])
    shapes = [np.shape(leaf) for leaf in leaves(state)]
    delta, state = optimizer.update(Bowl().grad(STARTS[0]), state, STARTS[0])
    assert shapes == [np.shape(leaf) for leaf in leaves(state)]
    assert np.broadcast_shapes(delta.shape, (2, 3)) == (2, 3)


OUTSIDE = {
    "beta": (1.0, -0.1),
    "beta1": (1.0, np.nan),
    "beta2": (1.0, -0.1),
    "decay": (1.0, -0.1),
    "eps": (-1e-8, np.nan),
}
OUTSIDE |= {
    "lr": (0.0, -1.0, np.nan, "fast"),
    "weight_decay": (-0.1,),
    "norm": (0.0, -1.0),
    "distance": (0.0, np.inf),
    "radius": (0.0, -1.0),
    "first": (0.0, np.inf),
}


@each_sweep
def test_a_hyperparameter_outside_its_range_is_named(case, name):
    for got in (*OUTSIDE[name], np.array([[case.sweeps[name]], [OUTSIDE[name][0]]], dtype=object)):
        with pytest.raises(ValueError, match=f"(?s)^{name}: got .*, takes "):
            case.make(Bowl(), **{name: got})


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "lr" in case.sweeps])
def test_the_rate_may_be_a_schedule_that_counts_from_zero(name):
    seen: list[Any] = []

    def schedule(step):
        seen.append(step)
        return np.float64(CASES[name].sweeps["lr"]) / (1 + step)

    run = descend(Bowl(), STARTS.astype(np.float32), CASES[name].make(Bowl(), lr=schedule), 3)
    assert set(seen) == {0, 1, 2}
    assert run.x.dtype == np.float32
