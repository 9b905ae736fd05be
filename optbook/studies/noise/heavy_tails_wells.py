"""Noise that leaves wells, and noise that samples them: normal and heavy-tailed escape, Langevin dynamics."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import ndtr
from scipy.stats import t

from optbook import Trajectory, descend
from optbook.analysis import exit_steps, middles, stationary_law, staying, transitions
from optbook.analysis.lattice_chains import Below
from optbook.noise import Law, Noisy, StudentT, normal
from optbook.objectives import Curve, DoubleWell, Quadratic, RisingWaves
from optbook.optimizers import GradientDescent
from optbook.study import study

LR = 0.02
"""Rate of all escapes."""

NOISES: dict[str, tuple[Law, float]] = {"normal": (normal, 8.0), "heavy": (StudentT(1.5), 1.0)}
"""Law of the noise and its scale: with these both leave the middle well after some hundred steps."""

CELLS = 201
"""Of the lattice that a well is cut into; the error of a mean time is then below half a percent."""


@dataclass(frozen=True, eq=False)
class Wells:
    """Wells ``curvature x^2 / 2`` that are left where ``|x|`` exceeds `edge`.

    Attributes
    ----------
    curvature, edge : (wells,) arrays
    """

    curvature: np.ndarray
    edge: np.ndarray

    @property
    def height(self) -> np.ndarray:
        """Of the barrier, ``(wells,)``."""
        return self.curvature * self.edge**2 / 2

    def only(self, place: int) -> Wells:
        """One of them."""
        return Wells(self.curvature[[place]], self.edge[[place]])


HIGHER = Wells(np.array([1.0, 2.0, 4.0, 6.0]), np.ones(4))
"""Wells of one width, ever higher."""

WIDER = Wells(2 / np.array([0.5, 0.7, 1.0, 1.4]) ** 2, np.array([0.5, 0.7, 1.0, 1.4]))
"""Wells of one height, ever wider."""


def mean_exit(wells: Wells, noise: str) -> np.ndarray:
    """Mean number of steps from the bottom until each well is left, from the lattice, ``(wells,)``."""
    return np.array(
        [exit_steps(*_chain(*well, noise))[CELLS // 2] for well in zip(wells.curvature, wells.edge, strict=True)]
    )


def still_inside(wells: Wells, noise: str, steps: int) -> np.ndarray:
    """Probability not to have left after `steps` steps from the bottom, from the lattice, ``(wells,)``."""
    return np.array(
        [staying(*_chain(*well, noise), 0.0, steps)[-1] for well in zip(wells.curvature, wells.edge, strict=True)]
    )


def median_exit(wells: Wells, noise: str, limit: int = 800) -> np.ndarray:
    """Steps after which one half has left each well, from the lattice, between whole steps by a straight line."""
    shares = [staying(*_chain(*well, noise), 0.0, limit) for well in zip(wells.curvature, wells.edge, strict=True)]
    return np.array([np.interp(-0.5, -share, np.arange(limit + 1)) for share in shares])


def one_jump(edge: np.ndarray) -> np.ndarray:
    """Mean number of steps to the first step of heavy noise that is longer than `edge`."""
    law, scale = NOISES["heavy"]
    return 1 / (2 * t.sf(edge / (LR * scale), law.degrees))


def _chain(curvature: float, edge: float, noise: str) -> tuple[Below, np.ndarray]:
    law, scale = NOISES[noise]
    cdf = ndtr if law is normal else t(law.degrees).cdf
    edges = np.linspace(-edge, edge, CELLS + 1)
    return (lambda y, x: cdf((y - (1 - LR * curvature) * x) / (LR * scale))), edges


@study
def leaving_steps(which: str, noise: str, lanes: int = 300, limit: int = 800, seed: int = 0) -> np.ndarray:
    """Steps after which simulated runs leave `HIGHER` or `WIDER` wells, ``(wells, lanes)``; inf beyond `limit`.

    In units in which each well has curvature 1, its rate is ``LR`` times the curvature and its noise is divided by it.
    """
    wells = {"higher": HIGHER, "wider": WIDER}[which]
    law, scale = NOISES[noise]
    curvature = wells.curvature[:, None, None]
    noisy = Noisy(Quadratic(np.eye(1)), scale / curvature, seed, law)
    run = descend(noisy, np.zeros((len(wells.edge), lanes, 1)), GradientDescent(LR * curvature), limit)
    out = np.abs(run.x[..., 0]) > wells.edge[:, None]
    return np.where(out.any(0), out.argmax(0).astype(float), np.inf)


def langevin(
    curve: Curve | Quadratic, temperature: float, lr: np.ndarray, starts: np.ndarray, steps: int, seed: int
) -> Trajectory:
    """Gradient descent with normal noise of variance ``2 T lr`` added to each step; first and last iterate are kept."""
    noisy = Noisy(curve, np.sqrt(2 * temperature / np.asarray(lr)), seed)
    return descend(noisy, starts, GradientDescent(lr), steps, every=steps)


@dataclass(frozen=True, eq=False)
class Samples:
    """What Langevin dynamics samples from the tilted double well.

    Attributes
    ----------
    temperature, lr : float
    x : (lanes,) array
        Last iterate of each run.
    place : (cells,) array
        Middle of each cell of a lattice.
    law, gibbs : (cells,) arrays
        Probability of each cell at rest, at this rate and in the limit of small rates, ``exp(-f / T)``.
    """

    temperature: float
    lr: float
    x: np.ndarray
    place: np.ndarray
    law: np.ndarray
    gibbs: np.ndarray


@study
def double_well_samples(
    lr: float = 0.02, temperature: float = 0.5, lanes: int = 4000, steps: int = 1500, seed: int = 0
) -> Samples:
    """Run from both wells, one half of the lanes in each, for a time of 30, many times what it takes to cross."""
    starts = np.where(np.arange(lanes) % 2 == 0, -1.0, 1.0)[:, None]
    x = langevin(DoubleWell(), temperature, lr, starts, steps, seed).x[-1, :, 0]
    place, law, gibbs = rest_laws(lr, temperature)
    return Samples(temperature, lr, x, place, law, gibbs)


def rest_laws(lr: float, temperature: float = 0.5, cells: int = 480) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Middles of the cells of [-2.4, 2.4], and their probabilities at rest: at rate `lr`, and by ``exp(-f / T)``."""
    well, edges, width = DoubleWell(), np.linspace(-2.4, 2.4, cells + 1), np.sqrt(2 * temperature * lr)
    law = stationary_law(lambda y, x: ndtr((y - x + lr * well.slope(x)) / width), edges)
    gibbs = np.exp(-well.f(middles(edges)) / temperature)
    return middles(edges), law, gibbs / gibbs.sum()


