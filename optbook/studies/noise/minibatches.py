"""Minibatches: the variance of their gradients, the loss against epochs, the work to a target, products of matrices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

import numpy as np
from scipy.special import gammaln

from optbook import follow
from optbook.analysis import MinibatchMoments, variance_share
from optbook.claims import Evidence, claim
from optbook.data import load
from optbook.models import LeastSquares
from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.studies.noise.matrix_products import WAYS, Touch, numbers_read, order_of_touches
from optbook.study import study

SIZES = (1, 10, 100, 1500)
"""Batch sizes of the runs; the last is all samples."""


@cache
def airfoils() -> LeastSquares:
    """Least squares for the level of sound from five quantities: 1500 samples, all of them to train on."""
    data = load("airfoil_like", test_share=0.0)
    return LeastSquares(data.train_inputs, data.train_targets)


def first_excess() -> float:
    """Loss above the least one at the origin, where all runs start."""
    model = airfoils()
    return float(model.value(np.zeros(model.dim)) - model.value(model.minimum))


def sample_gradients(x: np.ndarray | None = None) -> np.ndarray:
    """Gradient of each sample's loss at `x`, by default at the origin: ``(count, dim)``."""
    model = airfoils()
    x = np.zeros(model.dim) if x is None else x
    return (model.inputs @ x - model.targets)[:, None] * model.inputs


def batch_gradients(batch_size: int, lanes: int, replacement: bool, seed: int = 0) -> np.ndarray:
    """Gradients at the origin of as many batches, each the first of its own run: ``(lanes, dim)``."""
    model = airfoils()
    source = Minibatches(model, batch_size, seed, replacement=replacement, lanes=(lanes,))
    # How often each sample is in each batch: a product instead of a sum.
    counts = (np.bincount(batch, minlength=model.count) for batch in source.indices(0))
    gradients = sample_gradients() / batch_size
    return np.array([count @ gradients for count in counts])


@dataclass(frozen=True, eq=False)
class Variances:
    """Mean squared distance of a batch's gradient from the whole gradient, at the origin.

    Attributes
    ----------
    replacement : bool
        How the samples were drawn.
    batch_size : (sizes,) array
    measured, error, theory : (sizes,) arrays
        Mean over many batches, its standard error, and the theorem.
    """

    replacement: bool
    batch_size: np.ndarray
    measured: np.ndarray
    error: np.ndarray
    theory: np.ndarray


@study
def variances(
    replacement: bool, sizes: tuple[int, ...] = (1, 10, 100, 750, 1350), lanes: int = 800, seed: int = 0
) -> Variances:
    """Draw batches of each size, and compare with the theorem."""
    gradients = sample_gradients()
    whole = gradients.mean(0)
    one = ((gradients - whole) ** 2).sum(1).mean()
    squares = np.array(
        [
            ((batch_gradients(size, lanes, replacement, seed + 100 * k) - whole) ** 2).sum(1)
            for k, size in enumerate(sizes)
        ]
    )
    theory = one * variance_share(sizes, len(gradients), replacement)
    return Variances(replacement, np.array(sizes), squares.mean(1), squares.std(1) / np.sqrt(lanes), theory)


def normalized_gradients(features: np.ndarray, targets: np.ndarray, weight: float) -> np.ndarray:
    """Slope in `weight` of half the mean squared error of ``weight`` times a batch-normalized feature.

    Parameters
    ----------
    features, targets : (..., batch_size) arrays
        One batch a row: its own mean and its own standard deviation, with the divisor ``batch_size``, normalize it.
    weight : float

    Returns
    -------
    (...) array
    """
    centered = features - features.mean(-1, keepdims=True)
    normal = centered / np.sqrt((centered**2).mean(-1, keepdims=True))
    return (normal * (weight * normal - targets)).mean(-1)


@dataclass(frozen=True, eq=False)
class Normalized:
    """Slopes of batches at the weight where the slope of the whole data is zero, one feature being batch-normalized.

    Attributes
    ----------
    weight, whole : float
        That weight, and the slope there with the mean and the standard deviation of all samples.
    batch_size, mean, error : (sizes,) arrays
        Mean over the batches of many epochs, and its standard error, from one epoch to another.
    """

    weight: float
    whole: float
    batch_size: np.ndarray
    mean: np.ndarray
    error: np.ndarray


