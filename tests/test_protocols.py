"""What the parts promise is what they have."""

from __future__ import annotations

import numpy as np

from optbook.objectives import Rosenbrock
from optbook.optimizers import GradientDescent
from optbook.protocols import Objective, Optimizer


def test_members_make_a_part_whatever_its_class():
    assert isinstance(Rosenbrock(), Objective)
    assert isinstance(GradientDescent(0.1), Optimizer)
    assert not isinstance(np.zeros(2), Optimizer)
