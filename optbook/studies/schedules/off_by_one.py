"""Scheduler mistakes: which rate each update really uses, and what that costs."""

from __future__ import annotations

import numpy as np

from optbook import descend, finish
from optbook.claims import Evidence, claim
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent, HeavyBall
from optbook.schedules import constant, cosine, exponential, step_decay, warmup
from optbook.studies.schedules.off_by_one_rates import (
    CURVATURES,
    NOISE,
    RIGHT,
    STEPS,
    ChainedCosine,
    CountingFactor,
    Stepped,
    cases,
    exact,
    expected_loss,
    from_zero,
    set_after,
    set_before,
    stepped_each_update,
    stepped_first,
)
from optbook.studies.schedules.off_by_one_runs import costs, peaks


@claim
def the_order_of_the_calls_decides_the_rates(seed: int = 0) -> Evidence:
    r"""A loop that makes an update and then steps its scheduler uses $\eta_0, \eta_1, \dots$, one that steps first
    $\eta_1, \eta_2, \dots$  A loop that sets the rate after each epoch has the rate of its optimizer in the first,
    and in each later one the rate of the epoch before.  Any sequence of rates may stand for $\eta_t$.
    """
    table = np.random.default_rng(seed).uniform(0, 1, 41)
    schedule, wrong = table.__getitem__, 0
    wrong += (stepped_each_update(Stepped(schedule), 40) != table[:40]).sum()
    wrong += (stepped_first(Stepped(schedule), 40) != table[1:]).sum()
    wrong += (set_before(schedule, 40, 3) != np.repeat(table[:40], 3)).sum()
    wrong += (set_after(schedule, 2.0, 40, 3) != np.repeat(np.append(2.0, table[:39]), 3)).sum()
    halved = stepped_first(Stepped(lambda epoch: 0.5**epoch), 40).sum() / 2
    return Evidence(
        bool(wrong == 0 and abs(halved - 0.5) < 1e-11),  # what is left of the geometric sum is 2 ** -40
        {"rates that differ": wrong, "sum of rates that halve, stepped first, over what was meant": halved},
    )


@claim
def a_plot_moves_a_schedule_that_counts_its_calls(seed: int = 0) -> Evidence:
    """Call a schedule a number of times, in any order of steps, and then train with it.  The rates of a function of
    the step are what they were; those of an object that counts its calls are the ones that many calls later.
    """
    rng, pure, counting = np.random.default_rng(seed), 0, 0.0
    schedules = (constant(1.0), exponential(1.0, 0.3), step_decay(1.0, 0.5, [3, 7]), cosine(1.0, 10))
    for calls in rng.integers(1, 30, 10):
        drawn = rng.integers(0, 40, calls)
        for schedule in (*schedules, *(warmup(each, 4) for each in schedules)):
            before = set_before(schedule)
            _ = [schedule(int(step)) for step in drawn]
            pure += (set_before(schedule) != before).sum()
        stateful = CountingFactor(1.0, 0.9)
        _ = [stateful(int(step)) for step in drawn]
        expected = 0.9 ** (calls + 1 + np.arange(10))
        counting = max(counting, np.abs(set_before(stateful, 10, 1) / expected - 1).max())
    return Evidence(
        bool(pure == 0 and counting < 1e-13),  # at most forty products
        {"rates of functions that changed": pure, "largest relative gap of the counting one": counting},
    )


@claim
def a_chained_cosine_rises_again() -> Evidence:
    r"""If each rate is made from the one before by the ratio of two cosines, the rates are
    $\tfrac12 (1 + \cos(\pi t / T))$ for all $t$, also beyond $T$: back at the first rate after $2 T$ steps.  A cosine
    that is held stays at its last rate.
    """
    gap, held = 0.0, 0.0
    for length in (1, 2, 10, 45):
        step = np.arange(6 * length)
        chained = stepped_each_update(ChainedCosine(1.0, length), len(step))
        gap = max(gap, np.abs(chained - (1 + np.cos(np.pi * step / length)) / 2).max())
        held = max(held, stepped_each_update(Stepped(cosine(1.0, length)), len(step))[length:].max())
    # Near its zero the cosine is made of quotients of small differences: some digits of sixteen are lost, and made up
    # for at each zero, where a number is added in place of a product.
    return Evidence(bool(gap < 1e-9 and held == 0), {"largest gap": gap, "largest rate when held": held})


