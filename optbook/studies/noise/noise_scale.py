"""The noise scale: how large a batch still pays, step by step on a quadratic, and on models."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from optbook import descend, finish
from optbook.analysis import MinibatchMoments, golden_section, stationary_variance
from optbook.claims import Evidence, claim
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent
from optbook.studies.noise.minibatches import airfoils, first_excess, sample_gradients
from optbook.studies.noise.noise_scale_digits import SIZES, arrivals, digits, digits_run, pairs, trace_and_square
from optbook.study import study


@dataclass(frozen=True)
class OneStep:
    """What one step along the gradient of a batch can do on a quadratic.

    Attributes
    ----------
    square, trace : float
        Squared length of the gradient, and trace of the samples' covariance.
    along, noise : float
        ``g' H g``, and the trace of ``H`` times the covariance.
    """

    square: float
    trace: float
    along: float
    noise: float

    @property
    def scale(self) -> float:
        """The gradient noise scale."""
        return self.trace / self.square

    @property
    def weighted(self) -> float:
        """The noise scale weighted by the curvature."""
        return self.noise / self.along

    def decrease(self, lr: np.ndarray, batch_size: np.ndarray) -> np.ndarray:
        """Mean decrease of the value."""
        return lr * self.square - 0.5 * lr**2 * (self.along + self.noise / batch_size)

    def best_rate(self, batch_size: np.ndarray) -> np.ndarray:
        """Rate of the largest mean decrease."""
        return self.square / self.along / (1 + self.weighted / batch_size)

    def best_decrease(self, batch_size: np.ndarray) -> np.ndarray:
        """Largest mean decrease."""
        return self.square**2 / (2 * self.along) / (1 + self.weighted / batch_size)


@cache
def one_step() -> OneStep:
    """The airfoils' regression at the origin."""
    gradients, hessian = sample_gradients(), airfoils().hess(np.zeros(airfoils().dim))
    whole = gradients.mean(0)
    covariance = (gradients - whole).T @ (gradients - whole) / len(gradients)
    along, noise = whole @ hessian @ whole, np.trace(hessian @ covariance)
    return OneStep(float(whole @ whole), float(np.trace(covariance)), float(along), float(noise))


@dataclass(frozen=True, eq=False)
class Round:
    """Descent on a quadratic of one curvature, at a share of the best rate of each step.

    Attributes
    ----------
    batch_size : float
    lr : (steps,) array
    square : (steps + 1,) array
        Mean squared distance to the minimum.
    """

    batch_size: float
    lr: np.ndarray
    square: np.ndarray

    @property
    def steps(self) -> int:
        """Steps until the target."""
        return len(self.lr)


NOISE, FIRST, LAST, SHARE = 10.0, 1.0, 0.01, 0.1
"""Trace of the covariance over the squared curvature, mean squared distances at first and at the target, share."""


def round_descent(batch_size: float, share: float = SHARE, last: float = LAST, power: float | None = None) -> Round:
    """Follow the mean squared distance from `FIRST` down to `last`, for curvature 1.

    With `power` the batch size of a step is `batch_size` times that power of the noise scale there.
    """
    square, lr = [FIRST], []
    while square[-1] > last:
        m = square[-1]
        b = batch_size if power is None else batch_size * (NOISE / m) ** power
        rate = share * m / (m + NOISE / b)
        lr.append(rate)
        square.append((1 - rate) ** 2 * m + rate**2 * NOISE / b)
    return Round(batch_size, np.array(lr), np.array(square))


@dataclass(frozen=True)
class Hyperbola:
    """Steps ``least_steps + least_gradients / b``.

    Attributes
    ----------
    least_steps : float
        Steps without noise.
    least_gradients : float
        Gradients with vanishing batches.
    """

    least_steps: float
    least_gradients: float

    @property
    def critical(self) -> float:
        """Batch size that takes twice the least of both."""
        return self.least_gradients / self.least_steps

    def steps(self, batch_size: np.ndarray) -> np.ndarray:
        """Steps with a batch size."""
        return self.least_steps + self.least_gradients / np.asarray(batch_size)


def round_law(share: float = SHARE, last: float = LAST) -> Hyperbola:
    """The hyperbola to which the steps of `round_descent` tend when the share is small."""
    progress = 1 - (1 - share) ** 2
    return Hyperbola(float(np.log(FIRST / last)) / progress, NOISE * (1 / last - 1 / FIRST) / progress)


