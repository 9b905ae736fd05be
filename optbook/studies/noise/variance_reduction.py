"""Variance reduction: errors of samples that are known and taken off, what that buys, and when it buys nothing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from optbook import descend, finish, follow
from optbook.analysis import MinibatchMoments
from optbook.claims import Evidence, claim
from optbook.models import LeastSquares, LogisticRegression, Model
from optbook.noise import Minibatches
from optbook.optimizers import SAGA, SVRG, GradientDescent, Newton
from optbook.optimizers.saga import SAGAState
from optbook.optimizers.svrg import SVRGState
from optbook.protocols import Optimizer
from optbook.schedules import inverse_time
from optbook.studies.noise.variance_reduction_digits import aging, net_contest
from optbook.study import study

RIDGE = 0.01
"""Weight of the ridge; the least curvature that is known beforehand."""

METHODS = ("SGD", "falling", "SVRG", "SAGA", "descent")
"""SGD at a constant rate and at one that falls like 1/t, and gradient descent on all samples."""


@cache
def problem(count: int = 160, dim: int = 10) -> LogisticRegression:
    """Logistic regression on made data with a ridge; the last feature varies a third as much as the first."""
    rng, scale = np.random.default_rng(0), np.geomspace(1, 1 / 3, dim)
    inputs, weights = rng.normal(size=(count, dim)) * scale, rng.normal(size=dim)
    chance = 1 / (1 + np.exp(-(inputs / scale) @ weights * 2 / np.sqrt(dim)))
    return LogisticRegression(inputs, (rng.random(count) < chance).astype(int), RIDGE)


@cache
def minimum() -> np.ndarray:
    """Where its gradient is zero."""
    return finish(problem(), np.zeros(problem().dim), Newton(problem()), 12)[0]


def smoothness() -> float:
    """Largest curvature of the loss on any one sample, anywhere: a quarter of its squared length, and the ridge."""
    return float((problem().inputs ** 2).sum(1).max() / 4 + RIDGE)


def whole_smoothness() -> float:
    """The same of the mean loss."""
    inputs = problem().inputs
    return float(np.linalg.eigvalsh(inputs.T @ inputs / len(inputs))[-1] / 4 + RIDGE)


def sampled_rate() -> float:
    """Rate of all methods that see a sample a step: one third over the largest curvature."""
    return 1 / (3 * smoothness())


def each_gradient(model: Model, x: np.ndarray) -> np.ndarray:
    """Gradient of each sample at each point: ``(..., dim) -> (..., count, dim)``."""
    return model.subset(np.arange(model.count)[:, None]).grad(x[..., None, :])


def spread(gradients: np.ndarray) -> np.ndarray:
    """Mean squared distance from their mean, ``(..., count, dim) -> (...)``: the trace of the covariance."""
    return ((gradients - gradients.mean(-2, keepdims=True)) ** 2).sum(-1).mean(-1)


def svrg_gradients(steps: int | np.ndarray, period: int, count: int) -> np.ndarray:
    """Gradients of one sample in so many steps of SVRG: two a step, and those of all samples at each anchor."""
    return 2 * np.asarray(steps) + count * -(-np.asarray(steps) // period)


@dataclass(frozen=True, eq=False)
class Path:
    """Runs of one method, at the places that were kept.

    Attributes
    ----------
    passes : (kept,) array
        Gradients of one sample, over the number of samples.
    gap, distance : (kept, ..., lanes) arrays
        Value above the least, and squared distance from the minimum.
    error : (kept, ..., lanes) array
        Mean squared error of the estimate for the next step, over all samples that it may see.
    anchor_gap, anchor_distance : (kept, ..., lanes) arrays
        Value at the anchor above the least, and squared distance from it; without an anchor, that of the point and 0.
    """

    passes: np.ndarray
    gap: np.ndarray
    distance: np.ndarray
    error: np.ndarray
    anchor_gap: np.ndarray
    anchor_distance: np.ndarray

    def part(self, i: int) -> Path:
        """The runs of one of several settings."""
        return Path(self.passes, *(getattr(self, each.name)[:, i] for each in fields(self)[1:]))

    def at(self, passes: float) -> int:
        """Place that was kept last, up to so many passes."""
        return int(np.searchsorted(self.passes, passes, side="right")) - 1


@study
def paths(lanes: int = 12, passes: int = 25, seed: int = 0) -> dict[str, Path]:
    """Run `METHODS` from zero for so many passes; each lane sees samples of its own, the same for all methods."""
    model, lr, x0 = problem(), sampled_rate(), np.zeros((lanes, problem().dim))
    n, period = model.count, 2 * model.count
    source = Minibatches(model, 1, seed, replacement=True, lanes=(lanes,))
    rates = inverse_time(lr, RIDGE * lr * np.array([0, 1])[:, None, None])
    both = path(source, np.stack([x0, x0]), GradientDescent(rates), np.arange(passes * n + 1), n // 2)
    cost = svrg_gradients(np.arange(passes * n), period, n)
    whole = descend(model, x0[:1], GradientDescent(1 / whole_smoothness()), passes)
    gap, distance = away(whole.x)
    return {
        "SGD": both.part(0),
        "falling": both.part(1),
        "SVRG": path(source, x0, SVRG(source, lr, period), cost[cost <= passes * n], n // 4),
        "SAGA": path(source, x0, SAGA(source, lr), n + np.arange((passes - 1) * n + 1), n // 2),
        "descent": Path(whole.step.astype(float), gap, distance, 0 * gap, gap, 0 * gap),
    }


def path(source: Minibatches, x0: np.ndarray, optimizer: Optimizer, cost: np.ndarray, every: int) -> Path:
    """Run a method as many steps as `cost` says, the gradients taken before each, and look at every so many."""
    model, kept = source.model, []
    for step, (x, state) in enumerate(follow(source, x0, optimizer, len(cost) - 1)):
        if step % every == 0:
            anchor = getattr(state, "anchor", x)
            off = spread(each_gradient(model, x) - known(model, state))
            kept.append((*away(x), off, away(anchor)[0], ((x - anchor) ** 2).sum(-1)))
    return Path(cost[::every] / model.count, *(np.array(part) for part in zip(*kept, strict=True)))


def known(model: Model, state: object) -> np.ndarray | float:
    """What an estimate takes off the gradient of each sample, but for its mean: ``(..., count, dim)``."""
    match state:
        case SVRGState(anchor=anchor):
            return each_gradient(model, anchor)
        case SAGAState(table=table):
            return table
    return 0.0


def away(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Value above the least, and squared distance from the minimum."""
    return problem().value(x) - problem().value(minimum()), ((x - minimum()) ** 2).sum(-1)


