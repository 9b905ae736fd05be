"""Jensen's inequality: the sign and the size of its gap, and what it says of ensembles, hidden variables and roots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import gammaln

from optbook.analysis import gaussian_mean
from optbook.claims import Evidence, claim
from optbook.objectives import Cosine, Exponential, Power, Softplus
from optbook.studies.convexity.jensen_models import TWO, Mixture, ensemble

Function = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Bent:
    """A function of one variable and its second derivative.

    Attributes
    ----------
    f, bend : functions of arrays
    positive : bool
        Whether it is looked at on positive numbers only.
    """

    f: Function
    bend: Function
    positive: bool = False


FUNCTIONS = {
    "$x^2$": Bent(Power(2).f, Power(2).bend),
    "$e^x$": Bent(Exponential(1.0).f, Exponential(1.0).bend),
    r"$\ln(1 + e^x)$": Bent(Softplus().f, Softplus().bend),
    r"$x \ln x$": Bent(lambda x: x * np.log(x), lambda x: 1 / x, positive=True),
    r"$\ln x$": Bent(np.log, lambda x: -1 / x**2, positive=True),
    r"$\sqrt{x}$": Bent(np.sqrt, lambda x: -(x**-1.5) / 4, positive=True),
    "$x^3$": Bent(Power(3).f, Power(3).bend),
    r"$\cos(\pi x)$": Bent(Cosine().f, Cosine().bend),
}


def gap(f: Function, x: np.ndarray) -> np.ndarray:
    """Mean of the values minus value of the mean, over the last axis."""
    return f(x).mean(-1) - f(x.mean(-1))


@dataclass(frozen=True, eq=False)
class Average:
    """Points on a curve, weighted, and their average.

    Attributes
    ----------
    x, weight, value : (count,) arrays
    """

    x: np.ndarray
    weight: np.ndarray
    value: np.ndarray

    @property
    def mean(self) -> float:
        """Average place."""
        return float(self.weight @ self.x)

    @property
    def mean_value(self) -> float:
        """Average value."""
        return float(self.weight @ self.value)


def average(
    f: Function = np.exp,
    x: tuple[float, ...] = (-1.6, -0.7, 0.4, 1.1, 1.5),
    weight: tuple[float, ...] = (0.3, 0.1, 0.2, 0.1, 0.3),
) -> Average:
    """Points on the graph of `f` with weights that sum to one."""
    return Average(np.array(x), np.array(weight), f(np.array(x)))


@dataclass(frozen=True, eq=False)
class Gaps:
    """The gap of one function on many samples.

    Attributes
    ----------
    gap, low, high : (samples,) arrays
        The gap, and half the variance times the least and the greatest second derivative on the sample's range.
    least, greatest : float
        Second derivative, over the ranges of all samples.
    """

    gap: np.ndarray
    low: np.ndarray
    high: np.ndarray
    least: float
    greatest: float

    @property
    def signs(self) -> set[int]:
        """Signs that occur."""
        return set(np.sign(self.gap).astype(int).tolist())


def sample_gaps(samples: int = 200, size: int = 5, seed: int = 0) -> dict[str, Gaps]:
    """The gap of each of `FUNCTIONS` on samples of `size` normal numbers, or of their exponentials."""
    normal = np.random.default_rng(seed).normal(size=(samples, size))
    found = {}
    for name, function in FUNCTIONS.items():
        x = np.exp(normal) if function.positive else normal
        along = np.linspace(0, 1, 401)[:, None]
        bend = function.bend(x.min(-1) + along * np.ptp(x, axis=-1))
        least, greatest, half = bend.min(0), bend.max(0), x.var(-1) / 2
        found[name] = Gaps(gap(function.f, x), least * half, greatest * half, least.min(), greatest.max())
    return found


@dataclass(frozen=True, eq=False)
class Spread:
    """The gap of normal numbers of mean zero against their standard deviation.

    Attributes
    ----------
    sigma : (count,) array
    gap, rule : dicts of (count,) arrays
        The gap, and half the second derivative at the mean times the variance, of each function that has one there.
    """

    sigma: np.ndarray
    gap: dict[str, np.ndarray]
    rule: dict[str, np.ndarray]


def spread(low: float = 0.03, high: float = 2.0, count: int = 25) -> Spread:
    """The gap of a smooth, a smoother and a kinked function, by quadrature and in closed form."""
    sigma = np.geomspace(low, high, count)
    smooth = {name: FUNCTIONS[name] for name in ("$e^x$", r"$\ln(1 + e^x)$")}
    gaps = {name: gaussian_mean(s.f, sigma**2) - s.f(0.0) for name, s in smooth.items()}
    rule = {name: s.bend(0.0) * sigma**2 / 2 for name, s in smooth.items()}
    return Spread(sigma, {"$|x|$": sigma * np.sqrt(2 / np.pi)} | gaps, rule)


def root_in_theory(size: int) -> float:
    """Mean of the root of the unbiased variance of `size` normal numbers of standard deviation one."""
    return float(np.sqrt(2 / (size - 1)) * np.exp(gammaln(size / 2) - gammaln((size - 1) / 2)))


def root_of_variance(size: int, samples: int = 40_000, seed: int = 0) -> tuple[float, float, float]:
    """Mean over many samples of the unbiased variance, of its root, and the standard error of the latter."""
    variance = np.random.default_rng(seed).normal(size=(samples, size)).var(-1, ddof=1)
    root = np.sqrt(variance)
    return float(variance.mean()), float(root.mean()), float(root.std() / np.sqrt(samples))


def log_of_mean(draws: int, sigma: float = 1.0, samples: int = 40_000, seed: int = 0) -> tuple[float, float]:
    """Mean of ``log(mean of `draws` weights)`` for weights of mean one, and its standard error.

    The weights are exponentials of normal numbers of standard deviation `sigma`.
    """
    rng = np.random.default_rng(seed)
    weights = np.exp(sigma * rng.normal(size=(samples, draws)) - sigma**2 / 2)
    logs = np.log(weights.mean(-1))
    return float(logs.mean()), float(logs.std() / np.sqrt(samples))


@claim
def the_bend_gives_the_sign(seed: int = 0) -> Evidence:
    """On every sample, the gap of a function whose second derivative is positive is positive, and that of a function
    whose second derivative is negative is negative.  Of the functions whose second derivative takes both signs, both
    signs of the gap occur.
    """
    found = sample_gaps(seed=seed)
    sides = {name: {1} if g.least > 0 else {-1} if g.greatest < 0 else {-1, 1} for name, g in found.items()}
    wrong = [name for name, g in found.items() if g.signs != sides[name]]
    return Evidence(
        not wrong,
        {
            "samples of each function": len(found["$e^x$"].gap),
            "functions with positive gaps only": sum(g.signs == {1} for g in found.values()),
            "functions with negative gaps only": sum(g.signs == {-1} for g in found.values()),
            "functions with both": sum(len(g.signs) == 2 for g in found.values()),
            "disagreements with the second derivative": len(wrong),
        },
    )


@claim
def the_bend_bounds_the_gap(seed: int = 0) -> Evidence:
    r"""On every sample, the gap lies between $\tfrac12 m s^2$ and $\tfrac12 M s^2$.  Here $s^2$ is the variance of the
    sample, and $m$ and $M$ are the least and the greatest second derivative between its least and its greatest number.
    """
    found = sample_gaps(seed=seed).values()
    width = np.concatenate([g.high - g.low for g in found]) + 1e-12
    place = (np.concatenate([g.gap - g.low for g in found]) + 1e-13) / width
    # The grid on which m and M are sought is finite: they may be missed by its spacing squared.
    holds = bool((place > -1e-4).all() and (place < 1 + 1e-4).all())
    return Evidence(
        holds,
        {
            "samples of all functions": len(place),
            "least place between the bounds, 0 at the lower": place.min(),
            "greatest place, 1 at the upper": place.max(),
        },
    )


@claim
def an_ensemble_is_no_worse_than_its_mean_member(seed: int = 0) -> Evidence:
    """On every test sample, the cross entropy of the averaged probabilities, and that of the averaged outputs, is at
    most the mean of the members' cross entropies.  Averaged parameters have no such bound: their loss is above it.
    """
    found = ensemble(seed=seed)
    mean = found.members.mean(0)
    above = [together[-1] > mean + 1e-12 for together in (found.probabilities, found.outputs)]
    return Evidence(
        not np.any(above) and found.parameters[-1] > mean.mean(),
        {
            "networks": len(found.members),
            "test samples": len(mean),
            "mean loss of a member": mean.mean(),
            "loss of the mean probabilities": found.probabilities[-1].mean(),
            "loss of the mean outputs": found.outputs[-1].mean(),
            "loss of the mean parameters": found.parameters[-1],
            "samples on which an average is above the mean member": int(np.any(above, axis=0).sum()),
        },
    )


@claim
def the_latent_gap_is_a_divergence(seed: int = 0) -> Evidence:
    r"""For random mixtures of five clusters and random $q$, the log likelihood exceeds its bound by
    $\sum_y q(y) \ln (q(y) / p(y \mid x))$.  The $q$ that makes the bound largest, searched for with two clusters, is
    the posterior, and there the bound is the log likelihood.
    """
    rng = np.random.default_rng(seed)
    many = Mixture(rng.dirichlet(np.ones(5), 1000), rng.normal(0, 2, (1000, 5)), rng.normal(0, 2, 1000))
    q = rng.dirichlet(np.ones(5), 1000)
    gaps = many.log_likelihood - many.bound(q)
    miss = np.abs(gaps - (q * np.log(q / many.posterior)).sum(-1)).max()
    best = minimize_scalar(lambda a: -TWO.bound(np.array([a, 1 - a])), bounds=(0, 1), options={"xatol": 1e-10})
    return Evidence(
        bool(gaps.min() >= 0 and miss < 1e-10 and abs(best.x - TWO.posterior[0]) < 1e-6),
        {
            "least gap": gaps.min(),
            "largest miss of the divergence": miss,
            "best share of the first cluster, searched for": best.x,
            "its posterior probability": TWO.posterior[0],
            "log likelihood minus best bound": TWO.log_likelihood + best.fun,
        },
    )


@claim
def the_root_of_an_unbiased_variance_is_too_small(seed: int = 0) -> Evidence:
    r"""The mean of the root of the unbiased variance of $n$ normal numbers of standard deviation $1$ is
    $\sqrt{2 / (n - 1)} \; \Gamma(n/2) / \Gamma((n - 1)/2)$, below $1$: for four $n$, within five standard errors.
    """
    sizes = (2, 3, 5, 10)
    measured: dict[str, float] = {}
    holds = True
    for size in sizes:
        _, root, error = root_of_variance(size, seed=seed)
        holds &= abs(root - root_in_theory(size)) < 5 * error and root_in_theory(size) < 1
        measured |= {f"n = {size}, mean root": root, f"n = {size}, closed form": root_in_theory(size)}
    return Evidence(holds, measured)
