"""Where Adam goes the wrong way, and what AMSGrad, Yogi and ADOPT do there."""

from __future__ import annotations

import numpy as np

from optbook.claims import Evidence, claim
from optbook.optimizers import ADOPT, Adam
from optbook.studies.adaptive.adam_failures_runs import (
    EXPONENTS,
    bound,
    contest,
    crossing,
    drawn,
    drift,
    late_drift,
    outlier,
    periodic,
    regret,
    votes,
)
from optbook.studies.adaptive.rmsprop import respond

ORDER = (-1.0, 2.0, 0.1, 0.1)
"""Slopes that mislead ADOPT when they come in this order."""


@claim
def adam_goes_to_the_worst_point() -> Evidence:
    r"""Slopes $3, -1, -1$ in turn on $[-1, 1]$, from 0, at the rates $0.1/\sqrt t$, $t = 1, 2, \dots$, for 4500 steps.
    With $\beta_1 = 0$ and $\beta_2 = 1/10$ Adam ends within ten rates of $1$, and AMSGrad, Yogi and ADOPT within ten
    rates of $-1$.  So does Adam at its usual memories.
    """
    runs = periodic()
    last = 0.1 / np.sqrt(len(runs["Adam"]) - 1)
    ends = {name: x[-1] for name, x in runs.items()}
    # The swing of a period: ADOPT's step at the large slope, 3 / sqrt(1.07) rates, is the longest.
    holds = ends["Adam"] > 1 - 10 * last and all(x < -1 + 10 * last for name, x in ends.items() if name != "Adam")
    measured = {f"end of {name}": x for name, x in ends.items()}
    return Evidence(bool(holds), measured | {"mean regret of Adam": regret(runs["Adam"]), "ten rates": 10 * last})


@claim
def at_periodic_gradients_a_sum_gives_the_drift(seed: int = 0) -> Evidence:
    r"""At gradients that repeat with a period, and $\varepsilon = 0$, the steps of a period of Adam come to add up to
    $\eta J$ with {eq}`eq-failures-drift`, and those of ADOPT without clipping to $- \eta \sum_k g_k/\sqrt{s_{k-1}}$:
    for random gradients, periods to 7 and memories to $0.95$.
    """
    rng, gap = np.random.default_rng(seed), 0.0
    cases = [(rng.normal(size=period), *rng.uniform(0, 0.95, 2)) for period in (2, 3, 5, 7)]
    beta1, beta2 = np.array([betas for _, *betas in cases]).T
    seen = np.stack([np.resize(grads, 2100) for grads, *_ in cases], axis=1)  # whole periods of each
    ours, _ = respond(Adam(1.0, beta1, beta2, 0.0), seen)
    late, _ = respond(ADOPT(1.0, beta1, beta2, 0.0, clip=None), seen)
    for lane, (grads, *betas) in enumerate(cases):
        way, later = (steps[-len(grads) :, lane].sum() for steps in (ours, late))
        gap = max(gap, abs(way - drift(grads, *betas)), abs(later / late_drift(grads, betas[1]) - 1))
    # What is left of the start after 2000 steps is 0.95^2000; rounding is what remains.
    return Evidence(bool(gap < 1e-9), {"largest gap": gap})


@claim
def with_a_short_memory_two_small_votes_beat_a_large_one() -> Evidence:
    r"""For the slopes $C, -1, -1$ and $\beta_1 = 0$, $\beta_2 = 1/(1 + C^2)$ the drift $J$ of Adam is above
    $\frac{1}{\sqrt 2} + \sqrt{\frac56} - \sqrt{\frac54}$, for $C$ from 2 to 1000.
    """
    least = min(drift(votes(large), 0.0, 1 / (1 + large**2)) for large in np.geomspace(2, 1000, 400))
    low = 1 / np.sqrt(2) + np.sqrt(5 / 6) - np.sqrt(5 / 4)
    return Evidence(bool(least > low > 0), {"least drift": least, "bound": low})


@claim
def each_memory_has_a_problem_and_each_problem_a_memory() -> Evidence:
    r"""A slope $C$ and then $n - 1$ slopes $-1$, in turn, with $\beta_1 = 0$.  For seven pairs of $n$, 3 to 30, and
    $\beta_2$, $0.1$ to $0.99$, Adam goes the wrong way at $C = n - 1$ and a hundredth of the way from there to the root
    $C^\star$ of $J$; it goes the right way at $C = \sum_{k=1}^{n-1} \beta_2^{-k/2}$, which is above $C^\star$.
    """
    wrong, right, apart = np.inf, -np.inf, np.inf
    for period, beta2 in ((3, 0.1), (3, 0.9), (4, 0.3), (3, 0.99), (10, 0.5), (10, 0.99), (30, 0.9)):
        root, most = crossing(period, 0.0, beta2), bound(period, beta2)
        apart = min(apart, most / root - 1)
        large = np.array([period - 1, period - 1 + 0.01 * (root - period + 1), most])
        seen = np.full((period, 3), -1.0)
        seen[0] = large
        periods = int(np.ceil(30 / (1 - beta2) / period))
        way = respond(Adam(1.0, 0.0, beta2, 0.0), np.tile(seen, (periods, 1)))[0][-period:].sum(0)
        wrong, right = min(wrong, way[:2].min()), max(right, way[2])
    return Evidence(
        bool(wrong > 0 > right and apart > 0),
        {"least way, wrong": wrong, "largest way, right": right, "least excess of the bound": apart},
    )


