"""Schemes: the laws of the weights."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from optbook.models import MLP
from optbook.models.initialization import SCHEMES

N, M = 200, 100
LAWS = {
    "normal": stats.norm(0, 1),
    "naive": stats.uniform(-1 / np.sqrt(N), 2 / np.sqrt(N)),
    "lecun": stats.norm(0, np.sqrt(1 / N)),
    "xavier": stats.uniform(-np.sqrt(6 / (N + M)), 2 * np.sqrt(6 / (N + M))),
    "he": stats.norm(0, np.sqrt(2 / N)),
}
NET = MLP(np.ones((1, N)), [0], (M,), classes=1)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_weights_have_the_law_of_their_scheme_and_biases_are_zero(scheme):
    arrays = NET.unflatten(NET.initialize(0, scheme, (2,)))
    assert stats.kstest(arrays["weight0"].ravel(), LAWS[scheme].cdf).pvalue > 0.01
    assert not arrays["bias0"].any()


def test_a_start_is_a_function_of_its_seed():
    np.testing.assert_array_equal(NET.initialize(3), NET.initialize(3))
    assert (NET.initialize(3) != NET.initialize(4)).any()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"seed": -1}, "seed: got -1"),
        ({"scheme": "orthogonal"}, "scheme: got 'orthogonal', takes one of 'normal'"),
        ({"batch": (2, 0)}, "batch: got 0"),
    ],
)
def test_bad_input_is_named(arguments, named):
    with pytest.raises(ValueError, match=named):
        NET.initialize(**{"seed": 0} | arguments)
