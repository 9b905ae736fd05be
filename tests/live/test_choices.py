from __future__ import annotations

import pytest

from optbook.live.choices import Slider, Subject, slider


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
