"""Gradient flow: the limit of small rates, how far gradient descent is from it, and which minimum it finds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import minimize_scalar

from optbook import descend
from optbook.analysis import log_slope
from optbook.claims import Evidence, claim
from optbook.models import LeastSquares
from optbook.objectives import Quadratic
from optbook.optimizers import Adagrad, GradientDescent, SignSGD
from optbook.protocols import Objective
from optbook.studies.descent.early_stopping import SIGMA, features, fit, powers, stopped, target
from optbook.studies.descent.quasi_newton import bowl, classifier
from optbook.study import study


def quadratic_flow(objective: Quadratic, x0: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Flow on a strongly convex quadratic in closed form: ``(dim,), (count,) -> (count, dim)``."""
    eigenvalues, axes = np.linalg.eigh(objective.matrix)
    center = objective.minima[0]
    return center + (np.exp(-np.multiply.outer(times, eigenvalues)) * ((x0 - center) @ axes)) @ axes.T


def flow(objective: Objective, x0: np.ndarray, times: np.ndarray, lr: np.ndarray = 0.0) -> np.ndarray:
    """Flow by scipy's Runge-Kutta method of order 8: ``(..., dim), (count,) -> (count, ..., dim)``.

    With `lr` above zero, the flow on ``f + lr / 4 * |grad f| ** 2``, which needs the Hessian or its product.
    """
    product = getattr(objective, "hvp", lambda x, v: (objective.hess(x) @ v[..., None])[..., 0])

    def velocity(_: float, flat: np.ndarray) -> np.ndarray:
        x = flat.reshape(x0.shape)
        grad = objective.grad(x)
        return -(grad + lr / 2 * product(x, grad) if np.any(lr) else grad).ravel()

    span = (0.0, float(np.max(times)))
    found = solve_ivp(velocity, span, x0.ravel(), method="DOP853", t_eval=times, rtol=1e-13, atol=1e-14)
    return found.y.T.reshape(-1, *x0.shape)


def valley_paths(
    shares: tuple[float, ...] = (0.95, 0.5, 0.1), time: float = 8.0
) -> tuple[Quadratic, np.ndarray, dict[float, np.ndarray]]:
    """A narrow quadratic, the flow on it, and gradient descent at shares of the largest stable rate."""
    objective, start = Quadratic(np.diag([0.5, 4.0])), np.array([2.5, 1.0])
    limit = 2 / 4.0
    runs = {
        share: descend(objective, start, GradientDescent(share * limit), round(time / (share * limit))).x
        for share in shares
    }
    return objective, quadratic_flow(objective, start, np.linspace(0, time, 200)), runs


@dataclass(frozen=True, eq=False)
class Orders:
    """Distance of gradient descent to two flows at a fixed time, for a row of rates.

    Attributes
    ----------
    lr : (count,) array
    plain, modified, bound : (count,) arrays
        Distance to the flow on ``f``, to that on ``f + lr / 4 * |grad f| ** 2``, and the proved bound on the first.
    """

    lr: np.ndarray
    plain: np.ndarray
    modified: np.ndarray
    bound: np.ndarray


@study
def orders(time: float = 4.0, counts: tuple[int, ...] = (16, 32, 64, 128, 256, 512)) -> Orders:
    """Run gradient descent on logistic regression to the same `time`, in more and more steps."""
    model = classifier()
    start, rates = np.zeros(model.dim), time / np.array(counts)
    curvature = float(np.linalg.eigvalsh(model.inputs.T @ model.inputs / (4 * model.count))[-1]) + model.l2
    ends = [
        descend(model, start, GradientDescent(lr), count, every=count).x[-1]
        for lr, count in zip(rates, counts, strict=True)
    ]
    lr = np.append(0, rates)[:, None]
    end, *modified = flow(model, start + np.zeros((len(lr), 1)), np.array([time]), lr)[-1]
    off, off_modified = (np.linalg.norm(np.subtract(ends, other), axis=-1) for other in (end, modified))
    bound = rates * time * curvature * np.linalg.norm(model.grad(start)) / 2
    return Orders(rates, off, off_modified, bound)