def small_share(values: np.ndarray, expected: float) -> float:
    """How far the share of true `values` is from `expected`, in standard errors of a count."""
    return float(abs(values.mean() - expected) / np.sqrt(expected * (1 - expected) / values.size))


def wave_minima(reach: float = 20.0) -> np.ndarray:
    """Minima of `RisingWaves` in ``[-reach, reach]`` in closed form: 0, and the zeros of ``1 + sin x``; ascending."""
    k = np.arange(-int(reach), int(reach) + 1)
    zeros = 2 * np.pi * k - np.pi / 2
    return np.sort(np.append(0.0, zeros[np.abs(zeros) <= reach]))


def wave_maxima(reach: float = 20.0) -> np.ndarray:
    """The solution of ``tan(x / 2 + pi / 4) = -x / 2`` between each two neighbors of `wave_minima`."""
    minima = wave_minima(reach)
    return np.array([brentq(_wave_sides, low + 1e-9, high - 1e-9) for low, high in pairwise(minima)])


@dataclass(frozen=True)
class LoweredWaves(RisingWaves):
    """`RisingWaves`, lowered by 1 at `place`, and nowhere farther than `reach` from it.

    Subtracted is the cube of ``1 - ((t - place) / reach)^2`` where that is positive: twice differentiable, and zero
    elsewhere.
    """

    place: float
    reach: float = 0.25

    def _inside(self, t: np.ndarray) -> np.ndarray:
        return np.maximum(1 - ((t - self.place) / self.reach) ** 2, 0.0)

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return super().f(t) - self._inside(t) ** 3

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return super().slope(t) + 6 * (t - self.place) / self.reach**2 * self._inside(t) ** 2

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        inside = self._inside(t)
        along = ((t - self.place) / self.reach) ** 2
        return super().bend(t) + 6 / self.reach**2 * inside * (inside - 4 * along)


