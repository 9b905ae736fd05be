"""Networks on few digits, some with a wrong label."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.schedules import cosine
from optbook.studies.challenges import risk_overfitting as study


@pytest.fixture(scope="module")
def short():
    return study.judged(lanes=3, steps=6, hidden=5, batch_size=100, records=3)


def test_a_label_is_replaced_as_often_as_asked_and_never_by_itself():
    true, given = study.labels(seed=3, share=0.3)
    # Four standard errors of a share.
    assert np.mean(true != given) == pytest.approx(0.3, abs=4 * np.sqrt(0.21 / len(true)))
    never = study.labels(seed=3, share=1.0)[1]
    assert np.unique((never - true) % 10).tolist() == list(range(1, 10))
    np.testing.assert_array_equal(study.labels(seed=3, share=0.0)[1], true)


def test_a_lane_sees_batches_of_its_own_samples_only():
    pool = MLP(np.arange(40.0)[:, None], np.zeros(40, dtype=int), (2,), classes=2)
    own = np.stack([np.arange(10), np.arange(10, 20)]) + np.array([0, 20])[:, None, None]
    batches = Minibatches(pool.subset(np.arange(10)), 5, 0, lanes=(2,))
    seen = study.OwnDigits(pool, own, batches)
    epoch = np.concatenate([seen.at(step).inputs[..., 0] for step in range(2)], axis=-1)
    np.testing.assert_array_equal(np.sort(epoch), own)


@pytest.mark.parametrize(("arm", "rate"), [("constant", lambda step: 0.2), ("cosine", cosine(0.2, 6))])
def test_a_run_is_a_plain_one_on_its_own_digits(short, arm, rate):
    """In single precision: six steps of rounding at 6e-8."""
    data, (true, given), lane = load("digits"), study.labels(0, 0.2), 1
    order = np.random.default_rng((0, 2)).permuted(np.tile(np.arange(len(true)), (3, 1)), axis=-1)[lane]
    train, kept = np.split(order[: study.TRAIN + study.VALIDATION], [study.TRAIN])
    model = MLP(data.train_inputs[train], given[train], (5,), classes=10)
    batches, x = Minibatches(model, 100, 0, lanes=(3,)), model.initialize(0, batch=(3,))[lane]
    for step in range(6):
        x = x - rate(step) * model.subset(batches.indices(step)[lane]).grad(x)
    row = study.ARMS.index(arm)
    assert short.step[-1] == 6
    np.testing.assert_allclose(short.train[:, row, -1, lane], (model.value(x), model.accuracy(x)), rtol=1e-4)
    aside = MLP(data.train_inputs[kept], given[kept], (5,), classes=10)
    np.testing.assert_allclose(short.validation[:, row, -1, lane], (aside.value(x), aside.accuracy(x)), rtol=1e-4)
    others = MLP(data.test_inputs, data.test_targets, (5,), classes=10)
    of_all = short.test[:, row, -1, lane].mean(-1)
    np.testing.assert_allclose(of_all, (others.value(x), others.accuracy(x)), rtol=1e-4)
    wrong = given[train] != true[train]
    assert short.learned[row, -1, lane] == pytest.approx((model.predict(x) == given[train])[wrong].mean())


def test_without_wrong_labels_the_last_arm_is_the_first():
    runs = study.judged(lanes=2, steps=6, hidden=5, records=3, share=0.0)
    first, last = (study.ARMS.index(arm) for arm in ("constant", "true labels"))
    np.testing.assert_array_equal(runs.train[:, first], runs.train[:, last])
    np.testing.assert_array_equal(runs.test[:, first], runs.test[:, last])
    assert (runs.learned == 0).all()


def test_after_half_of_the_steps_a_constant_rate_has_come_as_far_as_the_whole_cosine(short):
    """Half a rate less: the cosine uses its first one in full, and zero, which would be its last, not at all."""
    half = short.step.tolist().index(3)
    np.testing.assert_allclose(short.way[0], 0.2 * short.step, rtol=1e-12)
    assert short.way[1, -1] == pytest.approx(short.way[0, half] + 0.1, rel=1e-12)


def test_each_lane_is_taken_at_places_of_its_own():
    curves = np.arange(12.0).reshape(4, 3)
    np.testing.assert_array_equal(study.at(curves, np.array([0, 2, 3])), [0, 7, 11])
    np.testing.assert_array_equal(study.at(curves, np.array([[0, 1], [2, 3], [3, 0]])), [[0, 3], [7, 10], [11, 2]])