@dataclass(frozen=True, eq=False)
class OneStep:
    """What one step of time ``lr`` makes of a component of curvature ``lambda``.

    Attributes
    ----------
    product : (count,) array
        Rate times curvature.
    explicit, implicit, flow : (count,) arrays
        Factors of the component.
    """

    product: np.ndarray
    explicit: np.ndarray
    implicit: np.ndarray
    flow: np.ndarray


def one_step(most: float = 4.0, count: int = 161) -> OneStep:
    """``1 - u``, ``1 / (1 + u)`` and ``exp(-u)`` for ``u = lr * lambda`` from 0 to `most`."""
    u = np.linspace(0, most, count)
    return OneStep(u, 1 - u, 1 / (1 + u), np.exp(-u))


def implicit_step(objective: Quadratic, x: np.ndarray, lr: float) -> np.ndarray:
    """Minimum of ``objective(z) + |z - x| ** 2 / (2 * lr)``; it is at ``z = x - lr * grad(z)``."""
    near = Quadratic(objective.matrix + np.eye(objective.dim) / lr, objective.linear - x / lr)
    return near.minima[0]


def underdetermined(count: int = 20, features: int = 50, seed: int = 0) -> LeastSquares:
    """Fewer random samples than features: infinitely many minima, each of value zero."""
    rng = np.random.default_rng(seed)
    return LeastSquares(rng.normal(size=(count, features)), rng.normal(size=count))


def fitted(model: LeastSquares, x0: np.ndarray, steps: int = 4000) -> np.ndarray:
    """End of gradient descent at the rate one over the largest curvature: ``(..., dim) -> (..., dim)``."""
    lr = model.count / float(np.linalg.norm(model.inputs, 2)) ** 2
    return descend(model, x0, GradientDescent(lr), steps, every=steps).x[-1]


@dataclass(frozen=True, eq=False)
class OneEquation:
    """Paths to the line ``a'x = b`` in the plane.

    Attributes
    ----------
    model : LeastSquares
    starts : (count, 2) array
    paths : (kept, count, 2) array
        Flow from each start.
    nearest : (count, 2) array
        The point of the line that is nearest to each start.
    """

    model: LeastSquares
    starts: np.ndarray
    paths: np.ndarray
    nearest: np.ndarray


def one_equation() -> OneEquation:
    """Flow from three starts to the line of solutions of one equation in two unknowns."""
    a, b = np.array([2.0, 1.0]), 2.0
    model, starts = LeastSquares(a[None], np.array([b])), np.array([[0.0, 0.0], [-0.6, 1.0], [1.4, 1.2]])
    paths = flow(model, starts, np.linspace(0, 4, 50))
    return OneEquation(model, starts, paths, starts + np.multiply.outer((b - starts @ a) / (a @ a), a))


@study
def other_methods(seed: int = 0) -> dict[str, tuple[float, float]]:
    """Norm of the end, and largest residual, of three methods from zero on `underdetermined`."""
    model = underdetermined(seed=seed)
    start = np.zeros(model.dim)
    ends = {"gradient descent": fitted(model, start)}
    ends["Adagrad"] = descend(model, start, Adagrad(0.1), 2000, every=2000).x[-1]
    signs = SignSGD(_halving)
    ends["sign descent"] = descend(model, start, signs, 4000, every=4000).x[-1]
    residual = {name: float(np.abs(model.inputs @ x - model.targets).max()) for name, x in ends.items()}
    return {name: (float(np.linalg.norm(x)), residual[name]) for name, x in ends.items()}


def _halving(step: int) -> float:
    """Rate that halves each 100 steps, so that steps of fixed length can come to rest."""
    return 0.02 * 0.5 ** (step / 100)


