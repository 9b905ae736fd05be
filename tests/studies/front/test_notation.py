"""The forms of momentum on the page on notation."""

from __future__ import annotations

import numpy as np

from optbook.schedules import constant, step_decay
from optbook.studies.front import notation


def test_without_memory_all_forms_are_gradient_descent_at_any_schedule():
    forms = notation.momentum_forms(step_decay(0.1, 0.5, [10, 20]), beta=0.0)
    assert forms.apart("averaged") == forms.apart("stepped") == 0


def test_the_forms_end_at_the_minimum():
    forms = notation.momentum_forms(constant(0.05), steps=500)
    ends = forms.summed[-1], forms.averaged[-1], forms.stepped[-1]
    np.testing.assert_allclose(ends, np.zeros((3, 2)), atol=1e-6)
