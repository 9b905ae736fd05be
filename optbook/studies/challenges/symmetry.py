"""Symmetry: networks that differ in the names of their units only, and what lies between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, permutations
from math import factorial

import numpy as np

from optbook import descend
from optbook.analysis import Slice, StationaryPoint, barrier, between, stationary_points
from optbook.claims import Evidence, claim
from optbook.models import MLP
from optbook.models.symmetries import all_orders, nearest_twin, permute_units, unit_vectors
from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.studies.challenges.digits_net import DigitsNets, digits_nets
from optbook.study import study

TEACHER = np.array([1.5, 1.0])
"""Weights in and out of the one unit that made the targets of the smallest network."""


def smallest_net() -> Slice:
    """The network ``x -> v tanh(w x)`` on nine samples of its own kind, as a function of ``(w, v)``."""
    inputs = np.linspace(-2, 2, 9)[:, None]
    w, v = TEACHER
    model = MLP(inputs, v * np.tanh(w * inputs[:, 0]), (1,))
    directions = np.zeros((2, model.dim))
    directions[0, model.blocks["weight0"].slice] = 1
    directions[1, model.blocks["weight1"].slice] = 1
    return Slice(model, np.zeros(model.dim), directions)


def smallest_points() -> list[StationaryPoint]:
    """Stationary points of the smallest network, in the order of their first coordinates."""
    return stationary_points(smallest_net(), [-3, -2], [3, 2])


@dataclass(frozen=True, eq=False)
class Lines:
    """Loss on straight lines from one trained network to networks that do the same.

    Attributes
    ----------
    share : (count,) array
        Share of the way.
    permuted, flipped, matched : (count,) arrays
        To a twin with its units shuffled, to the twin with every unit's sign flipped, and to the shuffled twin once its
        units are matched.
    """

    share: np.ndarray
    permuted: np.ndarray
    flipped: np.ndarray
    matched: np.ndarray


def lines(width: int = 16, seed: int = 0, count: int = 61) -> Lines:
    """Walk from a network that was trained on the digits to its twins."""
    nets = digits_nets(width)
    model, x = nets.model, nets.x[0]
    twin = permute_units(model, x, np.random.default_rng(seed).permutation(width))
    ends = np.stack([twin, flipped(nets)[0], permute_units(model, twin, *nearest_twin(model, twin, x))])
    share, values = between(model, x, ends, count)
    return Lines(share, *values)


def flipped(nets: DigitsNets) -> np.ndarray:
    """Each network with the sign of every unit flipped: ``(lanes, dim)``."""
    units = nets.model.hidden[0]
    return permute_units(nets.model, nets.x, np.arange(units), -np.ones(units))


@dataclass(frozen=True, eq=False)
class Midpoints:
    """Loss halfway between a network and its twins.

    Attributes
    ----------
    trained, flipped : (lanes,) arrays
        Loss of each network, and halfway to its twin with every sign flipped.
    permuted : (lanes, twins) array
        Loss halfway to twins whose units are shuffled.
    no_input : (lanes,) array
        Loss of a guess that is the same for all samples: the softmax of the output biases.
    entropy : float
        The least loss that such a guess can have.
    """

    trained: np.ndarray
    flipped: np.ndarray
    permuted: np.ndarray
    no_input: np.ndarray
    entropy: float


@study
def midpoints(width: int = 16, lanes: int = 8, twins: int = 50, seed: int = 0) -> Midpoints:
    """Measure the loss halfway to the flipped twin and to `twins` shuffled ones, for `lanes` trained networks."""
    nets = digits_nets(width, lanes=lanes)
    model, x = nets.model, nets.x
    orders = np.random.default_rng(seed).permuted(np.tile(np.arange(width), (twins, 1)), axis=1)
    shuffled = permute_units(model, x[:, None], orders)
    frequency = np.bincount(model.targets) / model.count
    guess = np.exp(model.unflatten(x)["bias1"])
    guess /= guess.sum(axis=-1, keepdims=True)
    return Midpoints(
        nets.value,
        model.value((x + flipped(nets)) / 2),
        model.value((x[:, None] + shuffled) / 2),
        -np.log(guess) @ frequency,
        float(-(frequency * np.log(frequency)).sum()),
    )


@dataclass(frozen=True, eq=False)
class Matching:
    """Barriers between networks that were trained from independent starts.

    Attributes
    ----------
    width : int
    share : (count,) array
        Share of the way on the lines of the first pair.
    lines : dict of str to (count,) array
        Loss on the way, as the networks are, with units put in order, and with signs flipped too.
    barriers : dict of str to (pairs,) array
        Height above the chord, for every pair.
    """

    width: int
    share: np.ndarray
    lines: dict[str, np.ndarray]
    barriers: dict[str, np.ndarray]


KINDS = ("as they are", "ordered", "ordered and signed")
"""What is done to the first network of a pair before the line is drawn."""


@study
def matching(width: int = 16, lanes: int = 8, seed: int = 0) -> Matching:
    """Bring each of `lanes` networks as near as possible to each other, and measure the barriers that remain."""
    nets = digits_nets(width, lanes=lanes, seed=seed)
    model, pairs = nets.model, list(combinations(range(lanes), 2))
    end = np.stack([nets.x[j] for _, j in pairs])
    starts = {kind: [] for kind in KINDS}
    for i, j in pairs:
        x, to = nets.x[i], nets.x[j]
        starts[KINDS[0]].append(x)
        starts[KINDS[1]].append(permute_units(model, x, *nearest_twin(model, x, to, signed=False)))
        starts[KINDS[2]].append(permute_units(model, x, *nearest_twin(model, x, to)))
    share, first = between(model, np.stack([starts[kind][0] for kind in KINDS]), end[0])
    barriers = {kind: barrier(model, np.stack(start), end, 11) for kind, start in starts.items()}
    return Matching(width, share, dict(zip(KINDS, first, strict=True)), barriers)


@study
def widths(sizes: tuple[int, ...] = (4, 8, 16, 32, 64), lanes: int = 3) -> list[Matching]:
    """Match pairs of networks of several widths."""
    return [matching(width, lanes) for width in sizes]


@dataclass(frozen=True, eq=False)
class TiedRuns:
    """How far two units of a network are from each other while it is trained.

    Attributes
    ----------
    gap : (runs,) array
        Their distance at the start.
    step : (kept,) array
    distance : (kept, runs) array
    """

    gap: np.ndarray
    step: np.ndarray
    distance: np.ndarray


def tied_units(
    gaps: tuple[float, ...] = (0.0, 1e-9, 1e-6, 1e-3), width: int = 6, lr: float = 0.2, steps: int = 600
) -> TiedRuns:
    """Train a network from starts where a random push of length `gaps` parts its first two units, otherwise equal."""
    nets = digits_nets(width, steps=0)
    model, arrays = nets.model, dict(nets.model.unflatten(np.tile(nets.start, (len(gaps), 1))))
    push = np.random.default_rng(0).standard_normal(model.widths[0])
    push = np.array(gaps)[:, None] * (push / np.linalg.norm(push))
    arrays["weight0"][..., 1] = arrays["weight0"][..., 0] + push
    arrays["weight1"][..., 1, :] = arrays["weight1"][..., 0, :]
    run = descend(Minibatches(model, 64), model.flatten(arrays), GradientDescent(lr), steps, every=20)
    first, second, *_ = np.moveaxis(unit_vectors(model, run.x), -2, 0)
    return TiedRuns(np.array(gaps), run.step, np.linalg.norm(first - second, axis=-1))


@claim
def the_smallest_net_has_two_minima() -> Evidence:
    r"""The loss of $x \mapsto v \tanh(w x)$, trained on outputs of such a unit, has three stationary points: minima at
    the weights of that unit and at their negatives, and a saddle at the midpoint of the two, where the curvatures are
    $\pm 2$ times the mean of input times target.
    """
    found = smallest_points()
    model = smallest_net().objective
    bend = 2 * float((model.inputs * model.targets).mean())
    kinds = [point.kind for point in found]
    holds = kinds == ["minimum", "saddle", "minimum"]
    miss = max(np.abs(found[0].x + TEACHER).max(), np.abs(found[-1].x - TEACHER).max(), np.abs(found[1].x).max())
    gap = np.abs(np.sort(found[1].eigenvalues) - [-bend, bend]).max()
    measured = {"stationary points": len(found), "largest miss of a coordinate": miss, "curvature at the saddle": bend}
    return Evidence(holds and miss < 1e-8 and gap < 1e-8, measured | {"largest miss of a curvature": gap})


@claim
def every_twin_has_the_same_loss() -> Evidence:
    r"""A trained network with $d = 3$ units that all differ has $2^d d!$ twins, itself among them.  All are distinct
    vectors, and their losses agree to the last bits.
    """
    nets = digits_nets(3)
    twins = permute_units(nets.model, nets.x[0], *all_orders(3))
    values = nets.model.value(twins)
    spread = float(np.ptp(values) / values.mean())
    distinct = len(np.unique(twins, axis=0))
    return Evidence(
        distinct == 2**3 * factorial(3) and spread < 16 * np.finfo(float).eps,
        {"distinct twins": distinct, "their loss": values.mean(), "largest relative difference of losses": spread},
    )


def twin_count(groups: tuple[int, ...], zeros: int = 0) -> int:
    """Count the distinct twins of a random network whose units are equal in `groups`, and zero in the last `zeros`."""
    width = sum(groups) + zeros
    model = MLP(np.ones((1, 2)), [0.0], (width,))
    rng, arrays = np.random.default_rng(0), dict(model.unflatten(np.zeros(model.dim)))
    for first, size in zip(np.cumsum((0, *groups)), groups, strict=False):
        arrays["weight0"][:, first : first + size] = rng.standard_normal((2, 1))
        arrays["weight1"][first : first + size] = rng.standard_normal((1, 1))
    twins = permute_units(model, model.flatten(arrays), *all_orders(width))
    return len(np.unique(twins, axis=0))


@claim
def equal_units_have_fewer_twins() -> Evidence:
    r"""Where units coincide there are fewer twins.  With groups of $k_1, k_2, \dots$ equal units and $z$ units that are
    zero, there are $2^d d! / (k_1! \, k_2! \cdots 2^z z!)$.
    """
    cases = {"all differ": ((1, 1, 1), 0), "two equal": ((2, 1), 0), "all equal": ((3,), 0), "one zero": ((1, 1), 1)}
    cases |= {"all zero": ((), 3), "four: two and two equal": ((2, 2), 0)}
    counted, holds = {}, True
    for name, (groups, zeros) in cases.items():
        units = sum(groups) + zeros
        fixed = np.prod([factorial(k) for k in groups], initial=1) * 2**zeros * factorial(zeros)
        counted[name] = twin_count(groups, zeros)
        holds &= counted[name] == 2**units * factorial(units) // fixed
    return Evidence(bool(holds), counted)


@claim
def the_flipped_midpoint_ignores_its_input() -> Evidence:
    """Halfway between a trained network and its twin with every unit's sign flipped, the loss is that of a guess made
    from the output biases alone.  It is at least the entropy of the class frequencies: no better than an untrained
    network that finds all classes equally likely, up to the small difference in their frequencies.
    """
    found = midpoints(twins=1)
    miss = float(np.abs(found.flipped - found.no_input).max())
    return Evidence(
        miss < 1e-13 and bool((found.flipped >= found.entropy).all()),
        {
            "least loss halfway": found.flipped.min(),
            "largest": found.flipped.max(),
            "entropy of the classes": found.entropy,
            "logarithm of ten": np.log(10),
            "largest difference to the guess": miss,
        },
    )


@claim
def a_permuted_midpoint_is_bad_but_less() -> Evidence:
    """Halfway between a trained network and a twin with its units shuffled, the loss is more than twice that of the
    network, and less than half of that halfway to the twin with every sign flipped: for each of eight networks and
    fifty shuffles of each.
    """
    found = midpoints()
    against_trained = found.permuted / found.trained[:, None]
    against_flipped = found.permuted / found.flipped[:, None]
    return Evidence(
        bool((against_trained > 2).all() and (against_flipped < 0.5).all()),
        {
            "trained, least": found.trained.min(),
            "trained, largest": found.trained.max(),
            "halfway, least": found.permuted.min(),
            "halfway, median": np.median(found.permuted),
            "halfway, largest": found.permuted.max(),
            "least ratio to the trained": against_trained.min(),
            "largest ratio to the flipped": against_flipped.max(),
        },
    )


@claim
def the_assignment_finds_the_nearest_twin() -> Evidence:
    """Linear assignment finds the twin of one network that is nearest to another: its distance is the least of all
    twins, tried one by one, for every ordered pair of four independently trained networks with four units.
    """
    nets = digits_nets(4, lanes=4)
    orders, signs = all_orders(4)
    gaps = []
    for i, j in permutations(range(4), 2):
        tried = np.linalg.norm(permute_units(nets.model, nets.x[i], orders, signs) - nets.x[j], axis=-1)
        order, sign = nearest_twin(nets.model, nets.x[i], nets.x[j])
        gaps.append(np.linalg.norm(permute_units(nets.model, nets.x[i], order, sign) - nets.x[j]) / tried.min() - 1)
    worst = float(np.abs(gaps).max())
    measured = {"pairs": len(gaps), "twins tried of each": len(orders), "largest relative excess": worst}
    return Evidence(worst < 1e-12, measured)


@claim
def matching_lowers_every_barrier() -> Evidence:
    """Between independently trained networks, matching order and signs lowers the barrier to less than half, for every
    pair of eight.  It does not remove it: every barrier that is left is higher than a tenth of the loss at its ends.
    """
    found = matching()
    before, ordered, after = found.barriers.values()
    loss = digits_nets(found.width, lanes=8).value.max()
    return Evidence(
        bool((after < before / 2).all() and (after > loss / 10).all()),
        {
            "pairs": len(before),
            "mean barrier before": before.mean(),
            "mean after ordering": ordered.mean(),
            "mean after ordering and signs": after.mean(),
            "largest ratio of after to before": (after / before).max(),
            "least barrier that is left": after.min(),
        },
    )


@claim
def equal_units_stay_equal() -> Evidence:
    """Gradient descent never parts two units that start equal: their distance stays below rounding.  Any push parts
    them, and the distance first grows in proportion to the push: a push a thousand times as long is a thousand times
    as far ahead, up to a tenth, until the units are no longer alike.
    """
    run = tied_units()
    equal, small, larger, _ = run.distance.T
    alike = larger < 1e-3
    ratio = larger[alike] / small[alike]
    holds = equal.max() < 1e-12 and bool((np.abs(ratio / 1e3 - 1) < 0.1).all()) and small[-1] > 1e-2
    return Evidence(
        holds,
        {
            "largest distance of equal units": equal.max(),
            "distance after the least push": small[-1],
            "least ratio while alike": ratio.min(),
            "largest ratio while alike": ratio.max(),
        },
    )
