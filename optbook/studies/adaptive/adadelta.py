"""Adadelta: what stands for its rate, its steps on a slope, how it ends, noise, and digits."""

from __future__ import annotations

import numpy as np

from optbook import descend, finish
from optbook.claims import Evidence, claim
from optbook.objectives import Quadratic, Rosenbrock, Scaled
from optbook.optimizers import Adadelta
from optbook.optimizers.adadelta import AdadeltaState
from optbook.studies.adaptive.adadelta_forms import (
    EXPONENTS,
    STEEP,
    SplitAdadelta,
    best,
    drift,
    ends,
    expected_growth,
    in_noise,
    slope_bounds,
    slope_steps,
    trained,
)
from optbook.studies.adaptive.rmsprop import respond


@claim
def factor_and_eps_act_as_one_rate() -> Evidence:
    r"""Let $\varepsilon_g = 0$.  On Rosenbrock's function runs of Adadelta with the same product
    $\eta \sqrt{\varepsilon_x}$ agree in every bit, for factors $\eta$ from $2^{-10}$ to $2^{10}$; so do runs on the
    function multiplied by $2^{-20}$ and by $2^{20}$.  Twice the product gives another run.
    """
    start, steps = np.array([-1.0, 1.5]), 500

    def run(lr: float, root: float, scale: float) -> np.ndarray:
        return finish(Scaled(Rosenbrock(), scale), start, SplitAdadelta(lr, eps=root**2), steps)[0]

    product = 2.0**-6
    usual = run(1.0, product, 1.0)
    same = [run(lr, product / lr, scale) for lr in (2.0**-10, 1.0, 2.0**10) for scale in (2.0**-20, 1.0, 2.0**20)]
    # Powers of two multiply without rounding, and so do roots and squares of powers of four.
    apart = max(np.abs(x - usual).max() for x in same)
    other = np.abs(run(1.0, 2 * product, 1.0) - usual).max()
    return Evidence(
        bool(apart == 0 and other > product),
        {"runs": len(same), "largest difference": apart, "difference at twice the product": other},
    )


@claim
def on_a_slope_the_steps_grow() -> Evidence:
    r"""Let $\varepsilon_g = 0$.  On a constant slope, of either sign and of a size from $10^{-3}$ to $10^3$, the
    squared step is
    $\varepsilon_x \bigl( \frac{1}{1 - \gamma} + (1 - \gamma) \sum_{k=1}^t \frac{1}{1 - \gamma^{k+1}} \bigr)$.
    """
    steps, eps, gap = 2000, 1e-6, 0.0
    slopes = np.outer([1, -1], np.geomspace(1e-3, 1e3, 7)).ravel()
    for decay in (0.5, 0.9, 0.99):
        found, _ = respond(SplitAdadelta(decay=decay, eps=eps), np.broadcast_to(slopes, (steps, len(slopes))))
        expected = -np.sign(slopes) * np.sqrt(eps * slope_steps(steps, decay))[:, None]
        gap = max(gap, np.abs(found / expected - 1).max())
    # Each step rounds both averages a few times, by 1e-16, and an average keeps at most 1 / (1 - decay) of these; sums
    # of two thousand terms round as much again.
    growth = found[-1, 0] / found[0, 0]
    return Evidence(
        bool(gap < 1e-10), {"largest relative gap": gap, "last step over the first, longest memory": growth}
    )


@claim
def the_number_of_steps_goes_like_one_over_the_cube_root() -> Evidence:
    r"""Let $\varepsilon_g = 0$.  To go a distance $D$ down a slope takes the number of steps $T$ with
    $\sum_{t < T} \sqrt{t + b} \approx D / \sqrt{\varepsilon_x (1 - \gamma)}$, where $b$ is $1/(1 - \gamma)^2$ for an
    upper bound and $\gamma^2/((1 - \gamma) (1 - \gamma^2))$ more for a lower one.  Runs with $\varepsilon_x$ from
    $10^{-8}$ to $1$ are between the two.
    """
    decay, distance = 0.9, 5.0
    eps, steps = 10.0 ** np.arange(-8, 1), 4200
    downhill = Quadratic([[0.0]], linear=[1.0])
    x = descend(downhill, np.zeros((len(eps), 1)), SplitAdadelta(decay=decay, eps=eps[:, None]), steps).x[..., 0]
    count = (x <= -distance).argmax(0)
    least, most = slope_bounds(decay)
    way = distance / np.sqrt(eps * (1 - decay))
    late, early = (1 + np.searchsorted(np.cumsum(np.sqrt(np.arange(steps) + b)), way) for b in (least, most))
    holds = (count > 0).all() and (count <= late).all() and (early <= count).all()
    return Evidence(
        bool(holds),
        {
            "steps, least eps": count[0],
            "steps, largest eps": count[-1],
            "largest bound over run": (late / count).max(),
            "times as many for a thousandth": count[0] / count[3],
        },
    )