def saga_bound(steps: np.ndarray) -> np.ndarray:
    """Mean squared distance from the minimum after so many steps from zero that the theorem allows."""
    count, start = problem().count, away(np.zeros(problem().dim))
    rest = start[1] + 2 * count / 3 / smoothness() * start[0]
    return rest * (1 - min(1 / (4 * count), RIDGE / (3 * smoothness()))) ** np.asarray(steps)


def svrg_factor(rate: float, period: float) -> float:
    """What is left of the mean gap from one anchor to the next by the theorem; `rate` is in units of ``1 / L``.

    The period is in units of ``L / mu``.  The next anchor is an iterate drawn at random.
    """
    return 1 / (rate * (1 - 2 * rate) * period) + 2 * rate / (1 - 2 * rate)


@dataclass(frozen=True, eq=False)
class Cloud:
    """Gradients of all samples at two points.

    Attributes
    ----------
    here, anchor : (count, dim) arrays
    """

    here: np.ndarray
    anchor: np.ndarray

    @property
    def estimates(self) -> np.ndarray:
        """What SVRG would step along with each of the samples, ``(count, dim)``."""
        return self.here - self.anchor + self.anchor.mean(0)


@cache
def cloud(age: int = 100, seed: int = 0) -> Cloud:
    """At an iterate of SVRG so many steps after the start, and at the start, its first anchor."""
    model = problem()
    source = Minibatches(model, 1, seed, replacement=True)
    x, state = finish(source, np.zeros(model.dim), SVRG(source, sampled_rate(), 2 * model.count), age)
    return Cloud(each_gradient(model, x), each_gradient(model, state.anchor))


def mean_steps(source: Minibatches, method: SVRG | SAGA, x: np.ndarray, state: object) -> np.ndarray:
    """Mean of what `method` would do next from a state, over all samples in turn, ``(dim,)``."""
    first = source.model.count  # of the second epoch, in which SVRG sets no anchor
    steps = [
        method.update(source.at(step).grad(x), state._replace(step=step), x)[0] for step in range(first, 2 * first)
    ]
    return np.mean(steps, axis=0)