@dataclass(frozen=True, eq=False)
class Filters:
    """Share of each component of the minimum that is there at a time, with ridge of weight one over the time.

    Attributes
    ----------
    product : (count,) array
        Curvature times time.
    stopped, ridge : (count,) arrays
    worst : float
        Largest difference of the two, over all products.
    """

    product: np.ndarray
    stopped: np.ndarray
    ridge: np.ndarray
    worst: float


def filters() -> Filters:
    """``1 - exp(-u)`` for early stopping against ``u / (1 + u)`` for ridge, ``u = lambda * s``."""
    u = np.geomspace(1e-2, 1e2, 201)
    worst = minimize_scalar(lambda v: np.exp(-v) - 1 / (1 + v), bounds=(0.1, 10), method="bounded")
    return Filters(u, -np.expm1(-u), u / (1 + u), float(-worst.fun))


@claim
def the_flow_on_a_quadratic_has_a_closed_form(seed: int = 0) -> Evidence:
    r"""On a quadratic with minimum $x^\star$ and Hessian $A$ the flow is
    $x(s) = x^\star + e^{-A s} (x_0 - x^\star)$: it agrees with scipy's `solve_ivp` at each of many times.
    """
    objective = bowl(np.geomspace(0.1, 10, 6), seed)
    start, times = np.ones(6), np.linspace(0, 10, 41)
    exact, stepped = quadratic_flow(objective, start, times), flow(objective, start, times)
    apart = float(np.abs(exact - stepped).max())
    # The integrator keeps its error a step near 1e-13, relative; it makes some hundred steps.
    moved = float(np.abs(exact[-1] - start).max())
    measured = {"times": len(times), "largest distance": apart, "distance from the start in the end": moved}
    return Evidence(apart < 1e-9 < moved, measured)


@claim
def gradient_descent_is_first_order() -> Evidence:
    r"""At a fixed time, gradient descent on logistic regression is away from the flow by a distance in proportion to
    the rate, and never by more than the bound proved here. Its distance from the flow on
    $f + \frac{\eta}{4} \lVert \nabla f \rVert^2$ is in proportion to the rate's square.
    """
    found = orders()
    # The next term is one order higher: over the three smallest rates it bends the slope by a few times the rate.
    first, second = (float(log_slope(np.log(found.lr[-3:]), error[-3:])) for error in (found.plain, found.modified))
    share = float((found.plain / found.bound).max())
    holds = abs(first - 1) < 0.05 and abs(second - 2) < 0.05 and share < 1
    measured = {"slope, flow": first, "slope, modified flow": second, "largest share of the bound": share}
    return Evidence(holds, measured)


@claim
def an_implicit_step_is_stable_at_any_rate(seed: int = 0) -> Evidence:
    r"""On a quadratic an implicit step divides each component of $x_t - x^\star$ by $1 + \eta\lambda$. From a
    thousandth to a million times the largest stable rate of gradient descent, none grows or changes its sign.
    """
    objective, rng = bowl(np.geomspace(0.1, 10, 6), seed), np.random.default_rng(seed)
    eigenvalues, axes = np.linalg.eigh(objective.matrix)
    center, start = objective.minima[0], rng.normal(size=6)
    rates = np.geomspace(1e-3, 1e6, 10) * 2 / eigenvalues[-1]
    ends = np.stack([implicit_step(objective, start, lr) for lr in rates])
    left = (ends - center) @ axes / ((start - center) @ axes)
    off = np.abs(left - 1 / (1 + np.multiply.outer(rates, eigenvalues))).max()
    solved = np.abs(ends - start + rates[:, None] * objective.grad(ends)) / (1 + rates[:, None])
    # Rounding of a system of condition 100 at most, over a component of the start that may be small.
    holds = off < 1e-9 and solved.max() < 1e-11 and left.min() > -1e-9 and left.max() < 1
    measured = {"largest factor": left.max(), "largest gap to the formula": off, "residual over the rate": solved.max()}
    return Evidence(bool(holds), measured)


