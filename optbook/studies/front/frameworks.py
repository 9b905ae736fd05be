"""One training loop and what is forgotten in it: gradients that add up, parts of a batch, half of a checkpoint."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from optbook import descend, finish, follow
from optbook.claims import Evidence, claim
from optbook.data import digits
from optbook.models import MLP
from optbook.models.model import Model
from optbook.noise import Delegating, Minibatches
from optbook.objectives import Quadratic
from optbook.optimizers import Clipped, GradientDescent, HeavyBall
from optbook.optimizers.clipped import shortened
from optbook.protocols import Optimizer
from optbook.schedules import cosine
from optbook.study import study

EPOCHS, BATCH, CLIP, RATE, MOMENTUM = 6, 64, 0.5, 0.2, 0.9
"""As in the loops that the page shows."""

ANY = float(np.finfo(float).max)
"""A limit that clips nothing."""


def network() -> MLP:
    """The network of the loops, 64 to 32 to 10 units, on all digits."""
    data = digits()
    return MLP(data.inputs / 16, data.targets, (32,), classes=10)


@dataclass(frozen=True, eq=False)
class Loop:
    """What a training loop needs.

    Attributes
    ----------
    batches : Minibatches
        Of the digits.
    optimizer : Clipped
        Heavy ball under a cosine, its gradients clipped.
    start : (dim,) array
        Parameters before the first update.
    steps : int
        Updates of a whole run.
    """

    batches: Minibatches
    optimizer: Clipped
    start: np.ndarray
    steps: int


def loop(seed: int = 0) -> Loop:
    """Set up the loop of the page."""
    net = network()
    batches = Minibatches(net, BATCH, seed)
    steps = EPOCHS * batches.epoch_steps
    optimizer = Clipped(HeavyBall(cosine(RATE, steps), MOMENTUM), CLIP)
    return Loop(batches, optimizer, net.initialize(seed, scheme="lecun"), steps)


class AddedUpState(NamedTuple):
    """State of `AddedUp`."""

    inner: Any
    """State of the optimizer."""
    total: np.ndarray
    """What stands where a new gradient is added, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class AddedUp:
    """Any optimizer in a loop that never clears its gradients: each is added to what is there, and the sum is used.

    Attributes
    ----------
    optimizer : Optimizer
        What is given the sums.
    norm : float
        The sum is shortened to this length in its place, as ``clip_grad_norm_`` of PyTorch does, before it is used.
    """

    optimizer: Optimizer
    norm: float = ANY

    def init(self, x: np.ndarray) -> AddedUpState:
        """Nothing to clear yet."""
        return AddedUpState(self.optimizer.init(x), np.zeros_like(x))

    def update(self, grad: np.ndarray, state: AddedUpState, x: np.ndarray) -> tuple[np.ndarray, AddedUpState]:
        """Add, clip, and step along the sum."""
        total = shortened(state.total + grad, self.norm)
        delta, inner = self.optimizer.update(total, state.inner, x)
        return delta, AddedUpState(inner, total)


def swing(lr: float | np.ndarray = 0.1, steps: int = 100) -> np.ndarray:
    """Run gradient descent that adds up its gradients from 1 on ``x ** 2 / 2``: ``(steps + 1, ...)``, a run a rate."""
    lr = np.asarray(lr, dtype=float)[..., None]
    return descend(Quadratic([[1.0]]), np.ones(lr.shape), AddedUp(GradientDescent(lr)), steps).x[..., 0]


def swing_by_formula(lr: float | np.ndarray, steps: int) -> np.ndarray:
    """The same as a cosine, for rates below 4."""
    angle = np.arccos(1 - np.asarray(lr) / 2)
    return np.cos((np.arange(steps + 1).reshape(-1, *[1] * angle.ndim) + 0.5) * angle) / np.cos(angle / 2)


class End(NamedTuple):
    """Where a run comes to."""

    loss: float
    """On all digits."""
    accuracy: float
    """Share of the digits that are told."""


