from __future__ import annotations

import pytest

from interpreter import evaluate
from optbook.live.expression import apply, constant, given
from optbook.live.script import number, script
from optbook.live.trace import Program


def test_what_is_used_twice_is_computed_once():
    x = given("x[0]", 1.0)
    roots = [apply("sqrt", apply("add", x, constant(1))) for _ in range(2)]
    text = script(Program(("x",), (apply("multiply", *roots),)))
    assert text == "(x) => {\n  const a = Math.sqrt((x[0] + 1));\n  return [a * a];\n}"


def test_a_program_with_many_numbers_has_enough_names():
    x = given("x[0]", 1.0)
    parts = [apply("add", x, constant(k)) for k in range(120)]
    total = parts[0]
    for part in parts[1:]:
        total = apply("add", total, apply("multiply", part, part))
    expected = 1.0 + sum((1.0 + k) ** 2 for k in range(1, 120))
    assert evaluate(script(Program(("x",), (total,))), x=[1.0]) == [expected]


@pytest.mark.parametrize("value", [0.1, -2.0, 1e-300, 123456789.0, 2.0**60, -1 / 3])
def test_a_number_reads_back_the_same(value):
    assert float(eval(number(value))) == value


def test_what_is_no_number_has_the_name_that_browsers_know():
    assert [number(v) for v in (float("inf"), float("nan"), True)] == ["Infinity", "NaN", "true"]
