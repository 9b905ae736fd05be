"""Stochastic gradients: one sample in place of all, and three schedules on a noisy quadratic, over many seeds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from optbook import Trajectory, descend, follow
from optbook.analysis import central_difference, noisy_moments, stationary_variance
from optbook.claims import Evidence, claim
from optbook.data import load
from optbook.models import LeastSquares
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent
from optbook.protocols import Rate
from optbook.schedules import constant, exponential, polynomial
from optbook.study import study

CURVATURES = np.array([2.0, 4.0])
"""Of the example, ``x1^2 + 2 x2^2``, along its axes."""

START = np.array([-5.0, -2.0])
"""Where its runs begin."""

SCHEDULES = {"constant": constant(0.1), "exponential": exponential(0.1, 0.1), "polynomial": polynomial(0.1, 0.1)}
"""Rates of the three runs."""


def bowl() -> Quadratic:
    """The example, ``x1^2 + 2 x2^2``."""
    return Quadratic(np.diag(CURVATURES))


@cache
def noisy_run(lr: Rate, lanes: int = 500, steps: int = 1000, seed: int = 0, every: int = 1) -> Trajectory:
    """Gradient descent on `bowl` from `START`, in each lane with standard normal noise of its own in the gradient.

    Each `every`-th iterate is kept, and the last.
    """
    starts = np.broadcast_to(START, (lanes, 2))
    return descend(Noisy(bowl(), 1.0, seed), starts, GradientDescent(lr), steps, every=every)


def scheduled_runs(lanes: int = 500, steps: int = 1000, seed: int = 0) -> dict[str, Trajectory]:
    """Such runs under each of `SCHEDULES`, all with the same noise."""
    return _scheduled_runs(lanes, steps, seed)


@cache
def _scheduled_runs(lanes: int, steps: int, seed: int) -> dict[str, Trajectory]:
    rates = np.stack([schedule(np.arange(steps)) for schedule in SCHEDULES.values()], axis=1)[..., None, None]
    starts = np.broadcast_to(START, (len(SCHEDULES), lanes, 2))
    run = descend(Noisy(bowl(), 1.0, seed, lanes=(lanes,)), starts, GradientDescent(rates.__getitem__), steps)
    return {
        name: Trajectory(run.x[:, row], run.value[:, row], run.diverged[row], run.step)
        for row, name in enumerate(SCHEDULES)
    }


@dataclass(frozen=True, eq=False)
class Spread:
    """Distances to the minimum, of many runs.

    Attributes
    ----------
    share : float
        Share of the runs that lie between `low` and `high`.
    step, median, low, high : (steps + 1,) arrays
    """

    share: float
    step: np.ndarray
    median: np.ndarray
    low: np.ndarray
    high: np.ndarray


@study
def spreads(lanes: int = 500, steps: int = 1000, share: float = 0.8, seed: int = 0) -> dict[str, Spread]:
    """Distance to the minimum under each of `SCHEDULES`."""
    levels = [0.5, (1 - share) / 2, (1 + share) / 2]
    return {
        name: Spread(share, run.step, *np.quantile(np.hypot(run.x[..., 0], run.x[..., 1]), levels, axis=1))
        for name, run in scheduled_runs(lanes, steps, seed).items()
    }


def wrong_verdicts(step: int, seed: int = 0) -> float:
    """How often one run at the constant rate is nearer to the minimum at `step` than one run at the polynomial rate.

    All pairs of a run of the one kind and a run of the other are counted; the two kinds meet different noise.
    """
    one, other = scheduled_runs(seed=seed)["constant"], noisy_run(SCHEDULES["polynomial"], seed=seed + 1)
    near, far = (np.linalg.norm(run.x[step], axis=-1) for run in (one, other))
    return float((near[:, None] < far).mean())


@dataclass(frozen=True, eq=False)
class Rests:
    """Where runs at constant rates come to rest.

    Attributes
    ----------
    samples : int
        Iterates behind each measured number.
    lr : (rates,) array
    sd, theory : (rates, 2) arrays
        Standard deviation along the two axes, of late iterates and of the theorem.
    """

    samples: int
    lr: np.ndarray
    sd: np.ndarray
    theory: np.ndarray


@study
def rests(lanes: int = 400, count: int = 10, seed: int = 0) -> Rests:
    """Sweep constant rates from 0.02 to 0.48 and take iterates after 400 steps, so far apart that they are unrelated.

    All runs start at the minimum.  There ``(1 - lr lambda)^(2t)`` of the variance is missing, less than 1e-10 of it.
    All rates meet the same noise.
    """
    lr = np.linspace(0.02, 0.48, count)
    starts = np.zeros((count, lanes, 2))
    run = descend(Noisy(bowl(), 1.0, seed, lanes=(lanes,)), starts, GradientDescent(lr[:, None, None]), 800, every=200)
    late = run.x[2:]
    sd = np.sqrt((late**2).mean((0, 2)))
    return Rests(late.shape[0] * lanes, lr, sd, np.sqrt(stationary_variance(CURVATURES, lr[:, None])))


@dataclass(frozen=True, eq=False)
class Tradeoff:
    """Root mean square distance to the minimum for constant rates.

    Attributes
    ----------
    lr : (rates,) array
    step : (steps + 1,) array
    distance, theory : (steps + 1, rates) arrays
        Of simulated runs, and from the recursion for mean and variance.
    """

    lr: np.ndarray
    step: np.ndarray
    distance: np.ndarray
    theory: np.ndarray


@study
def tradeoff(lanes: int = 500, steps: int = 1000, seed: int = 0) -> Tradeoff:
    """Run four constant rates, each a quarter of the one before, with the same noise."""
    lr = 0.4 / 4.0 ** np.arange(4)
    starts = np.broadcast_to(START, (4, lanes, 2))
    run = follow(Noisy(bowl(), 1.0, seed, lanes=(lanes,)), starts, GradientDescent(lr[:, None, None]), steps)
    distance = np.sqrt([(x**2).sum(-1).mean(-1) for x, _ in run])
    theory = noisy_moments(CURVATURES, lr[:, None], steps, START).square.sum(-1)
    return Tradeoff(lr, np.arange(steps + 1), distance, np.sqrt(theory))


@dataclass(frozen=True, eq=False)
class Cloud:
    """Gradients of single samples in two parameters, at two places.

    Attributes
    ----------
    places : (2, 2) array
        The start, and the minimum of the loss.
    gradients : (2, count, 2) array
        Of each sample's loss.
    full : (2, 2) array
        Gradient of the whole loss.
    """

    places: np.ndarray
    gradients: np.ndarray
    full: np.ndarray


def patients() -> LeastSquares:
    """Progress of diabetes from two measurements of each patient: body mass index, and the one called ltg."""
    data = load("diabetes")
    columns = [data.feature_names.index(name) for name in ("body mass index", "ltg")]
    return LeastSquares(data.train_inputs[:, columns], data.train_targets)


def cloud() -> Cloud:
    """Gradient of each sample's loss, at the origin and at the minimum."""
    model = patients()
    places = np.stack([np.zeros(2), model.minimum])
    samples = model.subset(np.arange(model.count)[:, None])
    return Cloud(places, samples.grad(places[:, None]), model.grad(places))