@dataclass(frozen=True, eq=False)
class AirfoilSteps:
    """Steps to a hundredth of the airfoils' excess loss, with replacement, each size at its best rate.

    Attributes
    ----------
    batch_size, steps, lr : (sizes,) arrays
    law : Hyperbola
        Least steps from all samples, which are without noise; least gradients from the first size.
    """

    batch_size: np.ndarray
    steps: np.ndarray
    lr: np.ndarray
    law: Hyperbola


@study
def airfoil_steps(
    sizes: tuple[int, ...] = (1, 3, 10, 30, 100, 300, 1000, 3000, 10000), rates: int = 60
) -> AirfoilSteps:
    """Search the best constant rate of each size, and of all samples."""
    lr, target = np.geomspace(0.001, 1.0, rates), 0.01 * first_excess()
    steps = MinibatchMoments(airfoils(), np.array(sizes)[:, None]).steps_to(target, lr, doublings=14)
    exact = MinibatchMoments(airfoils(), airfoils().count, replacement=False).steps_to(target, lr, doublings=14).min()
    law = Hyperbola(float(exact), float((steps[0].min() - exact) * sizes[0]))
    return AirfoilSteps(np.array(sizes), steps.min(1), lr[steps.argmin(1)], law)


def digits_law(seed: int = 0) -> Hyperbola:
    """Least steps from all samples of digits, which are without noise; least gradients from the smallest size."""
    first, last = (float(arrivals(size, seed=seed).steps.mean()) for size in (SIZES[0], SIZES[-1]))
    return Hyperbola(last, SIZES[0] * (first - last))


@dataclass(frozen=True, eq=False)
class Scaled:
    """Where runs come to rest when the rate is in proportion to the batch size.

    Attributes
    ----------
    batch_size, lr : (sizes,) arrays
    samples : int
        Iterates behind each number.
    variance, theory : (sizes,) arrays
        Relative to the limit of small batches.
    """

    batch_size: np.ndarray
    lr: np.ndarray
    samples: int
    variance: np.ndarray
    theory: np.ndarray


@study
def scaled(lanes: int = 1500, seed: int = 0) -> Scaled:
    """One coordinate of curvature 1 with unit noise a sample, at the rate of a hundredth for each sample.

    All runs start at rest without distance; after 400 steps all but ``exp(-8)`` of the variance is there.
    """
    size = np.array([1.0, 10, 30, 60, 100, 130, 160, 180, 190])
    lr = size / 100
    noisy = Noisy(Quadratic([[1.0]]), 1 / np.sqrt(size)[:, None, None], seed)
    x, _ = finish(noisy, np.zeros((len(size), lanes, 1)), GradientDescent(lr[:, None, None]), 400)
    limit = 0.01 / 2
    theory = stationary_variance(1.0, lr, 1 / np.sqrt(size)) / limit
    return Scaled(size, lr, lanes, (x[..., 0] ** 2).mean(1) / limit, theory)


@claim
def one_step_gains_what_the_noise_scale_leaves() -> Evidence:
    r"""At the origin of the regression on its first hundred samples, take the mean of the loss after a step along the
    gradient of one sample, over all of them, and along the mean of two, over all $100^2$ pairs.  The rate that a search
    finds to be the best is $\eta_{\max} / (1 + B_H/b)$, and the decrease there is $D_{\max} / (1 + B_H/b)$, for batches
    of one and of two.
    """
    model = airfoils().subset(np.arange(100))
    g, hessian = sample_gradients()[:100], model.hess(np.zeros(model.dim))
    mean = g.mean(0)
    weighted = np.trace(hessian @ ((g - mean).T @ (g - mean))) / 100 / (mean @ hessian @ mean)
    measured = {"noise scale, weighted": weighted}
    for b, seen in ((1, g), (2, ((g[:, None] + g) / 2).reshape(-1, model.dim))):
        largest = mean @ mean / (mean @ hessian @ mean)
        value = np.array([model.value(-rate * seen).mean() for rate in (0.0, 0.01, 0.02)])
        curve = np.polynomial.polynomial.polyfit((0.0, 0.01, 0.02), value, 2)  # a quadratic in the rate, exactly
        interval = golden_section(lambda rate, c=curve: rate * (c[1] + rate * c[2]), 0.0, 2 * largest, 60)[-1]
        rate = interval.mean()
        gain = value[0] - model.value(-rate * seen).mean()
        measured[f"batches of {b}: best rate over the formula"] = rate / (largest / (1 + weighted / b))
        measured[f"batches of {b}: decrease over the formula"] = gain / (largest * mean @ mean / 2 / (1 + weighted / b))
    # A search sees a flat minimum to the root of the rounding of its values only, about 1e-7 of the rate.
    holds = all(abs(ratio - 1) < 1e-5 for what, ratio in measured.items() if "formula" in what)
    return Evidence(bool(holds), measured)


