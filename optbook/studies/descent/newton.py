"""Newton's method: its digits, the maxima it lands on, and what keeps it to minima."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from optbook import Trajectory, descend
from optbook.analysis import kind_by_values
from optbook.claims import Evidence, claim
from optbook.objectives import Cosh, CosineWell, Himmelblau, LinearChange, Quadratic, SoftBend
from optbook.optimizers import (
    AbsoluteDiagonalNewton,
    DampedNewton,
    DiagonalNewton,
    GradientDescent,
    Newton,
    SaddleFreeNewton,
    TrustRegion,
)
from optbook.studies.descent.newton_basins import basins, nine, pull
from optbook.study import study

BEND = float(SoftBend().minima[0, 0])
"""Where `SoftBend` is least."""


def errors(far: float = 10.0, near: float = -0.5, steps: int = 9) -> tuple[np.ndarray, np.ndarray]:
    """Signed errors of Newton's iterates, ``(steps + 1,)``: `Cosh` from `far`, `SoftBend` from `near`."""
    cosh = descend(Cosh(), [far], Newton(Cosh()), steps).x[:, 0]
    return cosh, descend(SoftBend(), [near], Newton(SoftBend()), steps).x[:, 0] - BEND


WAVE = CosineWell(0.15)
"""``x cos(0.15 pi x)``."""


def wave(start: float = 10.0, lr: float = 1.0, steps: int = 60) -> Trajectory:
    """Newton's method on `WAVE`."""
    return descend(WAVE, [start], Newton(WAVE, lr), steps)


def wave_ends(lr: float = 0.5, reach: float = 40.0, count: int = 800, steps: int = 200) -> dict[str, float]:
    """Share of Newton's runs on `WAVE`, from starts in the middle of `count` cells of ``[0, reach]``, by their ends."""
    starts = (np.arange(count) + 0.5) * reach / count
    ends = descend(WAVE, starts[:, None], Newton(WAVE, lr), steps, every=steps).x[-1, :, 0]
    still = np.abs(WAVE.slope(ends)) < 1e-6
    up = WAVE.bend(ends) > 0
    return {"minimum": float((still & up).mean()), "maximum": float((still & ~up).mean())}


@dataclass(frozen=True, eq=False)
class Far:
    """Runs on `SoftBend` from one start, too far for Newton.

    Attributes
    ----------
    error : dict of (steps + 1,) arrays
        Distance to the minimum, by method.
    """

    error: dict[str, np.ndarray]


def far(distance: float = 1.0, steps: int = 10) -> Far:
    """Newton's method with and without safeguards, `distance` right of the minimum of `SoftBend`."""
    curve = SoftBend()
    methods = {"Newton": Newton(curve), "damped": DampedNewton(curve), "trust region": TrustRegion(curve, 0.5)}
    runs = {name: descend(curve, [BEND + distance], method, steps) for name, method in methods.items()}
    return Far({name: np.abs(run.x[:, 0] - BEND) for name, run in runs.items()})


def newton_step(x: float) -> float:
    """Where Newton's method goes from `x` on `SoftBend`."""
    return x - SoftBend().slope(x) / SoftBend().bend(x)


@study
def reach(side: int = 1) -> float:
    """How far from the minimum of `SoftBend` Newton's method still arrives, right (1) or left (-1), by halving."""
    near, lost = 0.0, 2.0
    for _ in range(30):
        middle = (near + lost) / 2
        arrives = abs(descend(SoftBend(), [BEND + side * middle], Newton(SoftBend()), 60).x[-1, 0] - BEND) < 1e-9
        near, lost = (middle, lost) if arrives else (near, middle)
    return near


def wave_extremum(number: int) -> float:
    """The `number`-th positive stationary point of `WAVE`: ``u tan(u) = 1`` has one root a period, after the origin."""
    low = (number - 1) * np.pi
    return brentq(lambda u: u * np.sin(u) - np.cos(u), low, low + np.pi / 2, xtol=1e-14) / WAVE.omega


@claim
def digits_double() -> Evidence:
    r"""On $\ln(e^x + e^{-2x-3})$ each late error of Newton's method is nearly the square of the one
    before, times $f'''/(2f'') = -1/2$.  From every start within $m/(2M)$ of the minimum the bound of the theorem
    holds, with $m = 2$ and $M = 9/(2\sqrt3)$.
    """
    error = errors()[1]
    last = int(np.flatnonzero(np.abs(error) > 1e-13)[-1])  # the next one is rounding
    constant = error[last] / error[last - 1] ** 2
    curvature, change = 2.0, 9 / (2 * np.sqrt(3))
    starts = np.linspace(-1, 1, 1000)[:, None] * curvature / (2 * change)
    step = descend(SoftBend(), BEND + starts, Newton(SoftBend()), 1).x[1] - BEND
    worst = float((np.abs(step) / (change / curvature * starts**2)).max())
    # The next term of the expansion is smaller by the error itself, and rounding adds 1e-16 to an error of 1e-12.
    holds = abs(constant + 0.5) < 1e-3 and worst <= 1
    measured = {f"error after {t} steps": error[t] for t in range(last + 1)}
    return Evidence(holds, measured | {"last quotient": constant, "largest share of the bound": worst})


