"""Noise that leaves wells, and noise that samples them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import cumulative_trapezoid, trapezoid

from optbook.objectives import RisingWaves
from optbook.studies.noise import heavy_tails_wells as page


def test_the_wells_have_one_width_or_one_height():
    np.testing.assert_allclose(page.HIGHER.height, [0.5, 1, 2, 3])
    np.testing.assert_allclose(page.WIDER.height, 1)


def test_a_finer_lattice_moves_the_mean_times_by_less_than_a_percent(monkeypatch):
    coarse = [page.mean_exit(page.HIGHER, noise) for noise in page.NOISES]
    monkeypatch.setattr(page, "CELLS", 401)
    np.testing.assert_allclose(coarse, [page.mean_exit(page.HIGHER, noise) for noise in page.NOISES], rtol=0.01)


def test_normal_noise_leaves_like_a_diffusion_over_an_edge_a_little_farther_out():
    """Seen at whole steps only, an edge acts as if it were 0.5826 standard deviations of a step farther out.

    What is left is of second order in that, a few percent.  Source: D. Siegmund, "Corrected diffusion approximations in
    certain random walk problems", Advances in Applied Probability 11, 1979.
    """
    step = page.LR * page.NOISES["normal"][1]
    y = np.linspace(0, 1 + 0.5826 * step, 4001)
    for curvature, found in zip(page.HIGHER.curvature, page.mean_exit(page.HIGHER, "normal"), strict=True):
        keeps = 1 - page.LR * curvature
        variance = step**2 / (1 - keeps**2)  # at rest; the diffusion with it, seen at whole steps, is the run
        value = y**2 / (2 * variance)
        inner = cumulative_trapezoid(np.exp(-value), y, initial=0)
        expected = trapezoid(np.exp(value) * inner, y) / (-np.log(keeps) * variance)
        assert found == pytest.approx(expected, rel=0.05)


def test_the_median_time_is_that_of_a_memoryless_time_where_it_is_long():
    for noise in page.NOISES:
        long = page.mean_exit(page.HIGHER, noise) > 200
        ratio = page.median_exit(page.HIGHER, noise) / page.mean_exit(page.HIGHER, noise)
        np.testing.assert_allclose(ratio[long], np.log(2), rtol=0.03)  # the first steps from the bottom leave seldom


def test_the_law_at_rest_and_its_limit_have_mass_one():
    _, law, gibbs = page.rest_laws(0.02)
    assert law.sum() == pytest.approx(1)
    assert gibbs.sum() == pytest.approx(1)


def test_the_waves_have_minima_of_value_zero_with_maxima_between_them():
    minima, maxima = page.wave_minima(), page.wave_maxima()
    assert len(minima) == 7
    assert (np.diff(np.sort(np.concatenate([minima, maxima]))) > 0).all()
    np.testing.assert_allclose(RisingWaves().slope(maxima), 0, atol=1e-9)
    assert (RisingWaves().bend(maxima) < 0).all()


def test_the_lowered_waves_have_their_slope_and_bend_by_differences():
    curve, step = page.LoweredWaves(page.wave_minima()[4]), 1e-5
    t = curve.place + np.linspace(-0.4, 0.4, 41)
    ahead, back = t + step, t - step
    # Off by step^2/6 times the next derivative, which is below 1e4.
    np.testing.assert_allclose((curve.f(ahead) - curve.f(back)) / (2 * step), curve.slope(t), atol=1e-6)
    np.testing.assert_allclose((curve.slope(ahead) - curve.slope(back)) / (2 * step), curve.bend(t), atol=1e-5)


def test_beyond_their_reach_the_lowered_waves_are_the_waves():
    curve = page.LoweredWaves(0.0)
    t = np.array([-3.0, -0.25, 0.25, 3.0])
    for name in ("f", "slope", "bend"):
        np.testing.assert_array_equal(getattr(curve, name)(t), getattr(RisingWaves(), name)(t))
    assert curve.f(0.0) == -1
