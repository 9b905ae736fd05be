"""Quadratics: components along eigenvectors, the condition number, the best fixed rate, and preconditioning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import Trajectory, descend, follow
from optbook.claims import Evidence, claim
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent
from optbook.study import study

EIGENVALUES = (1.0, 3.0, 10.0, 30.0, 100.0)
"""Curvatures of the example in five variables."""


def bowl_run(lr: float = 0.1, steps: int = 20) -> Trajectory:
    """Gradient descent on ``x1^2 + 2 x2^2`` from (-5, -2)."""
    return descend(Quadratic(np.diag([2.0, 4.0])), [-5.0, -2.0], GradientDescent(lr), steps)


def directions(dim: int, seed: int = 0, count: int | None = None) -> np.ndarray:
    """Orthonormal columns, uniformly distributed: ``(dim, dim)``, or ``(count, dim, dim)``."""
    shape = (dim, dim) if count is None else (count, dim, dim)
    q, r = np.linalg.qr(np.random.default_rng(seed).normal(size=shape))
    return q * np.sign(np.diagonal(r, axis1=-2, axis2=-1))[..., None, :]


def turned(eigenvalues: tuple[float, ...] = EIGENVALUES, seed: int = 0) -> Quadratic:
    """A quadratic with these eigenvalues and the eigenvectors `directions`."""
    basis = directions(len(eigenvalues), seed)
    return Quadratic((basis * np.array(eigenvalues)) @ basis.T)


@dataclass(frozen=True, eq=False)
class Components:
    """A run seen along the eigenvectors of its quadratic.

    Attributes
    ----------
    lr : float
        Learning rate.
    eigenvalues : (dim,) array
        Curvatures, ascending.
    counted, predicted : (steps + 1, dim) arrays
        Components of the iterates along the eigenvectors, and ``(1 - lr lambda)^t`` times the first one.
    """

    lr: float
    eigenvalues: np.ndarray
    counted: np.ndarray
    predicted: np.ndarray


def components(eigenvalues: tuple[float, ...] = EIGENVALUES, lr: float = 0.015, steps: int = 60) -> Components:
    """Run gradient descent on `turned` from the sum of its eigenvectors."""
    objective = turned(eigenvalues)
    found, basis = np.linalg.eigh(objective.matrix)
    run = descend(objective, basis.sum(1), GradientDescent(lr), steps)
    return Components(lr, found, run.x @ basis, (1 - lr * found) ** run.step[:, None])


@dataclass(frozen=True, eq=False)
class Rates:
    """What a step leaves of the distance to the minimum, for a row of learning rates.

    Attributes
    ----------
    lr, factor : (count,) arrays
        Learning rates, and the quotient of the last two distances of a long run at each.
    best, least : float
        The rate ``2 / (mu + L)`` and the factor ``(kappa - 1) / (kappa + 1)``.
    """

    lr: np.ndarray
    factor: np.ndarray
    best: float
    least: float


def rates(kappa: float = 10.0, count: int = 201) -> Rates:
    """Measure the factor on a quadratic with curvatures 1, the mean, and `kappa`, for rates up to ``2 / kappa``.

    The runs are so long, 20 `kappa` steps, that only the slowest component is left.
    """
    objective = turned((1.0, (1 + kappa) / 2, kappa))
    lr = np.linspace(0, 2 / kappa, count + 1)[1:]
    steps = int(20 * kappa)
    run = descend(objective, np.linalg.eigh(objective.matrix)[1].sum(1), GradientDescent(lr[:, None]), steps)
    distance = np.linalg.norm(run.x[-2:], axis=-1)
    return Rates(lr, distance[1] / distance[0], 2 / (1 + kappa), (kappa - 1) / (kappa + 1))


@dataclass(frozen=True, eq=False)
class Leftovers:
    """What is left of the distance to the minimum at the best fixed rate.

    Attributes
    ----------
    kappa : (count,) array
        Condition numbers.
    steps : (kinds,) array
        Numbers of steps.
    left : (kinds, count) array
        Distance after these steps over the first one, from the sum of the two extreme eigenvectors.
    most : (kinds, count) array
        The largest such quotient from random starts.
    """

    kappa: np.ndarray
    steps: np.ndarray
    left: np.ndarray
    most: np.ndarray


@study
def leftovers(steps: tuple[int, ...] = (10, 100, 1000), count: int = 13, starts: int = 50, seed: int = 0) -> Leftovers:
    """Run gradient descent at the rate ``2 / (mu + L)`` for condition numbers from 2 to 10,000."""
    kappas = np.geomspace(2, 1e4, count)
    random = np.random.default_rng(seed).normal(size=(starts, 4))
    # A step depends on the product of rate and curvature only: here the curvatures are one, and the rates differ.
    lr = 2 / (1 + kappas) * np.geomspace(1, kappas, 4)
    x0 = np.broadcast_to(np.vstack([[1, 0, 0, 1], random]), (count, starts + 1, 4))
    run = follow(Quadratic(np.eye(4)), x0, GradientDescent(lr.T[:, None]), max(steps))
    distance = [np.linalg.norm(x, axis=-1) for step, (x, _) in enumerate(run) if step in (0, *steps)]
    left = np.array(distance[1:]) / distance[0]
    return Leftovers(kappas, np.array(steps), left[..., 0], left[..., 1:].max(-1))


def condition(matrix: np.ndarray) -> np.ndarray:
    """Largest over smallest eigenvalue of symmetric positive definite matrices: ``(..., n, n) -> (...)``."""
    eigenvalues = np.linalg.eigvalsh(matrix)
    return eigenvalues[..., -1] / eigenvalues[..., 0]


def unit_diagonal(matrix: np.ndarray) -> np.ndarray:
    """``D A D`` with the diagonal ``D`` that makes every diagonal entry one: ``(..., n, n) -> (..., n, n)``."""
    scale = 1 / np.sqrt(np.diagonal(matrix, axis1=-2, axis2=-1))
    return scale[..., :, None] * matrix * scale[..., None, :]


def valleys(kappa: float = 100.0, steps: int = 60) -> dict[str, Trajectory]:
    """Two narrow valleys, along an axis and across both, each at the best fixed rate and at that after scaling.

    All start at the distance one, in the diagonal direction between the two eigenvectors.
    """
    half_turn = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)
    along = np.diag([1.0, kappa])
    runs = {}
    for place, matrix, start in (
        ("along", along, np.ones(2) / np.sqrt(2)),
        ("across", half_turn @ along @ half_turn.T, half_turn.sum(1) / np.sqrt(2)),
    ):
        scale = 1 / np.diagonal(matrix)
        ends = np.linalg.eigvalsh(unit_diagonal(matrix))
        optimizers = {
            "plain": GradientDescent(2 / (1 + kappa)),
            "scaled": GradientDescent(2 / (ends[0] + ends[-1]) * scale),
        }
        for name, optimizer in optimizers.items():
            runs[f"{place}, {name}"] = descend(Quadratic(matrix), start, optimizer, steps)
    return runs


WORSE = np.eye(3) + np.outer([1.0, 2.0, 2.0], [1.0, 2.0, 2.0])
"""A matrix that scaling to a unit diagonal makes worse: ``I + v v'`` with ``v = (1, 2, 2)``."""


