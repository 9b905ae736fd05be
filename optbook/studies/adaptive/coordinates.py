"""What a change of variables does to a method: which turn along with the landscape, and which see the axes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import hadamard

from optbook import Trajectory, descend
from optbook.claims import Evidence, claim
from optbook.objectives import LinearChange, Quadratic
from optbook.studies.adaptive.adagrad import START, VALLEY
from optbook.studies.adaptive.coordinates_changes import TURN_ALONG, change, gaps, keeps_signs, method
from optbook.studies.adaptive.coordinates_runs import digits_contest, sparse_contest
from optbook.studies.descent.quadratics import directions
from optbook.study import study

METHODS = ("gradient descent", "Adagrad", "RMSProp", "Adam")


def turned_run(name: str, degrees: float, lr: float, steps: int = 40) -> tuple[LinearChange, Trajectory]:
    """A method in the valley turned by `degrees`, from the same point of the landscape."""
    valley = LinearChange.rotation(VALLEY, degrees)
    return valley, descend(valley, valley.back(START), method(name, valley, lr, 1e-10), steps)


@dataclass(frozen=True, eq=False)
class Angles:
    """Steps to a thousandth of the first value, against the angle of the valley.

    Attributes
    ----------
    degrees : (angles,) array
    starts, most : ints
        Number of the starts, and length of the runs.
    steps : dict of str to (angles,) array
        Median over the starts, at the rate of the grid where it is least; inf for a start that does not arrive.
    missed : dict of str to (angles,) int array
        Starts from which a run at that rate has not arrived in `most` steps.
    lr : dict of str to (angles,) array
        That rate; the smallest, where several are as good.
    inside : bool
        Whether all of them are inside their grids.
    condition : (angles,) array
        Condition number of the Hessian scaled to a unit diagonal.
    """

    degrees: np.ndarray
    starts: int
    most: int
    steps: dict[str, np.ndarray]
    missed: dict[str, np.ndarray]
    lr: dict[str, np.ndarray]
    inside: bool
    condition: np.ndarray


GRIDS = {
    "gradient descent": np.geomspace(0.1, 0.6, 24),
    "Adagrad": np.geomspace(0.5, 5000, 40),
    "RMSProp": np.geomspace(0.01, 0.5, 24),
    "Adam": np.geomspace(0.05, 5, 24),
}


def arrivals(value: np.ndarray) -> np.ndarray:
    """Step from which each run stays at or below a thousandth of its first value, ``(steps + 1, ...) -> (...)``.

    It need stay there only to the end; inf where it is above at the end.
    """
    late = ~(value <= 1e-3 * value[0])
    return np.where(late[-1], np.inf, len(value) - late[::-1].argmax(0))


@study
def angles(most: int = 240, count: int = 7, starts: int = 35, seed: int = 0) -> Angles:
    """Run each method over its grid from the same points of the landscape, and take medians of `arrivals`.

    A median does not ask how late a start is that does not arrive, as long as more than half of them do.
    """
    degrees = np.linspace(0, 90, count)
    points = 3 * np.random.default_rng(seed).normal(size=(starts, 2))
    steps, missed, best = ({name: [] for name in METHODS} for _ in range(3))
    inside = True
    for angle in degrees:
        change = LinearChange.rotation(VALLEY, angle)
        valley, turned = Quadratic(change.hess(np.zeros(2))), change.back(points)
        for name in METHODS:
            rates = GRIDS[name]
            start = np.broadcast_to(turned, (len(rates), starts, 2))
            run = descend(valley, start, method(name, valley, rates[:, None, None], 1e-10), most)
            arrived = arrivals(run.value)
            needed = np.median(arrived, axis=1)
            place = int(needed.argmin())
            inside &= 0 < place < len(rates) - 1
            steps[name].append(needed[place])
            missed[name].append(np.isinf(arrived[place]).sum())
            best[name].append(rates[place])
    tables = [{name: np.array(row) for name, row in table.items()} for table in (steps, missed, best)]
    return Angles(degrees, starts, most, *tables, bool(inside), scaled_condition(degrees))


def scaled_condition(degrees: np.ndarray, curvatures: tuple[float, float] = (0.2, 4.0)) -> np.ndarray:
    r"""Condition number after scaling to a unit diagonal, ``(1 + r) / (1 - r)``, of the valley turned by an angle.

    With half the sum ``s`` and half the difference ``d`` of the curvatures the matrix has the diagonal
    ``s -+ d cos 2 theta`` and beside it ``d sin 2 theta`` in modulus.
    """
    half, apart = sum(curvatures) / 2, np.abs(np.diff(curvatures)[0]) / 2
    twice = 2 * np.deg2rad(degrees)
    r = np.abs(apart * np.sin(twice)) / np.sqrt(half**2 - (apart * np.cos(twice)) ** 2)
    return (1 + r) / (1 - r)


@study
def diagonals(dim: int, count: int, kappa: float = 1000.0, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Curvatures from 1 to `kappa`, ``(dim,)``, and diagonals of their matrix turned at random, ``(count, dim)``."""
    curvatures = np.geomspace(1, kappa, dim)
    return curvatures, (directions(dim, seed, count) ** 2 * curvatures).sum(-1)


