"""Landscapes: what a slice shows of the loss of a network, and what the spectrum of its Hessian adds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.analysis import Slice, between, filter_normalized, top_eigenpairs, top_eigenvalues, unit_directions
from optbook.claims import Evidence, claim
from optbook.models import MLP
from optbook.models.symmetries import rescale_units
from optbook.studies.challenges.digits_net import DigitsNets, digits_nets
from optbook.study import study

WIDTH = 6
"""Hidden units of the network of this page: few enough for its Hessian to be held."""


def net(width: int = WIDTH, lanes: int = 1, seed: int = 0) -> DigitsNets:
    """Networks trained on the digits with pixels between 0 and 1."""
    return digits_nets(width, standardized=False, lanes=lanes, seed=seed, lr=0.5)


@study
def hessian() -> np.ndarray:
    """The dense Hessian of the network of this page, ``(dim, dim)``."""
    nets = net()
    return nets.model.hess(nets.x[0])


@dataclass(frozen=True, eq=False)
class Slices:
    """Loss along straight lines through a trained network, all directions of length 1.

    Attributes
    ----------
    t : (count,) array
        Distance from the network.
    random, top : (lines, count) arrays
        Along random directions, and along the eigenvectors of the largest eigenvalues, the largest first.
    downhill : (count,) array
        Along the eigenvector of the least eigenvalue, which is negative.
    """

    t: np.ndarray
    random: np.ndarray
    top: np.ndarray
    downhill: np.ndarray


@study
def slices(randoms: int = 20, tops: int = 3, reach: float = 2.0, count: int = 41) -> Slices:
    """Cut the loss along random directions and along eigenvectors of the Hessian."""
    nets = net()
    eigenvectors = np.linalg.eigh(hessian())[1].T
    ends = np.concatenate(
        [unit_directions(0, randoms, nets.model.dim), eigenvectors[: -tops - 1 : -1], eigenvectors[:1]]
    )
    share, values = between(nets.model, nets.x[0] - reach * ends, nets.x[0] + reach * ends, count)
    return Slices(reach * (2 * share - 1), values[:randoms], values[randoms:-1], values[-1])


@dataclass(frozen=True, eq=False)
class Plane:
    """Loss on a plane through a trained network.

    Attributes
    ----------
    a, b : (count,) arrays
        Distance along the two directions.
    values : (count, count) array
        ``values[j, i]`` is the loss at ``(a[i], b[j])``.
    """

    a: np.ndarray
    b: np.ndarray
    values: np.ndarray


@study
def plane(reach: float = 3.0, count: int = 41, seed: int = 0) -> Plane:
    """Cut the loss along a random direction and the eigenvector of the largest eigenvalue, made orthogonal to it."""
    nets = net()
    _, (top,) = top_eigenpairs(nets.model, nets.x[0], 1)
    (random,) = unit_directions(seed, 1, nets.model.dim)
    random -= (random @ top) * top
    cut = Slice(nets.model, nets.x[0], np.stack([random / np.linalg.norm(random), top]))
    t = np.linspace(-reach, reach, count)
    return Plane(t, t, cut.value(np.stack(np.meshgrid(t, t), axis=-1)))


def centered(model: MLP, x: np.ndarray) -> tuple[MLP, np.ndarray]:
    """The same function of the images, written for inputs whose mean is 0: the biases take over what is subtracted."""
    mean = model.inputs.mean(axis=0)
    arrays = dict(model.unflatten(x))
    arrays["bias0"] = arrays["bias0"] + mean @ arrays["weight0"]
    return MLP(model.inputs - mean, model.targets, model.hidden, model.activation), model.flatten(arrays)


@dataclass(frozen=True, eq=False)
class Spectra:
    """All eigenvalues of the Hessian of one network in two sets of coordinates, the largest first.

    Attributes
    ----------
    pixels, centered : (dim,) arrays
        For inputs as they are, and for inputs with their mean subtracted.
    difference : float
        Of the two losses.
    """

    pixels: np.ndarray
    centered: np.ndarray
    difference: float


@study
def spectra() -> Spectra:
    """Compute the two dense Hessians and their eigenvalues."""
    nets = net()
    model, x = centered(nets.model, nets.x[0])
    own, other = (np.linalg.eigvalsh(matrix)[::-1] for matrix in (hessian(), model.hess(x)))
    return Spectra(own, other, float(abs(model.value(x) - nets.value[0])))


def widest_gap(eigenvalues: np.ndarray, among: int = 20) -> tuple[int, float]:
    """After which of the largest `among` eigenvalues the next one is smallest in proportion, and their ratio."""
    ratios = eigenvalues[:among] / eigenvalues[1 : among + 1]
    return int(ratios.argmax()) + 1, float(ratios.max())


@study
def gaps(width: int) -> tuple[tuple[int, float], ...]:
    """The widest gap among the top eigenvalues of each of three networks with `width` units."""
    nets = net(width, lanes=3)
    return tuple(widest_gap(top_eigenvalues(nets.model, x, 21, tolerance=1e-3)) for x in nets.x)


def mean_image_cosine() -> float:
    """Least cosine of the angles between the top eigenvectors, one a unit, and the moves along the mean image.

    Such a move adds to a unit's argument what the mean image gives: its weights go along the mean, its bias up by 1.
    """
    nets = net()
    mean = nets.model.inputs.mean(axis=0)
    arrays = {name: np.zeros((WIDTH, *block.shape)) for name, block in nets.model.blocks.items()}
    units = np.arange(WIDTH)
    arrays["weight0"][units, :, units] = mean
    arrays["bias0"][units, units] = 1
    moves = nets.model.flatten(arrays) / np.sqrt(mean @ mean + 1)
    _, eigenvectors = top_eigenpairs(nets.model, nets.x[0], WIDTH, tolerance=1e-4)
    return float(np.linalg.svd(moves @ eigenvectors.T, compute_uv=False).min())


@dataclass(frozen=True, eq=False)
class Curvatures:
    """Second derivatives along random directions of length 1.

    Attributes
    ----------
    random : (count,) array
        Measured from three values of the loss on each line.
    mean, spread : float
        What the trace and the Frobenius norm of the Hessian say of their mean and standard deviation.
    """

    random: np.ndarray
    mean: float
    spread: float


@study
def curvatures(count: int = 500, step: float = 1e-3, seed: int = 0) -> Curvatures:
    r"""Measure curvature along random lines.

    For :math:`u` uniform on the sphere in :math:`n` dimensions, :math:`u^\top H u` has the mean
    :math:`\operatorname{tr} H / n` and the variance
    :math:`2 (\|H\|_F^2 - (\operatorname{tr} H)^2 / n) / (n (n + 2))`.
    """
    nets = net()
    model, x, n = nets.model, nets.x[0], nets.model.dim
    trace, square = np.trace(hessian()), (hessian() ** 2).sum()
    variance = 2 * (square - trace**2 / n) / (n * (n + 2))
    return Curvatures(second_difference(model, x, unit_directions(seed, count, n), step), trace / n, np.sqrt(variance))


def second_difference(model: MLP, x: np.ndarray, directions: np.ndarray, step: float = 1e-3) -> np.ndarray:
    """Curvature along each direction, ``(count, dim) -> (count,)``, from three values of the loss."""
    ahead, behind = model.value(x + step * directions), model.value(x - step * directions)
    return (ahead - 2 * model.value(x) + behind) / step**2


@dataclass(frozen=True, eq=False)
class Rescaled:
    """Slices through a network and through the same function with its weights written on another scale.

    Attributes
    ----------
    t : (count,) array
        Variable of the slice.
    plain, plain_rescaled : (count,) arrays
        Along one direction of length 1.
    filtered, filtered_rescaled : (count,) arrays
        Along the same direction after filter normalization, for each network its own.
    """

    t: np.ndarray
    plain: np.ndarray
    plain_rescaled: np.ndarray
    filtered: np.ndarray
    filtered_rescaled: np.ndarray


def rescaled(factor: float = 8.0, width: int = 16, reach: float = 1.0, count: int = 41, seed: int = 1) -> Rescaled:
    """Multiply all that leads into the units of a relu network by `factor` and divide what leads out by it."""
    nets = digits_nets(width, "relu")
    model, x = nets.model, nets.x[0]
    twin = rescale_units(model, x, np.full(width, factor))
    direction = unit_directions(seed, 1, model.dim)
    t = np.linspace(-reach, reach, count)
    cuts = [(x, direction), (twin, direction)]
    cuts += [(point, filter_normalized(model, point, direction)) for point in (x, twin)]
    return Rescaled(t, *(Slice(model, point, along).value(t[:, None]) for point, along in cuts))


@claim
def lanczos_finds_the_top_eigenvalue() -> Evidence:
    r"""From products of the Hessian with vectors alone, Lanczos' method finds the ten largest eigenvalues of the whole
    matrix, to a relative difference below $10^{-6}$.
    """
    nets = net()
    dense = np.linalg.eigvalsh(hessian())[:-11:-1]
    found = top_eigenvalues(nets.model, nets.x[0], 10)
    miss = np.abs(found / dense - 1)
    return Evidence(
        bool((miss < 1e-6).all()),
        {
            "rows of the matrix": nets.model.dim,
            "largest eigenvalue, by Lanczos": found[0],
            "largest eigenvalue, dense": dense[0],
            "relative difference": miss[0],
            "largest relative difference of ten": miss.max(),
        },
    )


@claim
def a_random_line_sees_the_mean_curvature() -> Evidence:
    r"""Along a random direction, the curvature is the mean of all eigenvalues, on average over directions (up to four
    standard errors), and scatters as the squares of the eigenvalues say (up to a fifth).  Along the top
    eigenvector it is the largest eigenvalue.  Curvature is measured here from three values of the loss.
    """
    nets, found = net(), curvatures()
    error = found.spread / np.sqrt(len(found.random))
    (largest,), top = top_eigenpairs(nets.model, nets.x[0], 1)
    along = float(second_difference(nets.model, nets.x[0], top)[0])
    spread = found.random.std()
    holds = abs(found.random.mean() - found.mean) < 4 * error and abs(along / largest - 1) < 1e-4
    return Evidence(
        holds and abs(spread / found.spread - 1) < 0.2,
        {
            "mean along random directions": found.random.mean(),
            "trace over dimension": found.mean,
            "standard error": error,
            "spread along random directions": spread,
            "spread foretold": found.spread,
            "along the top eigenvector": along,
            "largest eigenvalue": largest,
        },
    )


@claim
def zero_eigenvalues_are_counted_beforehand() -> Evidence:
    r"""The Hessian has exactly as many zero eigenvalues as there are directions that cannot change the loss: one for
    each pixel that is always blank and each of the $h$ units, and $h + 1$ because adding one number to all outputs
    changes no probability.
    """
    nets = net()
    eigenvalues = np.abs(np.linalg.eigvalsh(hessian()))
    blank = int((np.ptp(nets.model.inputs, axis=0) == 0).sum())
    foretold = WIDTH * blank + WIDTH + 1
    zeros = int((eigenvalues < 1e-13).sum())
    measured = {"always blank pixels": blank, "zeros foretold": foretold, "eigenvalues below rounding": zeros}
    return Evidence(zeros == foretold, measured | {"least size of the others": np.sort(eigenvalues)[foretold]})


@claim
def the_outliers_belong_to_the_units() -> Evidence:
    """A few eigenvalues stand apart from the rest: as many as there are hidden units, not as there are classes, for
    each of three networks of four, of six and of eight units.  The first of each three, written as the same function
    of inputs with mean zero, has no gap as wide: its widest ratio is at most five sixths of theirs.
    """
    measured, holds = {}, True
    for width in (4, 6, 8):
        nets, found = net(width, lanes=3), gaps(width)
        _, other = widest_gap(top_eigenvalues(*centered(nets.model, nets.x[0]), 21, tolerance=1e-3))
        least = min(ratio for _, ratio in found)
        measured |= {f"{width} units: least ratio at the gap": least, f"{width} units, mean subtracted: widest": other}
        holds &= all(place == width for place, _ in found) and least > 1.2 * other
    return Evidence(holds, measured)


@claim
def a_bowl_in_every_slice_is_no_minimum() -> Evidence:
    """Through the trained network, every one of five hundred random lines bends up.  The Hessian has negative
    eigenvalues all the same: along the eigenvector of the least one, the mean of the losses on both sides is below that
    in the middle.
    """
    nets, found = net(), curvatures()
    eigenvalues, eigenvectors = np.linalg.eigh(hessian())
    ways = np.array([[1.0], [-1.0]]) * eigenvectors[:, 0]
    drop = float(nets.value[0] - nets.model.value(nets.x[0] + ways).mean())
    negative = int((eigenvalues < -1e-12).sum())
    return Evidence(
        bool((found.random > 0).all()) and negative > 0 and drop > 1e-3,
        {
            "random lines": len(found.random),
            "least curvature along one": found.random.min(),
            "negative eigenvalues": negative,
            "least eigenvalue": eigenvalues[0],
            "mean loss at distance 1 is lower by": drop,
        },
    )


@claim
def filter_normalization_undoes_a_layers_scale() -> Evidence:
    """Writing a relu network on another scale, one factor for all hidden units, changes the slice along a given
    direction, though the function is the same.  After filter normalization the slices agree to rounding.
    """
    found = rescaled()
    plain = float(np.abs(found.plain_rescaled - found.plain).max())
    filtered = float(np.abs(found.filtered_rescaled - found.filtered).max())
    middle = len(found.t) // 2
    same = abs(found.plain[middle] - found.plain_rescaled[middle])
    return Evidence(
        filtered < 1e-12 and same < 1e-12 and plain > 0.01,
        {"difference of the losses": same, "plain slices differ by": plain, "normalized slices differ by": filtered},
    )