@study
def normalized(sizes: tuple[int, ...] = (2, 4, 16, 64), epochs: int = 200, seed: int = 0) -> Normalized:
    """Normalize the best linear prediction of `airfoils`, so that its standard deviation is the best weight.

    Every epoch is shuffled anew, and cut into batches of each size; what is left over at its end is not used.
    """
    model = airfoils()
    feature = model.inputs @ model.minimum
    weight = float(feature.std())
    orders = Minibatches(model, model.count, seed, lanes=(epochs,)).indices(0)
    slopes = []
    for size in sizes:
        batches = orders[:, : model.count // size * size].reshape(epochs, -1, size)
        slopes.append(normalized_gradients(feature[batches], model.targets[batches], weight).mean(1))
    means, errors = np.mean(slopes, axis=1), np.std(slopes, axis=1) / np.sqrt(epochs)
    whole = float(normalized_gradients(feature, model.targets, weight))
    return Normalized(weight, whole, np.array(sizes), means, errors)


def normal_shrinkage(batch_size: int) -> float:
    """Expected standard deviation of so many standard normal numbers, with the divisor `batch_size`."""
    return float(np.sqrt(2 / batch_size) * np.exp(gammaln(batch_size / 2) - gammaln((batch_size - 1) / 2)))


@dataclass(frozen=True, eq=False)
class Work:
    """What it costs to bring the mean excess of the loss down to a share of the first one, each size at its best rate.

    Attributes
    ----------
    share : float
    batch_size, lr, steps : (sizes,) arrays
        The best constant rate of those tried, and the steps it takes.
    """

    share: float
    batch_size: np.ndarray
    lr: np.ndarray
    steps: np.ndarray

    @property
    def gradients(self) -> np.ndarray:
        """Gradients of samples, ``(sizes,)``."""
        return self.batch_size * self.steps


@study
def work(
    share: float = 0.01, sizes: tuple[int, ...] = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1500), rates: int = 60
) -> Work:
    """Try rates from a thousandth to one on every batch size, drawn anew at each step without replacement."""
    lr = np.geomspace(0.001, 1.0, rates)
    moments = (MinibatchMoments(airfoils(), size, replacement=False) for size in sizes)
    steps = np.array([each.steps_to(share * first_excess(), lr, doublings=14) for each in moments])
    best = steps.argmin(1)
    return Work(share, np.array(sizes), lr[best], steps.min(1))


@dataclass(frozen=True, eq=False)
class Descent:
    """Mean excess of the loss during a run, as a share of the first.

    Attributes
    ----------
    batch_size : int
    lr : float
    step : (kept,) array
    theory, mean, error : (kept,) arrays
        From the moments; over simulated runs, with its standard error.
    """

    batch_size: int
    lr: float
    step: np.ndarray
    theory: np.ndarray
    mean: np.ndarray
    error: np.ndarray

    @property
    def epoch(self) -> np.ndarray:
        """Gradients of samples, in units of all samples."""
        return self.step * self.batch_size / airfoils().count


