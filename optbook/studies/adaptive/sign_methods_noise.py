"""Signs of noisy gradients: how often votes are right, where sign descent rests, and how far around."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import binom, cauchy, gamma, laplace, norm

from optbook import descend
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import Cautious, HeavyBall, SignSGD
from optbook.study import study

VOTERS = (1, 3, 7, 13, 31, 63, 127)
"""Odd numbers, so that no majority is a tie."""

SIGNAL = 0.25
"""Mean of the gradient: the quarter of the scale of the noise, where there is noise about it."""

RARE, OFTEN, CHANCE = 4.0, -1.0, 0.25
"""The counterexample: a gradient that is `RARE` with probability `CHANCE` and `OFTEN` otherwise; its mean is 1/4."""

LAWS = {"normal": norm(), "Laplace": laplace(scale=1 / np.sqrt(2)), "Cauchy": cauchy()}
"""Noise about the gradient, of scale 1: the first two have variance 1."""


def right_votes(law: str, voters: tuple[int, ...] = VOTERS) -> tuple[np.ndarray, np.ndarray]:
    """Probability that the majority of signs, and that the sign of the mean, is that of the expected gradient."""
    count = np.array(voters)
    if law == "two values":
        # k rare ones among M: the sum is positive where 4 k > M - k.
        least = np.floor(count * -OFTEN / (RARE - OFTEN))
        return binom.sf(count // 2, count, CHANCE), binom.sf(least, count, CHANCE)
    single = LAWS[law].cdf(SIGNAL)
    spread = np.sqrt(count) if law == "normal" else np.ones(len(count))  # the mean of Cauchy numbers is one of them
    return binom.sf(count // 2, count, single), LAWS[law].cdf(SIGNAL * spread)


@study
def counted_votes(law: str, voters: tuple[int, ...] = VOTERS, trials: int = 10000, seed: int = 0) -> np.ndarray:
    """How often the majority and the mean are right in so many trials: ``(2, voters)`` counts."""
    rng, shape = np.random.default_rng(seed), (trials, max(voters))
    if law == "two values":
        gradient = np.where(rng.random(shape) < CHANCE, RARE, OFTEN)
    else:
        gradient = SIGNAL + (rng.standard_normal(shape) if law == "normal" else rng.standard_cauchy(shape))
    majority = [(np.sign(gradient[:, :count]).sum(1) > 0).sum() for count in voters]
    mean = [(gradient[:, :count].sum(1) > 0).sum() for count in voters]
    return np.array([majority, mean])


def resting_law(log_up: np.ndarray, log_down: np.ndarray) -> np.ndarray:
    """Share of time that a walk on a lattice spends at each site, from the logarithms of its two probabilities there.

    What goes up from a site comes down from the next one, on average.
    """
    log = np.append(0.0, np.cumsum(log_up[:-1] - log_down[1:]))
    share = np.exp(log - log.max())
    return share / share.sum()


def mean_rest(size: int, lr: float) -> float:
    """Mean place of sign descent at rest on ``x^2 / 2``, at a batch size and a rate, in the noise of `rests`."""
    sites = lr * np.arange(-round(0.95 / lr), round(6 / lr) + 1)
    law = gamma(size, scale=1 / size, loc=-1)  # of the mean of exponential numbers, less 1
    return float(sites @ resting_law(law.logsf(sites), law.logcdf(sites)))


def median_rest(sizes: np.ndarray) -> np.ndarray:
    """Place at which half of the gradients of a batch are negative."""
    return gamma.ppf(0.5, sizes) / sizes - 1


@dataclass(frozen=True, eq=False)
class Rests:
    """Where sign descent rests on ``x^2 / 2``, whose minimum is 0, when each sample's noise is skewed.

    Attributes
    ----------
    batch : (sizes,) array
        Samples whose gradients are averaged before the sign is taken.
    median : (sizes,) array
        Place at which half of the gradients are negative.
    exact : (sizes,) array
        Mean place at the rate of the runs, from the law of the walk.
    mean, error : (sizes,) arrays
        Mean place of the runs, and its standard error.
    """

    batch: np.ndarray
    median: np.ndarray
    exact: np.ndarray
    mean: np.ndarray
    error: np.ndarray


@study
def rests(
    sizes: tuple[int, ...] = (1, 2, 4, 8, 16, 32), lr: float = 0.05, lanes: int = 120, steps: int = 2005, seed: int = 0
) -> Rests:
    """Run sign descent where a sample's gradient is ``x + 1 - e``, with exponential numbers ``e`` of mean 1."""
    batch = np.array(sizes)
    place = batch[:, None, None]
    noisy = Noisy(Quadratic(np.eye(1)), 1.0, seed, lambda rng, shape: 1 - rng.standard_gamma(place, shape) / place)
    # Every fifth step, so that odd and even sites of the lattice are seen equally often.
    run = descend(noisy, np.zeros((len(batch), lanes, 1)), SignSGD(lr), steps, every=5)
    late = run.x[101:, ..., 0].mean(0)
    return Rests(
        batch,
        median_rest(batch),
        np.array([mean_rest(size, lr) for size in sizes]),
        late.mean(1),
        late.std(1, ddof=1) / np.sqrt(lanes),
    )


