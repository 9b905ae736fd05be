r"""What the order of samples does to SGD on quadratics of one curvature, in closed form.

The loss is the mean of :math:`f_i(x) = \lambda (x - a_i)^2 / 2`, the :math:`a_i` have mean 0 and mean square 1, and a
step sees one sample.  With :math:`m = \eta\lambda` and :math:`q = 1 - m` the step is :math:`x \leftarrow q x + m a_i`.
All variances are in units of that of the samples.
"""

from __future__ import annotations

import numpy as np

from optbook.validation import require, require_count


def replaced_variance(moved: np.ndarray) -> np.ndarray:
    """Stationary variance of the iterate when each step draws its sample with replacement.

    Parameters
    ----------
    moved : float or array
        Rate times curvature, between 0 and 2.
    """
    return _moved(moved) / (2 - _moved(moved))


def reshuffled_variances(moved: float, count: int) -> np.ndarray:
    """Stationary variance before each step of an epoch and after the last, ``(count + 1,)``, new order each epoch.

    Samples drawn without replacement have the covariance ``-1 / (count - 1)``.

    Parameters
    ----------
    moved : float
        Rate times curvature, between 0 and 2.
    count : int
        Number of samples, at least 2.
    """
    require_count(2, count=count)
    keeps = 1 - float(_moved(moved))
    weights = float(moved) * keeps ** np.arange(count)
    added = np.append(0, np.cumsum(weights**2) - np.cumsum(weights) ** 2 / count) * count / (count - 1)
    kept = keeps ** (2 * np.arange(count + 1))
    return kept * added[-1] / (1 - kept[-1]) + added


def reshuffled_variance(moved: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Stationary variance at the end of an epoch, new order each epoch: the closed form, for arrays.

    `moved` and `count` are as in `reshuffled_variances`, and broadcast against each other.
    """
    moved = _moved(moved)
    power = (1 - moved) ** count
    gain = (2 - moved) * (1 - power) / (count * moved * (1 + power))
    return replaced_variance(moved) * count / (count - 1) * (1 - gain)


def once_variance(moved: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Mean square of where a run ends that keeps one random order for all epochs; see `reshuffled_variance`."""
    power = (1 - _moved(moved)) ** count
    return reshuffled_variance(moved, count) * (1 + power) / (1 - power)


def resting_place(moved: np.ndarray, samples: np.ndarray) -> np.ndarray:
    """Where epochs in one fixed order end, for `samples` in that order along the last axis.

    It is the fixed point of one epoch, ``moved * sum(q ** (count - k) * samples[k]) / (1 - q ** count)``.
    """
    moved, samples = _moved(moved)[..., None], np.asarray(samples, dtype=float)
    powers = (1 - moved) ** np.arange(samples.shape[-1])[::-1]
    return (moved * powers * samples).sum(-1) / (1 - (1 - moved[..., 0]) ** samples.shape[-1])


def _moved(moved: np.ndarray) -> np.ndarray:
    moved = np.asarray(moved, dtype=float)
    require(bool(((moved > 0) & (moved < 2)).all()), "moved", moved, "rate times curvature, between 0 and 2")
    return moved
