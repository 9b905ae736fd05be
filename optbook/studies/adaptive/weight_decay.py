"""A penalty in the gradient and a decay beside the step: where they are one, and what Adam makes of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.claims import Evidence, claim
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import Adam, AdamW, DecoupledDecay, GradientDescent, HeavyBall
from optbook.schedules import cosine
from optbook.studies.adaptive.weight_decay_rest import (
    FEATURES,
    SLOW,
    adamw_share,
    both_ways,
    kept_shares,
    penalized,
    ridge_share,
    turning,
)
from optbook.study import study

LR = 1e-3
NOISES = (1.0, 1 / 10)
"""Sizes of the gradients in the two coordinates of the flat loss."""


def idle(
    strength: float | np.ndarray, steps: int = 100, lr: float = LR, eps: float = 1e-8
) -> tuple[np.ndarray, np.ndarray]:
    """A weight of 1 whose loss has no gradient, under Adam with a penalty and under AdamW: ``(steps + 1, ...)`` each.

    Many strengths are the axes of one run: both methods treat axes apart.
    """
    start, strength = np.ones(np.size(strength)), np.asarray(strength)
    none = tuple(0 * start)
    coupled = descend(penalized(none, strength), start, Adam(lr, eps=eps), steps)
    beside = descend(penalized(none, 0.0), start, AdamW(lr, weight_decay=strength), steps)
    return coupled.x.reshape(-1, *strength.shape), beside.x.reshape(-1, *strength.shape)


def idle_sums(
    strength: float, steps: int = 100, lr: float = LR, beta1: float = 0.9, beta2: float = 0.999
) -> np.ndarray:
    """The weight of `idle` under Adam with a penalty and no eps, from weighted sums over all past gradients."""
    x, grads = [1.0], []
    for step in range(1, steps + 1):
        grads.append(strength * x[-1])
        ages, past = np.arange(step)[::-1], np.array(grads)
        first = beta1**ages @ past / (beta1**ages).sum()
        second = beta2**ages @ past**2 / (beta2**ages).sum()
        x.append(x[-1] - lr * first / np.sqrt(second))
    return np.array(x)


@dataclass(frozen=True, eq=False)
class Flat:
    """Runs on a loss that is flat on average, its gradients being noise of two sizes.

    Attributes
    ----------
    step : (kept,) array
    coupled, beside : (kept, lanes, 2) arrays
        Weights under Adam with a penalty and under AdamW.
    theory : (kept, 2) array
        The mean that `coupled` should have.
    """

    step: np.ndarray
    coupled: np.ndarray
    beside: np.ndarray
    theory: np.ndarray


PENALTY, DECAY = 0.05, 0.25
"""Strengths on the flat loss."""


@study
def flat_runs(lanes: int = 200, steps: int = 4000, every: int = 50, seed: int = 0) -> Flat:
    """Run both methods from (1, 1) on the flat loss; both meet the same noise."""
    noise, strengths = np.array(NOISES), np.array([[[PENALTY]], [[DECAY]]])
    flat = Noisy(penalized((0.0, 0.0), 0.0), noise, seed, lanes=(lanes,))
    run = both_ways(flat, np.ones((lanes, 2)), *strengths, LR, steps, every)
    return Flat(run.step, run.x[:, 0], run.x[:, 1], divided_decay(noise, steps)[::every])


def divided_decay(noise: np.ndarray, steps: int, beta1: float = 0.9, beta2: float = 0.999) -> np.ndarray:
    """What is left of 1 if Adam averages the mean gradient and the mean squared one, ``(steps + 1, n)``."""
    x, mean, square = [np.ones_like(noise)], np.zeros_like(noise), np.zeros_like(noise)
    for step in range(1, steps + 1):
        pull = PENALTY * x[-1]
        mean = beta1 * mean + (1 - beta1) * pull
        square = beta2 * square + (1 - beta2) * (noise**2 + pull**2)
        x.append(x[-1] - LR * mean / (1 - beta1**step) / np.sqrt(square / (1 - beta2**step)))
    return np.array(x)


def scheduled(steps: int = 400, lr: float = 0.2, decay: float = 0.25) -> dict[str, np.ndarray]:
    """A weight with the minimum 1 and the curvature 1 under a rate that falls to zero, ``(steps + 1,)`` each.

    The decay falls with the rate, or stays as it was at the first step.
    """
    bowl, schedule = penalized((1.0,), 0.0, (1.0,)), cosine(lr, steps)
    ways = {"with the rate": None, "constant": lr}
    ways = {name: DecoupledDecay(GradientDescent(schedule), decay, lr=beside) for name, beside in ways.items()}
    return {name: descend(bowl, [1.0], method, steps).x[:, 0] for name, method in ways.items()}


@claim
def in_descent_the_decay_is_the_penalty_and_with_a_velocity_it_is_not(seed: int = 0) -> Evidence:
    r"""Gradient descent under any schedule visits the same points with a penalty of strength $\lambda$ and with a
    decoupled decay of $\eta_t \lambda$.  Heavy ball does not: with the decay it comes to rest at the minimum of the
    loss with a penalty of $(1 - \beta) \lambda$.  Random bowls and starts; the minimum comes from a linear solver.
    """
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(5, 5))
    matrix, linear, strength, beta = root @ root.T / 5 + np.eye(5) / 2, rng.normal(size=5), rng.uniform(0.2, 1), 0.8
    loss, penalty = Quadratic(matrix, linear), Quadratic(matrix + strength * np.eye(5), linear)
    x0, lr = rng.normal(size=5), 1 / np.linalg.eigvalsh(matrix)[-1]
    apart = {}
    methods = {"descent": GradientDescent(cosine(lr, 50)), "heavy ball": HeavyBall(cosine(lr, 50), beta)}
    for name, method in methods.items():
        coupled = descend(penalty, x0, method, 50).x
        apart[name] = np.abs(coupled - descend(loss, x0, DecoupledDecay(method, strength), 50).x).max()
    end = descend(loss, x0, DecoupledDecay(HeavyBall(lr, beta), strength), 600).x[-1]
    ends = {share: np.linalg.solve(matrix + share * strength * np.eye(5), -linear) for share in (1, 1 - beta)}
    gaps = {share: np.abs(end - minimum).max() for share, minimum in ends.items()}
    scale = np.abs(x0).max() + 1
    # Roots of the step have a product below beta: complex ones leave less than 0.8^300 after 600 steps, and no
    # curvature is so small that real ones leave more than rounding.  From the second step on the velocity of the
    # penalty holds a share of lambda.
    holds = apart["descent"] < 1e-12 * scale < 1e-3 * scale < apart["heavy ball"] and gaps[1 - beta] < 1e-10 * scale
    return Evidence(
        bool(holds and gaps[1] > 1e-4 * scale),
        {
            "largest gap of the two in gradient descent": apart["descent"],
            "largest gap of the two in heavy ball": apart["heavy ball"],
            "heavy ball at rest, from the minimum with 1 - beta times the penalty": gaps[1 - beta],
            "heavy ball at rest, from the minimum with the penalty": gaps[1],
        },
    )


@claim
def with_a_penalty_adam_does_not_know_how_strong_it_is() -> Evidence:
    r"""Where the loss has no gradient, Adam with a penalty and no $\varepsilon$ takes a weight along the same path for
    every $\lambda$: in a hundred steps at $\eta = 10^{-3}$ from $1$ to where weighted sums over all past gradients
    take it.  AdamW takes it to $(1 - \eta\lambda)^{100}$.
    """
    strengths = (1e-2, 1e-1, 10.0)
    runs = {strength: idle(strength, eps=0.0) for strength in strengths}
    sums = idle_sums(1.0)
    gap = max(np.abs(coupled - sums).max() for coupled, _ in runs.values())
    power = max(np.abs(beside - (1 - LR * s) ** np.arange(101)).max() for s, (_, beside) in runs.items())
    moved = max(np.abs(idle(s)[0] - sums).max() for s in strengths)
    # Rounding of a hundred steps; an eps of 1e-8 changes a step by at most its share of the root, which exceeds 0.9 s.
    holds = gap < 1e-12 and power < 1e-13 and moved < 100 * LR * 1e-8 / (0.9 * min(strengths))
    measured = {"largest gap of Adam from the sums": gap, "the same with an eps of 1e-8": moved}
    measured |= {"largest gap of AdamW from the power": power}
    measured |= {f"Adam's weight, lambda {s:g}": coupled[-1] for s, (coupled, _) in runs.items()}
    measured |= {f"AdamW's weight, lambda {s:g}": beside[-1] for s, (_, beside) in runs.items()}
    return Evidence(bool(holds), measured)


@claim
def in_adam_a_penalty_decays_least_where_gradients_are_large(seed: int = 0) -> Evidence:
    r"""On a flat loss with noisy gradients of the sizes $\sigma_1 = 10\,\sigma_2$ the mean weight of Adam with a
    penalty moves by $-\eta\,\overline{\lambda x_i} / \sqrt{\overline{\sigma_i^2 + \lambda^2 x_i^2}}$ a step, the bars
    being Adam's leaky averages: the larger the gradients, the less.  That of AdamW shrinks by $1 - \eta\lambda$ in
    both coordinates.
    """
    runs = flat_runs(seed=seed)
    lanes = runs.coupled.shape[1]
    error = runs.coupled[-1].std(0, ddof=1) / np.sqrt(lanes), runs.beside[-1].std(0, ddof=1) / np.sqrt(lanes)
    power = (1 - LR * DECAY) ** runs.step[-1]
    off = (runs.coupled[-1].mean(0) - runs.theory[-1]) / error[0], (runs.beside[-1].mean(0) - power) / error[1]
    # The chance of the root is left out: with n gradients in its average it changes a step by about 1 / n.
    worst = np.abs(off).max()
    names = ("large gradients", "small gradients")
    measured = {f"Adam with a penalty, {name}": x for name, x in zip(names, runs.coupled[-1].mean(0), strict=True)}
    measured |= {f"its theory, {name}": x for name, x in zip(names, runs.theory[-1], strict=True)}
    measured |= {f"AdamW, {name}": x for name, x in zip(names, runs.beside[-1].mean(0), strict=True)}
    measured |= {"theory of AdamW": power, "largest gap in standard errors": worst}
    return Evidence(bool(worst < 5), measured)


@claim
def adamw_rests_where_the_penalty_has_the_weight_of_the_root(seed: int = 0) -> Evidence:
    r"""On least squares with two features of the sizes $a = 3$ and $1/3$ and a residual of variance $1$, Adam with a
    penalty rests on average where ridge regression does.  AdamW rests where the penalty of each coordinate is
    multiplied by the root of its mean squared gradient.  Eight strengths, $1/256$ to $64$.
    """
    runs, size = kept_shares(seed=seed), np.array(FEATURES)
    strength, lanes = runs.strength[:, None], runs.coupled.shape[1]
    worst = []
    for found, theory in (
        (runs.coupled, ridge_share(strength, size)),
        (runs.beside, adamw_share(strength, size, SLOW)),
    ):
        error = found.std(1, ddof=1) / np.sqrt(lanes)
        worst.append(np.abs((found.mean(1) - theory) / error).max())
    # 32 comparisons; Student's t of 23 degrees of freedom exceeds 6 once in 250000.
    return Evidence(
        bool(max(worst) < 6),
        {
            "largest gap of Adam with a penalty, in standard errors": worst[0],
            "largest gap of AdamW, in standard errors": worst[1],
        },
    )


@claim
def where_only_the_direction_counts_the_decay_sets_length_and_angle(seed: int = 0) -> Evidence:
    r"""Where the loss depends on the direction of $x$ alone, and its gradient at length one has the mean square $G^2$,
    SGD with decay brings $\lVert x \rVert^4$ to $\eta G^2 / (\lambda (2 - \eta\lambda))$ on average, from a short
    start and from a long one.  Over a run the logarithm of the cosine of the angle between two iterates in a row is
    $\ln(1 - \eta\lambda)$ on average, but for what the lengths at both ends of the run differ.  Noise in twenty
    coordinates, where $G^2 = 19$; two strengths.
    """
    runs = turning(seed=seed)
    fourth, lanes = (runs.length**4)[len(runs.length) // 2 :].mean(0), runs.length.shape[-1]
    error = fourth.std(-1, ddof=1) / np.sqrt(lanes)
    # A start is forgotten like exp(-4 lr lambda t), to e^-8 of it in the first half of the run.
    # Chance in the size of single gradients changes the mean by a share below lr times lambda.
    allowed = 5 * error + (runs.lr * runs.decay * runs.level)[:, None]
    off = np.abs(fourth.mean(-1) - runs.level[:, None])
    # The cosine is (1 - lr lambda) times a quotient of lengths; over a run these leave first over last.
    turned = np.abs(runs.log_cosine - np.log1p(-runs.lr * runs.decay)[:, None, None])
    ends = np.abs(np.log(runs.length[-1] / runs.length[0])) / (len(runs.length) - 1)
    holds = (off < allowed).all() and (np.abs(turned - ends) < 1e-12).all()
    measured = {}
    for j, decay in enumerate(runs.decay):
        measured[f"fourth power of the length, theory, lambda {decay:g}"] = runs.level[j]
        measured[f"the same, short start, lambda {decay:g}"] = fourth[j, 0].mean()
        measured[f"the same, long start, lambda {decay:g}"] = fourth[j, 1].mean()
    measured["largest gap from the logarithm beyond the ends"] = np.abs(turned - ends).max()
    return Evidence(bool(holds), measured)
