from __future__ import annotations

import numpy as np
import pytest

from optbook.live.expression import OPERATIONS, apply, constant, given


def test_what_is_known_is_computed_at_once():
    assert apply("add", constant(1), constant(2)).value == 3
    assert apply("add", constant(1), constant(2)).is_constant


def test_powers_with_a_function_of_their_own_are_that_function():
    x = given("x[0]", 3)
    assert apply("power", x, constant(2)).operation == "multiply"
    assert apply("power", x, constant(0.5)).operation == "sqrt"
    assert apply("power", x, constant(1)) is x
    assert apply("power", x, constant(3)).operation == "power"


@pytest.mark.parametrize("name", ["less", "less_equal", "greater", "greater_equal", "equal", "not_equal"])
@pytest.mark.parametrize("bound", [-1.0, 0.0, 1.0, 2.0])
def test_a_lower_bound_decides_only_what_is_the_same_for_every_number_above(name, bound):
    step = given("t", 5, least=1)
    compare, numbers = OPERATIONS[name][0], np.array([1.0, 1.5, 2.0, 3.0, 1e9])
    for result, outcomes in (
        (apply(name, step, constant(bound)), compare(numbers, bound)),
        (apply(name, constant(bound), step), compare(bound, numbers)),
    ):
        assert not result.is_constant or (outcomes == result.value).all()
    assert apply("equal", step, constant(0)).is_constant


def test_a_step_counted_on_has_a_higher_bound():
    step = given("t", 5, least=0)
    assert apply("add", step, constant(1)).least == 1
    assert apply("subtract", apply("add", step, constant(3)), constant(1)).least == 2
    assert apply("multiply", constant(2), apply("add", step, constant(1))).least == 2
    assert apply("negative", step).least == -np.inf
