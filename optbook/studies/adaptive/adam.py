"""Adam: its first step, its corrections, its longest step, noise, its floor, and its rates for networks."""

from __future__ import annotations

import numpy as np

from optbook.claims import Evidence, claim
from optbook.optimizers import Adam
from optbook.optimizers.adam import AdamState
from optbook.studies.adaptive.adam_forms import (
    HatEpsAdam,
    correction,
    earlier,
    expected_signal,
    fed,
    lengths,
    longest,
    signal,
    worst_gradients,
)
from optbook.studies.adaptive.adam_runs import CURVATURES, EXPONENTS, contest, expected_floor, floors, quiet, trained


@claim
def the_first_step_is_the_rate_times_the_sign() -> Evidence:
    r"""The first step is $-\eta \, g / (|g| + \varepsilon)$.  For slopes from a thousandth to a thousand of either sign
    it is the rate times the sign, up to one part in a hundred thousand.  With $\hat\varepsilon$ beside the root that is
    not corrected it is $-\eta \, g / (|g| + \hat\varepsilon / \sqrt{1 - \beta_2})$.
    """
    lr, eps, beta2 = 0.01, 1e-8, 0.999
    slopes = np.concatenate([-np.logspace(-3, 3, 61), np.logspace(-3, 3, 61)])
    small = np.concatenate([slopes, np.logspace(-12, -3, 40)])
    step, hat = (fed(method(lr, 0.9, beta2, eps), small[None])[0] for method in (Adam, HatEpsAdam))
    gap = np.abs(step + lr * small / (np.abs(small) + eps)).max() / lr
    hat_gap = np.abs(hat + lr * small / (np.abs(small) + eps / np.sqrt(1 - beta2))).max() / lr
    off = np.abs(step[: len(slopes)] + lr * np.sign(slopes)).max() / lr
    # 1 - 0.999 has lost three digits of sixteen; eps over the least slope is 1e-5.
    holds = gap < 1e-12 and hat_gap < 1e-12 and off <= 1e-5
    return Evidence(
        bool(holds), {"farthest from the formula": gap, "the same, eps hat": hat_gap, "farthest from the rate": off}
    )


@claim
def settings_of_adam_give_earlier_methods_back(seed: int = 0) -> Evidence:
    r"""Adam is fed with forty random gradients whose entries have sizes from a half to two.  With
    $\beta_1 = \varepsilon = 0$ it makes the steps of sign descent if $\beta_2 = 0$, and those of RMSProp at the rates
    $\eta / \sqrt{1 - \beta_2^t}$, to rounding.  It comes to those of Adagrad as $\beta_2 \to 1$, and to those of heavy
    ball and of gradient descent as $\varepsilon \to \infty$: a tenth of the distance to the limit leaves a tenth of the
    gap.
    """
    rng, measured, holds = np.random.default_rng(seed), {}, True
    gradients = rng.choice([-1.0, 1.0], (40, 5)) * rng.uniform(0.5, 2.0, (40, 5))
    near, nearer = (
        {name: np.abs(fed(adam, gradients) - fed(method, gradients)).max() for name, (adam, method) in pairs.items()}
        for pairs in (earlier(1e-5), earlier(1e-6))
    )
    for name, gap in near.items():
        measured[f"largest gap from {name}"] = gap
        if name in ("sign descent", "RMSProp"):
            holds &= gap < 1e-14  # squares of at most four round, over squares of at least a quarter
        else:
            measured[f"the same, ten times as near, {name}"] = nearer[name]
            # The gap is linear in what is left, up to its square; 1 - beta2 has lost six digits of sixteen.
            holds &= gap < 1e-2 and abs(gap / nearer[name] / 10 - 1) < 1e-2
    return Evidence(bool(holds), measured)


