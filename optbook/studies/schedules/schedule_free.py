"""Schedule-Free descent: its three points, what the interpolation does on a quadratic, and how it stands to a decay."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from optbook import descend, finish
from optbook.claims import Evidence, claim
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import Averaged, GradientDescent, ScheduleFree, ScheduleFreeAdamW
from optbook.protocols import Objective, Optimizer
from optbook.schedules import warmup
from optbook.studies.schedules.schedule_free_runs import contest
from optbook.study import study

PARABOLA = Quadratic([[1.0]])
"""One component of a quadratic, of curvature one."""

BETAS = (0.0, 0.5, 0.75, 0.9)
"""Interpolations that are compared."""


@dataclass(frozen=True, eq=False)
class Points:
    """The three points of a run, ``(steps + 1, ..., dim)`` each."""

    y: np.ndarray
    x: np.ndarray
    z: np.ndarray


def points(optimizer: Optimizer, objective: Objective, start: np.ndarray, steps: int) -> Points:
    """Run a Schedule-Free method, and keep where gradients are taken, the average, and the underlying iterate."""
    y, see = np.asarray(start, float), getattr(objective, "at", lambda step: objective)
    with np.errstate(over="ignore", invalid="ignore"):
        state = optimizer.init(y)
        y = y + np.zeros_like(state.z)
        rows = [(y, state.average, state.z)]
        for step in range(steps):
            delta, state = optimizer.update(see(step).grad(y), state, y)
            y = y + delta
            rows.append((y, state.average, state.z))
    return Points(*(np.array(row) for row in zip(*rows, strict=True)))


def primal_averaging(objective: Objective, start: np.ndarray, lr: float, steps: int) -> np.ndarray:
    """Averages of gradient descent whose gradients are taken at the average: ``(steps + 1, dim)``."""
    x = z = np.asarray(start, float)
    path = [x]
    for step in range(steps):
        z = z - lr * objective.grad(x)
        x = x + (z - x) / (step + 1)
        path.append(x)
    return np.array(path)


@study
def forgetting(betas: tuple[float, ...] = BETAS, keep: float = 0.6, steps: int = 2000) -> np.ndarray:
    """Distance of the average from the minimum of a parabola, from 1 and without noise, ``(steps + 1, betas)``.

    The rates are such that a step of ``z`` keeps the share `keep` of its distance: ``(1 - keep) / (1 - beta)``.
    """
    beta = np.array(betas)[:, None]
    return np.abs(points(ScheduleFree((1 - keep) / (1 - beta), beta=beta), PARABOLA, np.ones(1), steps).x[..., 0])


@dataclass(frozen=True, eq=False)
class Noise:
    """Runs on a parabola with noise of scale one, from the minimum.

    Attributes
    ----------
    beta, lr : (settings,) arrays
    x, y : (settings, lanes) arrays
        The average at the end, and where the last gradient would be taken.
    weighted : (settings, lanes) array
        Minus the mean of the same noise, the one of step j weighted with ``j ** (beta / (1 - beta))``.
    """

    beta: np.ndarray
    lr: np.ndarray
    x: np.ndarray
    y: np.ndarray
    weighted: np.ndarray


@study
def noise(shares: tuple[float, ...] = (0.2, 1.0), lanes: int = 1000, steps: int = 1500, seed: int = 0) -> Noise:
    """Each of `BETAS` at the rates `shares` of the largest stable one over two."""
    beta, share = (part.ravel() for part in np.meshgrid(BETAS, shares, indexing="ij"))
    lr, power = share / (1 - beta), beta / (1 - beta)
    source = Noisy(PARABOLA, 1.0, seed, lanes=(lanes,))
    optimizer = ScheduleFree(lr[:, None, None], beta=beta[:, None, None])
    x = np.zeros((len(beta), lanes, 1))
    state, weighted = optimizer.init(x), np.zeros((len(beta), lanes))
    for step in range(steps):
        grad = source.at(step).grad(x)
        weighted -= ((step + 1) / steps) ** power[:, None] * (grad - x)[..., 0]
        delta, state = optimizer.update(grad, state, x)
        x = x + delta
    weights = (np.arange(1, steps + 1)[:, None] / steps) ** power
    weighted /= weights.sum(0)[:, None]
    return Noise(beta, lr, state.average[..., 0], x[..., 0], weighted)


@claim
def the_iterate_is_a_weighted_average() -> Evidence:
    r"""The point $x_t$ is the average of $z_1, \dots, z_t$ with the weights $w_0, \dots, w_{t-1}$, the squares of the
    largest rate so far: for gradient descent and AdamW, constant rates and warmups, and all interpolations.
    """
    bowl, start, steps, gaps = Quadratic(np.diag([1.0, 9.0])), np.array([3.0, -2.0]), 200, []
    for lr in (0.1, warmup(0.1, 50)):
        for beta in BETAS:
            for optimizer in (ScheduleFree(lr, beta=beta), ScheduleFreeAdamW(lr, beta1=beta)):
                run = points(optimizer, bowl, start, steps)
                rates = np.array([lr(t) if callable(lr) else lr for t in range(steps)])
                weights = np.maximum.accumulate(rates) ** 2
                mean = [np.average(run.z[1 : t + 1], axis=0, weights=weights[:t]) for t in range(1, steps + 1)]
                gaps.append(np.abs(mean - run.x[1:]).max())
    # Two hundred roundings of numbers of the size of the start.
    return Evidence(max(gaps) < 1e-12, {"runs": len(gaps), "largest gap": max(gaps)})


@claim
def the_interpolation_joins_two_averages() -> Evidence:
    r"""With $\beta = 0$ the gradients are taken on a run of gradient descent, and $x_t$ is its Polyak-Ruppert average.
    As $\beta \to 1$ the run tends to that of primal averaging.
    """
    bowl, start, lr, steps = Quadratic(np.diag([1.0, 9.0])), np.array([3.0, -2.0]), 0.05, 200
    free, plain = (
        points(ScheduleFree(lr, beta=0.0), bowl, start, steps),
        descend(bowl, start, GradientDescent(lr), steps).x,
    )
    averages = Averaged(GradientDescent(lr)).evaluation_points(plain)
    zero = max(np.abs(free.y - plain).max(), np.abs(free.x - averages).max())
    primal = primal_averaging(bowl, start, lr, steps)
    off = [
        np.abs(points(ScheduleFree(lr, beta=1 - e), bowl, start, steps).x - primal).max() for e in (1e-3, 1e-6, 1e-9)
    ]
    # The run depends smoothly on beta: a thousandth of 1 - beta is a thousandth of the gap, up to second order.
    holds = zero < 1e-12 and all(abs(1e3 * b / a - 1) < 0.1 for a, b in pairwise(off))
    measured = {"largest gap at beta 0": zero, "from primal averaging, 1 - beta = 1e-3": off[0]}
    return Evidence(bool(holds), measured | {"the same, 1e-6": off[1], "the same, 1e-9": off[2]})


@claim
def the_start_is_forgotten_like_a_power() -> Evidence:
    r"""On a parabola and without noise $|x_t - x^\star|$ falls like $t^{-1/(1 - \beta)}$, for $\beta$ from $0$ to
    $9/10$.
    """
    distance, exponent = forgetting(), -1 / (1 - np.array(BETAS))
    early, late = (np.log2(distance[2 * t] / distance[t]) for t in (500, 1000))
    # A correction like 1/t changes an exponent that is read between t and 2t by as much again from 500 to 1000 as is
    # left at 1000; half as much more is allowed for the next order.
    holds = np.abs(late - exponent) <= 1.5 * np.abs(late - early) + 1e-9
    measured = {f"exponent, beta {beta:g}": found for beta, found in zip(BETAS, late, strict=True)}
    return Evidence(bool(holds.all()), measured)


@claim
def the_interpolation_raises_the_largest_rate(seed: int = 0) -> Evidence:
    r"""On a parabola of curvature $\lambda$ a run tends to the minimum for $(1 - \beta) \, \eta\lambda < 2$ and not
    otherwise: for random $\beta$ below $9/10$, runs at $49/50$ of the limit vanish, and runs at $51/50$ of it grow.
    """
    beta = np.random.default_rng(seed).uniform(0, 0.9, 50)[:, None]
    share = np.array([0.98, 1.02])[:, None, None]
    _, state = finish(PARABOLA, np.ones((2, 50, 1)), ScheduleFree(2 * share / (1 - beta), beta=beta), 4000)
    ends = np.abs(state.z[..., 0])
    # The fast part of a run changes by 0.96 or 1.04 a step, e^-163 and e^157 in 4000, up to powers of t below t^10; the
    # slow part of z is at most beta/(1 - beta) times t^(-1/(1 - beta)), far below a thousandth.
    return Evidence(
        bool(ends[0].max() < 1e-3 and ends[1].min() > 1e3),
        {"values of beta": len(beta), "largest below the limit": ends[0].max(), "least above it": ends[1].min()},
    )


@claim
def the_interpolation_costs_variance(seed: int = 0) -> Evidence:
    r"""With noise of variance $\sigma^2$, at rest, $T$ times the variance of $x_T$ is $\sigma^2/(\lambda^2 (1 -
    \beta^2))$, at two rates for each of four $\beta$, up to five standard errors and a share of $2/((1 - \beta)^2
    \eta\lambda T)$.
    """
    steps, lanes = 1500, 1000
    run = noise(lanes=lanes, steps=steps, seed=seed)
    ratio = steps * (run.x**2).mean(1) * (1 - run.beta**2)
    # The ends of the run, of relative size 1/(eta lambda T) for beta 0, weigh 1/(1 - beta) as much.
    allowed = 5 * np.sqrt(2 / lanes) + 2 / ((1 - run.beta) ** 2 * run.lr * steps)
    apart = np.sqrt(((run.x - run.weighted) ** 2).mean(1) / (run.x**2).mean(1))
    return Evidence(
        bool((np.abs(ratio - 1) < allowed).all()),
        {
            "runs at each setting": lanes,
            "least variance over theory": ratio.min(),
            "largest variance over theory": ratio.max(),
            "farthest from the weighted mean of the noise, in its scale": apart.max(),
        },
    )


@claim
def where_gradients_are_taken_nothing_comes_to_rest(seed: int = 0) -> Evidence:
    r"""The standard deviation of $y_t$ at rest is that of gradient descent at the rate $(1 - \beta) \eta$, up to five
    standard errors and that of $x_t$.
    """
    lanes = 1000
    run = noise(lanes=lanes, seed=seed)
    share = (1 - run.beta) * run.lr
    floor, found, slow = np.sqrt(share / (2 - share)), np.sqrt((run.y**2).mean(1)), np.sqrt((run.x**2).mean(1))
    # y is a sum of such a run and of a part that moves with x, so its scale is off by that of x at most.
    holds = np.abs(found - floor) < 5 * floor / np.sqrt(2 * lanes) + slow
    measured = {"least scale over theory": (found / floor).min(), "largest scale over theory": (found / floor).max()}
    return Evidence(bool(holds.all()), measured | {"least scale of y over that of x": (found / slow).min()})


@claim
def it_is_ahead_of_a_constant_rate_and_of_its_average(seed: int = 0) -> Evidence:
    r"""On logistic regression, each at its best rate, Schedule-Free with $\beta = 9/10$ leaves less at $x_t$ than
    gradient descent at a constant rate does at its iterate or at its average: the intervals, from 16 runs, do not meet.
    It leaves less at $x_t$ than at $y_t$ in the mean.
    """
    run = contest("logistic", seed=seed)
    best = run.ratio["free"]
    gap = np.log(run.left_at_y["free"] / run.left["free"])
    holds = all(best[2] < run.ratio[name][0] for name in ("constant", "averaged")) and gap > 0
    measured = {f"left, {name}": run.left[name] for name in ("constant", "averaged", "free", "linear")}
    return Evidence(bool(holds), measured | {"left at y": run.left_at_y["free"]})


@claim
def on_digits_it_is_ahead_of_a_linear_decay(seed: int = 0) -> Evidence:
    """After 200 steps on digits, each at its best rate, Schedule-Free AdamW has a lower training loss than AdamW with a
    rate that falls along a straight line.  The interval for the ratio, from 16 runs, lies below one.
    """
    run = contest("digits", seed=seed)
    low, middle, high = run.ratio["AdamW, free"]
    measured = {"loss, Schedule-Free AdamW": run.left["AdamW, free"], "loss, linear decay": run.left["AdamW, linear"]}
    return Evidence(high < 1, measured | {"ratio, low": low, "ratio": middle, "ratio, high": high})
