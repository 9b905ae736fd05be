"""What live figures compute in the browser is what `descend` computes: every method on every objective of every figure.

A difference is the largest over all steps and coordinates, relative to the largest coordinate that the run has visited
until then.  Engines and libraries may differ in the last bit of powers and cosines.  Runs of `STEPS` steps must agree
to `CLOSE`.  Where one does not, it must be shown to amplify such a bit: it is then compared for as long as runs of
`descend` that see each gradient a last bit aside stay together to a hundredth of that.  Each pair is run as the figure
is at first, at a rate that suits the curvature of the objective, and at that rate with all other sliders elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

import harness
from optbook import descend
from optbook.live.recipe import recipe
from optbook.noise import Delegating, Noisy, seen
from optbook.schedules import rate

CLOSE = 1e-9
STEPS = 200
# Pairs that amplify what is lost inside an objective, which no shift of the point shows: how many steps they agree.
FEWER = {
    # Far on the left the value is log(1 + a little), and rounding 1 + a little loses most of it: the last bit of exp.
    ("Polyak's step, minimum 0", "softplus"): 18,
}
# Beyond, a run has left all bounds; both must have.
GONE = 1e100
FIGURES = sorted(path.stem for path in (harness.SITE / "_static/live").glob("*.js"))

TOLD = """
name => {
  const {sliders, objectives, methods, schedules} = optbookLive[name];
  const named = list => list.map(({recipe, label, start}) => ({recipe, label, start}));
  return {sliders, objectives: named(objectives), methods: named(methods), schedules: named(schedules)};
}
"""
RUN = """
([name, most, objective, p]) => {
  const figure = optbookLive[name], plain = list => list.map(number => Number.isFinite(number) ? number : null);
  const seed = p[figure.sliders.findIndex(slider => slider.name === 'seed')];
  return figure.methods.map((by, method) => {
    const part = optbookLive.part(figure, {objective, method, schedule: 0, seed});
    if (!part.program) return null;
    const steps = part.draws ? Math.min(most, part.draws.length) : most;
    const {xs, values} = optbookLive.run(part, p, part.objective.start, steps);
    return {xs: xs.map(plain), values: plain(values)};
  });
}
"""
RATES = """
([name, steps, p]) => optbookLive[name].schedules.map(schedule =>
  Array.from({length: steps}, (_, t) => schedule.rate(t, p)[0]))
