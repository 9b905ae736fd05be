"""What must hold of the table of all methods: grids, closed forms, a bound, verdicts between equals, invariances."""

from __future__ import annotations

import numpy as np

from optbook.analysis import median_interval
from optbook.claims import Evidence, claim
from optbook.studies.momentum.noisy_contest import expected_gap
from optbook.studies.noise.comparison import bound
from optbook.studies.noise.contest import CURVATURES, SIGMA, expected_gaps, expected_rate
from optbook.studies.schedules.comparison_changes import SCALE_FREE, TURN_FREE, all_changes
from optbook.studies.schedules.comparison_runs import LANES, Cell, falling, outcome
from optbook.studies.schedules.contest import MAKERS, MEMORY, PROBLEMS, RATE_FREE, STEPS, make, points, problem
from optbook.study import study


def standard_error(sample: np.ndarray) -> float:
    """Of the mean."""
    return float(sample.std(ddof=1) / np.sqrt(len(sample)))


def expected(method: str, lr: float) -> float:
    """Mean gap on the quadratic at the end of a run at a constant rate, by the recursions of earlier chapters."""
    steps = STEPS["quadratic"]
    known = {"gradient descent": "constant", "averaged descent": "averaging"}
    if method in known:
        return float(expected_gaps(known[method], lr, steps)[-1])
    return float(expected_gap(method, np.array(lr), np.array(MEMORY), SIGMA, steps, CURVATURES))