@claim
def after_a_large_gradient_one_forgets_one_walks_back_and_one_stays() -> Evidence:
    r"""The gradients are 1, then once 60, then 1 again, and $\beta_2 = 0.999$.  After the large one all three squared
    divisors are $S = 1 + (1 - \beta_2) (60^2 - 1)$, but for $1 - \beta_2$ in that of Yogi.  After $t$ more steps that
    of Adam is $1 + (S - 1) \beta_2^t$, that of Yogi $S - (1 - \beta_2) \, t$ until it is 1, and that of AMSGrad $S$.
    """
    found, beta2, size = outlier(), 0.999, 60.0
    after = np.arange(len(found["Adam"]) - 1)
    peak, walk = 1 + (1 - beta2) * (size**2 - 1), 1 + (1 - beta2) * size**2
    expected = {"Adam": 1 + (peak - 1) * beta2**after, "AMSGrad": np.full(len(after), peak)}
    expected["Yogi"] = np.maximum(walk - (1 - beta2) * after, 1)
    gaps = {name: np.abs(found[name][1:] ** 2 - square).max() for name, square in expected.items()}
    # Where it arrives Yogi swings by one step, 1 - beta2; four thousand sums round by 1e-12.
    holds = gaps["Adam"] < 1e-9 and gaps["AMSGrad"] < 1e-9 and gaps["Yogi"] < (1 - beta2) * 1.001
    halves = {name: int(np.argmax(found[name][1:] ** 2 < 2)) for name in ("Adam", "Yogi")}
    measured = {f"largest gap, {name}": gap for name, gap in gaps.items()}
    return Evidence(bool(holds), measured | {f"steps until below two, {name}": count for name, count in halves.items()})


@claim
def at_independent_gradients_adopt_steps_right_on_average(seed: int = 0) -> Evidence:
    r"""Each step draws the slope 3 or $-1$, with the probabilities $1/3$ and $2/3$; $\beta_1 = 0$ and no clipping.  For
    $\beta_2$ from $0.05$ to $0.9$ the mean step of ADOPT is $-\eta \, \E g \; \E \, s^{-1/2}$.  The
    mean step of Adam has the wrong sign at $\beta_2 = 0.05$, and the right one at $0.9$.
    """
    found = drawn(seed=seed)
    expected = -found.inverse / 3
    z = (found.mean["ADOPT"] - expected) / np.hypot(found.error["ADOPT"], found.inverse_error / 3)
    adam = found.mean["Adam"] / found.error["Adam"]
    # Seven gaps of five standard errors: one seed in 200 000.  The start has left 0.9^40 in the averages, 1.5 %, and
    # so at most 1 % in their root: we allow that too.
    off = np.abs(found.mean["ADOPT"] - expected) - 0.01 * np.abs(expected)
    holds = (off < 5 * np.hypot(found.error["ADOPT"], found.inverse_error / 3)).all() and adam[0] > 5 and adam[-1] < -5
    return Evidence(
        bool(holds),
        {
            "largest gap of ADOPT, in standard errors": np.abs(z).max(),
            "mean step of Adam, least memory": found.mean["Adam"][0],
            "mean step of Adam, largest memory": found.mean["Adam"][-1],
        },
    )


@claim
def an_order_can_mislead_adopt(seed: int = 0) -> Evidence:
    r"""At $\beta_1 = 0$, $\beta_2 = 1/10$ and without clipping ADOPT goes down for the slopes $C, -1, -1$ in turn,
    $C$ from 2 to 100.  For the slopes $-1, 2, 0.1, 0.1$ in turn, whose mean is positive, it goes up, and Adam
    down.  If each step draws one of them, ADOPT goes down.
    """
    beta2, lanes, periods = 0.1, 400, 200
    right = max(late_drift(votes(large), beta2) for large in np.geomspace(2, 100, 50))
    rng, method = np.random.default_rng(seed), ADOPT(1.0, 0.0, beta2, 0.0, clip=None)
    seen = np.tile(ORDER, periods)[:, None]
    up, down = (respond(each, seen)[0].sum() for each in (method, Adam(1.0, 0.0, beta2, 0.0)))
    shuffled = respond(method, rng.choice(ORDER, (4 * periods, lanes)))[0].sum(0)
    # Lanes are independent; z = 5: one seed in a million.
    error = shuffled.std(ddof=1) / np.sqrt(lanes)
    holds = right < 0 and up > 0 > down and shuffled.mean() < -5 * error
    return Evidence(
        bool(holds),
        {
            "way in turn, ADOPT": up,
            "way in turn, Adam": down,
            "mean way, drawn, ADOPT": shuffled.mean(),
            "its standard error": error,
        },
    )


@claim
def on_digits_all_four_have_a_best_rate_inside(seed: int = 0) -> Evidence:
    """On digits the best of six rates is inside the grid for each of the four methods.  Yogi, which corrects nothing,
    has its best at a lower rate than Adam.
    """
    run = contest(seed=seed)
    lower = run.exponent["Adam"] - run.exponent["Yogi"]
    measured = {f"best rate of {name}": 2.0 ** run.exponent[name] for name in EXPONENTS}
    return Evidence(bool(all(run.inside.values()) and lower > 0), measured)