@claim
def a_path_turns_along_as_far_as_the_theorems_say(seed: int = 0) -> Evidence:
    r"""Under each kind of change the paths of the methods are the same where the theorems say so, on a function that is
    not quadratic.  Where they do not, the first step differs by as much as {eq}`eq-coordinates-changed-step` says for
    gradient descent and heavy ball, and by as much as {eq}`eq-coordinates-changed-sign` says for methods that start
    along the sign.
    """
    found, same, off = gaps(seed), [], []
    for (name, kind), each in found.items():
        if kind in TURN_ALONG[name]:
            same.append(each.path)
        elif name != "L-BFGS":  # its first step has the length that a line search gives it
            off.append(abs(each.first - each.expected) / each.expected)
    # Eight steps of a convex problem in four variables, with condition numbers below a hundred: rounding stays below.
    holds = max(same) < 1e-9 and max(off) < 1e-9
    return Evidence(
        bool(holds),
        {
            "largest gap where the path should be the same": max(same),
            "error of the formula for the first step elsewhere": max(off),
            "least first gap elsewhere": min(
                each.first for (name, kind), each in found.items() if kind not in TURN_ALONG[name]
            ),
        },
    )


@claim
def only_signed_permutations_keep_signs(seed: int = 0) -> Evidence:
    r"""An orthogonal matrix that takes all $2^d$ vectors of signs to vectors of signs is a signed permutation.  Tried
    for $d = 2, 3, 4, 8$: signed permutations, rotations at random and by half a right angle in one plane, and
    Hadamard matrices over $\sqrt d$; that for $d = 4$ takes half of the vectors of signs to vectors of signs.
    """
    kept, others = [], []
    for dim in (2, 3, 4, 8):
        kept += [keeps_signs(change("signed permutation", dim, seed + trial)) for trial in range(20)]
        others += [keeps_signs(directions(dim, seed + trial)) for trial in range(20)]
        turn = np.eye(dim)
        turn[:2, :2] = np.array([[1, -1], [1, 1]]) / np.sqrt(2)
        others.append(keeps_signs(turn))
    others += [keeps_signs(hadamard(dim) / np.sqrt(dim)) for dim in (2, 4, 8)]
    return Evidence(
        all(kept) and not any(others),
        {
            "signed permutations": len(kept),
            "of which keep all signs": sum(kept),
            "other orthogonal matrices": len(others),
            "of which keep all signs too": sum(others),
        },
    )


@claim
def on_a_diagonal_it_is_a_method_of_one_variable() -> Evidence:
    r"""In the valley turned by 15, 30 and 45 degrees, from a start on the diagonal $x_1 = x_2$, Adagrad, RMSProp, Adam
    and descent along the sign stay on it, and make the steps that they make on a parabola at the rate
    $\sqrt 2 \, \eta$.  At 45 degrees this is so on the other diagonal too.  Six steps of each.
    """
    diagonals = {1.0: (15, 30, 45), -1.0: (45,)}
    line, worst = Quadratic([[1.0]]), {}
    for name in ("Adagrad", "RMSProp", "Adam", "sign descent"):
        alone = descend(line, [3.0], method(name, line, 0.3 * np.sqrt(2)), 6).x
        gaps = []
        for sign, turns in diagonals.items():
            along = np.array([1.0, sign]) / np.sqrt(2)
            for degrees in turns:
                valley = LinearChange.rotation(VALLEY, degrees)
                run = descend(valley, 3 * along, method(name, valley, 0.3), 6)
                gaps.append(np.abs(run.x - alone * along).max())
        worst[f"largest gap, {name}"] = max(gaps)
    # Rounding puts a run beside the diagonal, and a step multiplies this by the effective rate times a curvature: at
    # most tenfold here, so that six steps make at most a millionfold of it.
    return Evidence(max(worst.values()) < 1e-9, worst)


