"""Each claim of the page on Adadelta fails when what it rests on is broken."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from optbook.optimizers import Adadelta
from optbook.studies.adaptive import adadelta
from optbook.studies.adaptive.adadelta_forms import OutsideAdadelta, SplitAdadelta

BROKEN = {
    "factor_and_eps_act_as_one_rate": {"SplitAdadelta": partial(SplitAdadelta, floor=1e-3)},
    "on_a_slope_the_steps_grow": {"slope_steps": lambda steps, decay: np.full(steps, 1 / (1 - decay))},
    "the_number_of_steps_goes_like_one_over_the_cube_root": {"slope_bounds": lambda decay: (0.0, 1.0)},
    "near_a_minimum_it_is_gradient_descent": {"Adadelta": OutsideAdadelta},
    "above_curvature_two_it_goes_away_like_a_root": {"expected_growth": lambda a: np.full(len(a), 1e-6 / 4)},
    "noise_wears_the_effective_rate_down": {"drift": lambda law, decay, seed: (-0.02, 1e-4)},
    "on_digits_the_product_is_the_rate": {"trained": lambda eps, seed: np.linspace(1, 2, 6)[:, None]},
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_claim_can_fail(name, monkeypatch):
    for what, instead in BROKEN[name].items():
        monkeypatch.setattr(adadelta, what, instead)
    assert not getattr(adadelta, name)().holds


def test_the_usual_eps_is_under_both_roots():
    assert Adadelta().eps == SplitAdadelta().eps
    assert SplitAdadelta().floor == 0.0