def memories(lr: float = 0.1, steps: int = 120) -> Mapping[str, np.ndarray]:
    """Run from 1 on ``x ** 2 / 2`` with gradients that are cleared, decay, and add up: ``(steps + 1,)`` each."""
    methods = {"cleared": GradientDescent(lr), "decay": HeavyBall(lr, MOMENTUM), "add up": AddedUp(GradientDescent(lr))}
    return {name: descend(Quadratic([[1.0]]), [1.0], each, steps).x[:, 0] for name, each in methods.items()}


@study
def forgotten(seed: int = 0) -> Mapping[str, End]:
    """Ends of the loop with gradients cleared, and with gradients that add up, clipped in their place or not at all."""
    run, net = loop(seed), network()
    method = run.optimizer.optimizer
    methods = {"cleared": run.optimizer, "added up, clipped": AddedUp(method, CLIP), "added up": AddedUp(method)}
    ends = {name: finish(run.batches, run.start, method, run.steps)[0] for name, method in methods.items()}
    return {name: End(float(net.value(x)), float(net.accuracy(x))) for name, x in ends.items()}


def averaged(model: Model, x: np.ndarray, parts: Sequence[np.ndarray], norm: float = ANY) -> np.ndarray:
    """Mean of the gradients of parts of the samples, each clipped to `norm` before; all parts count the same."""
    return np.mean([shortened(model.subset(part).grad(x), norm) for part in parts], axis=0)


def weighted(model: Model, x: np.ndarray, parts: Sequence[np.ndarray]) -> np.ndarray:
    """Mean of the gradients of parts of the samples, each with the weight of its number of samples."""
    return np.average([model.subset(part).grad(x) for part in parts], axis=0, weights=[len(part) for part in parts])


@dataclass(frozen=True, eq=False)
class InParts(Delegating):
    """Minibatches whose samples are worked off in parts, as where a batch does not fit in memory.

    Attributes
    ----------
    batches : Minibatches
        What is divided.
    parts : int
        Into how many, of sizes that differ by one at most.
    norm : float
        Each part's gradient is clipped to this length before the average.
    """

    batches: Minibatches
    parts: int
    norm: float = ANY

    @property
    def origin(self) -> Minibatches:
        """The batches."""
        return self.batches

    def at(self, step: int) -> SimpleNamespace:
        """What is seen at `step`."""
        parts = np.array_split(self.batches.indices(step), self.parts)
        return SimpleNamespace(grad=lambda x: averaged(self.batches.model, x, parts, self.norm))


@dataclass(frozen=True)
class Parts:
    """A step made in parts, beside that of the whole.

    Attributes
    ----------
    equal : float
        Largest difference of a parameter after some steps of the whole and as many in equal parts, clipped once.
    turned : float
        Angle in degrees between the gradient and the average of parts that were clipped one by one, at the start.
    short : float
        Length of that average, over the limit.
    parts : int
        Number of parts of all digits, the last of them smaller.
    smallest : int
        Samples of the last.
    means : float
        How far the mean of their means is from the gradient, over its length.
    weighted : float
        The same where each part has the weight of its samples.
    """

    equal: float
    turned: float
    short: float
    parts: int
    smallest: int
    means: float
    weighted: float


@study
def parts(seed: int = 0, count: int = 4, steps: int = 20) -> Parts:
    """Work off a batch in parts: equal ones, ones that are clipped, and ones of which the last is small."""
    run = loop(seed)
    net, x = run.batches.model, run.start
    whole = finish(run.batches, x, run.optimizer, steps)[0]
    equal = np.abs(finish(InParts(run.batches, count), x, run.optimizer, steps)[0] - whole).max()
    first = run.batches.indices(0)
    grad = net.subset(first).grad(x)
    clipped = averaged(net, x, np.split(first, count), CLIP)
    cosine_of = grad @ clipped / np.linalg.norm(grad) / np.linalg.norm(clipped)
    every = [run.batches.indices(step) for step in range(run.batches.epoch_steps)]
    full = net.grad(x)
    far = [np.linalg.norm(way(net, x, every) - full) / np.linalg.norm(full) for way in (averaged, weighted)]
    return Parts(
        float(equal),
        float(np.degrees(np.arccos(cosine_of))),
        float(np.linalg.norm(clipped) / CLIP),
        len(every),
        len(every[-1]),
        *map(float, far),
    )


