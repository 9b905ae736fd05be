"""Methods that step by signs: their length, their bias, the spread they leave, two memories, and masks."""

from __future__ import annotations

import numpy as np
from scipy.stats import binom

from optbook.claims import Evidence, claim
from optbook.objectives import Quadratic
from optbook.optimizers import Adam, Cautious, HeavyBall, Lion, SignSGD
from optbook.optimizers.lion import LionState
from optbook.studies.adaptive.sign_methods_noise import (
    CHANCE,
    LAWS,
    OFTEN,
    RARE,
    VOTERS,
    counted_votes,
    masked_rest,
    mean_rest,
    median_rest,
    rests,
    right_votes,
    spread,
    walked,
)
from optbook.studies.adaptive.sign_methods_runs import (
    PAIRS,
    contest,
    masked_runs,
    noise_left,
    roundest,
    swing_mean,
    swings,
    valley,
    widest_swing,
)


@claim
def without_memory_adam_and_lion_are_sign_descent(seed: int = 0) -> Evidence:
    r"""With $\beta_1 = \beta_2 = 0$ and $\varepsilon \to 0$ Adam makes the steps of sign descent, and so does Lion with
    $\beta_1 = 0$.  Each is $\eta$ times the root of the number of slopes that are not zero long, whatever their sizes.
    """
    rng, lr, dim = np.random.default_rng(seed), 0.01, 300
    here, gap, off = np.zeros(dim), 0.0, 0.0
    methods = (SignSGD(lr), Adam(lr, 0.0, 0.0, eps=1e-300), Lion(lr, 0.0, 0.99))
    states, scale = [method.init(here) for method in methods], 10 ** rng.uniform(-6, 6, dim)
    for _ in range(20):
        grad = scale * rng.uniform(0.1, 1, dim) * rng.choice([-1, 0, 1], dim)
        deltas = []
        for index, method in enumerate(methods):
            delta, states[index] = method.update(grad, states[index], here)
            deltas.append(delta)
        gap = max(gap, *(np.abs(delta - deltas[0]).max() / lr for delta in deltas))
        expected = lr * np.sqrt((grad < 0).sum() + (grad > 0).sum())
        off = max(off, *(abs(np.linalg.norm(delta) / expected - 1) for delta in deltas))
    # A square takes the place of one up to a hundred times as large: two digits of sixteen are lost.
    return Evidence(
        bool(gap < 1e-13 and off < 1e-13), {"largest gap between methods, in rates": gap, "gap of the length": off}
    )


@claim
def a_sign_step_lowers_the_value_by_the_bound(seed: int = 0) -> Evidence:
    r"""On a convex quadratic, $f(x) - f(x - \eta \operatorname{sign} g)$ is at least
    $\eta \lVert g \rVert_1 - \tfrac12 \eta^2 L_\infty$, with equality where the signs of the slopes are a corner at
    which $u^\top \nabla^2 f \, u$ is largest.  $L_\infty$ lies between the trace of the Hessian and $d$ times its
    largest eigenvalue, and is the trace where the Hessian is diagonal.
    """
    rng, dim = np.random.default_rng(seed), 7
    least, attained, order = np.inf, 0.0, True
    for turned in (True, False):
        for _ in range(20):
            root = rng.standard_normal((dim, dim))
            matrix = root @ root.T if turned else np.diag(np.diag(root) ** 2)
            bound, trace, top = roundest(matrix), np.trace(matrix), np.linalg.eigvalsh(matrix)[-1]
            order &= trace * (1 - 1e-12) <= bound <= dim * top * (1 + 1e-12)
            order &= turned or abs(bound / trace - 1) < 1e-12
            objective, lr = Quadratic(matrix), rng.uniform(0.01, 1)
            x = rng.standard_normal((50, dim))
            grad = objective.grad(x)
            drop = objective.value(x) - objective.value(x - lr * np.sign(grad))
            spare = drop - lr * np.abs(grad).sum(1) + lr**2 * bound / 2
            least = min(least, (spare / (lr**2 * bound)).min())
            corners = np.array(np.meshgrid(*[[-1.0, 1.0]] * dim)).reshape(dim, -1).T
            corner = corners[np.einsum("ki,ij,kj->k", corners, matrix, corners).argmax()]
            worst = np.linalg.solve(matrix, corner)  # its slopes are the corner
            drop = objective.value(worst) - objective.value(worst - lr * corner)
            scale = objective.value(worst) + lr * dim + lr**2 * bound
            attained = max(attained, abs(drop - lr * dim + lr**2 * bound / 2) / scale)
    # Rounding, over solves of matrices whose condition is at most about a million.
    return Evidence(
        bool(least > -1e-9 and attained < 1e-9 and order),
        {"least spare room, in squared rates times L": least, "gap where it is attained": attained},
    )