@study
def with_and_without_a_fall(lanes: int = 400, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Gaps of gradient descent on the quadratic, with a constant rate and with a cosine, each at its best rate."""
    case, steps = problem("quadratic"), STEPS["quadratic"]
    seen, start, gaps = case.seen(lanes, seed), case.starts(lanes, seed), []
    for way in ("constant", "cosine"):
        optimizer = make("quadratic", "gradient descent", expected_rate(way, steps), way == "cosine")
        gaps.append(case.gap(points(seen, start, optimizer, (steps,))[0]))
    return gaps[0], gaps[1]


def false_winners(tables: int, lanes: int, methods: int = len(MAKERS), each: bool = False, seed: int = 0) -> float:
    """Share of tables of methods that do not differ in which some pair of them gets a verdict.

    A run's log gap is an effect that all methods share, plus one of its own with heavy tails.  The verdict is that of
    `paired`, whose rule picks two order statistics; with `each` it is made at 95 of 100 for each pair by itself.
    """
    rng = np.random.default_rng(seed)
    pairs = methods * (methods - 1) // 2
    rule = median_interval(np.arange(lanes), 0.95 if each else 1 - 0.05 / pairs)
    logs = rng.normal(size=(tables, 1, lanes)) + rng.standard_t(3, size=(tables, methods, lanes))
    one, other = np.triu_indices(methods, 1)
    ordered = (np.sort(table[one] - table[other], axis=-1) for table in logs)  # one at a time: all would take much room
    found = [(pair[:, int(rule.low)] > 0).any() or (pair[:, int(rule.high)] < 0).any() for pair in ordered]
    return float(np.mean(found))


@claim
def best_rates_lie_inside_their_grids(seed: int = 0) -> Evidence:
    """On each of four problems, for each method that takes a rate, at a constant rate and along a cosine where that is
    tried: the best rate of the grid is neither its least nor its largest.
    """
    margins: list[int] = []
    for name in PROBLEMS:
        found = outcome(name, seed)
        cells: list[Cell] = [got for method, got in found.constant.items() if method not in RATE_FREE]
        margins += [got.margin for got in (*cells, *falling(name, seed).values())]
    measured = {
        "grids": float(len(margins)),
        "least distance of a best rate to an end, in octaves": float(min(margins)),
    }
    return Evidence(min(margins) >= 1, measured)


@claim
def ends_of_linear_methods_follow_from_recursions(seed: int = 0) -> Evidence:
    """On the noisy quadratic the mean gaps of gradient descent, averaged descent, heavy ball and Nesterov's method in
    the table are within five standard errors of what recursions for second moments give, without a run.
    """
    measured = {}
    for method in ("gradient descent", "averaged descent", "heavy ball", "Nesterov"):
        got = outcome("quadratic", seed).constant[method]
        off = (got.gap.mean() - expected(method, got.lr)) / standard_error(got.gap)
        measured |= {f"{method}: mean gap": float(got.gap.mean()), f"{method}: standard errors off": float(off)}
    off = [number for what, number in measured.items() if what.endswith("off")]
    return Evidence(max(map(abs, off)) < 5, measured)


@claim
def a_cosine_lowers_the_end_by_what_the_recursion_says(seed: int = 0) -> Evidence:
    """On the noisy quadratic half a cosine lowers the mean gap of gradient descent, both at their best rates: the ratio
    of means of runs is below one by more than five standard errors, and within five of that of the recursion.
    """
    steps = STEPS["quadratic"]
    theory = [expected_gaps(way, expected_rate(way, steps), steps)[-1] for way in ("constant", "cosine")]
    flat, falling = with_and_without_a_fall(seed=seed)
    ratio, said = falling.mean() / flat.mean(), float(theory[1] / theory[0])
    error = standard_error(falling - ratio * flat) / flat.mean()
    measured = {"ratio of runs": float(ratio), "ratio of the recursion": said, "standard error": float(error)}
    return Evidence(bool(abs(ratio - said) < 5 * error and ratio + 5 * error < 1), measured)


@claim
def no_method_of_the_table_undercuts_the_bound(seed: int = 0) -> Evidence:
    """On the noisy quadratic no method, with a constant rate, a cosine or none, has a mean gap that is more than five
    standard errors below the bound for as many gradients, which holds whatever is done with them.
    """
    found, least = outcome("quadratic", seed), float(bound(STEPS["quadratic"]))
    cells = found.constant | {f"{method} with a cosine": got for method, got in falling("quadratic", seed).items()}
    over = {method: (got.gap.mean() - least) / standard_error(got.gap) for method, got in cells.items()}
    nearest = min(over, key=lambda method: over[method])
    measured = {"bound": least, f"nearest, {nearest}: standard errors above": float(over[nearest])}
    return Evidence(min(over.values()) > -5, measured)


@claim
def equals_are_seldom_told_apart(seed: int = 0) -> Evidence:
    """Of tables with as many methods and runs as here, but methods that do not differ, at most 5 in 100 give any pair
    of them a verdict, up to five standard errors of the count.
    """
    tables, measured, worst = 400, {}, 0.0
    for lanes in sorted(set(LANES.values())):
        share = false_winners(tables, lanes, seed=seed)
        worst = max(worst, share)
        measured[f"share of tables with a verdict, {lanes} runs"] = share
    return Evidence(worst <= 0.05 + 5 * np.sqrt(0.05 * 0.95 / tables), measured)


@claim
def a_multiple_of_the_loss_cancels_in_fourteen_methods(seed: int = 0) -> Evidence:
    r"""With the loss multiplied by 16 and the rate kept, fourteen of the methods, with $\varepsilon = 0$, end where
    they did, and the other six do not.
    """
    moved = {method: found["loss"] for method, found in all_changes(seed).items()}
    kept = max(moved[method] for method in SCALE_FREE)
    rest = min(moved[method] for method in MAKERS if method not in SCALE_FREE)
    # A power of two is multiplied with exactly; what moves must move by far more than rounding could.
    measured = {"methods": float(len(SCALE_FREE)), "largest move of these": kept, "least move of the others": rest}
    return Evidence(kept < 1e-9 and rest > 1e-6, measured)


@claim
def turned_axes_leave_six_methods_where_they_were(seed: int = 0) -> Evidence:
    """With all axes turned, those of the start and of the noise with them, gradient descent, averaged descent, heavy
    ball, Nesterov's method, Schedule-Free SGD and DoG end where they did, and the other methods do not.
    """
    moved = {method: found["axes"] for method, found in all_changes(seed).items()}
    kept = max(moved[method] for method in TURN_FREE)
    rest = min(moved[method] for method in MAKERS if method not in TURN_FREE)
    # Turning rounds; over 100 steps of a contraction this stays near 1e-16.
    measured = {"methods": float(len(TURN_FREE)), "largest move of these": kept, "least move of the others": rest}
    return Evidence(kept < 1e-9 and rest > 1e-6, measured)