@dataclass(frozen=True, eq=False)
class Spread:
    """Sign descent at rest on ``x^2 / 2`` with symmetric noise of scale 1, without simulation.

    Attributes
    ----------
    lr : (rates,) array
    square : (rates,) array
        Mean square distance to the minimum.
    balance : (rates,) array
        Mean of ``x (2 F(x) - 1)``, with the distribution function ``F`` of the noise.
    median : (rates,) array
        Median distance.
    first : (rates,) array
        Mean square distance for small rates.
    """

    lr: np.ndarray
    square: np.ndarray
    balance: np.ndarray
    median: np.ndarray
    first: np.ndarray


def spread(law: str, rates: tuple[float, ...] = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32)) -> Spread:
    """Law of the walk on the lattice through the minimum, at each rate."""
    rows = []
    for lr in rates:
        sites = lr * np.arange(-round(40 / lr), round(40 / lr) + 1)
        share = resting_law(LAWS[law].logsf(sites), LAWS[law].logcdf(sites))
        half = share[len(sites) // 2 :] * np.append(1.0, np.full(len(sites) // 2, 2.0))
        # Each site stands for all places within half a rate of it.
        median = np.interp(0.5, np.append(0.0, np.cumsum(half)), lr * np.append(0.0, np.arange(len(half)) + 0.5))
        rows.append([share @ sites**2, share @ (sites * (2 * LAWS[law].cdf(sites) - 1)), median])
    square, balance, median = np.array(rows).T
    lr = np.array(rates)
    return Spread(lr, square, balance, median, lr / (4 * LAWS[law].pdf(0.0)))


@study
def walked(law: str, lr: float = 0.08, lanes: int = 200, steps: int = 2005, seed: int = 0) -> tuple[float, float]:
    """Mean square distance of runs of sign descent at rest, and its standard error."""
    draws = {"normal": np.random.Generator.standard_normal, "Cauchy": np.random.Generator.standard_cauchy}
    noisy = Noisy(Quadratic(np.eye(1)), 1.0, seed, lambda rng, shape: draws[law](rng, shape))
    run = descend(noisy, np.zeros((lanes, 1)), SignSGD(lr), steps, every=5)
    late = (run.x[101:, :, 0] ** 2).mean(0)
    return float(late.mean()), float(late.std(ddof=1) / np.sqrt(lanes))


@study
def masked_rest(
    lr: float = 0.002, lanes: int = 300, steps: int = 4000, seed: int = 0
) -> dict[str, tuple[float, float]]:
    """Mean place at rest, and its standard error, of heavy ball with and without the mask, in the noise of `rests`."""
    noisy = Noisy(Quadratic(np.eye(1)), 1.0, seed, lambda rng, shape: 1 - rng.standard_exponential(shape))
    found = {}
    for name, optimizer in (("heavy ball", HeavyBall(lr, 0.9)), ("cautious", Cautious(HeavyBall(lr, 0.9)))):
        late = descend(noisy, np.zeros((lanes, 1)), optimizer, steps, every=20).x[50:, :, 0].mean(0)
        found[name] = float(late.mean()), float(late.std(ddof=1) / np.sqrt(lanes))
    return found
