r"""Recurrences with two terms, the form that methods with momentum take along an eigenvector of a quadratic.

.. math:: x_{t+1} = p \, x_t - q \, x_{t-1}, \qquad z^2 - p z + q = 0

Its solutions are combinations of :math:`z_1^t` and :math:`z_2^t` with the roots of the characteristic equation, or of
:math:`z^t` and :math:`t z^t` where these agree; all tend to zero exactly if both roots lie inside the unit circle.

Source: S. Elaydi, "An introduction to difference equations", 3rd edition, Springer, 2005, chapter 2.
"""

from __future__ import annotations

import numpy as np


def recurrence_roots(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Roots of ``z^2 - p z + q``, the one of larger modulus first: ``(...), (...) -> (..., 2)``, complex.

    The coefficients are real.  Of two real roots the larger in modulus is computed first and the other by division, so
    that none is lost in a difference.  Of two conjugate ones the first has the positive imaginary part.
    """
    p, q = np.broadcast_arrays(np.asarray(p, dtype=complex), np.asarray(q, dtype=complex))
    root = np.sqrt(p * p - 4 * q)
    first = np.where(p.real < 0, p - root, p + root) / 2
    first = np.where(first.imag < 0, first.conj(), first)
    second = np.divide(q, first, out=np.zeros_like(first), where=first != 0)
    return np.stack([first, second], axis=-1)


def recurrence_radius(p: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Largest modulus of the roots of ``z^2 - p z + q``, what a step leaves in the long run: ``(...) -> (...)``."""
    return np.abs(recurrence_roots(p, q)).max(-1)
