r"""How fast a row of errors :math:`e_0, e_1, \dots` tends to zero, read off the errors themselves.

.. math:: \text{rate:} \quad \rho_t = \frac{e_{t+1}}{e_t} \qquad
          \text{order:} \quad q_t = \frac{\ln(e_{t+2} / e_{t+1})}{\ln(e_{t+1} / e_t)}

Where :math:`e_{t+1} \approx c \, e_t^q`, the quotients of neighbors no longer contain `c`, and :math:`q_t` tends to the
order `q`.

Source: J. M. Ortega and W. C. Rheinboldt, "Iterative solution of nonlinear equations in several variables", Academic
Press, 1970, chapter 9.
"""

from __future__ import annotations

import numpy as np


def contraction(errors: np.ndarray) -> np.ndarray:
    """Quotient of each error and the one before it along the first axis: ``(n, ...) -> (n - 1, ...)``.

    It is nan where the error before is zero.
    """
    errors = np.asarray(errors, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(errors[:-1] > 0, errors[1:] / errors[:-1], np.nan)


def order(errors: np.ndarray) -> np.ndarray:
    """Order of convergence at each step along the first axis: ``(n, ...) -> (n - 2, ...)``.

    It is not finite where one of the three errors is zero, or where the first two are equal.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(contraction(errors))
        return logs[1:] / logs[:-1]


def log_slope(x: np.ndarray, errors: np.ndarray) -> np.ndarray:
    """Slope of the line through ``log(errors)`` against `x` by least squares: ``(n,), (n, ...) -> (...)``.

    With the step as `x` it is the logarithm of a linear rate; with its logarithm it is the exponent of a power.
    """
    x = np.asarray(x, dtype=float) - np.mean(x)
    return np.tensordot(x, np.log(errors), axes=1) / (x @ x)