@claim
def a_majority_is_right_or_wrong_with_the_median(seed: int = 0) -> Evidence:
    r"""Where noise is symmetric about the expected gradient, more votes of signs are right more often; with Cauchy
    noise the sign of a mean gains nothing.  Where gradients are $4$ with probability $1/4$ and $-1$ otherwise, more
    votes are wrong more often, and the sign of the mean is right in the end.  Counts in random trials agree.
    """
    trials, rarest, monotone = 10000, 1.0, True
    for law, rises in (("normal", True), ("Cauchy", True), ("two values", False)):
        expected = right_votes(law)
        counted = counted_votes(law, trials=trials, seed=seed)
        chance = np.minimum(binom.cdf(counted, trials, expected), binom.sf(counted - 1, trials, expected))
        rarest = min(rarest, chance.min())
        monotone &= bool((np.diff(expected[0]) > 0).all() if rises else (np.diff(expected[0]) < 0).all())
    cauchy, two = right_votes("Cauchy"), right_votes("two values", (*VOTERS, 1001))
    holds = monotone and np.ptp(cauchy[1]) == 0 and two[1][-1] > 0.99 and RARE * CHANCE + OFTEN * (1 - CHANCE) > 0
    # Beyond five standard errors lies a probability of 3e-7.
    return Evidence(
        bool(holds and rarest > 3e-7),
        {
            "smallest tail probability of a count": rarest,
            "most voters": VOTERS[-1],
            "their majority right, two values": right_votes("two values")[0][-1],
            "the mean of 1001 right, two values": two[1][-1],
        },
    )


@claim
def sign_descent_rests_at_the_median(seed: int = 0) -> Evidence:
    r"""On $x^2/2$ with skewed noise sign descent rests, on average, where the balance of steps up and down says.  For
    small rates that place tends to where half of the gradients are negative, and the gap is proportional to the rate.
    Averaging the samples of a batch before the sign is taken brings it near the minimum.
    """
    run = rests(seed=seed)
    off = np.abs(run.mean - run.exact) / run.error
    gaps = np.array([[mean_rest(size, lr) for size in (1, 4, 16)] for lr in (0.01, 0.005)]) - median_rest(
        np.array([1, 4, 16])
    )
    halved = gaps[0] / gaps[1]
    # To first order in the rate the ratio is 2; the next order is a few rates of it.
    holds = off.max() < 5 and np.abs(halved - 2).max() < 0.1 and (np.diff(np.abs(run.median)) < 0).all()
    return Evidence(
        bool(holds),
        {
            "largest gap of the runs, in standard errors": off.max(),
            "largest standard error": run.error.max(),
            "least ratio of gaps at a rate and at half of it": halved.min(),
            "largest": halved.max(),
        },
    )


@claim
def at_rest_the_balance_is_half_the_rate(seed: int = 0) -> Evidence:
    r"""On $x^2/2$ with symmetric noise of distribution $F$ and density $p$, sign descent at rest has
    $\E\, x (2 F(x) - 1) = \eta/2$, for normal, Laplace and Cauchy noise alike.  For normal and Cauchy noise and
    small rates $\E\, x^2$ is $\eta / (4 p(0))$ up to a share of the order of the rate.
    """
    balance, halved, off, sites = 0.0, [], 0.0, (0.005, 0.0025)
    for law in LAWS:
        run = spread(law)
        balance = max(balance, np.abs(run.balance / (run.lr / 2) - 1).max())
        if law != "Laplace":  # whose density has a corner at 0: its first order is of the root of the rate
            near = spread(law, sites)
            share = near.square / near.first - 1
            halved.append(share[0] / share[1])
            mean, error = walked(law, seed=seed + 100)
            off = max(off, abs(mean - spread(law, (0.08,)).square[0]) / error)
    # The walk is cut at 40, beyond which Cauchy noise leaves less than one part in a million.
    holds = balance < 1e-6 and off < 5 and np.abs(np.array(halved) - 2).max() < 0.1
    return Evidence(
        bool(holds),
        {
            "largest relative gap of the balance": balance,
            "largest gap of runs, in standard errors": off,
            "excess share at a rate over that at half of it, normal": halved[0],
            "the same, Cauchy": halved[1],
        },
    )


