"""The numbers of the page on Adam."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.adaptive import adam_forms


def test_the_longest_step_at_one_and_in_the_limit():
    assert adam_forms.longest(1) == pytest.approx(1)
    assert adam_forms.longest(10**6) == pytest.approx(0.1 / np.sqrt(0.001) / np.sqrt(1 - 0.81 / 0.999))
    assert adam_forms.alone(10**6) == pytest.approx(np.sqrt(10))


def test_equal_memories_never_lengthen_a_step_in_the_limit():
    assert adam_forms.longest(10**4, 0.9, 0.9) == pytest.approx(1)


def test_the_rates_of_a_stuck_count():
    run = adam_forms.lengths(10000)
    assert run.stuck[0] == pytest.approx(1)
    assert run.stuck[-1] == pytest.approx(np.sqrt(0.001) / 0.1, rel=1e-4)  # 0.999^10000 = 4.5e-5
    assert run.uncorrected[0] == pytest.approx(np.sqrt(10))


def test_no_correction_is_seen_in_the_long_run():
    assert adam_forms.correction(10**6) == pytest.approx(1, abs=1e-15)
