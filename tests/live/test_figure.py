from __future__ import annotations

import numpy as np
import pytest

from optbook.live.choices import Subject, slider
from optbook.live.figure import LiveFigure

STEPS = slider("steps = 20 in [1, 50] whole, steps")
RATE = slider("lr = 0.1 in [0.01, 1] log, rate")


def figure(objectives=("Saddle()",), methods=("GradientDescent(lr)",), sliders=(RATE, STEPS), **more):
    return LiveFigure("one", *(tuple(map(Subject.named, texts)) for texts in (objectives, methods)), sliders, **more)


def test_a_range_that_a_method_refuses_is_refused_before_anything_is_drawn():
    beta = slider("beta = 0.9 in [0, 1], memory")
    with pytest.raises(ValueError, match="beta: got 1"):
        figure(methods=["HeavyBall(lr, beta)"], sliders=(RATE, beta, STEPS))


def test_a_slider_that_moves_nothing_is_refused():
    with pytest.raises(ValueError, match="none that no recipe uses"):
        figure(sliders=(RATE, STEPS, slider("beta = 0.9 in [0, 0.99]")))


def test_steps_are_always_there():
    with pytest.raises(ValueError, match="among them steps"):
        figure(sliders=(RATE,))


def test_a_function_of_three_variables_is_refused():
    with pytest.raises(ValueError, match="one or two variables"):
        figure(objectives=["LogSumExp(3)"])


BETA = slider("beta = 0.5 in [0, 0.98], memory")


def with_plane(**more):
    sliders = (RATE, BETA, STEPS)
    return figure(methods=["HeavyBall(lr, beta)"], sliders=sliders, plane=("lr", "beta"), **more)


def test_a_border_is_a_curve_over_the_whole_range_of_the_second_slider():
    rate, beta = with_plane().curve("(1 - beta ** (1 / 2)) ** 2").T
    np.testing.assert_allclose(np.sqrt(rate), 1 - np.sqrt(beta), rtol=1e-12)
    assert (beta[0], beta[-1]) == (0, 0.98)
    assert (np.diff(beta) > 0).all()


def test_a_border_may_be_upright():
    assert set(with_plane().curve("beta * 0 + 2")[:, 0]) == {2}


def test_a_border_of_another_slider_is_refused():
    with pytest.raises(ValueError, match="the second slider of the plane"):
        with_plane(borders=("2 * lr",))
    with pytest.raises(ValueError, match="the second slider of the plane"):
        figure(borders=("2 * lr",))
