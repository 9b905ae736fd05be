"""Iterates of the book's optimizers and of the libraries that people use, step by step."""

from __future__ import annotations

from collections.abc import Callable

import dadaptation
import dog
import jax
import jax.numpy as jnp
import numpy as np
import optax
import prodigyopt
import pytest
import schedulefree
import torch
from scipy.optimize import minimize, newton

from optbook import descend
from optbook.models import SoftmaxRegression
from optbook.noise import Minibatches
from optbook.objectives import Curve, Quadratic, Rosenbrock
from optbook.optimizers import (
    ADOPT,
    LBFGS,
    Adadelta,
    Adagrad,
    Adam,
    AdamW,
    AMSGrad,
    Averaged,
    Clipped,
    ConjugateGradient,
    DAdaptation,
    DoG,
    GradientDescent,
    HeavyBall,
    Lion,
    MovingAverage,
    Nesterov,
    Newton,
    PolyakStep,
    Prodigy,
    RMSProp,
    ScheduleFree,
    ScheduleFreeAdamW,
    SignSGD,
    Yogi,
)
from optbook.studies.front.variants import VARIANTS

STEPS = 200


def samples():
    """Three overlapping classes in eight variables."""
    rng = np.random.default_rng(0)
    targets = rng.integers(3, size=150)
    return rng.normal(size=(150, 8)) + 0.7 * np.eye(3, 8)[targets], targets


PROBLEMS = {
    "Rosenbrock": (Rosenbrock(), np.array([-1.2, 1.0])),
    "ill-conditioned": (Quadratic(np.diag(np.geomspace(1e-3, 10, 8)), np.ones(8) / 10), np.linspace(-1, 1, 8)),
    "minibatches": (Minibatches(SoftmaxRegression(*samples()), batch_size=20), np.linspace(-0.5, 0.5, 24)),
}


def correction(beta1, beta2):
    """Schedule that takes out the corrections of both averages."""
    return lambda count: (1 - beta1 ** (count + 1)) / (1 - beta2 ** (count + 1)) ** 0.5


def from_torch(make: Callable):
    """Run of an optimizer of PyTorch's kind; with `follow`, on the gradients along another path."""

    def run(objective, x0, follow=None):
        p = torch.nn.Parameter(torch.tensor(x0))
        optimizer = make([p])
        if hasattr(optimizer, "train"):
            optimizer.train()
        path = [x0]
        for step in range(STEPS):
            p.grad = torch.tensor(objective.at(step).grad(path[-1] if follow is None else follow[step]))
            optimizer.step()
            path.append(p.detach().numpy().copy())
        return np.array(path)

    return run


def from_optax(optimizer, takes_value=False):
    """Run of an optimizer of Optax's kind, compiled; with `follow`, on the gradients along another path."""

    def run(objective, x0, follow=None):
        state, x, path = optimizer.init(jnp.asarray(x0)), jnp.asarray(x0), [x0]
        update = jax.jit(optimizer.update)
        for step in range(STEPS):
            seen, point = objective.at(step), path[-1] if follow is None else follow[step]
            more = {"value": jnp.asarray(seen.value(point))} if takes_value else {}
            delta, state = update(jnp.asarray(seen.grad(point)), state, x, **more)
            x = x + delta
            path.append(np.asarray(x))
        return np.array(path)

    return run


