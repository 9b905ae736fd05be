"""The neuron names bad samples, and neither it nor the logarithm of cosh overflows."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import LogCosh, LogisticNeuron, SquaredNeuron


@pytest.mark.parametrize("bad", [{"inputs": ()}, {"targets": (0.5,)}, {"targets": (0.1, 0.9, 0.9, 1.1)}])
def test_a_neuron_names_samples_that_do_not_fit(bad):
    with pytest.raises(ValueError, match=f"{next(iter(bad))}: got"):
        SquaredNeuron(**bad)


def test_a_negative_ridge_is_named():
    with pytest.raises(ValueError, match="ridge: got"):
        LogCosh(-0.1)


def test_a_large_argument_does_not_overflow():
    far = np.array([[-1e4], [1e4]])
    np.testing.assert_allclose(LogCosh(0.0).value(far), 1e4 - np.log(2))
    assert np.isfinite(LogisticNeuron().value(far)).all()