@claim
def a_random_turn_flattens_the_diagonal(seed: int = 0) -> Evidence:
    r"""Over random orthogonal matrices the diagonal of $O^\top \Lambda O$ has the mean of the curvatures as its mean,
    and $2/(d + 2)$ times their variance as its variance: for $d = 4, 16, 64$, two hundred turns each, within
    five standard errors.
    """
    measured, holds = {}, True
    for dim in (4, 16, 64):
        curvatures, diagonal = diagonals(dim, 200, seed=seed)
        squares = ((diagonal - curvatures.mean()) ** 2).mean(1)  # one number for each turn: turns are independent
        error = squares.std(ddof=1) / np.sqrt(len(squares))
        expected = 2 * curvatures.var() / (dim + 2)
        trace = np.abs(diagonal.mean(1) / curvatures.mean() - 1).max()
        holds &= bool(abs(squares.mean() - expected) <= 5 * error and trace < 1e-12)
        measured[f"variance over that of the curvatures, d = {dim}"] = squares.mean() / curvatures.var()
        measured[f"by the formula, d = {dim}"] = 2 / (dim + 2)
    return Evidence(holds, measured)


@claim
def turned_features_cost_adagrad_and_not_descent(seed: int = 0) -> Evidence:
    r"""On sparse features, each method at the best rate of a grid that holds it, Adagrad ends higher when the features
    are turned at random: the 95 percent interval of the ratio of the losses is above one.  Gradient descent ends at
    the same losses, to rounding.
    """
    runs = sparse_contest(seed)
    low, middle, high = runs.ratio("Adagrad, turned", "Adagrad, given")
    plain = np.abs(runs.judged["SGD, turned"] / runs.judged["SGD, given"] - 1).max()
    # Rounding, after two hundred steps of a convex problem at a rate that is stable on average.
    holds = runs.inside and low > 1 and plain < 1e-6
    return Evidence(
        bool(holds),
        {
            "Adagrad, turned over given": middle,
            "low end": low,
            "high end": high,
            "largest change of a loss, gradient descent": plain,
        },
    )


@claim
def the_lead_of_adagrad_is_a_matter_of_the_angle(seed: int = 0) -> Evidence:
    r"""In the turned valley gradient descent takes the same number of steps to a thousandth of the value at all angles.
    Adagrad takes fewer than gradient descent along the axes, and more at $45$ degrees.  Medians over 35 starts, from
    all of which both arrive, each method at the best rate of a grid that holds it.
    """
    runs = angles(seed=seed)
    plain, adagrad = runs.steps["gradient descent"], runs.steps["Adagrad"]
    middle = len(runs.degrees) // 2
    missed = sum(runs.missed[name].sum() for name in ("gradient descent", "Adagrad"))
    holds = runs.inside and missed == 0 and np.ptp(plain) == 0 and adagrad[0] < plain[0] < adagrad[middle]
    return Evidence(
        bool(holds),
        {
            "gradient descent, at all angles": plain[0],
            "largest difference between angles": np.ptp(plain),
            "Adagrad, along the axes": adagrad[0],
            "Adagrad, at 45 degrees": adagrad[middle],
            "runs of both that do not arrive": missed,
        },
    )


def digits_ratios() -> dict[str, tuple[float, float, float]]:
    """Ratios of losses on digits, turned pixels over given ones, with 95 % intervals."""
    runs = digits_contest()
    return {name: runs.ratio(f"{name}, turned", f"{name}, given") for name in ("SGD", "Adam")}