sgd, contrib = torch.optim.SGD, optax.contrib
yogi = optax.chain(
    optax.scale_by_yogi(0.9, 0.99, eps=0.0, initial_accumulator_value=0.0),
    optax.scale_by_learning_rate(lambda count: 0.01 * correction(0.9, 0.99)(count)),
)
# One row a pair: the book's optimizer (a function of the objective), and the peer's run.
PAIRS = {
    ("GradientDescent", "torch"): (GradientDescent(lr=1e-3), from_torch(lambda p: sgd(p, 1e-3))),
    ("GradientDescent", "optax"): (GradientDescent(lr=1e-3), from_optax(optax.sgd(1e-3))),
    ("HeavyBall", "torch"): (HeavyBall(lr=1e-3, beta=0.8), from_torch(lambda p: sgd(p, 1e-3, momentum=0.8))),
    ("HeavyBall", "optax"): (HeavyBall(lr=1e-3, beta=0.8), from_optax(optax.sgd(1e-3, momentum=0.8))),
    ("Nesterov", "torch"): (
        Nesterov(lr=1e-3, beta=0.8),
        from_torch(lambda p: sgd(p, 1e-3, momentum=0.8, nesterov=True)),
    ),
    ("Nesterov", "optax"): (Nesterov(lr=1e-3, beta=0.8), from_optax(optax.sgd(1e-3, momentum=0.8, nesterov=True))),
    ("Adagrad", "torch"): (Adagrad(lr=0.1), from_torch(lambda p: torch.optim.Adagrad(p, 0.1, eps=1e-10))),
    ("Adagrad", "optax"): (
        Adagrad(lr=0.1),
        from_optax(optax.adagrad(0.1, initial_accumulator_value=0.0, eps=1e-10)),
    ),
    ("RMSProp", "torch"): (RMSProp(lr=0.01), from_torch(lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.9, eps=1e-8))),
    ("RMSProp", "optax"): (RMSProp(lr=0.01), from_optax(optax.rmsprop(0.01, 0.9, 1e-8, eps_in_sqrt=False))),
    ("Adadelta", "torch"): (Adadelta(), from_torch(lambda p: torch.optim.Adadelta(p, 1.0, rho=0.9, eps=1e-6))),
    ("Adadelta", "optax"): (Adadelta(), from_optax(optax.adadelta(1.0, 0.9, 1e-6))),
    ("Adam", "torch"): (Adam(lr=0.01), from_torch(lambda p: torch.optim.Adam(p, 0.01))),
    ("Adam", "optax"): (Adam(lr=0.01), from_optax(optax.adam(0.01))),
    ("AMSGrad", "torch"): (AMSGrad(lr=0.01), from_torch(lambda p: torch.optim.Adam(p, 0.01, amsgrad=True))),
    ("AMSGrad", "optax"): (AMSGrad(lr=0.01), from_optax(optax.amsgrad(0.01))),
    ("Yogi", "optax"): (Yogi(lr=0.01, beta2=0.99, eps=0.0), from_optax(yogi)),
    ("ADOPT", "optax"): (
        ADOPT(lr=0.01, beta2=0.99, eps=1e-6),
        from_optax(contrib.adopt(0.01, b2=0.99, eps=1e-6)),
    ),
    ("AdamW", "torch"): (
        AdamW(lr=0.01, weight_decay=0.1),
        from_torch(lambda p: torch.optim.AdamW(p, 0.01, weight_decay=0.1)),
    ),
    ("AdamW", "optax"): (AdamW(lr=0.01, weight_decay=0.1), from_optax(optax.adamw(0.01, weight_decay=0.1))),
    ("SignSGD", "optax"): (SignSGD(lr=0.01), from_optax(optax.sign_sgd(0.01))),
    ("Lion", "optax"): (Lion(lr=0.01, weight_decay=0.1), from_optax(optax.lion(0.01, weight_decay=0.1))),
    ("PolyakStep", "optax"): (
        lambda objective: PolyakStep(objective, minimum=-10.0),
        from_optax(optax.polyak_sgd(np.inf, f_min=-10.0), takes_value=True),
    ),
    ("ScheduleFree", "schedulefree"): (
        ScheduleFree(lr=1e-3, weight_decay=0.1),
        from_torch(lambda p: schedulefree.SGDScheduleFree(p, lr=1e-3, momentum=0.9, weight_decay=0.1)),
    ),
    ("ScheduleFree", "optax"): (ScheduleFree(lr=1e-3), from_optax(contrib.schedule_free_sgd(1e-3, b1=0.9))),
    ("ScheduleFreeAdamW", "schedulefree"): (
        ScheduleFreeAdamW(lr=0.01, weight_decay=0.1),
        from_torch(lambda p: schedulefree.AdamWScheduleFree(p, lr=0.01, weight_decay=0.1)),
    ),
    ("ScheduleFreeAdamW", "optax"): (
        ScheduleFreeAdamW(lr=0.01),
        from_optax(contrib.schedule_free_adamw(0.01, b1=0.9, b2=0.999, eps=1e-8)),
    ),
    ("DoG", "dog-optimizer"): (DoG(distance=1e-3), from_torch(lambda p: dog.DoG(p, reps_rel=1e-3))),
    ("DoG", "optax"): (DoG(distance=1e-3), from_optax(contrib.dog(1.0, ("heuristic", 1e-3)))),
    ("Prodigy", "prodigyopt"): (Prodigy(), from_torch(lambda p: prodigyopt.Prodigy(p))),
    ("Prodigy", "optax"): (Prodigy(), from_optax(contrib.prodigy(correction(0.9, 0.999)))),
    ("DAdaptation", "dadaptation"): (DAdaptation(), from_torch(lambda p: dadaptation.DAdaptAdam(p))),
    ("DAdaptation", "optax"): (DAdaptation(), from_optax(contrib.dadapt_adamw(correction(0.9, 0.999)))),
    ("Clipped", "optax"): (
        Clipped(GradientDescent(lr=0.01), norm=0.5),
        from_optax(optax.chain(optax.clip_by_global_norm(0.5), optax.sgd(0.01))),
    ),
}
SAME = {(row.method, row.library) for row in VARIANTS if row.same} & set(PAIRS)
TOLERANCE = {"float64": 1e-10, "float32": 1e-5}