@claim
def steps_lie_between_the_bounds() -> Evidence:
    r"""With shares $\alpha = 0.02, 0.1, 0.5, 0.9$ of the best rate, batches of $1$ to $10^5$ and targets
    $m_\star = 0.1$ and $0.01$, the steps of the recursion, counted one by one, lie between $(1 - c) \Phi / c$ and
    $\Phi / c$ rounded up.
    """
    inside, widest, cases = True, 0.0, 0
    for share in (0.02, 0.1, 0.5, 0.9):
        for last in (0.1, 0.01):
            law, kept = round_law(share, last), (1 - share) ** 2
            for b in (1, 10, 100, 1000, 10**5):
                steps, upper = round_descent(b, share, last).steps, law.steps(b)
                inside &= bool(kept * upper - 1e-9 <= steps <= np.ceil(upper + 1e-9))
                widest, cases = max(widest, upper / steps), cases + 1
    return Evidence(inside, {"cases": cases, "largest ratio of the law to the steps": widest})


@claim
def simulated_runs_follow_the_squares(seed: int = 0) -> Evidence:
    r"""On $\tfrac12 \lVert x \rVert^2$ in ten dimensions with normal noise of $\operatorname{tr} \Sigma = 10$ a
    sample, the mean squared distance of a thousand runs at a tenth of the best rate of each step is that of the
    recursion, at the target and half of the steps before, for batches of $16$, $64$ and $1024$, up to five standard
    errors.
    """
    dim, lanes, measured = 10, 1000, {}
    for b in (16, 64, 1024):
        found = round_descent(b)
        starts = np.full((lanes, dim), np.sqrt(FIRST / dim))
        noisy = Noisy(Quadratic(np.eye(dim)), np.sqrt(NOISE / dim / b), 50 + seed)
        half = found.steps // 2
        rates = found.lr
        x = descend(noisy, starts, GradientDescent(lambda step, rates=rates: rates[step]), found.steps, every=half).x
        for name, place, mean in (("half", 1, found.square[half]), ("target", -1, found.square[-1])):
            squares = (x[place] ** 2).sum(-1)
            off = abs(squares.mean() - mean) / (squares.std() / np.sqrt(lanes))
            measured[f"batches of {b}, {name}: gap in standard errors"] = off
    return Evidence(max(measured.values()) < 5, measured)


@claim
def the_linear_rule_breaks_at_the_edge(seed: int = 0) -> Evidence:
    r"""With the rate in proportion to the batch size, the variance at rest along an axis of curvature $\lambda$ is
    $1 / (1 - \eta\lambda/2)$ times its limit for small batches, up to five standard errors, for $\eta\lambda$ from
    $0.01$ to $1.9$.
    """
    found = scaled(seed=seed)
    expected = 1 / (1 - found.lr / 2)
    off = np.abs(found.variance / expected - 1) * np.sqrt(found.samples / 2)
    return Evidence(
        bool(off.max() < 5),
        {
            "runs behind each number": found.samples,
            "largest gap in standard errors": off.max(),
            "times the limit, smallest rate": found.variance[0],
            "times the limit, largest rate": found.variance[-1],
        },
    )


