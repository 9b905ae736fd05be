r"""What is seen of an objective at a step: its gradient with noise, or a minibatch of its samples.

Noise is a function of the seed and the step, and of nothing else: ``at(step)`` gives the same sample each time it is
asked.  So all optimizers meet the same noise, runs repeat exactly, and no order of calls matters.

The numbers come from a counter-based generator, whose state *is* the seed and the step.

Source: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.random import Generator, Philox

from optbook.models.model import Model
from optbook.protocols import Objective
from optbook.validation import require, require_choice, require_count, require_nonnegative, require_positive

Law = Callable[[Generator, tuple[int, ...]], np.ndarray]
"""Draws an array of a shape."""

GRADIENT, SAMPLES = 0, 1
"""Streams: one seed gives unrelated numbers to the noise of gradients and to the choice of samples."""

_GENERATOR = Generator(Philox(key=0))
_STATE = _GENERATOR.bit_generator.state
_LOCK = threading.RLock()


def draw(law: Law, shape: tuple[int, ...], seed: int, step: int, stream: int = GRADIENT) -> np.ndarray:
    """Draw from `law` an array of `shape` that is a function of `seed`, `step` and `stream` only.

    Setting the state of one generator takes a microsecond; making a generator takes ten.
    """
    with _LOCK:
        _STATE["state"]["key"][:] = seed, stream
        _STATE["state"]["counter"][:] = 0, 0, 0, step
        _GENERATOR.bit_generator.state = _STATE
        return law(_GENERATOR, shape)


def normal(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Standard normal noise: mean 0, variance 1."""
    return rng.standard_normal(shape)