@dataclass(frozen=True, eq=False)
class Fits:
    """Least squares with SGD at a constant rate, exactly: where all samples can be fitted, and where they cannot.

    Attributes
    ----------
    lr : float
        One third over the largest curvature of a sample.
    fitted, noisy : (passes + 1,) arrays
        Mean value above the least after each pass.
    bound : (passes + 1,) array
        Of the theorem, for the first of them.
    """

    lr: float
    fitted: np.ndarray
    noisy: np.ndarray
    bound: np.ndarray


@cache
def fits(passes: int = 25) -> Fits:
    """Targets that are linear in the inputs of `problem`, and the same with noise of variance one."""
    inputs, rng = problem().inputs, np.random.default_rng(1)
    slopes, largest, n = rng.normal(size=problem().dim), float((inputs**2).sum(1).max()), len(inputs)
    lr, line = 1 / (3 * largest), inputs @ slopes
    models = (LeastSquares(inputs, targets) for targets in (line, line + rng.normal(size=n)))
    found = [MinibatchMoments(model, 1).excess(lr, passes * n, n) for model in models]
    curvature = np.linalg.eigvalsh(inputs.T @ inputs / n)[0]
    bound = largest / 2 * (slopes @ slopes) * (1 - lr * curvature) ** (n * np.arange(passes + 1))
    return Fits(lr, *found, bound)


@claim
def both_are_right_on_average(seed: int = 0) -> Evidence:
    """Over all samples the mean of the next step of SVRG, and of SAGA, is that of gradient descent: from a state on
    the way, where single steps differ by more than the whole one is long.
    """
    model, lr = problem(), sampled_rate()
    in_order = Minibatches(model, 1, order="given")
    source = Minibatches(model, 1, seed, replacement=True)
    measured = {}
    for name, method in (("SVRG", SVRG(source, lr, 3 * model.count)), ("SAGA", SAGA(source, lr))):
        x, state = finish(source, np.zeros(model.dim), method, 100)
        twin = type(method)(in_order, *(getattr(method, each.name) for each in fields(method)[1:]))
        whole = -lr * model.grad(x)
        off = np.linalg.norm(mean_steps(in_order, twin, x, state) - whole) / np.linalg.norm(whole)
        alone = np.sqrt(spread(each_gradient(model, x) - known(model, state))) / np.linalg.norm(model.grad(x))
        measured |= {f"{name}: mean step from the whole one, relative": off, f"{name}: a step, the same": float(alone)}
    off, alone = list(measured.values())[::2], list(measured.values())[1::2]
    # Rounding of sums over 160 samples, relative to a gradient that is about as long as those of samples.
    return Evidence(max(off) < 1e-12 and min(alone) > 1, measured)


@claim
def the_error_of_svrg_stays_below_both_bounds(seed: int = 0) -> Evidence:
    r"""At each place looked at on the way of SVRG the mean squared error of its estimate is at most $L^2 \lVert x - a
    \rVert^2$, and at most $4L$ times the sum of the gaps at $x$ and at $a$.
    """
    found, top = paths(seed=seed)["SVRG"], smoothness()
    rows = found.anchor_distance > 0
    near = (found.error[rows] / (top**2 * found.anchor_distance[rows])).max()
    low = (found.error[rows] / (4 * top * (found.gap + found.anchor_gap)[rows])).max()
    return Evidence(
        bool(near <= 1 and low <= 1),
        {
            "places": int(rows.sum()),
            "largest error over the bound by distance": near,
            "largest error over the bound by gaps": low,
            "largest error, first over last place": float(found.error[1].max() / found.error[-1].max()),
        },
    )