@dataclass(frozen=True, eq=False)
class Continued:
    """A run that was saved in the middle and continued.

    Attributes
    ----------
    apart : float
        Largest difference of a parameter, at any step, from the run that was not interrupted.
    loss : float
        On all digits, at the end.
    """

    apart: float
    loss: float


@study
def continued(seed: int = 0) -> Mapping[str, Continued]:
    """Save the loop at half of its epochs, continue it from all that was saved, and with something left out."""
    run = loop(seed)
    half = run.steps // 2
    whole = np.array([x for x, _ in follow(run.batches, run.start, run.optimizer, run.steps)])
    file = pickle.dumps((half, *finish(run.batches, run.start, run.optimizer, half)))
    step, x, state = pickle.loads(file)
    fresh = run.optimizer.init(x)
    left_out = {
        "nothing": (state, step),
        "the velocity": (fresh._replace(step=state.step), step),
        "the schedule's count": (state._replace(step=0), step),
        "the order of the samples": (state, 0),
        "all but the parameters": (fresh, 0),
    }
    found = {}
    for name, (kept, first) in left_out.items():
        path = _go_on(run, x, kept, first, run.steps - half)
        found[name] = Continued(float(np.abs(path - whole[half:]).max()), float(run.batches.value(path[-1])))
    return found


def _go_on(run: Loop, x: np.ndarray, state: Any, first: int, steps: int) -> np.ndarray:
    """Iterates from `x` on, with this state of the optimizer, on the batches from step `first` on."""
    path = [x]
    for step in range(first, first + steps):
        delta, state = run.optimizer.update(run.batches.at(step).grad(path[-1]), state, path[-1])
        path.append(path[-1] + delta)
    return np.array(path)


@claim
def forgotten_gradients_swing_without_end(seed: int = 0) -> Evidence:
    r"""Gradient descent that adds up its gradients on a quadratic of curvature $c$ follows
    $x_t = x_0 \cos((t + \tfrac12) \theta) / \cos(\tfrac12 \theta)$ with $\cos \theta = 1 - \tfrac12 \eta c$, for every
    rate with $0 < \eta c < 4$.  It never comes to rest, where gradient descent does for $\eta c < 2$.
    """
    lr, steps = np.random.default_rng(seed).uniform(0.02, 1.98, 50), 2000
    path = swing(lr, steps)
    apart = np.abs(path - swing_by_formula(lr, steps)).max()
    wide = swing(np.array([2.5, 3.9]), steps)
    apart_wide = np.abs(wide - swing_by_formula(np.array([2.5, 3.9]), steps)).max()
    late = np.abs(path[-500:]).max(axis=0).min()
    at_rest = np.abs(descend(Quadratic([[1.0]]), np.ones((50, 1)), GradientDescent(lr[:, None]), steps).x[-1]).max()
    # An error of rounding moves the swing's phase and size: it grows with the number of steps.
    return Evidence(
        bool(max(apart, apart_wide) < 1e-8 and late > 0.9 and at_rest < 1e-8),
        {
            "largest gap to the formula": max(apart, apart_wide),
            "least swing in the last five hundred steps": late,
            "farthest that gradient descent is from rest": at_rest,
        },
    )