def apart(one, other):
    """Largest difference of two paths in units of the largest coordinate."""
    return np.abs(one - other).max() / np.abs(other).max()


def difference(pair, problem, dtype):
    """Difference of the two paths, and whether both had to be given the gradients along one of them.

    Some runs multiply rounding: the book's own run, from a start changed in its last bit, goes elsewhere.  Such a run
    tells nothing of the method; both optimizers are then given the same gradients, and their steps are compared.
    """
    ours, peer = PAIRS[pair]
    objective, x0 = PROBLEMS[problem]
    x0 = x0.astype(dtype)
    optimizer = ours(objective) if callable(ours) else ours
    mine = descend(objective, x0, optimizer, STEPS).x
    nearby = descend(objective, np.nextafter(x0, 2 * x0), optimizer, STEPS).x
    wild = apart(nearby, mine) > TOLERANCE[dtype] / 10
    theirs = peer(objective, x0, mine if wild else None)
    assert mine.dtype == theirs.dtype == dtype
    return apart(theirs, mine), wild


def test_every_row_of_the_table_is_tested():
    tested_below = {("Averaged", "torch"), ("MovingAverage", "torch"), ("Clipped", "torch")}
    assert {(row.method, row.library) for row in VARIANTS} == set(PAIRS) | tested_below


@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("pair", sorted(SAME), ids="-".join)
def test_iterates_agree(pair, problem, dtype, note):
    got, wild = difference(pair, problem, dtype)
    note(*pair, problem, dtype, got, wild)
    assert got < TOLERANCE[dtype]


@pytest.mark.parametrize("pair", sorted(set(PAIRS) - SAME), ids="-".join)
def test_iterates_differ_where_the_table_says_so(pair, note):
    got = {problem: difference(pair, problem, "float64")[0] for problem in PROBLEMS}
    for problem, value in got.items():
        note(*pair, problem, "differs", value)
    assert max(got.values()) > TOLERANCE["float64"]


@pytest.mark.parametrize("dtype", TOLERANCE)
def test_an_optimizer_of_optax_runs_in_descend_unchanged(dtype):
    objective, x0 = PROBLEMS["minibatches"]
    theirs = descend(objective, x0.astype(dtype), optax.adam(0.01), 50)
    ours = descend(objective, x0.astype(dtype), Adam(lr=0.01), 50)
    assert theirs.x.dtype == dtype
    np.testing.assert_allclose(theirs.x, ours.x, rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype])