@dataclass(frozen=True, eq=False)
class Scatter:
    """Condition numbers of random matrices before and after scaling to a unit diagonal.

    Attributes
    ----------
    dim : int
        Number of variables.
    before, after : (count,) arrays
        Condition numbers.
    """

    dim: int
    before: np.ndarray
    after: np.ndarray

    @property
    def worsened(self) -> float:
        """Share of the matrices whose condition number has grown, by more than rounding."""
        return float((self.after > self.before * (1 + 1e-9)).mean())


def scatter(dim: int = 3, count: int = 1500, most: float = 1000.0, seed: int = 0) -> Scatter:
    """Scale matrices with random eigenvectors; their condition numbers are evenly spread, on a log axis, up to `most`.

    The eigenvalues in between are spread in the same way.
    """
    rng = np.random.default_rng(seed)
    kappa = np.geomspace(2, most, count)
    share = rng.uniform(size=(count, dim))
    share[:, 0], share[:, -1] = 0, 1
    basis = directions(dim, seed + 1, count)
    matrix = (basis * kappa[:, None, None] ** share[:, None, :]) @ basis.swapaxes(-1, -2)
    matrix = (matrix + matrix.swapaxes(-1, -2)) / 2
    return Scatter(dim, condition(matrix), condition(unit_diagonal(matrix)))


