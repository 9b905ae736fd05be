import tracemalloc

import numpy as np
import pytest

from optbook import noise, storage, study
from optbook.studies.front.how_it_is_made import shrinking
from optbook.studies.momentum.failures import peaks


@pytest.fixture
def calls():
    return []


@pytest.fixture
def counted(calls):
    def shrink(lr=0.1, steps=5):
        calls.append((lr, steps))
        return shrinking(lr, steps)

    shrink.__module__ = shrinking.__module__
    return shrink


def test_a_process_computes_once(counted, calls, monkeypatch):
    monkeypatch.delenv(storage.FOLDER, raising=False)
    once = study.study(counted)
    assert once() is once()
    once(0.2)
    assert calls == [(0.1, 5), (0.2, 5)]


def test_processes_share_what_is_stored(counted, calls, monkeypatch, tmp_path):
    monkeypatch.setenv(storage.FOLDER, str(tmp_path / "made"))
    first, second = study.study(counted)(), study.study(counted)(lr=0.1)
    assert calls == [(0.1, 5)], "defaults are settings"
    np.testing.assert_array_equal(first.x, second.x)
    study.study(counted)(0.1, steps=6)
    assert len(calls) == 2


def test_a_damaged_result_is_computed_again(counted, calls, monkeypatch, tmp_path):
    monkeypatch.setenv(storage.FOLDER, str(tmp_path))
    good = study.study(counted)()
    (entry,) = tmp_path.iterdir()
    held = entry.read_bytes()
    for wrong in (held[:-1], held[:-1] + bytes([held[-1] ^ 1]), b""):
        entry.write_bytes(wrong)
        again = study.study(counted)()
        np.testing.assert_array_equal(again.x, good.x)
        assert entry.read_bytes() == held
    assert len(calls) == 4


def test_a_large_result_takes_two_and_a_half_of_its_size_to_be_stored_and_two_to_be_read(monkeypatch, tmp_path):
    monkeypatch.setenv(storage.FOLDER, str(tmp_path))
    monkeypatch.setattr(study, "stamp", lambda module: "same")
    size = 8_000_000

    def many():
        return np.zeros(size // 8)

    for most in (2.6, 2.1):  # computed and stored, then read
        tracemalloc.start()
        study.study(many)()
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < most * size


def test_another_state_of_the_modules_is_another_result(counted, calls, monkeypatch, tmp_path):
    monkeypatch.setenv(storage.FOLDER, str(tmp_path))
    study.study(counted)()
    monkeypatch.setattr(study, "stamp", lambda module: "other")
    study.study(counted)()
    assert len(calls) == 2
    assert len(list(tmp_path.iterdir())) == 2


def test_settings_that_repr_does_not_tell_apart_are_refused(monkeypatch, tmp_path):
    monkeypatch.setenv(storage.FOLDER, str(tmp_path))

    class Holder:
        def __repr__(self):
            return "Holder(array([0., ..., 1.]))"

    with pytest.raises(ValueError, match=r"shrinking: got .* takes settings that repr tells apart"):
        study.study(shrinking)(Holder())


def test_what_is_forgotten_is_computed_again(monkeypatch):
    monkeypatch.delenv(storage.FOLDER, raising=False)
    before = peaks(kappas=(4.0,))
    assert peaks(kappas=(4.0,)) is before
    study.forget()
    assert peaks(kappas=(4.0,)) is not before


def test_orders_of_samples_are_forgotten_too():
    before = noise.shuffled(5, (), seed=0, epoch=0)
    assert noise.shuffled(5, (), seed=0, epoch=0) is before
    study.forget()
    assert noise.shuffled(5, (), seed=0, epoch=0) is not before