@claim
def two_memories_swing_less(seed: int = 0) -> Evidence:
    """About the minimum of a parabola, without noise, Lion ends in swings.  The widest that can go on is a number of
    rates that depends on its memories only: it goes on when it is begun, and no random start, at a random rate and
    curvature, ends in a wider one.  Both pairs in use for Lion swing less than one memory of nine tenths, and let less
    noise through.
    """
    rng, widest, kept = np.random.default_rng(seed), {}, True
    curvatures, rates = np.exp(rng.uniform(-3, 3, (2, len(PAIRS)))).tolist()
    for pair, swung in zip(PAIRS, swings(PAIRS, tuple(curvatures), tuple(rates), seed=seed), strict=True):
        widest[pair] = widest_swing(*pair)
        kept &= swung < widest[pair] + 1e-9
        optimizer, x = Lion(1.0, *pair), np.array([widest[pair] / 2])
        state, path = LionState(0, np.array([swing_mean(pair[1], widest[pair])])), [x]
        for _ in range(6 * widest[pair]):
            delta, state = optimizer.update(x, state, x)
            x = x + delta
            path.append(x)
        period = np.array(path)[:: 2 * widest[pair], 0]
        kept &= bool((period == path[0]).all()) and np.ptp(path) == widest[pair]
    one, two = (0.9, 0.9), ((0.9, 0.99), (0.95, 0.98))
    less = all(widest[pair] < widest[one] and noise_left(*pair) < noise_left(*one) for pair in two)
    return Evidence(
        bool(kept and less),
        {f"widest, memories {first:g} and {second:g}": width for (first, second), width in widest.items()},
    )


@claim
def a_masked_step_never_goes_uphill_but_has_a_bias(seed: int = 0) -> Evidence:
    r"""A step of heavy ball may point uphill; with the mask $\Delta^\top g \le 0$ always.  In noise that is skewed, on
    $x^2/2$, heavy ball rests at the minimum on average, and with the mask it does not.
    """
    rng, plain, masked = np.random.default_rng(seed), -np.inf, -np.inf
    for inner in (HeavyBall(0.1, 0.9), Adam(0.1), Lion(0.1)):
        methods = (inner, Cautious(inner))
        states = [method.init(np.zeros((50, 20))) for method in methods]
        for _ in range(30):
            grad = rng.standard_normal((50, 20))
            (one, two), states = zip(
                *(method.update(grad, state, grad) for method, state in zip(methods, states, strict=True)), strict=True
            )
            plain, masked = max(plain, (one * grad).sum(-1).max()), max(masked, (two * grad).sum(-1).max())
    run = masked_runs()["heavy ball"]
    uphill = (np.diff(run.x, axis=0) * valley().grad(run.x[:-1])).sum(-1) > 0
    found = masked_rest(seed=seed)
    errors = {name: mean / error for name, (mean, error) in found.items()}
    holds = plain > 0 and masked <= 0 and uphill.any() and abs(errors["heavy ball"]) < 5 and errors["cautious"] < -5
    return Evidence(
        bool(holds),
        {
            "largest product without the mask": plain,
            "largest product with it": masked,
            "uphill steps of heavy ball in the valley": int(uphill.sum()),
            "place of rest of heavy ball": found["heavy ball"][0],
            "place of rest with the mask": found["cautious"][0],
            "its standard error": found["cautious"][1],
        },
    )


@claim
def best_rates_are_inside_and_that_of_lion_is_smaller(seed: int = 0) -> Evidence:
    """Small networks on digits, at constant and at falling rates: the best rate of each of five methods lies inside
    its grid, and that of Lion is between two and eight times smaller than that of Adam.
    """
    runs = {falling: contest(falling, seed=seed) for falling in (False, True)}
    inside = sum(sum(run.inside.values()) for run in runs.values())
    doublings = [run.exponent["Adam"] - run.exponent["Lion"] for run in runs.values()]
    return Evidence(
        bool(inside == 2 * len(runs[True].inside) and min(doublings) >= 1 and max(doublings) <= 3),
        {
            "best rates inside": inside,
            "doublings from Lion to Adam, constant": doublings[0],
            "the same, falling": doublings[1],
        },
    )