@claim
def components_decay_alone() -> Evidence:
    r"""On a quadratic in five variables whose eigenvectors lie across all axes, the component of the iterate along each
    eigenvector is its first value times $(1 - \eta \lambda)^t$, whatever the other components do.
    """
    runs = components()
    # Each step rounds the iterate, whose components are at most one here; the errors of 60 steps add up to less.
    gap = float(np.abs(runs.counted - runs.predicted).max())
    last = {f"component left, eigenvalue {v:.0f}": c for v, c in zip(runs.eigenvalues, runs.counted[-1], strict=True)}
    return Evidence(gap < 1e-13, {"largest gap": gap, **last})


def error_growth(objective: Quadratic, b: np.ndarray, change: np.ndarray) -> np.ndarray:
    """Relative change of the minimum of ``x'Ax/2 + b'x`` over that of `b`: ``(..., dim), (..., dim) -> (...)``."""
    x = -np.linalg.solve(objective.matrix, b[..., None])[..., 0]
    moved = -np.linalg.solve(objective.matrix, (b + change)[..., None])[..., 0] - x
    norm = np.linalg.norm
    return norm(moved, axis=-1) / norm(x, axis=-1) * norm(b, axis=-1) / norm(change, axis=-1)


@claim
def an_error_of_the_data_grows_at_most_by_the_condition_number(seed: int = 0) -> Evidence:
    r"""Let $b$ change by a thousandth of its length, in five variables.  The relative change of the minimum, found by
    elimination, is $L / \lambda_i$ times that of $b$ if $b$ lies along the eigenvector of $L$ and the change along that
    of $\lambda_i$.  The largest of these is $\kappa$, and no random $b$ with a random change has more.
    """
    objective, eigenvalues = turned(seed=seed), np.array(EIGENVALUES)
    basis = directions(len(eigenvalues), seed)
    kappa = eigenvalues[-1] / eigenvalues[0]
    along = error_growth(objective, np.broadcast_to(basis[:, -1], basis.shape), basis.T / 1000)
    b, change = np.random.default_rng(seed).normal(size=(2, 2000, len(eigenvalues)))
    change *= np.linalg.norm(b, axis=-1, keepdims=True) / np.linalg.norm(change, axis=-1, keepdims=True) / 1000
    most = error_growth(objective, b, change).max()
    gap = np.abs(along * eigenvalues / eigenvalues[-1] - 1).max()
    # Elimination rounds by about kappa units of the last place, and the change is a thousandth of what is rounded.
    return Evidence(
        bool(gap < 1e-9 and most <= kappa * (1 + 1e-9)),
        {
            "condition number": kappa,
            "largest growth along eigenvectors": along.max(),
            "largest relative gap from the formula": gap,
            "largest growth of 2000 random pairs": most,
        },
    )


@claim
def the_best_fixed_rate() -> Evidence:
    r"""Of all fixed rates the one that shrinks the distance fastest is $2/(\mu + L)$, and in the long run
    it leaves $(\kappa - 1)/(\kappa + 1)$ of it at each step.  Found by trying a row of rates, at three condition
    numbers.
    """
    measured, holds = {}, True
    for kappa in (3.0, 10.0, 100.0):
        runs = rates(kappa)
        place = runs.factor.argmin()
        # The best rate lies between two rates of the row: there the factor is off by at most L times their distance.
        apart = runs.lr[1] - runs.lr[0]
        holds &= abs(runs.lr[place] - runs.best) <= apart
        holds &= abs(runs.factor[place] - runs.least) <= kappa * apart
        measured[f"best rate times L + mu, kappa {kappa:.0f}"] = runs.lr[place] * (1 + kappa)
        measured[f"factor there, kappa {kappa:.0f}"] = runs.factor[place]
        measured[f"by the formula, kappa {kappa:.0f}"] = runs.least
    return Evidence(bool(holds), measured)