@pytest.mark.parametrize("library", ["schedulefree", "optax"])
def test_the_averages_of_schedule_free_agree(library, note):
    objective, x0 = PROBLEMS["minibatches"]
    optimizer = ScheduleFree(lr=0.1)
    averages = optimizer.evaluation_points(descend(objective, x0, optimizer, STEPS).x)
    if library == "optax":
        peer = contrib.schedule_free_sgd(0.1, b1=0.9)
        state, x = peer.init(jnp.asarray(x0)), jnp.asarray(x0)
        for step in range(STEPS):
            delta, state = peer.update(jnp.asarray(objective.at(step).grad(np.asarray(x))), state, x)
            x = x + delta
        theirs = np.asarray(contrib.schedule_free_eval_params(state, x))
    else:
        p = torch.nn.Parameter(torch.tensor(x0))
        peer = schedulefree.SGDScheduleFree([p], lr=0.1, momentum=0.9)
        peer.train()
        for step in range(STEPS):
            p.grad = torch.tensor(objective.at(step).grad(p.detach().numpy()))
            peer.step()
        peer.eval()
        theirs = p.detach().numpy()
    got = np.abs(averages[-1] - theirs).max() / np.abs(theirs).max()
    note("ScheduleFree", f"{library} average", "minibatches", "float64", got)
    assert got < TOLERANCE["float64"]


def averages_of_torch(path, **averaging):
    """What ``AveragedModel`` holds after it was shown each point."""
    model = torch.nn.Linear(path.shape[-1], 1, bias=False, dtype=torch.float64)
    averaged = torch.optim.swa_utils.AveragedModel(model, **averaging)
    for x in path:
        with torch.no_grad():
            model.weight.copy_(torch.tensor(x)[None])
        averaged.update_parameters(model)
    return averaged.module.weight.detach().numpy()[0]


def test_averages_agree(note):
    path = descend(*PROBLEMS["Rosenbrock"], HeavyBall(lr=1e-3, beta=0.8), STEPS).x
    for name, optimizer, theirs in [
        ("Averaged", Averaged(HeavyBall(lr=1e-3)), averages_of_torch(path[1:])),
        (
            "MovingAverage",
            MovingAverage(HeavyBall(lr=1e-3), decay=0.95),
            averages_of_torch(path, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.95)),
        ),
    ]:
        got = np.abs(optimizer.evaluation_points(path)[-1] - theirs).max() / np.abs(theirs).max()
        note(name, "torch", "Rosenbrock", "float64", got)
        assert got < TOLERANCE["float64"]


def test_searching_methods_end_where_scipy_does(note):
    exact = {"gtol": 1e-10}
    for method, name, options in ((LBFGS, "L-BFGS-B", exact | {"ftol": 0}), (ConjugateGradient, "CG", exact)):
        objective, x0 = PROBLEMS["Rosenbrock"]
        peer = minimize(objective.value, x0, jac=objective.grad, method=name, options=options)
        ours = descend(objective, x0, method(objective), STEPS).x[-1]
        got = np.abs(ours - peer.x).max()
        note(method.__name__, f"scipy {name}", "Rosenbrock", "end", got)
        assert got < 1e-9


class Quartic(Curve):
    """x^4 / 4 + x^2 / 2 - 3 x."""

    def f(self, t):
        return t**4 / 4 + t**2 / 2 - 3 * t

    def slope(self, t):
        return t**3 + t - 3

    def bend(self, t):
        return 3 * t**2 + 1


def test_newton_ends_where_scipys_root_finder_does(note):
    curve = Quartic()
    ours = descend(curve, [2.0], Newton(curve), 8).x[-1, 0]
    theirs = newton(curve.slope, 2.0, fprime=curve.bend, tol=1e-15)
    note("Newton", "scipy newton", "one variable", "end", abs(ours - theirs))
    assert abs(ours - theirs) < 1e-14