@claim
def two_batch_sizes_estimate_both_without_bias(seed: int = 0) -> Evidence:
    r"""At the start of the run on digits and after $20$ steps, the means of two hundred estimates from batches of
    $16$ and $256$, the small one a part of the large one, are $\operatorname{tr} \Sigma$ and $\lVert g \rVert^2$,
    up to five standard errors.  The squared length of the small batch's gradient alone is larger than
    $\lVert g \rVert^2$ by $\operatorname{tr} \Sigma / 16$, up to as many.
    """
    measured = {}
    for step in (0, 20):
        x = digits_run().x[step]
        trace, square = trace_and_square(x)
        found = pairs(x, seed=70 + 2 * seed + step)
        for name, drawn, exact in (
            ("trace", found.trace, trace),
            ("square", found.square, square),
            ("small batch", found.naive, square + trace / found.small),
        ):
            off = abs(drawn.mean() - exact) / (drawn.std() / np.sqrt(len(drawn)))
            measured[f"step {step}, {name}: gap in standard errors"] = off
    return Evidence(max(measured.values()) < 5, measured)


@claim
def the_noise_scale_grows_as_the_loss_falls() -> Evidence:
    """Along gradient descent on digits the noise scale grows from each step to the next.  At three of them its two
    parts agree with those from the gradient of each sample, taken one by one.
    """
    model, run = digits(), digits_run()
    exact = np.array([trace_and_square(x) for x in run.x])
    scale = exact[:, 0] / exact[:, 1]
    gaps = []
    for step in (0, 10, run.steps):
        gradients = model.subset(np.arange(model.count)[:, None]).grad(run.x[step])
        mean = gradients.mean(0)
        gaps += [((gradients - mean) ** 2).sum(-1).mean() / exact[step, 0] - 1, mean @ mean / exact[step, 1] - 1]
    return Evidence(
        bool((np.diff(scale) > 0).all() and np.abs(gaps).max() < 1e-9),
        {
            "noise scale at the start": scale[0],
            "noise scale at the end": scale[-1],
            "loss at the end": run.value[-1],
            "largest relative gap of the parts": np.abs(gaps).max(),
        },
    )


@claim
def on_digits_large_batches_trade_gradients_for_steps(seed: int = 0) -> Evidence:
    """On digits, each batch size at the best of five rates: from 4 to 16, to 64 and to 256 the mean number of steps to
    the target falls.  From 256 to all samples the number of gradients rises.
    """
    found = [arrivals(size, seed=seed) for size in SIZES]
    steps = np.array([each.steps.mean() for each in found])
    error = np.array([each.steps.std() / np.sqrt(len(each.steps)) for each in found])
    saved = -np.diff(steps[:-1]) / np.hypot(error[1:-1], error[:-2])
    rise = (SIZES[-1] * steps[-1] - SIZES[-2] * steps[-2]) / (SIZES[-2] * error[-2])
    measured = {f"steps with {size}": mean for size, mean in zip(SIZES, steps, strict=True)}
    measured |= {"least saving in standard errors": saved.min(), "rise at the end in standard errors": rise}
    return Evidence(bool(saved.min() > 0 and rise > 0), measured)


@claim
def the_root_of_the_noise_scale_is_the_best_schedule() -> Evidence:
    r"""On the round quadratic with a thousandth of the best rate, batches in proportion to the root of the noise scale
    give the product $(S - S_{\min})(E - E_{\min})$ of a constant batch times
    $\frac{4 (\sqrt\rho - 1)}{(\sqrt\rho + 1) \ln \rho}$ with $\rho = m_0 / m_\star$, up to one percent for steps
    that are not infinitely small.  Batches in proportion to the noise scale itself give that of a constant one, as
    closely.
    """
    share, ratio = 0.001, FIRST / LAST
    law, products = round_law(share), {}
    for name, power, size in (("constant", 0.0, 200.0), ("root", 0.5, 10.0), ("in proportion", 1.0, 1.0)):
        run = round_descent(size, share, power=power)
        gradients = (size * (NOISE / run.square[:-1]) ** power).sum()
        products[name] = (run.steps - law.least_steps) * (gradients - law.least_gradients)
    expected = {"root": 4 * (np.sqrt(ratio) - 1) / ((np.sqrt(ratio) + 1) * np.log(ratio)), "in proportion": 1.0}
    measured = {f"{name}: product over that of a constant": products[name] / products["constant"] for name in expected}
    measured |= {"root: expected": expected["root"]}
    holds = all(abs(products[name] / products["constant"] / expected[name] - 1) < 0.01 for name in expected)
    return Evidence(bool(holds), measured)