@claim
def digits_triple() -> Evidence:
    r"""On $\cosh(x/2)$ each late error is nearly the cube of the one before, times $f''''/(3f'') = 1/12$: the third
    derivative is zero at the minimum.  All iterates obey $x_{t+1} = x_t - 2 \tanh(x_t/2)$.
    """
    error = errors()[0]
    last = int(np.flatnonzero(error > 1e-9)[-1])
    constant = error[last] / error[last - 1] ** 3
    miss = float(np.abs(error[1:] - (error[:-1] - 2 * np.tanh(error[:-1] / 2))).max())
    # The next term is smaller by 2/5 of the square of half the error, 1e-5; ten rounded numbers near 10 miss by 1e-14.
    holds = abs(12 * constant - 1) < 1e-4 and miss < 1e-13
    measured = {f"error after {t} steps": error[t] for t in range(last + 1)}
    return Evidence(holds, measured | {"last quotient, times 12": 12 * constant, "largest miss in the formula": miss})


@claim
def a_change_of_variables_is_not_noticed(seed: int = 0) -> Evidence:
    r"""Newton's iterates on $f(Ax)$, seen through $A$, are those on $f$, for twenty random matrices $A$ with
    condition numbers up to 16.  Those of gradient descent are not.
    """
    rng, start = np.random.default_rng(seed), np.array([4.0, -4.0])
    gaps = {"Newton": [], "gradient descent": []}
    # Random directions, stretched by 2 to 4 and pressed to 1/4 to 1/2: condition numbers from 4 to 16.
    left, _, right = np.linalg.svd(rng.normal(size=(20, 2, 2)))
    for matrix in left * rng.uniform((2, 0.25), (4, 0.5), (20, 1, 2)) @ right:
        changed = LinearChange(Himmelblau(), matrix)
        for name, method in (("Newton", Newton), ("gradient descent", lambda _: GradientDescent(1e-4))):
            straight = descend(Himmelblau(), start, method(Himmelblau()), 6).x
            other = descend(changed, changed.back(start), method(changed), 6).x
            gaps[name].append(np.abs(changed.forth(other) - straight).max())
    # Rounding of numbers up to 4, 9e-16, is amplified by the square of the condition number, 256 at most, a step.
    newton, descent = max(gaps["Newton"]), min(gaps["gradient descent"])
    return Evidence(
        newton < 1e-11 and descent > 1e-2,
        {"largest difference, Newton": newton, "least difference, gradient descent": descent},
    )


@claim
def from_ten_it_lands_on_a_maximum() -> Evidence:
    r"""On $x \cos(0.15 \pi x)$ Newton's method from $x = 10$ converges to a maximum.  It solves $u \tan u = 1$ with
    $u = 0.15 \pi x$, and the value there is $x / \sqrt{1 + 1/u^2}$.
    """
    run = wave()
    end, value = float(run.x[-1, 0]), float(run.value[-1])
    root = wave_extremum(5)
    height = root / np.sqrt(1 + 1 / (WAVE.omega * root) ** 2)
    kind = kind_by_values(WAVE, [end])
    holds = kind == "maximum" and abs(end - root) < 1e-12 and abs(value - height) < 1e-12
    return Evidence(
        holds,
        {"end": end, "value there": value, "root of the equation": root,
         "second derivative": float(WAVE.bend(end))},
    )  # fmt: skip


@claim
def damping_leaves_its_share() -> Evidence:
    r"""With a fixed rate $\eta < 1$ Newton's method is linear: in the end a step multiplies the error by
    $1 - \eta$, on three functions alike.
    """
    starts = {CosineWell(0.15): 7.5, Cosh(): 1.0, SoftBend(): -0.5}
    gaps = []
    for lr in (0.5, 0.75, 0.9):
        for curve, start in starts.items():
            x = descend(curve, [start], Newton(curve, lr), 100).x[:, 0]
            error = np.abs(x - x[-1])
            late = int(np.flatnonzero(error > 1e-7)[-1])
            gaps.append(abs(error[late] / error[late - 1] - (1 - lr)))
    # The quotient differs from its limit by a multiple of the error, which is 1e-6 or less here.
    return Evidence(max(gaps) < 1e-5, {"largest difference from the rate": max(gaps)})


