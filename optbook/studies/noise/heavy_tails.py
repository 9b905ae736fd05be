"""Heavy tails: noise without a variance, clipping and its bias, escape from wells, and noise that samples."""

from __future__ import annotations

import numpy as np
from scipy.stats import chi2

from optbook import descend
from optbook.analysis import stationary_points
from optbook.claims import Evidence, claim
from optbook.noise import Noisy, draw
from optbook.objectives import Quadratic, RisingWaves
from optbook.optimizers import GradientDescent
from optbook.studies.noise.heavy_tails_runs import (
    bias,
    late_squares,
    percentile_interval,
    rates,
    skewed,
    tail_run,
)
from optbook.studies.noise.heavy_tails_wells import (
    HIGHER,
    NOISES,
    WIDER,
    double_well_samples,
    leaving_steps,
    lowered_ends,
    mean_exit,
    one_jump,
    rest_laws,
    small_share,
    still_inside,
    wave_maxima,
    wave_minima,
    waves,
)


def langevin_variance(temperature: float, lr: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Variance at rest on ``x^2 / 2`` when the gradient has noise of this standard deviation of its own."""
    return (2 * temperature + lr * noise**2) / (2 - lr)


@claim
def cauchy_noise_rests_in_a_cauchy_law_at_every_rate(seed: int = 0) -> Evidence:
    r"""With Cauchy noise on $x^2/2$ the iterate after $t$ steps from $0$ obeys a Cauchy law of scale $1 - (1 -
    \eta)^t$, whatever the rate: for five rates from $1/50$ to $1/2$ the shares of runs within its median and its 99th
    percentile are one half and 99 percent, up to five standard errors.
    """
    found = rates(seed=seed)
    scale = 1 - (1 - found.lr[:, None]) ** found.steps
    scaled = found.distance["cauchy"] / scale
    off = [[small_share(row <= np.tan(np.pi * share / 2), share) for share in (0.5, 0.99)] for row in scaled]
    return Evidence(
        bool(np.max(off) < 5),
        {
            "99th percentile in theory": np.tan(np.pi * 0.99 / 2),
            "at the smallest rate": np.quantile(found.distance["cauchy"][0], 0.99),
            "at the largest rate": np.quantile(found.distance["cauchy"][-1], 0.99),
            "largest gap in standard errors": np.max(off),
        },
    )


@claim
def the_mean_square_settles_or_grows_with_the_number_of_runs(seed: int = 0) -> Evidence:
    r"""On $x^2/2$ with Student noise of six degrees of freedom the mean square at rest is $\eta\sigma^2/(2 - \eta)$
    with $\sigma^2 = 6/4$, up to five standard errors. With one degree there is no such number: the median over 200
    groups of the mean square of a group grows by more than a factor 4 when the groups are 16 times as large.
    """
    light = late_squares(6, 20_000, seed=seed)
    theory = 0.4 * 1.5 / (2 - 0.4)
    off = abs(light.mean() - theory) / (light.std() / np.sqrt(light.size))
    small, large = np.split(late_squares(1, 200 * (16 + 256), seed=seed), [200 * 16])
    medians = [np.median(part.reshape(200, -1).mean(1)) for part in (small, large)]
    # The mean of N squares of Cauchy numbers is like N; the logarithm of a median of 200 has the standard error 0.17.
    return Evidence(
        bool(off < 5 and medians[1] > 4 * medians[0]),
        {
            "mean square, six degrees": light.mean(),
            "theory": theory,
            "one degree, groups of 16": medians[0],
            "one degree, groups of 256": medians[1],
        },
    )


@claim
def clipping_lowers_the_99th_percentile(seed: int = 0) -> Evidence:
    r"""On $x_1^2 + 2 x_2^2$ with Student noise of $3/2$ degrees of freedom, after 100 steps at $\eta = 1/10$, the 99th
    percentile of the distance is lower with the gradient clipped at 2 than without, over 4000 runs that meet the same
    noise: the intervals of five standard errors do not overlap.
    """
    plain, clipped = (np.linalg.norm(tail_run(flag, seed=seed).x[-1], axis=-1) for flag in (False, True))
    low, high = percentile_interval(plain, 0.99)[0], percentile_interval(clipped, 0.99)[1]
    return Evidence(
        bool(high < low),
        {
            "99th percentile, not clipped": np.quantile(plain, 0.99),
            "at least": low,
            "99th percentile, clipped": np.quantile(clipped, 0.99),
            "at most": high,
            "median, not clipped": np.median(plain),
            "median, clipped": np.median(clipped),
        },
    )


@claim
def clipping_moves_the_place_of_rest(seed: int = 0) -> Evidence:
    r"""With exponential noise, shifted to mean zero, the mean clipped gradient of $x^2/2$ vanishes not at $0$ but at
    the closed form of the text, up to five standard errors of a sample. For six clipping norms runs come to rest
    there, up to five standard errors and the rate.
    """
    found = bias(seed=seed)
    noise = draw(skewed, (200_000,), seed, 0)
    drifts = [np.clip(rest + noise, -norm, norm) for norm, rest in zip(found.norm, found.rest, strict=True)]
    drift_off = max(abs(drift.mean()) / drift.std() * np.sqrt(noise.size) for drift in drifts)
    gap = np.abs(found.mean - found.rest)
    return Evidence(
        bool(drift_off < 5 and (gap < 5 * found.error + found.lr).all()),
        {
            "rest, smallest norm": found.mean[0],
            "closed form, smallest norm": found.rest[0],
            "rest, largest norm": found.mean[-1],
            "closed form, largest norm": found.rest[-1],
            "largest gap": gap.max(),
            "largest mean clipped gradient, in standard errors": drift_off,
        },
    )


@claim
def runs_leave_wells_when_the_lattice_says(seed: int = 0) -> Evidence:
    """For normal and heavy-tailed noise, four heights and four widths, the share of simulated runs that have left their
    well after the mean time of the lattice is the share that the lattice gives, up to five standard errors.
    """
    off = []
    for which, wells in (("higher", HIGHER), ("wider", WIDER)):
        for noise in NOISES:
            left = leaving_steps(which, noise, seed=seed)
            for well, mean in enumerate(mean_exit(wells, noise)):
                steps = int(mean)
                (inside,) = still_inside(wells.only(well), noise, steps)
                off.append(small_share(left[well] <= steps, 1 - inside))
    return Evidence(bool(max(off) < 5), {"wells and noises": len(off), "largest gap in standard errors": max(off)})


@claim
def one_long_jump_is_enough() -> Evidence:
    r"""With heavy-tailed noise $\xi$ of scale $s$ the mean time to leave a well $|x| \le a$ is at most
    $1/P(\eta s |\xi| > a)$, for wells of four heights and of four widths.  The bound does not know the height.
    """
    higher, wider = mean_exit(HIGHER, "heavy"), mean_exit(WIDER, "heavy")
    normal = mean_exit(HIGHER, "normal")
    ratios = np.concatenate([higher / one_jump(HIGHER.edge), wider / one_jump(WIDER.edge)])
    return Evidence(
        bool(ratios.max() <= 1),
        {
            "bound for width 1": one_jump(1.0),
            "heavy, lowest": higher[0],
            "heavy, highest": higher[-1],
            "normal, lowest": normal[0],
            "normal, highest": normal[-1],
        },
    )


@claim
def langevin_steps_widen_the_law(seed: int = 0) -> Evidence:
    r"""On $x^2/2$ at temperature $1$ Langevin steps rest with the variance $(2T + \eta s^2)/(2 - \eta)$, where $s$ is
    the standard deviation of the gradient's own noise, for four rates and $s = 0$ and $2$, up to five standard
    errors.
    """
    lanes, lr, own = 2000, np.array([0.1, 0.5, 1.0, 1.5])[:, None, None, None], np.array([0.0, 2.0])[:, None, None]
    noisy = Noisy(Noisy(Quadratic(np.eye(1)), own, seed + 1000), np.sqrt(2 / lr), seed)
    x = descend(noisy, np.zeros((4, 2, lanes, 1)), GradientDescent(lr), 100, every=100).x[-1, ..., 0]
    theory = langevin_variance(1.0, lr[..., 0, 0], own[:, 0, 0])
    off = np.abs(x.var(-1, ddof=1) / theory - 1) / np.sqrt(2 / (lanes - 1))
    return Evidence(
        bool(off.max() < 5),
        {
            "variance, smallest rate, no noise of its own": x[0, 0].var(),
            "theory": theory[0, 0],
            "variance, largest rate, no noise of its own": x[-1, 0].var(),
            "theory ": theory[-1, 0],
            "largest gap in standard errors": off.max(),
        },
    )


@claim
def langevin_steps_sample_the_double_well(seed: int = 0) -> Evidence:
    r"""In the tilted double well at $T = 1/2$ and $\eta = 1/50$ the shares of runs in 16 equal parts of $[-1.6, 1.6]$
    and outside are those of the lattice, up to a chi-square that chance exceeds once in ten million samples.  The
    lattice's law differs from $e^{-f/T}$ by a total variation that is of first order in the rate: from $1/25$ to
    $1/50$ and to $1/100$ it is divided by between $\sqrt 2$ and $2 \sqrt 2$ each time.
    """
    found = double_well_samples(seed=seed)
    bins = np.linspace(-1.6, 1.6, 17)
    share = np.histogram(found.place, bins, weights=found.law)[0]
    expected = found.x.size * np.append(share, 1 - share.sum())
    count = np.histogram(found.x, bins)[0]
    count = np.append(count, found.x.size - count.sum())
    distance, limit = ((count - expected) ** 2 / expected).sum(), chi2.isf(1e-7, len(count) - 1)
    gaps = np.array([np.abs(law - gibbs).sum() / 2 for _, law, gibbs in (rest_laws(lr) for lr in (0.04, 0.02, 0.01))])
    factors = gaps[:-1] / gaps[1:]
    return Evidence(
        bool(distance < limit and factors.min() > np.sqrt(2) and factors.max() < 2 * np.sqrt(2)),
        {
            "share of runs in the deeper well": (found.x < 0).mean(),
            "lattice": found.law[found.place < 0].sum(),
            "exp(-f/T)": found.gibbs[found.place < 0].sum(),
            "chi-square of the shares": distance,
            "chi-square allowed": limit,
            "total variation at the middle rate": gaps[1],
            "first factor": factors[0],
            "second factor": factors[1],
        },
    )


@claim
def all_valleys_of_the_waves_are_equally_deep() -> Evidence:
    r"""On $[-20, 20]$ a search from many starts finds as minima of $x^2 (1 + \sin x)$ exactly $0$ and the points
    $2k\pi - \tfrac\pi2$, all of value $0$, and between each two neighbors exactly one maximum, where
    $\tan(\tfrac x2 + \tfrac\pi4) = -\tfrac x2$.
    """
    found = stationary_points(RisingWaves(), [-20.0], [20.0])
    minima = np.array([point.x[0] for point in found if point.kind == "minimum"])
    maxima = np.array([point.x[0] for point in found if point.kind == "maximum"])
    values = np.array([point.value for point in found if point.kind == "minimum"])
    expected = wave_minima()
    inner = maxima[(maxima > expected[0]) & (maxima < expected[-1])]
    same = len(minima) == len(expected) and len(inner) == len(expected) - 1
    gap = max(np.abs(minima - expected).max(), np.abs(inner - wave_maxima()).max()) if same else np.inf
    return Evidence(
        bool(same and gap < 1e-9 and np.abs(values).max() < 1e-15),
        {"minima": len(minima), "maxima between them": len(inner), "largest gap": gap, "largest value": values.max()},
    )


@claim
def a_lowered_valley_shows_only_in_itself() -> Evidence:
    r"""Let one of the seven valleys of $x^2 (1 + \sin x)$ in $[-20, 20]$ be lowered by $1$ at its minimum, and nowhere
    farther than $\tfrac14$ from it.  Gradient descent from both sides into any other valley makes, to the last bit, the
    steps that it makes where no valley is lowered.  Only runs into the lowered valley end at $-1$.
    """
    same, ends = lowered_ends()
    own = np.eye(len(ends), dtype=bool)
    holds = (same == ~own).all() and np.abs(ends[own] + 1).max() < 1e-12 and (ends[~own] >= 0).all()
    return Evidence(
        bool(holds),
        {
            "pairs of a lowered valley and another": (~own).sum(),
            "of these, with the same runs": same[~own].sum(),
            "highest end in a lowered valley": ends[own].max(),
            "lowest end in another": ends[~own].min(),
        },
    )


@claim
def noise_leaves_the_narrow_well_though_it_is_as_deep(seed: int = 0) -> Evidence:
    r"""SGD with normal noise on $x^2 (1 + \sin x)$, half of the runs from $0$ and half from $\tfrac{3\pi}{2}$, both
    of value zero: after 2000 steps at $\eta = 1/100$ the share in the narrow well at $\tfrac{3\pi}{2}$ is that of the
    lattice, up to five standard errors, and below one half by more than five.
    """
    found = waves(seed=seed)
    narrow = found.x > found.top
    error = np.sqrt(found.exact * (1 - found.exact) / narrow.size)
    off = small_share(narrow, found.exact)
    return Evidence(
        bool(off < 5 and narrow.mean() + 5 * error < 0.5),
        {
            "share in the narrow well at the start": 0.5,
            "at the end": narrow.mean(),
            "lattice": found.exact,
            "exp(-f/T), in the long run": found.gibbs,
            "gap in standard errors": off,
        },
    )