@study
def lowered_ends(lr: float = 0.002, steps: int = 500) -> tuple[np.ndarray, np.ndarray]:
    """Run gradient descent from both sides of each minimum of `RisingWaves`, on it and on it lowered at each minimum.

    Returns
    -------
    same : (minima, minima) bool array
        Whether the runs into the second minimum are, to the last bit, the same on the waves lowered at the first.
    ends : (minima, minima) array
        Highest value at which they end.
    """
    minima = wave_minima()
    starts = (minima + np.array([[-0.5], [0.5]]))[..., None]
    plain = descend(RisingWaves(), starts, GradientDescent(lr), steps)
    runs = [descend(LoweredWaves(place), starts, GradientDescent(lr), steps) for place in minima]
    same = [((run.x == plain.x).all(axis=(0, 1, 3)) & (run.value == plain.value).all(axis=(0, 1))) for run in runs]
    return np.array(same), np.array([run.value[-1].max(0) for run in runs])


def _wave_sides(x: float) -> float:
    """``2 sin h + x cos h`` with ``h = x / 2 + pi / 4``: the factor of the slope that is left."""
    h = x / 2 + np.pi / 4
    return 2 * np.sin(h) + x * np.cos(h)


@dataclass(frozen=True, eq=False)
class Waves:
    """SGD with normal noise in three wells of `RisingWaves`: the wide ones at ``-pi / 2`` and 0, the narrow at ``3 pi
    / 2``.

    Attributes
    ----------
    temperature, lr, top : float
        ``lr sigma^2 / 2``; rate; the maximum left of the narrow well.
    x : (lanes,) array
        Last iterates; one half of the runs began at 0, the other in the narrow well.
    exact, gibbs : float
        Probability to be right of the top, from the lattice after as many steps, and by ``exp(-f / T)``.
    """

    temperature: float
    lr: float
    top: float
    x: np.ndarray
    exact: float
    gibbs: float


@study
def waves(temperature: float = 3.0, lr: float = 0.01, lanes: int = 1000, steps: int = 2000, seed: int = 0) -> Waves:
    """Run for a time of 20; the walls on both sides of the three wells are more than 15 temperatures high."""
    curve, sigma, narrow = RisingWaves(), np.sqrt(2 * temperature / lr), 3 * np.pi / 2
    starts = np.where(np.arange(lanes) % 2 == 0, 0.0, narrow)[:, None]
    x = descend(Noisy(curve, sigma, seed), starts, GradientDescent(lr), steps, every=steps).x[-1, :, 0]
    top = float(wave_maxima()[np.searchsorted(wave_minima(), 0.0)])
    edges = np.linspace(-4.8, 7.2, 401)
    chain = transitions(lambda y, x: ndtr((y - x + lr * curve.slope(x)) / (lr * sigma)), edges, closed=True)
    right = np.linalg.matrix_power(chain, steps)[:, middles(edges) > top].sum(1)
    cells = [np.abs(middles(edges) - start).argmin() for start in (0.0, narrow)]
    masses = [quad(lambda u: np.exp(-curve.f(u) / temperature), *ends)[0] for ends in ((-4.8, top), (top, 7.2))]
    return Waves(temperature, lr, top, x, float(right[cells].mean()), masses[1] / sum(masses))