@claim
def every_stationary_point_attracts() -> Evidence:
    """Each of the nine stationary points of Himmelblau's function, four minima, four saddles and a maximum, attracts
    Newton's method: all of a hundred starts on a small circle around it end there.
    """
    angle = 2 * np.pi * np.arange(100) / 100
    circle = 0.05 * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    points = np.array([point.x for point in nine()])
    run = descend(Himmelblau(), points[:, None] + circle, Newton(Himmelblau()), 8)
    away = float(np.abs(run.x[-1] - points[:, None]).max())
    kinds = [kind_by_values(Himmelblau(), point) for point in points]
    counts = {f"{kind}s".replace("minimums", "minima").replace("maximums", "maxima"): kinds.count(kind)
              for kind in ("minimum", "saddle", "maximum")}  # fmt: skip
    return Evidence(away < 1e-12 and list(counts.values()) == [4, 4, 1], counts | {"largest distance at the end": away})


@claim
def a_cycle_bounds_the_basin() -> Evidence:
    r"""On the convex curve $\ln(e^x + e^{-2x-3})$ Newton's method arrives from between two points and from nowhere
    else: from each of the two points it steps exactly to the other.
    """
    right = brentq(lambda x: newton_step(newton_step(x)) - x, BEND + 0.5, BEND + 0.8, xtol=1e-14)
    left = newton_step(right)
    gaps = abs(reach(1) - (right - BEND)), abs(reach(-1) - (BEND - left))
    # A row of starts, a thousandth away from the two points or more.
    inside = np.linspace(left + 1e-3, right - 1e-3, 400)
    outside = np.concatenate([left - np.geomspace(1e-3, 20, 400), right + np.geomspace(1e-3, 20, 400)])
    ends = descend(SoftBend(), np.append(inside, outside)[:, None], Newton(SoftBend()), 60, every=60).x[-1, :, 0]
    arrived = np.abs(ends - BEND) < 1e-9
    shares = arrived[:400].mean(), arrived[400:].mean()
    return Evidence(
        max(gaps) < 1e-7 and shares == (1, 0),  # thirty halvings of an interval of length two
        {"right of the minimum": right - BEND, "left of it": BEND - left, "largest gap to halving": max(gaps),
         "share of starts that arrive, from between": shares[0], "from outside": shares[1]},
    )  # fmt: skip


@claim
def with_a_safeguard_it_ends_at_minima() -> Evidence:
    """From each start of a grid, saddle-free Newton, damped Newton and the trust region end at one of the four minima,
    whose coordinates are known as roots of a quartic.  Newton's method ends elsewhere from some of them.
    """
    known = Himmelblau().minima
    measured = {}
    for name, method in (("saddle-free", SaddleFreeNewton), ("damped", DampedNewton), ("trust region", TrustRegion)):
        found = basins(method, count=14)
        good = [bool((np.abs(known - point.x).max(-1) < 1e-9).any()) for point in found.points]
        measured[f"share at minima, {name}"] = float(found.reached[good].sum())
    safe = min(measured.values())
    measured["share at minima, Newton"] = basins(Newton, count=14).shares["minimum"]
    return Evidence(safe == 1 and measured["share at minima, Newton"] < 1, measured)


@claim
def the_way_out_doubles() -> Evidence:
    r"""From the distance $10^{-6}$, saddle-free Newton has left a saddle after $\log_2 10^6$ steps, rounded up,
    whatever the curvature: the number is the same from $10^{-4}$ to $10^4$.
    """
    start, counts = 1e-6, []
    for curvature in 10.0 ** np.arange(-4, 5):
        saddle = Quadratic(np.diag([1.0, -curvature]))
        run = descend(saddle, [1.0, start], SaddleFreeNewton(saddle), 40)
        counts.append(int((np.abs(run.x[:, 1]) >= 1).argmax()))
    expected = float(np.log2(1 / start))
    return Evidence(
        set(counts) == {int(np.ceil(expected))},
        {"fewest steps": min(counts), "most steps": max(counts), "predicted": expected},
    )


@claim
def the_axes_decide_where_the_diagonal_ends() -> Evidence:
    """Newton's method with the diagonal of the Hessian, or its absolute values, ends at exactly those stationary points
    at which its step, made linear, has a spectral radius below one.  Turning the axes by 45 degrees changes which ones.
    """
    agree, measured = [], {}
    for degrees in (0.0, 45.0):
        for method, absolute in ((DiagonalNewton, False), (AbsoluteDiagonalNewton, True)):
            found = basins(method, steps=60, degrees=degrees)
            pulls = np.array([pull(point, degrees, absolute=absolute) for point in found.points])
            agree.append(bool(((found.reached > 0) == (pulls < 1)).all()))
            name = f"points that attract, {'absolute ' if absolute else ''}diagonal, {degrees:.0f} degrees"
            measured[name] = int((found.reached > 0).sum())
    return Evidence(all(agree), measured)
