from __future__ import annotations

import numpy as np
import pytest

from optbook.live.recipe import RecipeError, free_names, recipe, title
from optbook.noise import Noisy, StudentT
from optbook.optimizers import HeavyBall


def test_a_recipe_makes_what_python_makes():
    made = recipe("HeavyBall(lr, beta=0.5)", {"lr": 0.1})
    assert isinstance(made, HeavyBall)
    assert (made.lr, made.beta) == (0.1, 0.5)


def test_calls_lists_and_arithmetic_go_together():
    turned = recipe("LinearChange.rotation(Quadratic([[1, 0], [0, 2 * kappa]]), -30)", {"kappa": 5.0})
    np.testing.assert_allclose(np.linalg.eigvalsh(turned.hess(np.zeros(2))), [1, 10])
    noisy = recipe("Noisy(Saddle(), 0.5, 3, StudentT(3))", {})
    assert isinstance(noisy, Noisy)
    assert noisy.noise == StudentT(3)
    assert recipe("warmup(cosine(lr, 100), 10)", {"lr": 0.1})(0) == pytest.approx(0.01)


FAULTS = {
    "Adm(lr)": "unknown name Adm; known are ADOPT, ",
    "Adam(rate)": "unknown name rate; sliders are lr",
    "Adam(": "is not a call",
    "Adam(lr, speed=3)": "unexpected keyword",
    "__import__('os')": "unknown name __import__",
    "Adam.__init__(lr)": "makes nothing by __init__",
    "().__class__": "neither a call",
    "Adam(*lr)": "neither a call",
    "'text'": "neither a call",
    "lambda: 1": "neither a call",
}


@pytest.mark.parametrize(("text", "why"), FAULTS.items())
def test_anything_else_is_refused_with_the_reason(text, why):
    with pytest.raises(RecipeError, match=why.replace("(", r"\(")):
        recipe(text, {"lr": 0.1})


def test_what_the_class_refuses_stays_its_own_error():
    with pytest.raises(ValueError, match="beta: got 2"):
        recipe("HeavyBall(lr, 2)", {"lr": 0.1})


def test_free_names_are_those_of_sliders():
    assert free_names("LinearChange.rotation(Quadratic([[1, 0], [0, kappa]]), angle)") == {"kappa", "angle"}
    assert free_names("PolyakStep(objective)") == {"objective"}


def test_titles_are_words():
    names = ["HeavyBall(lr)", "AdamW(lr)", "RMSProp(lr)", "SignSGD(lr)", "step_decay(lr)", "LinearChange.rotation(f)"]
    assert [title(name) for name in names] == [
        "Heavy ball",
        "AdamW",
        "RMSProp",
        "SignSGD",
        "step decay",
        "Linear change",
    ]