@claim
def from_zero_it_is_the_least_norm(seed: int = 0) -> Evidence:
    r"""With fewer samples than features, gradient descent on least squares from zero ends at the minimum of least norm,
    $A^+ b$. From any other start $x_0$ it ends at the minimum nearest to the start, $x_0 + A^+ (b - A x_0)$.
    """
    model = underdetermined(seed=seed)
    inverse = np.linalg.pinv(model.inputs)
    starts = np.random.default_rng(seed + 1).normal(size=(5, model.dim))
    starts[0] = 0
    ends = fitted(model, starts)
    nearest = starts + (model.targets - starts @ model.inputs.T) @ inverse.T
    off = np.abs(ends - nearest).max(-1)
    least, other = np.linalg.norm(ends[0]), np.linalg.norm(ends[1:], axis=-1).min()
    # Rounding, added up over thousands of steps; ends differ by numbers of order one.
    holds = off.max() < 1e-10 and least < other
    measured = {"distance to the least norm, from zero": off[0], "to the nearest minimum, other starts": off[1:].max()}
    return Evidence(bool(holds), {**measured, "norm from zero": least, "least norm from other starts": other})


@claim
def stopping_early_resembles_ridge(seed: int = 0) -> Evidence:
    r"""In each component the flow of least squares from zero, stopped at the time $s$, and ridge regression of weight
    $1/s$ differ by no more than the maximum of $1/(1 + u) - e^{-u}$, times that component of the least-norm minimum.
    """
    model, worst = underdetermined(seed=seed), filters().worst
    _, _, axes = np.linalg.svd(model.inputs, full_matrices=False)
    full, largest = axes @ model.minimum, 0.0
    for time in (0.1, 1.0, 10.0):
        stopped = flow(model, np.zeros(model.dim), np.array([time]))[-1]
        ridge = LeastSquares(model.inputs, model.targets, l2=1 / time).minimum
        largest = max(largest, float(np.abs((axes @ (stopped - ridge)) / full).max()))
    # 1e-6 for the integrator, divided by the smallest component.  A component near the worst product is met.
    holds = 0.9 * worst < largest < worst + 1e-6
    return Evidence(holds, {"largest difference, as a share": largest, "bound": worst})


@claim
def stopping_early_fits_better(seed: int = 0) -> Evidence:
    """On average over the noise, gradient descent that stops at its best step has less than two thirds of the test
    error that it ends with, and not a twentieth more than ridge regression of the best weight. Fits to thousands of
    noisy samples have the errors of the closed form.
    """
    model, found = fit(), stopped()
    hessian, lr = model.inputs.T @ model.inputs / model.count, features(model).lr
    noisy = model.targets + SIGMA * np.random.default_rng(seed).normal(size=(4000, model.count))
    end = np.linalg.lstsq(model.inputs, noisy.T, rcond=None)[0]
    # After t steps from zero (I - lr H)^t of the minimum is missing: here by squaring matrices, without eigenvectors.
    step = np.eye(model.dim) - lr * hessian
    early = end - np.linalg.matrix_power(step, int(found.steps[found.best])) @ end
    weight = 1 / (lr * found.steps[found.ridge.argmin()])
    ridge = np.linalg.solve(hessian + weight * np.eye(model.dim), model.inputs.T @ noisy.T / model.count)
    x = (np.arange(200) + 0.5) / 100 - 1
    seen = powers(x, model.dim - 1) @ np.stack([early, end, ridge]) - target(x)[:, None]
    errors = (seen**2).mean(1)
    mean, deviation = errors.mean(1), errors.std(1) / np.sqrt(len(noisy))
    off = np.abs(mean - [found.error[found.best], found.end, found.ridge.min()]) / deviation
    # No seed is six standard errors away.
    holds = off.max() < 6 and mean[0] < 2 / 3 * mean[1] and mean[0] < 1.05 * mean[2]
    measured = {"error, stopped early": mean[0], "at the end": mean[1], "of the best ridge": mean[2]}
    return Evidence(bool(holds), {**measured, "distance to the closed form, in standard errors": off.max()})