@claim
def a_run_resumes_only_with_its_count(seed: int = 0) -> Evidence:
    """Stop a run of heavy ball in noise in the middle.  From the iterate and the state of the optimizer, which holds
    the count, it goes on bit by bit as if it had not been stopped.  With the count at zero it takes the first rates
    again, and ends elsewhere.
    """
    steps, half = 200, 100
    optimizer = HeavyBall(cosine(0.05, steps), 0.9)
    noisy = Noisy(Quadratic(np.diag(CURVATURES)), NOISE, seed)
    whole = descend(noisy, np.ones(len(CURVATURES)), optimizer, steps).x
    x, state = finish(noisy, np.ones(len(CURVATURES)), optimizer, half)
    ends = []
    for kept in (state, state._replace(step=0)):
        again, memory = x, kept
        for step in range(half, steps):
            delta, memory = optimizer.update(noisy.at(step).grad(again), memory, again)
            again = again + delta
        ends.append(np.abs(again - whole[-1]).max())
    return Evidence(
        bool((x == whole[half]).all() and ends[0] == 0 and ends[1] > 0),
        {"apart with the count": ends[0], "apart with the count at zero": ends[1]},
    )


@claim
def one_step_is_half_a_peak_or_one() -> Evidence:
    r"""Over $T$ updates, in steps at the peak, the rates of a cosine of length $T$ add up to $(T + 1)/2$, those of one
    of length $T - 1$ to $T/2$, and those of one stepped first to $(T - 1)/2$.  A warmup to a constant rate that begins
    at zero loses one step against one that begins with its first fraction, whatever its length.
    """
    gap = 0.0
    for count in (2, 10, 450, 10000):
        whole = stepped_each_update(Stepped(cosine(1.0, count)), count).sum()
        short = stepped_each_update(Stepped(cosine(1.0, max(count - 1, 1))), count).sum()
        first = stepped_first(Stepped(cosine(1.0, count)), count).sum()
        step = np.arange(2 * count)
        lost = (warmup(1.0, count)(step) - from_zero(constant(1.0), count)(step)).sum()
        found = np.array([whole - (count + 1) / 2, short - count / 2, first - (count - 1) / 2, lost - 1])
        gap = max(gap, np.abs(found).max())
    return Evidence(bool(gap < 1e-9), {"largest gap": gap})  # sums of ten thousand numbers


@claim
def the_recursion_gives_what_runs_lose(seed: int = 0) -> Evidence:
    """On the noisy quadratic the recursion for the mean square gives the mean loss of runs up to five standard errors,
    for what was meant and for each mistake.  The best peaks, of what was meant and of each mistake, are inside their
    grids.
    """
    found, lanes = exact(), 200
    noisy = Noisy(Quadratic(np.diag(CURVATURES)), NOISE, seed + 100, lanes=(lanes,))
    runs = {name: found[name].peak * case.rates for name, case in cases().items()}
    runs |= {name: 0.2 * rates() for name, rates in RIGHT.items()}
    rates = np.array(list(runs.values()))
    starts = np.ones((len(rates), lanes, len(CURVATURES)))
    optimizer = GradientDescent(lambda step: rates[:, step, None, None])
    loss = descend(noisy, starts, optimizer, STEPS, every=STEPS).value[-1]
    error = loss.std(1, ddof=1) / np.sqrt(lanes)
    far = np.abs(loss.mean(1) - expected_loss(rates)) / error
    inside = sum(each.inside for each in found.values())
    return Evidence(
        bool(far.max() < 5 and inside == len(found)),
        {"largest gap, in standard errors": far.max(), "runs compared": len(rates), "peaks inside": inside},
    )


@claim
def rates_that_vanish_too_soon_cost_most(seed: int = 0) -> Evidence:
    """On digits, at the best peak of what was meant, which is inside the grid: a factor schedule that was plotted first
    or is stepped each batch, and a cosine whose length counts epochs and is held, end at a larger loss than was meant,
    by more than five standard errors.
    """
    found, best = costs(seed=seed), peaks(tuple(RIGHT), seed=seed)
    names = ("plotted first", "stepped each batch", "length in epochs, held")
    apart = {name: np.log(found[name].ratio.middle) / found[name].error for name in names}
    inside = all(flag for _, flag in best.values())
    return Evidence(
        bool(inside and min(apart.values()) > 5),
        {f"{name}, in standard errors": number for name, number in apart.items()},
    )
