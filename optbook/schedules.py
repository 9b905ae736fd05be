r"""Step sizes as functions of the step, which counts from 0.

Each function here returns a schedule: call it with a step, or with an array of steps, and it gives the rate used at
that step, the first update being step 0.  A schedule has no memory: it may be called in any order and any number of
times.  It prints as it was made and can be pickled.

======================= ===============================================================================
``constant``            :math:`\eta`
``exponential``         :math:`\eta \, e^{-\lambda t}`
``inverse_time``        :math:`\eta / (1 + \lambda t)`
``polynomial``          :math:`\eta \, (1 + \lambda t)^{-p}`
``step_decay``          :math:`\eta \, c^{\,k}`, where :math:`k` milestones are at or before :math:`t`
``cosine``              :math:`\eta_T + (\eta - \eta_T) (1 + \cos(\pi t / T)) / 2`, then :math:`\eta_T`
``cosine_restarts``     the same, begun again after each period
``warmup``              any schedule times :math:`\min(1, (t + 1) / W)`
``warmup_stable_decay`` a rise, a level and a straight fall
======================= ===============================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from optbook.protocols import Rate
from optbook.validation import require, require_count, require_nonnegative, require_positive, require_rate


def rate(lr: Rate, step: Any) -> Any:
    """Rate at `step`: `lr` itself, or its value there when it is a schedule."""
    return lr(step) if callable(lr) else lr


@dataclass(frozen=True, eq=False, repr=False)
class Formula:
    """A schedule: a formula and its parameters.

    Attributes
    ----------
    formula : function of the step and of the parameters
    parameters : dict
    """

    formula: Callable[..., Any]
    parameters: Mapping[str, Any]

    def __call__(self, step: Any) -> Any:
        """Rate at `step`, an integer or an array of them, counted from 0.

        Raises
        ------
        ValueError
            When a step is negative.
        """
        if isinstance(step, (int, np.ndarray, np.integer, list, tuple)):
            step = step if isinstance(step, int) else np.asarray(step)
            require(bool(np.all(step >= 0)) if np.ndim(step) else step >= 0, "step", step, "integers >= 0")
        return self.formula(step, **self.parameters)

    def __repr__(self) -> str:
        """The call that made it."""
        arguments = ", ".join(f"{name}={got!r}" for name, got in self.parameters.items())
        return f"{self.formula.__name__.lstrip('_')}({arguments})"


def constant(rate: float) -> Formula:
    """The same rate at every step.

    Parameters
    ----------
    rate : float or array
        Positive.

    Raises
    ------
    ValueError
        When `rate` is not positive.
    """
    require_positive(rate=rate)
    return Formula(_constant, {"rate": rate})


def _constant(step: Any, rate: Any) -> Any:
    return rate + 0.0 * step


def exponential(initial: float, decay: float) -> Formula:
    r"""Exponential decay, :math:`\eta_t = \eta \, e^{-\lambda t}`.

    If :math:`\lambda > 0`, its sum is finite, :math:`\eta / (1 - e^{-\lambda})`: gradient descent cannot get farther
    than this times its longest gradient.

    Parameters
    ----------
    initial : float or array
        Rate at step 0, positive.
    decay : float or array
        :math:`\lambda`, at least 0.

    Raises
    ------
    ValueError
        When `initial` is not positive or `decay` is negative.
    """
    require_positive(initial=initial)
    require_nonnegative(decay=decay)
    return Formula(_exponential, {"initial": initial, "decay": decay})


def _exponential(step: Any, initial: Any, decay: Any) -> Any:
    return initial * np.exp(-decay * step)


def inverse_time(initial: float, decay: float) -> Formula:
    r"""Decay with the inverse of time, :math:`\eta_t = \eta / (1 + \lambda t)`.

    Parameters
    ----------
    initial : float or array
        Rate at step 0, positive.
    decay : float or array
        :math:`\lambda`, at least 0.

    Raises
    ------
    ValueError
        When `initial` is not positive or `decay` is negative.
    """
    require_positive(initial=initial)
    require_nonnegative(decay=decay)
    return Formula(_inverse_time, {"initial": initial, "decay": decay})


def _inverse_time(step: Any, initial: Any, decay: Any) -> Any:
    return initial / (1 + decay * step)


def polynomial(initial: float, decay: float, power: float = 0.5) -> Formula:
    r"""Decay with a power of time, :math:`\eta_t = \eta \, (1 + \lambda t)^{-p}`.

    Parameters
    ----------
    initial : float or array
        Rate at step 0, positive.
    decay : float or array
        :math:`\lambda`, at least 0.
    power : float or array
        :math:`p`, at least 0; 1/2 is the usual choice for a convex problem, 1 makes it `inverse_time`.

    Raises
    ------
    ValueError
        When `initial` is not positive, or `decay` or `power` is negative.
    """
    require_positive(initial=initial)
    require_nonnegative(decay=decay, power=power)
    return Formula(_polynomial, {"initial": initial, "decay": decay, "power": power})


def _polynomial(step: Any, initial: Any, decay: Any, power: Any) -> Any:
    return initial * (1.0 + decay * step) ** -power


def step_decay(initial: float, factor: float, milestones: Sequence[int]) -> Formula:
    """Constant between milestones; each milestone multiplies the rate, from its own step on.

    Parameters
    ----------
    initial : float or array
        Rate at step 0, positive.
    factor : float or array
        What each milestone multiplies with, positive.
    milestones : sequence of int
        Steps, increasing, none of them negative.

    Raises
    ------
    ValueError
        When `initial` or `factor` is not positive or `milestones` are not increasing steps.
    """
    require_positive(initial=initial, factor=factor)
    steps = np.asarray(milestones)
    increasing = steps.ndim == 1 and (not steps.size or (steps.dtype.kind in "iu" and steps[0] >= 0))
    require(increasing and bool(np.all(np.diff(steps) > 0)), "milestones", milestones, "increasing integers >= 0")
    return Formula(_step_decay, {"initial": initial, "factor": factor, "milestones": tuple(steps.tolist())})


def _step_decay(step: Any, initial: Any, factor: Any, milestones: tuple[int, ...]) -> Any:
    return initial * factor ** np.searchsorted(milestones, step, side="right").astype(float)


def cosine(initial: float, steps: int, final: float = 0.0) -> Formula:
    r"""Half a cosine, from `initial` at step 0 to `final` at step `steps`, where it stays.

    .. math:: \eta_t = \eta_T + (\eta_0 - \eta_T) \, \frac{1 + \cos(\pi t / T)}{2}

    Source: I. Loshchilov and F. Hutter, "SGDR: Stochastic gradient descent with warm restarts", ICLR, 2017.

    Parameters
    ----------
    initial : float or array
        Rate at step 0, positive.
    steps : int
        :math:`T`, at least 1.  A run of `steps` updates uses steps 0 to ``steps - 1``: it never uses `final`.
    final : float or array
        Rate from step `steps` on, at least 0.

    Raises
    ------
    ValueError
        When `initial` is not positive, `steps` is no count or `final` is negative.
    """
    require_positive(initial=initial)
    require_nonnegative(final=final)
    require_count(1, steps=steps)
    return Formula(_cosine, {"initial": initial, "steps": steps, "final": final})


def _cosine(step: Any, initial: Any, steps: Any, final: Any) -> Any:
    return final + (initial - final) * (1 + np.cos(np.pi * np.minimum(step, steps) / steps)) / 2


def cosine_restarts(initial: float, steps: int, final: float = 0.0, growth: int = 1) -> Formula:
    """A cosine that begins again when it is through, each period `growth` times as long as the one before.

    Source: I. Loshchilov and F. Hutter, "SGDR: Stochastic gradient descent with warm restarts", ICLR, 2017.

    Parameters
    ----------
    initial : float or array
        Rate at the first step of each period, positive.
    steps : int
        Length of the first period, at least 1.
    final : float or array
        Where each period tends to, at least 0.
    growth : int
        At least 1.

    Raises
    ------
    ValueError
        When `initial` is not positive, `final` is negative, or `steps` or `growth` is no count.
    """
    require_positive(initial=initial)
    require_nonnegative(final=final)
    require_count(1, steps=steps, growth=growth)
    return Formula(_cosine_restarts, {"initial": initial, "steps": steps, "final": final, "growth": growth})


def _cosine_restarts(step: Any, initial: Any, steps: int, final: Any, growth: int) -> Any:
    starts = [0]
    while starts[-1] <= np.max(step):
        starts.append(starts[-1] + steps * growth ** (len(starts) - 1))
    period = np.searchsorted(starts, step, side="right") - 1
    return _cosine(step - np.asarray(starts)[period], initial, steps * growth**period, final)


def warmup(schedule: Rate, steps: int) -> Formula:
    r"""Any schedule, its first `steps` rates reduced in proportion: :math:`\min(1, (t + 1) / W)` times `schedule`.

    The first update already moves, by ``1 / steps`` of its rate, and update number `steps` (step ``steps - 1``) is the
    first at full rate.  The schedule's own clock runs from step 0, through the warmup.

    Parameters
    ----------
    schedule : float, array or schedule
        What to warm up to.
    steps : int
        :math:`W`, at least 0.

    Raises
    ------
    ValueError
        When `schedule` is a number that is not positive, or `steps` is no count.
    """
    require_rate(schedule=schedule)
    require_count(0, steps=steps)
    return Formula(_warmup, {"schedule": schedule, "steps": steps})


def _warmup(step: Any, schedule: Rate, steps: int) -> Any:
    return rate(schedule, step) * np.minimum(1.0, (step + 1) / max(steps, 1))


def warmup_stable_decay(peak: float, warmup: int, stable: int, decay: int, final: float = 0.0) -> Formula:
    """Rise in a straight line for `warmup` steps, stay at `peak` for `stable`, fall in a straight line for `decay`.

    The rise is that of the function `warmup`; the fall leaves from `peak` at step ``warmup + stable`` and is at
    `final` from step ``warmup + stable + decay`` on.

    Source: S. Hu and others, "MiniCPM: Unveiling the potential of small language models with scalable training
    strategies", 2024.

    Parameters
    ----------
    peak : float or array
        Largest rate, positive.
    warmup, stable, decay : int
        Lengths in steps, at least 0.
    final : float or array
        Rate at the end, at least 0.

    Raises
    ------
    ValueError
        When `peak` is not positive, `final` is negative or a length is no count.
    """
    require_positive(peak=peak)
    require_nonnegative(final=final)
    require_count(0, warmup=warmup, stable=stable, decay=decay)
    lengths = {"warmup": warmup, "stable": stable, "decay": decay}
    return Formula(_warmup_stable_decay, {"peak": peak, **lengths, "final": final})


def _warmup_stable_decay(step: Any, peak: Any, warmup: int, stable: int, decay: int, final: Any) -> Any:
    rise = np.minimum(1.0, (step + 1) / max(warmup, 1))
    fallen = np.clip((step - warmup - stable + (decay == 0)) / max(decay, 1), 0.0, 1.0)
    return peak * rise + (final - peak) * fallen