@dataclass(frozen=True)
class StudentT:
    """Student's t distribution: its tails fall like a power, so that rare draws are very large.

    Parameters
    ----------
    degrees : float
        Degrees of freedom, positive.  Up to 1 there is no mean, up to 2 no variance; above, the variance is
        ``degrees / (degrees - 2)``.

    Raises
    ------
    ValueError
        When `degrees` is not positive.
    """

    degrees: float

    def __post_init__(self) -> None:
        require_positive(degrees=self.degrees)

    def __call__(self, rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
        """Draw an array of this shape, of scale 1."""
        return rng.standard_t(self.degrees, shape)


class Delegating(Objective):
    """An objective that stands before another, and answers from it what it does not know itself (``hess``, ...)."""

    @property
    def origin(self) -> Objective:
        """The other objective."""
        raise NotImplementedError

    @property
    def dim(self) -> int:
        """Number of variables."""
        return self.origin.dim

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point, without noise: ``(..., dim) -> (...)``."""
        return self.origin.value(x)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point, without noise: ``(..., dim) -> (..., dim)``."""
        return self.origin.grad(x)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name in self.__dataclass_fields__:
            raise AttributeError(name)
        return getattr(self.origin, name)


@dataclass(frozen=True, eq=False)
class Noisy(Delegating):
    """An objective whose gradient is seen with noise.

    At a step the gradient is that of the objective plus ``sigma`` times a draw for each coordinate.  The value at that
    step is tilted to fit: it is the objective plus the noise as a linear function.  Not at a step, `value` and `grad`
    are free of noise, and so is what `descend` records.

    Parameters
    ----------
    objective : Objective
        What is seen; if it is stochastic itself, what it shows at that step.
    sigma : float or array_like
        Scale of the noise, not negative.  An array must broadcast against the point, and adds lanes to it.
    seed : int
        At least 0, below ``2 ** 64``.
    noise : function ``(rng, shape) -> array``
        Law of the draws: `normal`, or for example ``StudentT(3)``.
    lanes : tuple of int, optional
        Shape of a batch of runs each of which meets draws of its own, whatever settings stand before it; with ``()``
        all meet the same.  By default every point of a batch has its own, so that a batch is a sample of runs.  As the
        draws fill the batch in order, the first point meets those of a run alone.

    Raises
    ------
    ValueError
        When `sigma` is negative or not finite, `seed` is not a count, or `lanes` are not counts.
    """

    objective: Objective
    sigma: float | np.ndarray
    seed: int = 0
    noise: Law = normal
    lanes: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        require_nonnegative(sigma=self.sigma)
        require_seed(self.seed)
        require(callable(self.noise), "noise", self.noise, "a function of (rng, shape)")
        for lane in self.lanes or ():
            require_count(1, lanes=lane)
        object.__setattr__(self, "sigma", np.asarray(self.sigma, dtype=float))

    @property
    def origin(self) -> Objective:
        """The objective without noise."""
        return self.objective

    def at(self, step: int) -> NoisyAtStep:
        """What is seen at `step`."""
        require_count(0, step=step)
        return NoisyAtStep(self, step)

    def draws(self, step: int, x: np.ndarray) -> np.ndarray:
        """Noise added to the gradient at `x`, ``(..., dim)``, at `step`: the same whatever the numbers in `x`."""
        x = np.asarray(x)
        if self.lanes is not None:
            shape = (*self.lanes, x.shape[-1])
        else:
            shape = x.shape if self.sigma.ndim == 0 else np.broadcast_shapes(x.shape, self.sigma.shape)
        noise = self.sigma * draw(self.noise, shape, self.seed, step)
        return noise.astype(np.float32) if x.dtype == np.float32 else noise


@dataclass(frozen=True, eq=False)
class NoisyAtStep(Delegating):
    """What `Noisy` shows at one step: an objective tilted at random."""

    noisy: Noisy
    step: int

    @property
    def origin(self) -> Objective:
        """What is tilted."""
        return seen(self.noisy.objective, self.step)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point, noise included: ``(..., dim) -> (...)``."""
        return self.origin.value(x) + (self.noisy.draws(self.step, x) * x).sum(axis=-1)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point, noise included: ``(..., dim) -> (..., dim)``."""
        return self.origin.grad(x) + self.noisy.draws(self.step, x)


@dataclass(frozen=True, eq=False)
class Minibatches(Delegating):
    """A model of which a step sees only some samples.

    Parameters
    ----------
    model : Model
        Anything with ``count`` and ``subset(indices)``.
    batch_size : int
        Number of samples a step, at most ``model.count`` unless drawn with replacement.
    seed : int
        At least 0, below ``2 ** 64``.
    replacement : bool
        Whether a step draws its samples with replacement from all of them.  By default the samples are worked off in
        epochs, in each of which every sample is seen once.  Where `batch_size` does not divide their number, the last
        batch of an epoch is smaller.
    order : {"reshuffled", "once", "given"}
        Order of the samples in an epoch: shuffled anew for each, shuffled once for all, or as the data have it.
    lanes : tuple of int
        Shape of a batch of runs each of which sees samples of its own.  By default all see the same.

    Raises
    ------
    ValueError
        When `batch_size` does not fit, `seed` is not a count, or `order` is unknown or given with replacement.
    """

    model: Model
    batch_size: int
    seed: int = 0
    replacement: bool = False
    order: str = "reshuffled"
    lanes: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        require_count(1, batch_size=self.batch_size)
        fits = self.replacement or self.batch_size <= self.model.count
        require(fits, "batch_size", self.batch_size, f"at most {self.model.count} without replacement")
        require_seed(self.seed)
        require_choice(("reshuffled", "once", "given"), order=self.order)
        require(not self.replacement or self.order == "reshuffled", "order", self.order, "no order with replacement")
        for lane in self.lanes:
            require_count(1, lanes=lane)

    @property
    def origin(self) -> Model:
        """The model on all samples."""
        return self.model

    @property
    def epoch_steps(self) -> int:
        """Number of steps in an epoch, rounded up."""
        return -(-self.model.count // self.batch_size)

    def at(self, step: int) -> Model:
        """The model on the samples of `step`."""
        return self.model.subset(self.indices(step))

    def indices(self, step: int) -> np.ndarray:
        """Which samples are seen at `step`: ``(*lanes, size)`` integers, where `size` is at most `batch_size`."""
        require_count(0, step=step)
        count = self.model.count
        if self.replacement:
            shape = (*self.lanes, self.batch_size)
            return draw(lambda rng, shape: rng.integers(count, size=shape), shape, self.seed, step, SAMPLES)
        epoch, position = divmod(step, self.epoch_steps)
        if self.order == "given":
            samples = np.broadcast_to(np.arange(count), (*self.lanes, count))
        else:
            samples = shuffled(count, self.lanes, self.seed, epoch if self.order == "reshuffled" else 0)
        return samples[..., position * self.batch_size : (position + 1) * self.batch_size]


@lru_cache(maxsize=1)
def shuffled(count: int, lanes: tuple[int, ...], seed: int, epoch: int) -> np.ndarray:
    """The numbers below `count` in an order for each lane, ``(*lanes, count)``; the last are kept for its epoch."""
    everyone = np.broadcast_to(np.arange(count), (*lanes, count))
    samples = draw(lambda rng, shape: rng.permuted(everyone, axis=-1), everyone.shape, seed, epoch, SAMPLES)
    samples.setflags(write=False)
    return samples


def seen(objective: Objective, step: int) -> Objective:
    """What `objective` shows at `step`: itself if it knows nothing of steps."""
    return objective.at(step) if hasattr(objective, "at") else objective


def require_seed(seed: int) -> None:
    """Raise ``ValueError`` unless `seed` is an integer that fits the generator's key."""
    require_count(0, seed=seed)
    require(seed < 2**64, "seed", seed, "an integer below 2 ** 64")