@claim
def accumulated_parts_give_the_step_of_the_whole_batch(seed: int = 0) -> Evidence:
    """The mean of the gradients of equal parts is the gradient of the batch, up to rounding; so is the mean of unequal
    parts, each with the weight of its samples.  Clipped once, after the mean, they give the same run.
    """
    found, run = parts(seed), loop(seed)
    net, rng, gap = run.batches.model, np.random.default_rng(seed), 0.0
    for count in rng.integers(1, net.count // 2, 20):
        samples = rng.permutation(net.count)[: 2 * count]
        grad, cut = net.subset(samples).grad(run.start), rng.integers(1, 2 * count)
        halves = averaged(net, run.start, np.split(samples, 2))
        pieces = weighted(net, run.start, np.split(samples, [cut]))
        gap = max(gap, np.abs(halves - grad).max(), np.abs(pieces - grad).max())
    return Evidence(
        bool(gap < 1e-13 and found.equal < 1e-10 and found.weighted < 1e-12),
        {"largest gap of a gradient": gap, "largest gap of a parameter after a run": found.equal},
    )


@claim
def parts_clipped_one_by_one_give_another_step(seed: int = 0) -> Evidence:
    """Parts that are clipped before they are averaged give the clipped gradient of the batch where no part is longer
    than the limit.  Where all are longer, and random, their mean is shorter than the limit and has another direction,
    and it stays the same if one part's gradient is ten times as long.
    """
    rng, same, least, moved, longest = np.random.default_rng(seed), 0.0, np.inf, 0.0, 0.0
    for _ in range(50):
        grads = rng.standard_normal((8, 20)) + 1
        whole, lengths = grads.mean(axis=0), np.linalg.norm(grads, axis=1)
        above, below = 1.01 * lengths.max(), 0.5 * lengths.min()
        same = max(same, np.abs(shortened(grads, above).mean(axis=0) - shortened(whole, above)).max())
        mean = shortened(grads, below).mean(axis=0)
        longest = max(longest, np.linalg.norm(mean) / below)
        least = min(least, np.linalg.norm(mean / np.linalg.norm(mean) - whole / np.linalg.norm(whole)))
        grads[0] *= 10
        moved = max(moved, np.abs(shortened(grads, below).mean(axis=0) - mean).max())
    return Evidence(
        bool(same < 1e-14 and longest < 1 and least > 1e-3 and moved < 1e-14),
        {
            "largest gap where no part is clipped": same,
            "longest mean of clipped parts, over the limit": longest,
            "least difference of the directions": least,
            "largest change from a part ten times as long": moved,
        },
    )


@claim
def a_mean_of_means_favors_the_samples_of_small_parts(seed: int = 0) -> Evidence:
    """In the mean of the means of parts, each sample has a weight inverse to the size of its part.  Only where the
    parts are equal is it the mean over the samples.
    """
    net, rng, gap = network(), np.random.default_rng(seed), 0.0
    x, sizes = net.initialize(seed, scheme="lecun"), np.array([5, 20, 35])
    samples = rng.permutation(net.count)[: sizes.sum()]
    alone = np.array([net.subset(np.array([sample])).grad(x) for sample in samples])
    found = averaged(net, x, np.split(samples, np.cumsum(sizes)[:-1]))
    gap = np.abs(found - np.average(alone, axis=0, weights=np.repeat(1 / sizes, sizes))).max()
    wrong = np.abs(found - alone.mean(axis=0)).max()
    return Evidence(bool(gap < 1e-13 < wrong), {"gap to these weights": gap, "gap to equal weights": wrong})


@claim
def a_run_goes_on_only_from_all_of_its_state(seed: int = 0) -> Evidence:
    """Saved with the parameters, the velocity, the count of the schedule and the place in the order of the samples, a
    run goes on bit by bit as if it had not been interrupted.  If any one of the last three is left out, it does not.
    """
    found = continued(seed)
    apart = {name: each.apart for name, each in found.items()}
    rest = [far for name, far in apart.items() if name != "nothing"]
    return Evidence(
        bool(apart["nothing"] == 0 and min(rest) > 1e-3),
        {f"apart, left out: {name}": far for name, far in apart.items()},
    )
