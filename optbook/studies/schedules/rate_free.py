"""Methods that are told a small length, or a least value, in the place of a rate: what they find, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np

from optbook import descend, follow
from optbook.claims import Evidence, claim
from optbook.noise import Noisy, seen
from optbook.objectives import Quadratic
from optbook.optimizers import DAdaptation, DoG, Prodigy
from optbook.protocols import Objective, Optimizer
from optbook.studies.noise.convergence_wedge import Wedge
from optbook.studies.schedules.rate_free_runs import GUESSES, RATES, contest, fits, guess_sweep, rate_sweep
from optbook.study import study

DISTANCES = (1.0, 10.0, 100.0, 1000.0, 10000.0)
"""From the start to the corner of the wedge."""

SHARE = 1e-6
"""DoG's default: the first move in units of ``1 + |x0|``."""


@dataclass(frozen=True, eq=False)
class Reaches:
    """DoG on ``|x|``, a lane for each distance.

    Attributes
    ----------
    distance, first : (lanes,) arrays
        From the start to the minimum, and the first move.
    reach : (steps + 1, lanes) array
        Largest distance from the start so far, but at least the first move: DoG's estimate.
    crossing : (lanes,) int array
        Number of updates until the minimum is reached or passed; 0 if it never is.
    """

    distance: np.ndarray
    first: np.ndarray
    reach: np.ndarray
    crossing: np.ndarray

    @property
    def ratio(self) -> np.ndarray:
        """Estimated over true distance."""
        return self.reach / self.distance


@study
def reaches(distances: tuple[float, ...] = DISTANCES, firsts: tuple[float, ...] = (), steps: int = 2000) -> Reaches:
    """Run DoG from each distance, with the default first move for a start at zero unless `firsts` are given.

    The wedge stands with its corner at zero, so the start is not: its first move is given in units of ``1 + |x0|``.
    """
    distance = np.array(distances)
    first = np.array(firsts) if firsts else np.full(len(distance), SHARE)
    optimizer = DoG(distance=(first / (1 + distance))[:, None], eps=0.0)
    x = descend(Wedge(1.0), distance[:, None], optimizer, steps).x[..., 0]
    reach = np.maximum(np.maximum.accumulate(np.abs(x - x[0])), first)
    return Reaches(distance, first, reach, (x <= 0).argmax(0))


def far_reaches(steps: int = 2000) -> Reaches:
    """The same where the start is far from zero, and so gives a larger first move: the corner is at zero."""
    return reaches(firsts=tuple(SHARE * (1 + d) for d in DISTANCES), steps=steps)


def way(steps: int) -> np.ndarray:
    """Way gone after 1, 2, ... steps of DoG at a constant gradient, in first moves: ``prod_{k=2}^t (1 + 1/sqrt k)``."""
    return np.concatenate([[1.0], np.cumprod(1 + 1 / np.sqrt(np.arange(2, steps + 1)))])


def steps_to(ratio: np.ndarray) -> np.ndarray:
    """Steps until the way gone is at least `ratio` first moves."""
    return way(2000).searchsorted(np.asarray(ratio, float) * (1 - 1e-12)) + 1


def estimates(optimizer: Optimizer, objective: Objective, x0: np.ndarray, steps: int) -> np.ndarray:
    """The distance that a method believes in, after each update: ``(steps, ...)``."""
    run = islice(follow(objective, x0, optimizer, steps), 1, None)
    return np.array([(state.reach if isinstance(optimizer, DoG) else state.distance)[..., 0] for _, state in run])


