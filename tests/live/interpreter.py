"""A small interpreter of printed programs, in place of a browser: but for a few names, they are Python."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np

MATH = {"abs": np.abs, "atan": np.arctan, "max": np.maximum, "min": np.minimum, "sign": np.sign, "floor": np.floor}
MATH |= {
    name: getattr(np, name)
    for name in ("sqrt", "exp", "expm1", "log", "log1p", "sin", "cos", "tan", "sinh", "cosh", "tanh")
}
NAMES = {
    "Math": SimpleNamespace(**MATH),
    "Number": SimpleNamespace(isFinite=np.isfinite),
    "pick": lambda condition, a, b: a if condition else b,
    "true": True,
    "false": False,
    "NaN": np.nan,
    "Infinity": np.inf,
}


def evaluate(text, **given):
    """What a printed function returns, as an array."""
    head, *lines = text.split("\n")
    names = NAMES | {name: np.asarray(value, dtype=float) for name, value in given.items()}
    assert set(re.findall(r"\w+", head)) <= set("xpngsrt")
    with np.errstate(all="ignore"):
        for line in lines:
            if line.startswith("  const "):
                name, _, expression = line.removeprefix("  const ").removesuffix(";").partition(" = ")
                names[name] = eval(expression, {}, names)
            elif line.startswith("  return "):
                return np.array(eval(line.removeprefix("  return ").removesuffix(";"), {}, names), dtype=float)
    raise AssertionError(f"no answer in {text}")


def descend_printed(objective, method, rate, x, steps, p=()):
    """Iterates of a run by printed programs."""
    x = np.array(x, dtype=float)
    state, iterates = evaluate(method["init"], x=x, r=rate(0), p=p), [x]
    for t in range(steps):
        g = evaluate(objective["grad"], x=x, p=p, n=np.zeros(x.size))
        program = method["first"] if t == 0 and "first" in method else method["update"]
        answer = evaluate(program, s=state, g=g, x=x, t=t, r=rate(t), p=p)
        x, state = x + answer[: x.size], answer[x.size :]
        iterates.append(x)
    return np.array(iterates)
