"""Adagrad: what it does not see, where its steps end, and what its sum of squares costs and buys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import Trajectory, descend
from optbook.claims import Evidence, claim
from optbook.noise import Noisy
from optbook.objectives import LinearChange, Quadratic
from optbook.optimizers import Adagrad
from optbook.study import study

VALLEY = Quadratic(np.diag([0.2, 4.0]))
"""The valley ``0.1 x1^2 + 2 x2^2``."""

START = np.array([-5.0, -2.0])
RATES = (0.4, 2.0)


def valley_runs(degrees: float = 0.0, rates: tuple[float, ...] = RATES, steps: int = 50) -> dict[float, Trajectory]:
    """Adagrad in the valley turned clockwise by `degrees`, from the same point of the landscape, at each rate."""
    turned = LinearChange.rotation(VALLEY, degrees)
    return {lr: descend(turned, turned.back(START), Adagrad(lr), steps) for lr in rates}


@dataclass(frozen=True, eq=False)
class Effective:
    """What divides the steps of Adagrad on ``x^2 / 2``, with noise in the gradient and without.

    Attributes
    ----------
    lr, sigma, start : floats
        Rate, standard deviation of the noise, and start.
    step : (steps,) int array
        Number of gradients in the sum.
    clean : (steps,) array
        The sum without noise.
    noisy, mean_part : (steps, lanes) arrays
        The sum with noise, and the sum of the squares of the gradients free of noise along the same runs.
    distance : (steps + 1, lanes) array
        Distance of the noisy runs to the minimum.
    gradients : (steps, lanes) array
        Gradients that the noisy runs saw.
    """

    lr: float
    sigma: float
    start: float
    step: np.ndarray
    clean: np.ndarray
    noisy: np.ndarray
    mean_part: np.ndarray
    distance: np.ndarray
    gradients: np.ndarray


@study
def effective(
    lr: float = 0.4, sigma: float = 1.0, start: float = 2.0, steps: int = 3000, lanes: int = 100, seed: int = 0
) -> Effective:
    """Run Adagrad from one start without noise, and `lanes` times with it."""
    bowl = Quadratic([[1.0]])
    noisy = Noisy(bowl, sigma, seed)
    clean = descend(bowl, [start], Adagrad(lr), steps).x
    runs = descend(noisy, np.full((lanes, 1), start), Adagrad(lr), steps).x
    gradients = runs[:-1] + np.array([noisy.draws(step, runs[0]) for step in range(steps)])
    parts = [np.cumsum(part[..., 0] ** 2, axis=0) for part in (clean[:-1], gradients, runs[:-1])]
    return Effective(lr, sigma, start, np.arange(1, steps + 1), *parts, np.abs(runs[..., 0]), gradients[..., 0])


@claim
def the_path_does_not_know_the_curvatures(seed: int = 0) -> Evidence:
    r"""Without $\varepsilon$, multiplying each coordinate's gradient by a positive number of its own changes no step:
    on $\tfrac12 \sum_i \lambda_i x_i^2$ the path is the same for all $\lambda_i > 0$.  Twenty curvatures, powers of two
    so that nothing is rounded, against curvatures of 1.  With $\varepsilon$ the first step changes by at most the
    share $\varepsilon / \lvert g_0 \rvert$ of itself, where $g_0$ is the coordinate's first gradient.
    """
    rng = np.random.default_rng(seed)
    curvatures, start, steps = 2.0 ** rng.integers(-10, 11, 20), rng.uniform(1, 3, 20), 30
    paths = {
        (eps, name): descend(Quadratic(np.diag(values)), start, Adagrad(0.4, eps), steps).x
        for eps in (0.0, 1e-10)
        for name, values in {"one": np.ones(20), "many": curvatures}.items()
    }
    gap = np.abs(paths[0.0, "many"] - paths[0.0, "one"]).max()
    first = np.diff(paths[1e-10, "many"], axis=0)[0] / np.diff(paths[0.0, "many"], axis=0)[0]
    allowed = 1e-10 / (curvatures * start)
    # Powers of two scale squares, roots and quotients without rounding: the gap is zero to the last digit.
    holds = gap == 0 and (np.abs(1 - first) <= allowed + 1e-14).all()
    return Evidence(
        bool(holds),
        {
            "largest curvature over the least": curvatures.max() / curvatures.min(),
            "largest gap between the paths": gap,
            "largest change of a first step by eps, as a share": np.abs(1 - first).max(),
            "largest that is allowed": allowed.max(),
        },
    )


def sum_bounds(objective: Quadratic, start: np.ndarray, lr: float) -> tuple[float, float]:
    """Bounds of the sum over coordinates of the root of the sum of squares, without noise, however long the run."""
    fall = objective.value(start) - objective.value(objective.minima[0])
    steep = np.linalg.eigvalsh(objective.matrix)[-1]
    reach = lr * steep
    early = 1 + 2 * np.log(np.maximum(reach / np.abs(objective.grad(start)), 1))
    return float(fall / (2 * lr)), float(2 * fall / lr + (reach + reach * early).sum())


@claim
def without_noise_the_sum_is_finite(seed: int = 0) -> Evidence:
    r"""Without noise $\sum_i \sqrt{s_{t,i}}$ stays below the bound of the theorem, and on convex functions ends above
    $(f(x_0) - f^\star) / (2 \eta)$: random quadratics of five variables, not aligned, at five rates.  On one parabola
    with small rates it exceeds $(f(x_0) - f^\star)/(2 \eta)$ by no more than
    $\tfrac34 \lvert g_0 \rvert + \tfrac14 \eta\lambda (1 + \ln(s_\infty / g_0^2))$.
    """
    rng = np.random.default_rng(seed)
    low, high = [], []
    for lr in (0.1, 0.3, 1.0, 3.0, 10.0):
        factor = rng.normal(size=(5, 5))
        bowl, start = Quadratic(factor @ factor.T / 5 + 0.1 * np.eye(5)), rng.uniform(-2, 2, 5)
        run = descend(bowl, start, Adagrad(lr), 800)
        total = np.sqrt((bowl.grad(run.x[:-1]) ** 2).sum(0)).sum()
        # What is left of the fall belongs to steps that were not made.
        below, above = sum_bounds(bowl, start, lr)
        low.append(total / (below * (1 - run.value[-1] / run.value[0])))
        high.append(total / above)
    excess, room = [], []
    for lr in (0.4, 0.2, 0.1):
        x = descend(Quadratic([[1.0]]), [2.0], Adagrad(lr), int(16 / lr**2)).x[:, 0]
        total = (x[:-1] ** 2).sum()
        excess.append(np.sqrt(total) - (x[0] ** 2 - x[-1] ** 2) / (4 * lr))
        room.append(0.75 * x[0] + lr / 4 * (1 + np.log(total / x[0] ** 2)))
    holds = min(low) >= 1 and max(high) <= 1 and min(excess) >= 0 and (np.array(excess) <= room).all()
    measured = {"least share of the lower bound": min(low), "largest share of the upper bound": max(high)}
    measured |= {"excess on the parabola, least rate": excess[-1], "allowed there": room[-1]}
    return Evidence(bool(holds), measured)


@claim
def under_noise_the_sum_grows_with_the_time(seed: int = 0) -> Evidence:
    r"""On $\tfrac12 x^2$ with noise of variance $\sigma^2$, $\E\, s_t$ lies between $\sigma^2 t$ and
    $\sigma^2 t + \E \bigl(\tfrac{D^2}{2 \eta} + \eta\bigr) \sqrt{s_t}$, where $D$ is the largest distance on the run:
    so the effective rate falls like $\eta / (\sigma \sqrt t)$.  Averages over 100 runs, within five standard errors.
    """
    runs, measured, holds = effective(seed=seed), {}, True
    for t in (100, 3000):
        total, pure = runs.noisy[t - 1], runs.sigma**2 * t
        farthest = runs.distance[:t].max(0)
        rest = total - pure - (farthest**2 / (2 * runs.lr) + runs.lr) * np.sqrt(total)
        spread = 5 / np.sqrt(len(total))
        holds &= bool(total.mean() + spread * total.std() >= pure and rest.mean() <= spread * rest.std())
        # The martingale part of the sum has the mean zero: what is not noise is the square of the mean gradient.
        martingale = total - runs.mean_part[t - 1] - pure
        holds &= bool(abs(martingale.mean()) <= spread * martingale.std())
        measured |= {f"mean of s over sigma^2 t, t = {t}": total.mean() / pure}
        measured |= {f"upper bound over sigma^2 t, t = {t}": (total - rest).mean() / pure}
    return Evidence(holds, measured)


def regret_shares(periods: np.ndarray, rates: np.ndarray, steps: int = 200) -> np.ndarray:
    """Largest regret over its bound for losses ``g_t x`` whose slopes change sign each period: ``(periods, rates)``.

    The largest is over steps and over 81 points to compare with, on both sides of the run.
    """
    slopes = np.where((np.arange(steps)[:, None] // periods) % 2, -1.0, 1.0)[..., None]
    optimizer = Adagrad(rates, 0.0)
    x = [np.zeros((len(periods), len(rates)))]
    state = optimizer.init(x[0])
    for slope in slopes:
        delta, state = optimizer.update(np.broadcast_to(slope, x[0].shape), state, x[-1])
        x.append(x[-1] + delta)
    x, slopes = np.array(x[:-1])[..., None], slopes[..., None]
    point = np.linspace(-2, 2, 81) * np.abs(x).max((0, 3), keepdims=True)
    regret = np.cumsum(slopes * (x - point), axis=0)
    distance = np.maximum.accumulate(np.abs(x - point), axis=0)
    root, lr = np.sqrt(np.arange(1, steps + 1))[:, None, None, None], rates[:, None]
    return (regret / ((distance**2 / (2 * lr) + lr) * root)).max((0, 3))


@claim
def no_sequence_beats_the_regret_bound() -> Evidence:
    r"""For losses $g_t x$ with $g_t = \pm 1$ and any point $u$ the regret is at most
    $\bigl(\tfrac{D^2}{2 \eta} + \eta\bigr) \sqrt{s_t}$: slopes that keep their sign, and slopes that change it after
    1 to 200 steps, at seven rates, at each step and for 81 points $u$.
    """
    periods = np.array([1, 2, 3, 5, 10, 20, 50, 100, 200])
    shares = regret_shares(periods, np.geomspace(0.03, 30, 7))
    return Evidence(
        bool(shares.max() <= 1),
        {"sequences, rates": shares.size, "largest share of the bound": shares.max(), "least": shares.min()},
    )
