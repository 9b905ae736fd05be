from __future__ import annotations

import pytest

from optbook.live.figure import LiveFigure, Slider, Subject, slider

STEPS = slider("steps = 20 in [1, 50] whole, steps")
RATE = slider("lr = 0.1 in [0.01, 1] log, rate")


def figure(objectives=("Saddle()",), methods=("GradientDescent(lr)",), sliders=(RATE, STEPS), **more):
    return LiveFigure("one", *(tuple(map(Subject.named, texts)) for texts in (objectives, methods)), sliders, **more)


def test_a_slider_is_read_as_it_is_written():
    assert slider("lr = 0.1 in [0.001, 1] log, rate η") == Slider("lr", "rate η", 0.1, 0.001, 1.0, log=True)
    assert slider("seed = 0 in [0, 4] whole") == Slider("seed", "seed", 0, 0, 4, whole=True)


FAULTS = ["lr = 0.1", "lr = x in [0, 1]", "lr = 2 in [0, 1]", "lr = 0.1 in [0, 1] log", "lr = 0.1 in [0, 1] whole"]


@pytest.mark.parametrize("text", [*FAULTS, "lr = 0.1 in [0, 1] loud", "2 = 0.1 in [0, 1]", "lr = nan in [0, 1]"])
def test_a_wrong_slider_is_refused(text):
    with pytest.raises(ValueError, match="takes"):
        slider(text)


def test_a_subject_may_have_a_name_of_its_own():
    assert Subject.named("HeavyBall(lr) as with memory") == Subject("HeavyBall(lr)", "with memory")
    assert Subject.named("HeavyBall(lr)").label == "Heavy ball"


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


def test_what_cannot_be_traced_is_left_out_and_noted():
    both = figure(methods=["GradientDescent(lr)", "Newton(objective)"])
    text = both.text()
    assert "Newton" not in text
    assert both.refused == {"Newton": "np.linalg.solve is not recorded"}


def test_a_figure_without_a_method_that_can_be_traced_is_refused():
    with pytest.raises(ValueError, match="one that can be traced"):
        figure(methods=["BFGS(objective)"], sliders=(STEPS,)).text()


def test_a_method_that_sees_the_objective_is_traced_on_each():
    text = figure(["Saddle()", "Rosenbrock()"], ["PolyakStep(objective)"], sliders=(STEPS,)).text()
    assert '"PolyakStep(objective)",\nof: [0, 1]' in text


def test_programs_that_are_alike_are_printed_once():
    text = figure(["Saddle()", "Rosenbrock()", "CosineWell()"]).text()
    assert "of: [0, 0, 1]" in text


def test_the_script_is_the_same_each_time():
    assert figure().text() == figure().text()


def test_noise_comes_as_the_numbers_that_python_drew():
    seed = slider("seed = 2 in [1, 3] whole, seed")
    text = figure(["Noisy(Saddle(), 0.5, seed)"], sliders=(RATE, seed, slider("steps = 2 in [1, 4] whole"))).text()
    start = text.index("noise: ")
    rows = eval(text[start + 7 : text.index("value:")].replace("first", "'first'").replace("draws", "'draws'"))[0]
    assert rows["first"] == 1
    assert [len(rows["draws"]), len(rows["draws"][0]), len(rows["draws"][0][0])] == [3, 4, 2]
