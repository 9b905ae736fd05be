import pytest

from optbook import storage


def test_a_failed_write_leaves_nothing(monkeypatch, tmp_path):
    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        storage.write(tmp_path / "entry", b"held")
    assert not list(tmp_path.iterdir())


def test_an_entry_is_read_as_it_was_written(tmp_path):
    storage.write(tmp_path / "made" / "entry", b"held")
    assert storage.read(tmp_path / "made" / "entry") == b"held"
    assert storage.read(tmp_path / "made" / "other") is None


def test_a_damaged_entry_is_no_entry(tmp_path):
    storage.write(tmp_path / "entry", b"held")
    whole = (tmp_path / "entry").read_bytes()
    for wrong in (whole[:-1], whole[:-1] + b"?", b""):
        (tmp_path / "entry").write_bytes(wrong)
        assert storage.read(tmp_path / "entry") is None