@claim
def the_mean_over_samples_is_the_gradient() -> Evidence:
    """For the patients' least squares the mean of the samples' gradients is the gradient of the loss, found here from
    differences of its values; at the minimum it is zero.  The samples' own gradients are not: there the scatter around
    their mean is as wide as a half of what it is at the start, or wider.
    """
    found = cloud()
    mean = found.gradients.mean(1)
    differences = central_difference(patients().value, found.places[:, None], np.eye(2), 1e-4)
    spread = np.sqrt(((found.gradients - mean[:, None]) ** 2).sum(-1).mean(1))
    gap = float(np.abs(mean - differences).max())
    holds = gap < 1e-8 and np.abs(mean[1]).max() < 1e-12 and spread[1] > spread[0] / 2
    return Evidence(
        bool(holds),
        {
            "samples": found.gradients.shape[1],
            "largest gap between the mean and differences": gap,
            "length of the gradient at the start": float(np.linalg.norm(mean[0])),
            "length of the gradient at the minimum": float(np.linalg.norm(mean[1])),
            "scatter at the start": float(spread[0]),
            "scatter at the minimum": float(spread[1]),
        },
    )


@claim
def a_constant_rate_comes_to_rest_at_this_distance(seed: int = 0) -> Evidence:
    r"""On $x_1^2 + 2 x_2^2$ with standard normal noise and the rate $0.1$ the late iterates have the standard deviation
    $\sqrt{\eta / (\lambda (2 - \eta\lambda))}$ along each axis, and the mean value is
    $\tfrac12 \sum_i \eta / (2 - \eta\lambda_i)$, up to five standard errors.
    """
    lr, apart = 0.1, 50  # after 50 steps at most 2e-5 of the past is left: late ones are unrelated
    x = noisy_run(constant(lr), 2000, 1000, 10 + seed, apart).x[200 // apart :]
    samples = x[..., 0].size
    sd, theory = np.sqrt((x**2).mean((0, 1))), np.sqrt(lr / (CURVATURES * (2 - lr * CURVATURES)))
    values = bowl().value(x)
    expected = 0.5 * float((lr / (2 - lr * CURVATURES)).sum())
    off = abs(values.mean() - expected)
    # A standard deviation from n normal numbers has the relative standard error 1 / sqrt(2 n).
    close = np.abs(sd / theory - 1) < 5 / np.sqrt(2 * samples)
    holds = close.all() and off < 5 * values.std() / np.sqrt(samples)
    return Evidence(
        bool(holds),
        {
            "standard deviation of x1": sd[0],
            "theory, x1": theory[0],
            "standard deviation of x2": sd[1],
            "theory, x2": theory[1],
            "mean value": values.mean(),
            "theory, value": expected,
            "iterates behind each": samples,
        },
    )


@claim
def the_whole_range_of_rates_rests_where_the_theorem_says(seed: int = 0) -> Evidence:
    r"""For constant rates up to nearly $2/\lambda_2$ the measured standard deviations along both axes are those of the
    theorem, each up to five standard errors.
    """
    found = rests(seed=seed)
    off = np.abs(found.sd / found.theory - 1) * np.sqrt(2 * found.samples)
    return Evidence(
        bool(off.max() < 5),
        {
            "rates": len(found.lr),
            "largest rate": found.lr[-1],
            "iterates behind each number": found.samples,
            "largest gap in standard errors": off.max(),
        },
    )


@claim
def mean_and_variance_follow_the_theorem_from_the_start(seed: int = 0) -> Evidence:
    r"""At the rate $0.1$ from $(-5, -2)$ the mean of the runs after $t$ steps is $(1 - \eta\lambda)^t$ times the start,
    and their variance is $1 - (1 - \eta\lambda)^{2t}$ of the stationary one, along both axes and for
    $t = 1, 2, 5, 10, 20, 50$, up to five standard errors.
    """
    lanes, lr, t = 4000, 0.1, np.array([1, 2, 5, 10, 20, 50])
    x = noisy_run(constant(lr), lanes, 50, 10 + seed).x[t]
    kept = (1 - lr * CURVATURES) ** t[:, None]
    variance = lr / (CURVATURES * (2 - lr * CURVATURES)) * (1 - kept**2)
    mean_off = np.abs(x.mean(1) - START * kept) / np.sqrt(variance / lanes)
    variance_off = np.abs(x.var(1, ddof=1) / variance - 1) / np.sqrt(2 / (lanes - 1))
    return Evidence(
        bool(mean_off.max() < 5 and variance_off.max() < 5),
        {
            "largest gap of a mean, in standard errors": mean_off.max(),
            "largest gap of a variance, in standard errors": variance_off.max(),
        },
    )


@claim
def the_exponential_schedule_stops_short(seed: int = 0) -> Evidence:
    r"""All rates $0.1 \, e^{-0.1 t}$, $t = 0, 1, 2, \dots$, add up to $S = 0.1 / (1 - e^{-0.1})$. With them the mean of
    $x_1$ after 1000 steps from $-5$ is the product of the factors $1 - 2\eta_t$ times $-5$, up to five standard errors.
    The share that is left lies between $e^{-2S/(1 - 2\eta_0)}$ and $e^{-2S}$.
    """
    rates = SCHEDULES["exponential"](np.arange(1000))
    total = 0.1 / (1 - np.exp(-0.1))
    left = float(np.prod(1 - 2 * rates))
    x1 = noisy_run(SCHEDULES["exponential"], 2000, 1000, 30 + seed, 1000).x[-1, :, 0]
    error = x1.std() / np.sqrt(len(x1))
    holds = (
        abs(rates.sum() - total) < 1e-12
        and abs(x1.mean() + 5 * left) < 5 * error
        and np.exp(-2 * total / (1 - 2 * rates[0])) < left < np.exp(-2 * total)
    )
    return Evidence(
        bool(holds),
        {
            "sum of the rates": total,
            "mean of x1 after 1000 steps, simulated": x1.mean(),
            "its standard error": error,
            "mean of x1 after 1000 steps, product": -5 * left,
            "share left": left,
            "bound from below": float(np.exp(-2 * total / (1 - 2 * rates[0]))),
            "bound from above": float(np.exp(-2 * total)),
        },
    )


@claim
def the_variance_follows_a_slow_schedule(seed: int = 0) -> Evidence:
    r"""Under $\eta_t = 0.1 \, (1 + 0.1 t)^{-1/2}$ the variance along an axis of curvature $\lambda$ after 1000 steps is
    $\eta_t / (2\lambda)$, up to five standard errors and two percent for a rate that is not yet infinitely slow.
    """
    schedule, lanes = SCHEDULES["polynomial"], 2000
    x = noisy_run(schedule, lanes, 1000, 40 + seed, 1000).x[-1]
    expected = schedule(1000) / (2 * CURVATURES)
    ratio = x.var(0, ddof=1) / expected
    return Evidence(
        bool((np.abs(ratio - 1) < 5 * np.sqrt(2 / lanes) + 0.02).all()),
        {
            "simulated over predicted, x1": ratio[0],
            "simulated over predicted, x2": ratio[1],
            "predicted standard deviation, x1": float(np.sqrt(expected[0])),
            "predicted standard deviation, x2": float(np.sqrt(expected[1])),
        },
    )


@claim
def noise_in_the_gradient_is_noise_in_the_place(seed: int = 0) -> Evidence:
    r"""SGD on $x_1^2 + 2 x_2^2$ with noise $\xi_t$ added to the gradient makes the same steps as gradient descent that
    sees at each step $(x_1 - w_1)^2 + 2 (x_2 - w_2)^2$ with $w = -(\xi_1/2, \xi_2/4)$.
    """
    noisy = noisy_run(constant(0.1), 1, 200, seed).x[:, 0]
    x, source, optimizer = [START], Noisy(bowl(), 1.0, seed), GradientDescent(0.1)
    for step in range(200):
        w = -source.draws(step, START) / CURVATURES
        shifted = Quadratic(bowl().matrix, -bowl().matrix @ w, float(bowl().value(w)))
        delta, _ = optimizer.update(shifted.grad(x[-1]), optimizer.init(START), x[-1])
        x.append(x[-1] + delta)
    gap = float(np.abs(np.array(x) - noisy).max())
    # Each step rounds numbers of the size of the start by a unit of the last place or two, and forgets a tenth.
    return Evidence(gap < 1e-13, {"steps": 200, "largest gap between the iterates": gap})
