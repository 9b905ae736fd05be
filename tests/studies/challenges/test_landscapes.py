"""The numbers of the page on landscapes."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import top_eigenvalues
from optbook.studies.challenges import landscapes


def test_lanczos_agrees_with_the_dense_spectrum():
    nets = landscapes.net(3)
    dense = np.linalg.eigvalsh(nets.model.hess(nets.x[0]))[::-1]
    np.testing.assert_allclose(top_eigenvalues(nets.model, nets.x[0], 5), dense[:5], rtol=1e-6)


def test_random_lines_are_flatter_than_those_along_top_eigenvectors():
    cut = landscapes.slices()
    middle = len(cut.t) // 2
    np.testing.assert_allclose(cut.random[:, middle], cut.top[0, middle], rtol=1e-12)
    assert cut.random.max() < 0.25 * cut.top[:, [0, -1]].min()


def test_centering_the_inputs_keeps_the_function_and_the_signs_of_curvature():
    """Both are Hessians of one function after a linear change of variables: Sylvester's law of inertia."""
    found = landscapes.spectra()
    assert found.difference < 1e-14
    counts = [[int((e > 1e-13).sum()), int((e < -1e-13).sum())] for e in (found.pixels, found.centered)]
    assert counts[0] == counts[1]


def test_the_outliers_point_along_the_mean_image():
    assert 0.9 < landscapes.mean_image_cosine() < 1


def test_the_widest_gap_is_found():
    assert landscapes.widest_gap(np.array([8.0, 6.0, 1.0, 0.9]), 3) == (2, pytest.approx(6))


def test_curvature_of_random_lines_does_not_depend_on_the_seed():
    found = landscapes.curvatures(count=200, seed=5)
    assert found.random.mean() == pytest.approx(found.mean, abs=4 * found.spread / np.sqrt(200))


def test_the_plane_passes_through_the_network():
    cut = landscapes.plane(count=5)
    nets = landscapes.net()
    assert cut.values[2, 2] == pytest.approx(nets.value[0])
    assert cut.values[[0, -1], 2].min() > 5 * cut.values[2].max()


def test_a_rescaled_network_is_the_same_function():
    found = landscapes.rescaled()
    middle = len(found.t) // 2
    assert found.plain[middle] == pytest.approx(found.plain_rescaled[middle], abs=1e-14)