"""


@pytest.fixture(scope="module")
def page(browser, address):
    """A page of the site with the scripts of every live figure."""
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(address + "404.html")
    for script in ["live.js", *(f"live/{name}.js" for name in FIGURES)]:
        opened.add_script_tag(url=f"{address}_static/{script}")
    yield opened
    context.close()


def settings_of(told, share=None):
    """The defaults of the sliders, or a `share` of their ranges; integers where they are whole."""
    found = {}
    for one in told["sliders"]:
        low, high = one["low"], one["high"]
        number = one["value"] if share is None or one["name"] in {"lr", "steps"} else low + share * (high - low)
        found[one["name"]] = round(number) if one["whole"] else number
    return found


def gentle(objective, start, lr):
    """A rate that is half of what the largest curvature at the start suggests, at most `lr`."""
    curved = objective if hasattr(objective, "hess") else objective.objective
    return min(lr, 0.5 / max(np.abs(np.linalg.eigvalsh(curved.hess(np.asarray(start)))).max(), 1e-3))


def difference(x, other):
    """Largest difference until each step, relative to the largest number until then; where both are gone, none."""
    x, other = (np.where(np.isfinite(a), a, np.inf).reshape(len(a), -1) for a in (x, other))
    here, there = (np.abs(a).max(-1) < GONE for a in (x, other))
    with np.errstate(invalid="ignore"):
        apart = np.where(here & there, np.abs(x - other).max(-1), np.where(here == there, 0.0, np.inf))
        size = np.maximum.accumulate(np.where(here, np.abs(x).max(-1), GONE))
    return np.maximum.accumulate(apart / np.maximum(size, np.finfo(float).tiny))


class Aside(Delegating):
    """An objective whose gradient is seen a last bit beside the point, in all lanes but the first."""

    def __init__(self, objective, step=0):
        self.objective, self.step = objective, step

    origin = property(lambda self: self.objective)

    def at(self, step):
        return Aside(seen(self.objective, step), step)

    def grad(self, x):
        signs = np.random.default_rng(self.step).choice([-1.0, 0.0, 1.0], x.shape)
        signs[0] = 0.0
        return self.objective.grad(x + signs * np.spacing(x))


def calm_steps(objective, start, method, steps):
    """For how many steps runs stay together that see each gradient a last bit aside."""
    one = replace(objective, lanes=()) if isinstance(objective, Noisy) else objective
    x = descend(Aside(one), np.tile(start, (17, 1)), method, steps).x
    apart = np.max([difference(x[:, 0], x[:, lane]) for lane in range(1, 17)], axis=0)
    return int(np.argmax(apart > CLOSE / 100)) if (apart > CLOSE / 100).any() else steps


@pytest.mark.parametrize("name", FIGURES)
def test_the_browser_runs_what_descend_runs(page, name, record_property):
    told = page.evaluate(TOLD, name)
    rows: dict[str, dict[int, tuple[float, int]]] = {}
    wrong = []
    for place, of in enumerate(told["objectives"]):
        for share, is_gentle in ((None, False), (None, True), (2 / 3, True)):
            settings = settings_of(told, share)
            objective = recipe(of["recipe"], settings)
            if is_gentle and "lr" in settings:
                settings["lr"] = gentle(objective, of["start"], settings["lr"])
            p = [settings[one["name"]] for one in told["sliders"]]
            schedule = recipe(told["schedules"][0]["recipe"], settings)
            for by, ran in zip(told["methods"], page.evaluate(RUN, [name, STEPS, place, p]), strict=True):
                if ran is None:
                    continue
                method = recipe(by["recipe"], settings | {"lr": schedule, "objective": objective})
                steps = len(ran["xs"]) - 1
                run = descend(objective, of["start"], method, steps)
                apart = np.maximum(
                    difference(run.x, np.array(ran["xs"], dtype=float)),
                    difference(run.value, np.array(ran["values"], dtype=float)),
                )
                if apart[-1] > CLOSE:
                    steps = calm_steps(objective, np.array(of["start"]), method, steps)
                    steps = min(steps, FEWER.get((by["label"], of["label"]), steps))
                if not apart[steps] <= CLOSE:
                    first = int(np.argmax(apart > CLOSE))
                    pair = f"{by['label']} on {of['label']} at {settings}"
                    wrong.append(f"{pair}: {apart[steps]:.1e} at step {steps}, too far apart from step {first} on")
                agreed = int(np.argmax(apart > CLOSE)) - 1 if apart[-1] > CLOSE else steps
                known = rows.setdefault(by["label"], {}).get(place, (0.0, STEPS))
                rows[by["label"]][place] = (max(known[0], float(apart[agreed])), min(known[1], agreed))
    record_property("parity", (name, [of["label"] for of in told["objectives"]], rows))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", FIGURES)
def test_schedules_give_the_same_rates(page, name):
    told = page.evaluate(TOLD, name)
    settings = settings_of(told)
    rates = page.evaluate(RATES, [name, STEPS, [settings[one["name"]] for one in told["sliders"]]])
    for schedule, got in zip(told["schedules"], rates, strict=True):
        made = recipe(schedule["recipe"], settings)
        np.testing.assert_allclose(got, [rate(made, t) for t in range(STEPS)], rtol=1e-12)


def test_a_laboratory_has_more_than_twenty_methods(page):
    told = page.evaluate(TOLD, next(name for name in FIGURES if "laboratory" in name))
    classes = {word for one in told["methods"] for word in re.findall(r"\w+(?=\()", one["recipe"])}
    assert len(classes) > 20