@dataclass(frozen=True, eq=False)
class Several(Objective):
    """Objectives of as many variables, one for each entry of the first axis of a batch of points."""

    objectives: tuple[Objective, ...]

    @property
    def dim(self) -> int:
        """Number of variables."""
        return self.objectives[0].dim

    def at(self, step: int) -> Several:
        """What is seen at `step`."""
        return Several(tuple(seen(objective, step) for objective in self.objectives))

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(objectives, ..., dim) -> (objectives, ..., dim)``."""
        return np.stack([objective.grad(own) for objective, own in zip(self.objectives, x, strict=True)])


@study
def bowl_estimates(method: type, sigma: float = 0.0, steps: int = 400, seed: int = 0) -> np.ndarray:
    """Estimates on random quadratics over the true distances, ``(steps, lanes)``.

    The quadratics have 1, 2 or 10 variables and condition numbers up to 10^4; starts are of scales from 0.1 to 1000.
    The distance is the Euclidean one for DoG and the largest coordinate for the others.
    """
    rng, ratios = np.random.default_rng(seed), []
    for dim in (1, 2, 10):
        objectives, starts = [], []
        for number in range(4):
            q, _ = np.linalg.qr(rng.normal(size=(dim, dim)))
            matrix = (q * 10.0 ** rng.uniform(-2, 2, dim)) @ q.T
            objective = Quadratic((matrix + matrix.T) / 2)
            objectives.append(Noisy(objective, sigma, 100 * seed + number) if sigma else objective)
            starts.append(rng.normal(size=(20, dim)) * 10.0 ** rng.uniform(-1, 3, (20, 1)))
        x = np.stack(starts)
        true = np.linalg.norm(x, axis=-1) if method is DoG else np.abs(x).max(-1)
        ratios.append((estimates(method(), Several(tuple(objectives)), x, steps) / true).reshape(steps, -1))
    return np.concatenate(ratios, axis=1)


@claim
def dog_finds_the_distance_on_a_wedge() -> Evidence:
    r"""On $|x|$ from $R = 1, 10, \dots, 10^4$ and after 2000 steps, DoG's $\bar r_t$ lies between $R$ and $R \, (1 +
    1/(\sqrt{T + 1} - 1))$, where $T$ is the step at which a product says that the corner is passed; for the default
    first move of a start at zero, and for that of a start at $R$.
    """
    measured, holds = {}, True
    for name, run in {"a start at zero": reaches(), "a start far off": far_reaches()}.items():
        bound = 1 + 1 / (np.sqrt(steps_to(run.distance / run.first) + 1) - 1)
        ratio = run.ratio[-1]
        holds &= bool((ratio >= 1).all() and (ratio <= bound).all())
        measured |= {f"least ratio, {name}": ratio.min(), f"largest ratio, {name}": ratio.max()}
        measured |= {f"least bound, {name}": bound.min(), f"least ratio after 100 steps, {name}": run.ratio[100].min()}
    return Evidence(holds, measured)


@claim
def the_first_move_costs_the_square_of_a_logarithm() -> Evidence:
    r"""With $\Lambda = \ln(R/r_\varepsilon)$ the corner is passed at a step $T$ with $T \ge (1 + \Lambda/2)^2$ and
    $2 \sqrt T < \Lambda + 2 \sqrt 2 + \tfrac12 \ln T$, for $R/r_\varepsilon$ from $10$ to $10^{12}$.
    """
    ratio = 10.0 ** np.arange(1, 13)
    run = reaches(tuple(np.ones(12)), tuple(1 / ratio))
    count, log = run.crossing, np.log(ratio)
    holds = (count >= (1 + log / 2) ** 2).all() and (
        2 * np.sqrt(count) < log + 2 * np.sqrt(2) + np.log(count) / 2
    ).all()
    holds &= (count == steps_to(ratio)).all()
    measured = {f"steps, first move {1 / r:.0e} of the way": c for r, c in zip(ratio[2::3], count[2::3], strict=True)}
    measured |= {"steps, by the product, least first move": steps_to(ratio[-1])}
    return Evidence(bool(holds), measured)


@claim
def prodigy_stays_below_the_distance_without_noise(seed: int = 0) -> Evidence:
    r"""On random convex quadratics and without noise Prodigy's $d_t$ never exceeds $\lVert x_0 - x^\star
    \rVert_\infty$.
    """
    ratio = bowl_estimates(Prodigy, seed=seed)
    other = bowl_estimates(DAdaptation, seed=seed)
    # The theorem allows no excess at all; rounding of a sum of 400 terms is below 1e-12.
    return Evidence(
        bool(ratio.max() <= 1 + 1e-12),
        {
            "runs": ratio.shape[1],
            "largest ratio": ratio.max(),
            "median of the last ratio": np.median(ratio[-1]),
            "largest ratio of D-Adaptation, for which it is not proved": other.max(),
        },
    )


@claim
def what_they_are_told_is_a_length() -> Evidence:
    r"""Let $\varepsilon = 0$. If the parameters are measured in another unit, $x = c \, u$, then DoG, D-Adaptation and
    Prodigy, told $c$ times as much, make the same run in that unit; told the same, they do not. If the value is
    multiplied by $c$, the runs do not change.
    """
    c, start, steps = 1000.0, np.array([3.0, -2.0]), 300
    plain = Quadratic(np.diag([1.0, 9.0]))
    longer, steeper = Quadratic(plain.matrix / c**2), Quadratic(c * plain.matrix)
    same, other, scaled = [], [], []
    for method in (DoG, DAdaptation, Prodigy):
        told = 1e-4 / (1 + np.linalg.norm(start)) if method is DoG else 1e-4
        far = c * 1e-4 / (1 + c * np.linalg.norm(start)) if method is DoG else c * 1e-4
        run = descend(plain, start, method(distance=told, eps=0.0), steps).x
        same.append(np.abs(descend(longer, c * start, method(distance=far, eps=0.0), steps).x / c - run).max())
        other.append(np.abs(descend(longer, c * start, method(distance=far / c, eps=0.0), steps).x / c - run).max())
        scaled.append(np.abs(descend(steeper, start, method(distance=told, eps=0.0), steps).x - run).max())
    # Rounding, which a run of 300 steps on curvatures of 1 and 9 does not blow up by more than some thousands.
    holds = max(same) < 1e-10 and max(scaled) < 1e-10 and min(other) > 1e-3
    return Evidence(
        bool(holds),
        {
            "farthest apart, told c times as much": max(same),
            "least apart, told the same": min(other),
            "farthest apart, value times c": max(scaled),
        },
    )


@claim
def polyak_arrives_where_all_samples_agree(seed: int = 0) -> Evidence:
    r"""On least squares with one sample a step and a told value of zero: where one point fits all samples, Polyak's
    step never takes a run farther from it.  With errors in the targets runs do go away again, and late in a run the
    distance is larger the larger the errors are.
    """
    found = fits(seed=seed)
    rise = np.diff(found.distance, axis=-1).max((1, 2))
    late = np.exp(np.log(found.distance[:, :, -500:]).mean((1, 2)))
    # The theorem allows no rise; rounding is of the size of the distance, a few.
    holds = rise[0] < 1e-14 and rise[1:].min() > 1e-14 and (np.diff(late) > 0).all()
    measured = {f"largest rise of a distance, errors {s:g}": r for s, r in zip(found.noise, rise, strict=True)}
    measured |= {f"late distance, errors {s:g}": d for s, d in zip(found.noise, late, strict=True)}
    return Evidence(bool(holds), measured)


@claim
def a_million_in_the_first_move_is_less_than_ten_in_the_rate(seed: int = 0) -> Evidence:
    r"""On logistic regression, over first moves from $10^{-8}$ to $10^{-2}$, the geometric mean of DoG's excess varies
    by a smaller factor than that of gradient descent does from its best constant rate to the better of the two rates a
    factor of eight away, and stays below what gradient descent has there.
    """
    rates, told = (np.exp(np.log(run.last).mean(1)) for run in (rate_sweep(seed=seed), guess_sweep(DoG, seed=seed)))
    best = int(rates.argmin())
    off = min(rates[best - 3], rates[best + 3])
    row = [told[GUESSES.index(10.0**k)] for k in range(-8, -1)]
    return Evidence(
        bool(max(row) / min(row) < off / rates[best] and max(row) < off),
        {
            "DoG, largest over least excess": max(row) / min(row),
            "DoG, largest excess": max(row),
            "gradient descent, a factor of eight off, over its least": off / rates[best],
            "its excess there": off,
            "best constant rate": RATES[best],
            "its least excess": rates[best],
            "DoG with its default": told[GUESSES.index(SHARE)],
        },
    )


@claim
def a_found_rate_still_has_to_fall(seed: int = 0) -> Evidence:
    """On logistic regression D-Adaptation and Prodigy leave less when their factor falls along a cosine than when it
    stays one, and so does gradient descent, at the best rate for each.  The intervals, from 16 runs, do not meet.
    """
    run = contest(seed=seed)
    excess = {name: run.excess[name] for name in ("D-Adaptation", "D-Adaptation, cosine", "Prodigy", "Prodigy, cosine")}
    falls = [run.ratio["cosine"][2] < 1]
    falls += [run.ratio[f"{name}, cosine"][2] < run.ratio[name][0] for name in ("D-Adaptation", "Prodigy")]
    measured = {f"excess, {name}": number for name, number in excess.items()}
    return Evidence(all(falls), measured | {"gradient descent, falling over constant": run.ratio["cosine"][1]})