@claim
def the_corrections_make_a_rate_that_warms_up() -> Evidence:
    r"""At gradients that never change, each step of Adam is the rate.  Without corrections a step is
    $(1 - \beta_1^t) / \sqrt{1 - \beta_2^t}$ rates, and with a count stuck at one it is that times
    $\sqrt{1 - \beta_2} / (1 - \beta_1)$.  The averages are summed term by term here.
    """
    run, gaps = lengths(), []
    age = run.step - 1
    mean, square = np.cumsum(0.1 * 0.9**age), np.cumsum(0.001 * 0.999**age)
    plain = mean / np.sqrt(square)
    for found, expected in (
        (run.corrected, np.ones(len(age))),
        (run.uncorrected, plain),
        (run.stuck, plain * np.sqrt(0.001) / 0.1),
        (1 / correction(run.step), plain),
    ):
        gaps.append(np.abs(found / expected - 1).max())
    holds = max(gaps) < 1e-11  # seven thousand sums, and three digits lost in 1 - 0.999
    return Evidence(
        bool(holds),
        {
            "largest relative gap": max(gaps),
            "longest step without corrections": run.uncorrected.max(),
            "longest step with a stuck count": run.stuck.max(),
            "its last step": run.stuck[-1],
        },
    )


@claim
def no_gradients_bring_about_a_longer_step(seed: int = 0) -> Evidence:
    r"""No step $t$ of Adam is longer than
    $\eta \frac{1 - \beta_1}{\sqrt{1 - \beta_2}} \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t}
    \sqrt{\frac{1 - (\beta_1^2/\beta_2)^t}{1 - \beta_1^2/\beta_2}}$; gradients that grow by the factor
    $\beta_2/\beta_1$ attain it.  A gradient after zeros only attains $\eta (1 - \beta_1)/\sqrt{1 - \beta_2}$ in the
    limit.  Random gradients, some of them rare and some with heavy tails, do not exceed the bound; with $\beta_1 = 0$
    a large one after many that are nearly zero attains it.
    """
    rng, steps, attained, share = np.random.default_rng(seed), 120, 0.0, 0.0
    for beta1, beta2 in ((0.9, 0.999), (0.9, 0.99), (0.5, 0.9), (0.0, 0.999)):
        bound = longest(np.arange(1, steps + 1), beta1, beta2)
        optimizer = Adam(1.0, beta1, beta2, 0.0)
        # A gradient that is never quite zero, so that no step is 0 / 0.
        rare = rng.random((steps, 300)) < rng.choice([0.01, 0.1, 1], 300)
        drawn = rng.standard_t(1, (steps, 300)) * rare + 1e-9
        share = max(share, (np.abs(fed(optimizer, drawn)).max(1) / bound)[1:].max())
        if beta1:
            for last in (1, 10, steps):
                worst = fed(optimizer, worst_gradients(last, beta1, beta2))[-1, 0]
                attained = max(attained, abs(-worst / bound[last - 1] - 1))
    zero = np.zeros(1)
    spike, _ = Adam(1.0, eps=0.0).update(zero + 1, AdamState(10**6, zero, zero), zero)  # after a million zeros
    single, paper = abs(spike[0]), 0.1 / np.sqrt(0.001)
    # The corrections are over: 0.999^(10^6) is zero.
    holds = share <= 1 + 1e-10 and attained < 1e-10 and abs(single / paper - 1) < 1e-10
    return Evidence(
        bool(holds),
        {
            "longest random step over its bound": share,
            "gap of the growing gradients from the bound": attained,
            "one gradient after zeros": single,
            "bound in the limit": longest(10**6),
        },
    )


@claim
def noise_shortens_the_steps(seed: int = 0) -> Evidence:
    r"""Let gradients be a constant plus independent normal noise, with the ratio $r$ of the constant to the standard
    deviation.  Late in a run the mean step is $\eta r / \sqrt{1 + r^2}$, and the mean squared step
    $\eta^2 (r^2 + \rho) / (1 + r^2)$ with $\rho = (1 - \beta_1)/(1 + \beta_1)$, up to a few $1 - \beta_2$.  The
    corrected mean square is right on average already at step ten.
    """
    run = signal(seed=seed)
    mean, square = expected_signal(run.ratio)
    z = 5.0
    # The mean square fluctuates with relative variance at most 1 - beta2, which by the second order of its root and
    # its covariance with the mean gradient shifts the mean step by less than 1 - beta2, and the square by less than 4.
    off = np.abs(run.mean - mean) - 2 * 0.001
    off_square = np.abs(run.square - square) - 4 * 0.001
    early = np.abs(run.unbiased - 1) / run.unbiased_error
    holds = (off <= z * run.mean_error).all() and (off_square <= z * run.square_error).all() and early.max() < z
    return Evidence(
        bool(holds),
        {
            "largest gap of the mean step": np.abs(run.mean - mean).max(),
            "its largest standard error": run.mean_error.max(),
            "largest gap of the mean square": np.abs(run.square - square).max(),
            "its largest standard error, squares": run.square_error.max(),
            "gap of the corrected mean square, in errors": early.max(),
        },
    )


