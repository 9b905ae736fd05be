"""Reshuffling: samples drawn with replacement, in a new order each epoch, in one random order, or in a bad one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from optbook.analysis import (
    once_variance,
    replaced_variance,
    reshuffled_variance,
    reshuffled_variances,
    resting_place,
)
from optbook.claims import Evidence, claim
from optbook.noise import Minibatches
from optbook.studies.noise.reshuffling_runs import ORDERS, inside, line, rests, samples, unequal_pair, valley_runs


@dataclass(frozen=True, eq=False)
class Seen:
    """Share of the samples that `count` draws with replacement have shown.

    Attributes
    ----------
    count : (sizes,) int array
        Samples, and draws.
    share, error : (sizes,) arrays
        Mean over many data sets' worth of draws, and its standard error in theory.
    exact : (sizes,) array
        ``1 - (1 - 1 / count) ** count``.
    """

    count: np.ndarray
    share: np.ndarray
    error: np.ndarray
    exact: np.ndarray


def seen(lanes: int = 400, seed: int = 0) -> Seen:
    """Draw as many samples as there are, for six sizes."""
    count = np.array([2, 5, 10, 32, 100, 1000])
    share = [drawn(n, lanes, seed).mean() for n in count]
    missed, missed_both = (1 - 1 / count) ** count, (1 - 2 / count) ** count
    variance = (missed * (1 - missed) + (count - 1) * (missed_both - missed**2)) / count
    return Seen(count, np.array(share), np.sqrt(variance / lanes), 1 - missed)


def drawn(count: int, lanes: int, seed: int) -> np.ndarray:
    """Whether each sample is among `count` draws with replacement, ``(lanes, count)``."""
    indices = Minibatches(line(count), count, seed, replacement=True, lanes=(lanes,)).indices(0)
    found = np.zeros((lanes, count), dtype=bool)
    np.put_along_axis(found, indices, True, axis=-1)
    return found


def walks(order: str, lanes: int = 12, epochs: int = 2, seed: int = 0) -> np.ndarray:
    """Sums of the samples seen so far, from 0: the errors of the steps at the minimum, ``(steps + 1, lanes)``."""
    source = Minibatches(line(), 1, seed, lanes=(lanes,), **ORDERS[order])
    steps = range(epochs * source.epoch_steps)
    shown = np.stack([source.model.targets[source.indices(step)[:, 0]] for step in steps])
    return np.concatenate([np.zeros((1, lanes)), np.cumsum(shown, axis=0)])


@dataclass(frozen=True, eq=False)
class Places:
    """Where epochs in one fixed order end, for every order of a few samples.

    Attributes
    ----------
    orders : (orders, count) array
        The samples in each order.
    place : (orders,) array
        Where runs in this order come to rest at the end of the epoch; the minimum is 0.
    """

    orders: np.ndarray
    place: np.ndarray


def places(count: int = 7, lr: float = 0.1) -> Places:
    """Try all orders of `samples`."""
    orders = np.array(list(permutations(samples(count))))
    return Places(orders, resting_place(lr, orders))


def falling(orders: tuple[str, ...], epochs: int = 1000, count: int = 50, factor: float = 4.0) -> dict[str, np.ndarray]:
    """Mean square at the end of each epoch on `line` from 1, at the rate ``factor / (count (epoch + factor))``.

    Epochs are independent of each other, so the mean square of the start is multiplied and a variance added.
    """
    lr = factor / (count * (np.arange(epochs) + factor))
    kept = (1 - lr) ** (2 * count)
    rest = {"replaced": replaced_variance(lr), "reshuffled": reshuffled_variance(lr, count)}
    found = {}
    for order in orders:
        square = np.ones(epochs + 1)
        for epoch in range(epochs):
            square[epoch + 1] = kept[epoch] * square[epoch] + (1 - kept[epoch]) * rest[order][epoch]
        found[order] = square
    return found


@claim
def draws_with_replacement_miss_a_third(seed: int = 0) -> Evidence:
    r"""A sample is among $n$ draws with replacement from $n$ samples with the probability $1 - (1 - 1/n)^n$, up to five
    standard errors of a simulation, for $n$ from 2 to 1000. This is above $1 - 1/\mathrm{e}$ by less than $1/n$.
    """
    found = seen(seed=seed)
    off = np.abs(found.share - found.exact) / found.error
    above = found.exact - (1 - np.exp(-1))
    measured = {f"share seen, n = {found.count[size]}": found.share[size] for size in (0, 2, 5)}
    return Evidence(
        bool(off.max() < 5 and (above > 0).all() and (above < 1 / found.count).all()),
        {**measured, "1 - 1/e": 1 - np.exp(-1), "largest gap in standard errors": off.max()},
    )


@claim
def within_an_epoch_the_variance_rises_and_falls(seed: int = 0) -> Evidence:
    r"""At rest, in an epoch of $n = 50$ samples at $\eta\lambda = 1/n$, the mean square of the iterate after $k$ steps
    is the theorem's for every $k$ from 1 to $n$, up to five standard errors of simulated runs, with replacement and
    reshuffled.
    """
    found = inside(seed=seed)
    off = {
        order: float((np.abs(found.square[order] - found.theory[order]) / found.error[order]).max())
        for order in found.theory
    }
    half = len(found.position) // 2
    return Evidence(
        max(off.values()) < 5,
        {
            "mean square with replacement": found.square["replaced"][-1],
            "reshuffled, half way": found.square["reshuffled"][half],
            "reshuffled, at the end": found.square["reshuffled"][-1],
            "theory, at the end": found.theory["reshuffled"][-1],
            "largest gap with replacement, in standard errors": off["replaced"],
            "largest gap reshuffled, in standard errors": off["reshuffled"],
        },
    )


@claim
def three_orders_rest_where_the_theorem_says(seed: int = 0) -> Evidence:
    r"""For five rates, with $n = 50$ and $n\eta\lambda$ from one fifth to 20, runs from the minimum end their last
    epoch with the mean square of the theorem, up to five standard errors: drawn with replacement, reshuffled, and
    shuffled once.
    """
    found = rests(seed=seed)
    off = {
        order: float(np.abs((squares.mean(1) - found.theory[order]) / squares.std(1) * np.sqrt(squares.shape[1])).max())
        for order, squares in found.squares.items()
    }
    ratio = found.squares["reshuffled"].mean(1) / found.squares["replaced"].mean(1)
    return Evidence(
        max(off.values()) < 5,
        {
            **{f"largest gap in standard errors, {order}": gap for order, gap in off.items()},
            "reshuffled over replaced, smallest rate": ratio[0],
            "in theory": found.theory["reshuffled"][0] / found.theory["replaced"][0],
            "reshuffled over replaced, largest rate": ratio[-1],
        },
    )


@claim
def each_order_has_its_power_of_the_rate() -> Evidence:
    r"""For $m = \eta\lambda$ with $nm \le 1/10$ and $n = 2, 10, 100$ the mean squares at rest, in units of that of the
    samples, are $m/2$ with replacement, $m^2 (n+1)/12$ shuffled once, and $m^3 n (n+1)/24$ reshuffled.  The relative
    error is below $nm$.
    """
    counts = np.array([[2], [10], [100]])
    moved = np.array([0.1, 0.03, 0.01]) / counts
    exact = np.stack([replaced_variance(moved), once_variance(moved, counts), reshuffled_variance(moved, counts)])
    first = np.stack([moved / 2, moved**2 * (counts + 1) / 12, moved**3 * counts * (counts + 1) / 24])
    off = np.abs(exact / first - 1) / (counts * moved)
    names = "with replacement", "shuffled once", "reshuffled"
    return Evidence(
        bool((off < 1).all()),
        {f"largest relative error over nm, {name}": gap for name, gap in zip(names, off.max((1, 2)), strict=True)},
    )


@claim
def reshuffling_is_better_below_one_and_worse_above() -> Evidence:
    r"""On quadratics of one curvature, for every $n$ from 2 to 40 and 38 values of $m = \eta\lambda$ in $(0, 2)$,
    the variance at the end of an epoch is smaller reshuffled than with replacement if $m < 1$ and larger if $m > 1$.
    At $m = 1$ the two are equal.
    """
    moved = np.setdiff1d(np.arange(1, 40), [20]) / 20
    ratio = np.array([[reshuffled_variances(m, n)[-1] / replaced_variance(m) for m in moved] for n in range(2, 41)])
    one = np.array([reshuffled_variances(1.0, n)[-1] for n in range(2, 41)])
    right = np.sign(ratio - 1) == np.sign(moved - 1)
    gap = float(np.abs(one - replaced_variance(1.0)).max())
    return Evidence(
        bool(right.all() and gap < 1e-12),
        {
            "pairs of n and m": right.size,
            "least ratio": ratio.min(),
            "largest ratio": ratio.max(),
            "largest gap at m = 1": gap,
        },
    )


@claim
def the_sorted_order_is_the_worst_of_all() -> Evidence:
    r"""Of all $7! = 5040$ orders of seven samples, kept for all epochs at $\eta\lambda = 1/10$, none rests farther
    from the minimum than the ascending and the descending one.  The mean square over all orders is the variance of
    the theorem for one random order.
    """
    found = places()
    ascending = np.sort(found.orders[0])
    sorted_place = float(resting_place(0.1, ascending))
    largest = float(np.abs(found.place).max())
    mean_square, theory = float((found.place**2).mean()), float(once_variance(0.1, 7))
    holds = abs(largest - abs(sorted_place)) < 1e-13 and abs(mean_square / theory - 1) < 1e-11
    return Evidence(
        bool(holds),
        {
            "farthest rest": largest,
            "rest of the ascending order": sorted_place,
            "rms over all orders": np.sqrt(mean_square),
            "nearest rest": float(np.abs(found.place).min()),
        },
    )


@claim
def reshuffling_leaves_a_bias(seed: int = 0) -> Evidence:
    r"""Two samples have the curvatures $\lambda_1 = 1$ and $\lambda_2 = 4$ and the slopes $1$ and $-1$ at the common
    minimum.  Reshuffled, the mean at the end of an epoch is
    $\tfrac12 \eta (\lambda_2 - \lambda_1) / (\lambda_1 + \lambda_2 - \eta\lambda_1\lambda_2)$; with replacement it is
    zero.  Both hold for four rates, up to five standard errors.
    """
    found = unequal_pair(seed=seed)
    reshuffled = np.abs(found.mean["reshuffled"] - found.theory) / found.error["reshuffled"]
    replaced = np.abs(found.mean["replaced"]) / found.error["replaced"]
    return Evidence(
        bool(reshuffled.max() < 5 and replaced.max() < 5),
        {
            "mean reshuffled, smallest rate": found.mean["reshuffled"][0],
            "theory": found.theory[0],
            "mean with replacement, smallest rate": found.mean["replaced"][0],
            "largest gap reshuffled, in standard errors": reshuffled.max(),
            "largest gap with replacement, in standard errors": replaced.max(),
        },
    )


@claim
def reshuffling_wins_in_a_narrow_valley(seed: int = 0) -> Evidence:
    """In the least-squares problem of condition number 100, after 100 epochs at the same rate from the same starts, the
    mean over pairs of the logarithm of the loss above the minimum, reshuffled less with replacement, is below zero by
    more than five standard errors.
    """
    pairs = valley_runs(seed=seed).log_ratio()[0]
    error = pairs.std(ddof=1) / np.sqrt(len(pairs))
    return Evidence(
        bool(pairs.mean() + 5 * error < 0),
        {
            "pairs": len(pairs),
            "geometric mean of reshuffled over replaced": np.exp(pairs.mean()),
            "interval of two standard errors, from": np.exp(pairs.mean() - 2 * error),
            "to": np.exp(pairs.mean() + 2 * error),
            "share of pairs won": (pairs < 0).mean(),
        },
    )