@claim
def near_a_minimum_it_is_gradient_descent() -> Evidence:
    r"""Let $\varepsilon_x = \varepsilon_g$.  At the minimum of $\tfrac12 a x^2$ the step of Adadelta, as a map of the
    iterate and both averages, has the derivative with the eigenvalues $1 - \eta a$, $\gamma$ and $\gamma$.  Runs with
    $\eta a < 2$ come near by the factor $|1 - \eta a|$ a step.
    """
    decay, eps, gap, slow = 0.9, 1e-2, 0.0, 0.0
    for lr, curvature in ((1.0, 0.3), (1.0, 1.9), (0.5, 3.5), (2.0, 0.7), (1.0, 4.0)):
        method, columns = Adadelta(lr, decay, eps), []
        # The map takes x to itself times a function of x^2, u and s: differences of 1e-8 err by as much.
        for size in 1e-8 * np.eye(3):
            x, moved, square = size[:, None]
            delta, after = method.update(curvature * x, AdadeltaState(0, square, moved), x)
            columns.append(np.concatenate([x + delta, after.moved, after.square]) / 1e-8)
        found = np.sort(np.linalg.eigvals(np.transpose(columns)).real)
        gap = max(gap, np.abs(found - np.sort([1 - lr * curvature, decay, decay])).max())
        if lr * curvature < 2:
            x = descend(Quadratic([[curvature]]), [1.0], method, 400).x[:, 0]
            slow = max(slow, abs(abs(x[-1] / x[-2]) - abs(1 - lr * curvature)))
    # What is left of both averages over eps after 300 steps is below 0.9^300 / eps^2 = 2e-10.
    return Evidence(
        bool(gap < 1e-5 and slow < 1e-8), {"largest gap of an eigenvalue": gap, "of a factor in runs": slow}
    )


@claim
def above_curvature_two_it_goes_away_like_a_root() -> Evidence:
    r"""Let $\eta = 1$ and $\varepsilon_x = \varepsilon_g = \varepsilon$.  On $\tfrac12 a x^2$ with $a$ from 3 to 100
    the squared distance grows, late in a run, by $\tfrac14 \varepsilon (1 - 4/a^2)$ a step.
    """
    x, steps = ends(), 10000
    growth = (x[-1] ** 2 - x[len(x) // 2] ** 2) / (steps / 2)
    gap = np.abs(growth / expected_growth(STEEP) - 1).max()
    # The averages follow with a lag of 1 / (1 - decay) steps, in which the square grows by a share 1 / ((1 - decay) t).
    # We allow three times that.
    measured = {"largest relative gap": gap, "farthest at the end": x[-1].max()}
    return Evidence(bool(gap < 3 * 10 / (steps / 2)), measured)


@claim
def noise_wears_the_effective_rate_down(seed: int = 0) -> Evidence:
    r"""Without $\varepsilon$ the logarithm of the squared effective rate falls on average at normal noise, in runs by
    as much as $\E \ln A - \E \ln B$, drawn from weighted sums of squares; at the noise of a coin,
    $\pm 1$, it stays.  With $\varepsilon_x$ two runs that differ at the start by a factor above 300 meet.
    """
    decay, wait, steps, later, tiny = 0.9, 200, 1000, 1500, 1e-200
    lanes = {"normal": 500, "coin": 1}  # all coins have the same squares
    runs = {law: np.log(in_noise(law, decay, tiny, 1.0, lanes[law], steps, seed)) for law in lanes}
    fall = (runs["normal"][-1] - runs["normal"][wait]) / (steps - 1 - wait)
    error = fall.std(ddof=1) / np.sqrt(len(fall))
    expected, its_error = drift("normal", decay, seed=seed + 1)
    still = np.abs(runs["coin"][wait:] - runs["coin"][wait]).max()
    low, high = (in_noise("normal", decay, 1.0, moved, 100, later, seed) for moved in (0.0, 1e4 / (1 - decay)))
    met = np.abs(high[-1] / low[-1] - 1).max()
    z = (fall.mean() - expected) / np.hypot(error, its_error)
    # z = 5: one seed in a million.  At the drift, -0.013 a step, e^-19 of a ratio of 1e5 is left after 1500 steps.
    holds = abs(z) < 5 and expected < -5 * its_error and still < 1e-10 and met < 0.05
    return Evidence(
        bool(holds),
        {
            "mean change a step, runs": fall.mean(),
            "mean change a step, sums": expected,
            "gap in standard errors": z,
            "largest change at a coin": still,
            "largest relative gap of two runs at the end": met,
        },
    )


@claim
def on_digits_the_product_is_the_rate(seed: int = 0) -> Evidence:
    r"""Networks on digits, $\varepsilon$ of $10^{-6}$ and of $10^{-10}$, six factors $\eta$ each: the best product
    $\eta \sqrt\varepsilon$ is inside the grid, and that of one $\varepsilon$ is at most a step of the grid from that of
    the other, while the best factors differ by at least 25.
    """
    place = {eps: best(trained(eps, seed=seed)) for eps in (1e-6, 1e-10)}
    inside = all(0 < at < len(EXPONENTS) - 1 for at in place.values())
    apart = abs(place[1e-6] - place[1e-10])
    factor = 100 * 4.0 ** (place[1e-10] - place[1e-6])
    measured = {"best product, larger eps": 2.0 ** EXPONENTS[place[1e-6]]}
    measured |= {"best product, smaller eps": 2.0 ** EXPONENTS[place[1e-10]], "ratio of the best factors": factor}
    return Evidence(bool(inside and apart <= 1 and factor >= 25), measured)