@claim
def at_a_constant_rate_the_floor_is_a_quarter_of_it(seed: int = 0) -> Evidence:
    r"""With independent noise of scale $\sigma$ in the gradient, and $\eta\lambda$ far below $\sigma$, Adam at a
    constant rate stays above the minimum of a quadratic by about $\eta\sigma/4$ for each axis, whatever its curvature
    $\lambda$.  The exact value is that of heavy ball at the rate $\eta / \sqrt{\E g^2}$, up to a few
    $1 - \beta_2$.
    """
    run = floors(seed=seed)
    expected = expected_floor(run.lr[:, None], np.array(CURVATURES))
    # The mean square fluctuates with relative variance 1 - beta2, and holds a share 1 - beta2 of the present gradient.
    off = np.abs(run.excess - expected) - 5 * 0.001 * expected
    quarter = run.excess / (run.lr[:, None] / 4)
    return Evidence(
        bool((off <= 5 * run.error).all()),
        {
            "largest gap from heavy ball, in standard errors": (np.abs(run.excess - expected) / run.error).max(),
            "largest standard error over its floor": (run.error / expected).max(),
            "least floor over a quarter of the rate": quarter.min(),
            "largest floor over a quarter of the rate": quarter.max(),
        },
    )


@claim
def without_noise_adam_comes_back(seed: int = 0) -> Evidence:
    r"""On a parabola, without noise, Adam at a constant rate approaches the minimum while
    $\lambda\eta/\sqrt{\hat s}$ is below heavy ball's limit $2 (1 + \beta_1)/(1 - \beta_1)$, and goes away when it is
    above.  For random curvatures and rates two iterates in a row are nearest to it within 50 steps of the crossing,
    which comes after more than a thousand.
    """
    rng = np.random.default_rng(seed)
    rates, curvatures = np.exp(rng.uniform(-1, 0.5, 20)), np.exp(rng.uniform(-3, 3, 20))
    run = quiet(tuple(map(float, rates)), tuple(map(float, curvatures)), 5000)
    crossing = run.crossing
    # The size of two iterates together: below the limit the run swings, and one alone may pass near zero.
    size = np.hypot(run.distance[1:], run.distance[:-1])
    late = [int(lane[: cross + 500].argmin()) for lane, cross in zip(size.T, crossing, strict=True)]
    # At the limit the roots are -1 and -0.9; what the second leaves is 0.9^50 = 0.005.
    gap = np.abs(np.array(late) - crossing)
    return Evidence(
        bool(crossing.min() > 1000 and gap.max() <= 50),
        {"earliest crossing": crossing.min(), "latest crossing": crossing.max(), "largest gap in steps": gap.max()},
    )


@claim
def scaling_the_loss_moves_the_rate_of_heavy_ball_only(seed: int = 0) -> Evidence:
    """Small networks on digits, over a grid of rates: the best rate of each of four methods lies inside the grid.
    With all gradients 64 times as large, the best rate of Adam stays where it was; heavy ball needs 1/64 of its own,
    and then repeats its run bit by bit.
    """
    heavy, adam = EXPONENTS["heavy ball"], EXPONENTS["Adam"]
    run = contest(seed=seed)
    scaled = np.log(trained("Adam", adam, seed=seed, scale=64.0)).mean(1)
    place = heavy.index(run.exponent["heavy ball"])
    lower = trained("heavy ball", tuple(e - 6 for e in heavy[: place + 1]), seed=seed, scale=64.0)
    same = lower == trained("heavy ball", heavy, seed=seed)[: place + 1]
    moved = adam[int(scaled.argmin())] - run.exponent["Adam"]
    return Evidence(
        bool(all(run.inside.values()) and moved == 0 and same.all()),
        {
            "methods whose best rate is inside": sum(run.inside.values()),
            "doublings of the best rate of Adam": moved,
            "share of the runs of heavy ball that are repeated": same.mean(),
        },
    )