@claim
def a_constant_rate_is_enough(seed: int = 0) -> Evidence:
    r"""At the constant rate $1/(3L)$ SVRG and SAGA end, after 25 passes, in each of 12 runs below gradient descent and
    below SGD with a falling rate.  SGD at a constant rate ends above gradient descent in each.  The median gap of SVRG
    and that of SAGA fall by at least a half in every five passes.
    """
    found = paths(seed=seed)
    ends = {name: each.gap[-1] for name, each in found.items()}
    whole = float(ends["descent"][0])
    factors = {}
    for name in ("SVRG", "SAGA"):
        at = [found[name].at(passes) for passes in (5, 10, 15, 20, 25)]
        middle = np.median(found[name].gap[at], axis=-1)
        factors[name] = float((middle[1:] / middle[:-1]).max())
    below = max(ends["SVRG"].max(), ends["SAGA"].max()) < min(whole, ends["falling"].min())
    below &= ends["SGD"].min() > whole
    return Evidence(
        bool(below and max(factors.values()) < 0.5),
        {f"largest gap at the end, {name}": float(ends[name].max()) for name in ("SVRG", "SAGA")}
        | {"gap at the end, gradient descent": whole}
        | {f"least gap at the end, {name}": float(ends[name].min()) for name in ("falling", "SGD")}
        | {f"five passes leave at most, {name}": factor for name, factor in factors.items()},
    )


@claim
def saga_stays_below_its_theorem(seed: int = 0) -> Evidence:
    r"""At the rate $1/(3L)$ the squared distance of SAGA from the minimum, as a mean over 12 runs, is below the bound
    at each place looked at.  After 25 passes it is less than a thousandth of it.
    """
    found = paths(seed=seed)["SAGA"]
    share = found.distance.mean(-1) / saga_bound((found.passes - 1) * problem().count)
    return Evidence(
        bool((share < 1).all() and share[-1] < 1e-3),
        {"places": len(share), "largest share of the bound": share.max(), "share at the end": share[-1]},
    )


@claim
def in_the_first_passes_sgd_leads(seed: int = 0) -> Evidence:
    """After two passes SGD is lower than SVRG, and than gradient descent, in at least 9 of 12 runs; after ten passes
    SVRG is lower in as many.
    """
    found = paths(seed=seed)
    gaps = {name: {p: each.gap[each.at(p)] for p in (2, 10)} for name, each in found.items()}
    wins = {
        "SGD below SVRG after two passes": int((gaps["SGD"][2] < gaps["SVRG"][2]).sum()),
        "SGD below gradient descent after two passes": int((gaps["SGD"][2] < gaps["descent"][2]).sum()),
        "SVRG below SGD after ten passes": int((gaps["SVRG"][10] < gaps["SGD"][10]).sum()),
    }
    return Evidence(min(wins.values()) >= 9, wins | {"runs": len(gaps["SGD"][2])})


@claim
def without_noise_at_the_minimum_sgd_is_linear_too() -> Evidence:
    r"""On least squares whose samples can all be fitted the mean gap of SGD at the rate $1/(3L)$ is at most
    $\tfrac L2 (1 - \eta\mu)^t \lVert x_0 - x^\star \rVert^2$ after each pass, and ten passes leave less than a
    thousandth of it.  With noise in the targets it stays where it is, up to a tenth.
    """
    found = fits()
    fall, stay = found.fitted[25] / found.fitted[15], found.noisy[25] / found.noisy[15]
    return Evidence(
        bool((found.fitted <= found.bound).all() and fall < 1e-3 and abs(stay - 1) < 0.1),
        {
            "largest mean gap over the bound": float((found.fitted / found.bound).max()),
            "passes 15 to 25 leave, fitted": float(fall),
            "passes 15 to 25 leave, with noise": float(stay),
        },
    )


@claim
def an_anchor_ages_fastest_early_in_training(seed: int = 0) -> Evidence:
    """On networks for digits the variance with an anchor is above that without one, one epoch after an anchor at the
    start.  One epoch after anchors at one epoch and at six it is below.  All are medians of three runs.
    """
    found = aging(seed=seed)
    share = np.median(found.share()[:, np.abs(found.age - 1).argmin()], axis=-1)
    measured = {
        f"share of the variance, anchor at epoch {at}": each for at, each in zip(found.epoch, share, strict=True)
    }
    return Evidence(bool(share[0] > 1 and share[1:].max() < 1), measured)


@claim
def at_equal_cost_networks_gain_nothing(seed: int = 0) -> Evidence:
    """Networks for digits have a lower training loss with SGD than with SVRG after as many gradients: in each run and
    at each of four rates.
    """
    found = net_contest(seed=seed)
    ratio = found.svrg / found.sgd
    return Evidence(
        bool((ratio > 1).all()),
        {
            f"median loss of SVRG over SGD, rate {lr:.3g}": float(np.median(row))
            for lr, row in zip(found.lr, ratio, strict=True)
        }
        | {"least quotient": float(ratio.min())},
    )
