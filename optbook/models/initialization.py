r"""Where a network starts: weights drawn at random, biases zero.

Each scheme is a law for a weight matrix with :math:`n` inputs and :math:`m` outputs:

=========  ========================================  ====================  =========================================
scheme     law                                       variance              source
=========  ========================================  ====================  =========================================
"normal"   :math:`N(0, 1)`                           :math:`1`             none: what to avoid
"naive"    uniform on :math:`\pm 1/\sqrt{n}`         :math:`1/(3n)`        the "common heuristic" of Glorot and Bengio
"lecun"    :math:`N(0, 1/n)`                         :math:`1/n`           LeCun, Bottou, Orr and Müller
"xavier"   uniform on :math:`\pm \sqrt{6/(n + m)}`   :math:`2/(n + m)`     Glorot and Bengio
"he"       :math:`N(0, 2/n)`                         :math:`2/n`           He, Zhang, Ren and Sun
=========  ========================================  ====================  =========================================

Sources: Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", in Neural Networks: Tricks of the
Trade, 1998.  X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
AISTATS 2010.  K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: surpassing human-level performance on
ImageNet classification", ICCV 2015.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def _normal(variance: Callable[[int, int], float]) -> Callable[..., np.ndarray]:
    return lambda rng, shape: np.sqrt(variance(*shape[-2:])) * rng.standard_normal(shape)


def _uniform(variance: Callable[[int, int], float]) -> Callable[..., np.ndarray]:
    return lambda rng, shape: np.sqrt(3 * variance(*shape[-2:])) * rng.uniform(-1, 1, shape)


SCHEMES = {
    "normal": _normal(lambda n, m: 1.0),
    "naive": _uniform(lambda n, m: 1 / (3 * n)),
    "lecun": _normal(lambda n, m: 1 / n),
    "xavier": _uniform(lambda n, m: 2 / (n + m)),
    "he": _normal(lambda n, m: 2 / n),
}
"""Name to a function ``(rng, shape) -> weights`` of ``shape (..., inputs, outputs)``."""