@claim
def no_start_is_slower(seed: int = 0) -> Evidence:
    r"""At the best fixed rate the distance after $t$ steps is $((\kappa - 1)/(\kappa + 1))^t$ times the first one if
    the start is the sum of the two extreme eigenvectors.  No random start in four variables leaves more.
    """
    runs = leftovers(seed=seed)
    bound = ((runs.kappa - 1) / (runs.kappa + 1)) ** runs.steps[:, None]
    seen = bound > 1e-150  # below, squares of the components underflow
    # A thousand steps round a thousand times, by a few units of the last place each.
    gap = float(np.abs(runs.left[seen] / bound[seen] - 1).max())
    most = float((runs.most[seen] / bound[seen]).max())
    holds = gap < 1e-11 and most <= 1 + 1e-11
    return Evidence(
        holds, {"largest relative gap from the formula": gap, "most that a random start leaves of it": most}
    )


@claim
def in_two_variables_equal_diagonals_are_best(seed: int = 0) -> Evidence:
    """In two variables no diagonal scaling gives a smaller condition number than the one that makes the diagonal
    entries equal.  Tried on random matrices, each with a row of other scalings.
    """
    rng = np.random.default_rng(seed)
    factor = rng.normal(size=(500, 2, 2))
    matrix = factor @ factor.swapaxes(-1, -2)
    best = condition(unit_diagonal(matrix))
    row = np.geomspace(0.1, 10, 101)
    scale = np.stack([row, 1 / row], axis=-1) / np.sqrt(np.diagonal(matrix, axis1=1, axis2=2))[:, None]
    others = condition(scale[..., :, None] * matrix[:, None] * scale[..., None, :])
    kept = best < 1e6  # of others the smallest eigenvalue is mostly rounding
    least = others[kept].min(1) / best[kept]
    at_one = np.abs(row[others[kept].argmin(1)] - 1)
    # Rounding of the smallest eigenvalue: the condition number times the unit roundoff.
    holds = bool((least > 1 - 1e-9).all() and (at_one < 1e-9).all())
    return Evidence(
        holds,
        {
            "matrices tried": int(kept.sum()),
            "least condition number of a row over that at equal entries": float(least.min()),
            "farthest from equal entries where a row has its least": float(at_one.max()),
        },
    )


@claim
def in_three_variables_scaling_may_worsen() -> Evidence:
    r"""The matrix $I + v v^\top$ with $v = (1, 2, 2)$ has the condition number $10$.  Scaled to a unit diagonal it has
    $7 + 2 \sqrt 6$, which is more, and gradient descent at the best fixed rate takes more steps to the same accuracy.
    """
    before, after = condition(WORSE), condition(unit_diagonal(WORSE))
    steps = [steps_to(matrix) for matrix in (WORSE, unit_diagonal(WORSE))]
    # Both condition numbers are near 10; their rounding is some units of the last place.
    holds = abs(before - 10) < 1e-12 and abs(after - 7 - 2 * np.sqrt(6)) < 1e-12 and steps[1] > steps[0]
    return Evidence(
        bool(holds),
        {
            "condition number": float(before),
            "condition number of the scaled matrix": float(after),
            "steps to a millionth": steps[0],
            "steps to a millionth, scaled": steps[1],
        },
    )


def steps_to(matrix: np.ndarray, accuracy: float = 1e-6, share: float | None = None, most: int = 5000) -> int:
    """Steps until the distance is `accuracy` of the first, from the sum of the two extreme eigenvectors.

    The rate is ``2 / (mu + L)``, or `share` over ``L`` where that is given.
    """
    values, vectors = np.linalg.eigh(matrix)
    lr = 2 / (values[0] + values[-1]) if share is None else share / values[-1]
    run = descend(Quadratic(matrix), vectors[:, 0] + vectors[:, -1], GradientDescent(lr), most)
    distance = np.linalg.norm(run.x, axis=-1)
    return int((distance <= accuracy * distance[0]).argmax())


@claim
def scaling_loses_at_most_the_dimension(seed: int = 0) -> Evidence:
    """Scaling to a unit diagonal multiplies the condition number by at most the number of variables.  Of random
    matrices in three variables it worsens some, in two none.
    """
    three, two = scatter(3, seed=seed), scatter(2, seed=seed)
    worst = float((three.after / three.before).max())
    holds = worst <= 3 and three.worsened > 0 and two.worsened == 0
    return Evidence(
        holds,
        {
            "largest growth in three variables": worst,
            "share worsened, three variables": three.worsened,
            "share worsened, two variables": two.worsened,
        },
    )