@study
def descent(batch_size: int, lanes: int = 300, seed: int = 0) -> Descent:
    """Run one of `SIZES` at its best rate to the target of `work`, and follow the moments.

    Samples are drawn with replacement, except that the batch of all samples is the whole gradient.
    """
    model, found = airfoils(), work()
    place = list(found.batch_size).index(batch_size)
    lr, steps, whole = float(found.lr[place]), int(found.steps[place]), batch_size == model.count
    every = max(1, steps // 40)
    source = model if whole else Minibatches(model, batch_size, seed, replacement=True, lanes=(lanes,))
    starts = np.zeros((1 if whole else lanes, model.dim))
    kept = np.arange(0, steps + 1, every)
    run = follow(source, starts, GradientDescent(lr), int(kept[-1]))
    away = np.array([x for step, (x, _) in enumerate(run) if step % every == 0]) - model.minimum
    # The loss is a quadratic: its excess needs the Hessian, and not the samples once more.
    excess = ((away @ model.hess(model.minimum)) * away).sum(-1) / 2 / first_excess()
    theory = MinibatchMoments(model, batch_size, replacement=not whole).excess(lr, kept[-1], every) / first_excess()
    return Descent(batch_size, lr, kept, theory, excess.mean(1), excess.std(1) / np.sqrt(excess.shape[1]))


@dataclass(frozen=True, eq=False)
class Traffic:
    """Numbers fetched for a product of two square matrices, by the size of the near memory.

    Attributes
    ----------
    side : int
    near : (sizes,) array
    read : dict of int to (sizes,) array
        For each side of the blocks.
    """

    side: int
    near: np.ndarray
    read: dict[int, np.ndarray]


@study
def traffic(side: int = 24, blocks: tuple[int, ...] = (1, 4, 8)) -> Traffic:
    """Count for near memories of 8 numbers to twice what the three matrices hold."""
    near = np.unique(np.geomspace(8, 6 * side**2, 12).astype(int))
    place: dict[Touch, int] = {}  # plain integers are looked up in half the time
    touches = {
        block: [place.setdefault(each, len(place)) for each in order_of_touches(side, block)] for block in blocks
    }
    read = {block: np.array([numbers_read(iter(touches[block]), size) for size in near]) for block in blocks}
    return Traffic(side, near, read)


@claim
def every_draw_of_a_small_set_gives_both_variances(seed: int = 0) -> Evidence:
    r"""Of five vectors in three dimensions take every sequence and every subset of $b$ of them, for
    $b = 1, \dots, 5$.  The means of all sequences have the covariance $\Sigma / b$, those of all subsets
    $\frac{\Sigma}{b} \frac{n - b}{n - 1}$, and the mean of both is the mean of all.
    """
    vectors = np.random.default_rng(seed).standard_normal((5, 3)) ** 3
    middle = vectors.mean(0)
    sigma = (vectors - middle).T @ (vectors - middle) / 5
    gaps, off = [], []
    for b in range(1, 6):
        for draws, factor in ((product(range(5), repeat=b), 1.0), (combinations(range(5), b), (5 - b) / 4)):
            means = vectors[np.array(list(draws))].mean(1)
            gaps.append(np.abs((means - middle).T @ (means - middle) / len(means) - sigma * factor / b).max())
            off.append(np.abs(means.mean(0) - middle).max())
    # Sums of up to 3125 terms, each rounded: 3125 units of the last place are 7e-13 of the largest entry.
    holds = max(gaps) < 1e-12 * np.abs(sigma).max() and max(off) < 1e-12 * np.abs(vectors).max()
    return Evidence(
        bool(holds),
        {
            "sequences of five": 5**5,
            "largest entry of the covariance": np.abs(sigma).max(),
            "largest gap of a covariance": max(gaps),
            "largest gap of a mean": max(off),
        },
    )


@claim
def batch_normalization_biases_the_gradient(seed: int = 0) -> Evidence:
    r"""Let a feature be standard normal, and the target the feature plus normal noise.  At the best weight, $1$, the
    mean slope over batches whose feature is normalized by the batch is
    $1 - \sqrt{2/b} \; \Gamma(\tfrac b2) / \Gamma(\tfrac{b-1}2)$, up to five standard errors: for $b = 2, 4, 16$
    more than ten of them, where with the mean and the deviation of the law it is zero.
    """
    rng, measured, holds = np.random.default_rng(seed), {}, True
    for size in (2, 4, 16):
        feature, noise = rng.standard_normal((2, 20_000, size))
        slopes = normalized_gradients(feature, feature + noise, 1.0)
        known = (feature * (feature - (feature + noise))).mean(-1)
        mean, error, theory = slopes.mean(), slopes.std() / np.sqrt(len(slopes)), 1 - normal_shrinkage(size)
        zero = np.abs(known.mean()) / (known.std() / np.sqrt(len(known)))
        holds &= abs(mean - theory) < 5 * error and mean > 10 * error and zero < 5
        measured |= {f"batches of {size}: mean": mean, f"batches of {size}: formula": theory}
        measured |= {f"batches of {size}: standard error": error}
        measured |= {f"batches of {size}, not normalized: mean in standard errors": zero}
    return Evidence(bool(holds), measured)


@claim
def drawn_batches_scatter_as_the_theorem_says(seed: int = 0) -> Evidence:
    r"""At the origin, batches of $1$, $10$, $100$, $750$ and $1350$ of the $1500$ samples have gradients whose mean
    squared distance from the whole gradient is $\frac{\operatorname{tr} \Sigma}{b}$ when drawn with replacement, and
    $\frac{\operatorname{tr} \Sigma}{b} \frac{n - b}{n - 1}$ without, each up to five standard errors.
    """
    measured = {}
    for replacement, how in ((True, "with"), (False, "without")):
        found = variances(replacement, seed=1000 * seed)
        off = np.abs(found.measured - found.theory) / found.error
        measured |= {f"largest gap {how} replacement, in standard errors": off.max()}
        measured |= {f"batch of {found.batch_size[-1]}, {how}: measured": found.measured[-1]}
        measured |= {f"batch of {found.batch_size[-1]}, {how}: theory": found.theory[-1]}
    return Evidence(all(gap < 5 for what, gap in measured.items() if "gap" in what), measured)


@claim
def the_mean_loss_follows_the_moments(seed: int = 0) -> Evidence:
    """The mean loss of simulated runs with batches of 1, 10 and 100, at every place where it was kept, is that of the
    recursion for the second moment, up to five standard errors.  The run with all samples has no noise, and follows
    the recursion up to rounding.
    """
    measured = {}
    for size in SIZES[:-1]:
        found = descent(size, seed=seed)
        off = np.abs(found.mean - found.theory)[1:] / found.error[1:]
        measured |= {
            f"batch of {size}: places": len(off),
            f"batch of {size}: largest gap in standard errors": off.max(),
        }
    whole = descent(SIZES[-1])
    rounding = np.abs(whole.mean - whole.theory).max()
    holds = all(gap < 5 for what, gap in measured.items() if "gap" in what) and rounding < 1e-12
    return Evidence(bool(holds), measured | {"all samples: largest gap": rounding})


@claim
def a_larger_batch_saves_steps_and_costs_gradients() -> Evidence:
    """Each batch size at its best rate of those tried: from each to the next larger one the steps to a hundredth do not
    grow, and the gradients do not fall.  At the best rate of each the recursion, followed step by step, is above the
    target one step earlier and not above it then.
    """
    found = work()
    target, exact = found.share * first_excess(), True
    for size, lr, steps in zip(found.batch_size, found.lr, found.steps, strict=True):
        path = MinibatchMoments(airfoils(), int(size), replacement=False).excess(lr, int(steps))
        exact &= bool(path[-1] <= target < path[-2] and (path[:-1] > target).all())
    holds = exact and (np.diff(found.steps) <= 0).all() and (np.diff(found.gradients) >= 0).all()
    ends = {"one": 0, "all": -1}
    return Evidence(
        bool(holds),
        {f"steps with {name}": found.steps[place] for name, place in ends.items()}
        | {f"gradients with {name}": found.gradients[place] for name, place in ends.items()},
    )


@claim
def four_ways_one_product(seed: int = 0) -> Evidence:
    """With integer entries below a thousand all sums are exact, and the four ways give the product that Python's
    integers give, entry by entry.
    """
    left, right = np.random.default_rng(seed).integers(-999, 1000, (2, 96, 96))
    exact = left.astype(object) @ right.astype(object)
    gaps = [np.abs(way(left.astype(float), right.astype(float)) - exact).max() for way in WAYS.values()]
    return Evidence(
        max(gaps) == 0, {"entries": exact.size, "largest entry": abs(exact).max(), "largest gap": max(gaps)}
    )


@claim
def blocks_move_fewer_numbers() -> Evidence:
    r"""Two matrices of side $n = 24$ are multiplied in blocks of side $k = 1, 2, 3, 4, 6, 8$, with a near memory of
    $5 k^2$ numbers that drops what was not touched the longest.  It fetches exactly
    $\frac{2 n^3}{k} + n^2$ numbers.
    """
    side, blocks = 24, (1, 2, 3, 4, 6, 8)
    read = {k: numbers_read(order_of_touches(side, k), 5 * k * k) for k in blocks}
    holds = all(read[k] == 2 * side**3 // k + side**2 for k in blocks)
    return Evidence(
        holds, {f"fetched with blocks of {k}": read[k] for k in blocks} | {"numbers in the three matrices": 3 * side**2}
    )


@claim
def doubled_samples_change_nothing_but_the_epoch(seed: int = 0) -> Evidence:
    """Let each sample stand in the data twice.  With replacement the mean loss after 1, 10 and 100 steps with batches
    of 10 is the same, up to rounding; so is each step whose samples are the same, wherever they stand.  Without
    replacement the theorem gives a batch as large as the old data a variance that is not zero any more.
    """
    model = airfoils()
    twice = LeastSquares(np.tile(model.inputs, (2, 1)), np.tile(model.targets, 2))
    single, double = (MinibatchMoments(each, 10).excess(0.03, 100)[[1, 10, 100]] for each in (model, twice))
    source, x = Minibatches(twice, 10, seed, replacement=True), np.ones(model.dim)
    steps = [
        np.abs(source.at(t).grad(x) - model.subset(source.indices(t) % model.count).grad(x)).max() for t in range(9)
    ]
    gap = np.abs(double / single - 1).max()
    left = variance_share(model.count, twice.count, replacement=False)
    holds = gap < 1e-11 and max(steps) < 1e-12 and variance_share(model.count, model.count, False) == 0 < left
    return Evidence(
        bool(holds),
        {
            "largest relative gap of the mean loss": gap,
            "largest gap of a step's gradient": max(steps),
            "times the variance with replacement, half of the doubled data without": left * model.count,
        },
    )
