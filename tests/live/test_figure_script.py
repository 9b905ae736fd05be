from __future__ import annotations

import numpy as np
import pytest

from optbook.live.choices import Subject, slider
from optbook.live.figure import LiveFigure
from optbook.live.figure_script import figure_script
from optbook.noise import Noisy
from optbook.objectives import Saddle

STEPS = slider("steps = 20 in [1, 50] whole, steps")
RATE = slider("lr = 0.1 in [0.01, 1] log, rate")


def figure(objectives=("Saddle()",), methods=("GradientDescent(lr)",), sliders=(RATE, STEPS), **more):
    return LiveFigure("one", *(tuple(map(Subject.named, texts)) for texts in (objectives, methods)), sliders, **more)


def test_what_cannot_be_traced_is_left_out_and_noted():
    both = figure(methods=["GradientDescent(lr)", "Newton(objective)"])
    text = figure_script(both).text
    assert "Newton" not in text
    assert figure_script(both).refused == {"Newton": "np.linalg.solve is not recorded"}


def test_a_figure_without_a_method_that_can_be_traced_is_refused():
    with pytest.raises(ValueError, match="one that can be traced"):
        figure_script(figure(methods=["BFGS(objective)"], sliders=(STEPS,)))


def test_a_method_that_sees_the_objective_is_traced_on_each():
    text = figure_script(figure(["Saddle()", "Rosenbrock()"], ["PolyakStep(objective)"], sliders=(STEPS,))).text
    assert '"PolyakStep(objective)",\nof: [0, 1]' in text


def test_programs_that_are_alike_are_printed_once():
    text = figure_script(figure(["Saddle()", "Rosenbrock()", "CosineWell()"])).text
    assert "of: [0, 0, 1]" in text


def test_the_script_is_the_same_each_time():
    assert figure_script(figure()) == figure_script(figure())


def test_the_borders_of_a_plane_come_as_the_numbers_that_python_found():
    beta = slider("beta = 0.5 in [0, 0.9], memory")
    one = figure(
        methods=["HeavyBall(lr, beta)"],
        sliders=(RATE, beta, STEPS),
        plane=("lr", "beta"),
        borders=("2 * (1 + beta)", "1 - beta"),
    )
    text = figure_script(one).text
    start = text.index("borders: ") + len("borders: ")
    rows = eval(text[start : text.index("objectives: ", start)].rstrip(",\n"))
    np.testing.assert_allclose(rows, [one.curve(border) for border in one.borders], atol=1e-4)  # four decimals


def test_a_figure_without_a_plane_has_no_borders():
    assert "borders" not in figure_script(figure()).text


def test_noise_comes_as_the_numbers_that_python_drew():
    seed = slider("seed = 2 in [1, 3] whole, seed")
    text = figure_script(
        figure(["Noisy(Saddle(), 0.5, seed)"], sliders=(RATE, seed, slider("steps = 2 in [1, 4] whole")))
    ).text
    start = text.index("noise: ")
    rows = eval(text[start + 7 : text.index("value:")].replace("first", "'first'").replace("draws", "'draws'"))[0]
    assert rows["first"] == 1
    draws = [[Noisy(Saddle(), 1.0, seed).draws(step, np.zeros(2)) for step in range(4)] for seed in (1, 2, 3)]
    np.testing.assert_array_equal(rows["draws"], draws)
