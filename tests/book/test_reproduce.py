"""Two sites are compared byte by byte."""

from __future__ import annotations

import reproduce


def test_each_difference_is_found_with_its_place(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for site, text in ((one, b"the same, then this"), (other, b"the same, then that")):
        site.mkdir()
        (site / "page.html").write_bytes(text)
        (site / "same.html").write_bytes(b"the same")
    (one / "alone.html").write_bytes(b"")
    found = reproduce.differences(one, other)
    assert list(found) == ["alone.html", "page.html"]
    assert found["page.html"].startswith("at byte 17: ")


def test_a_file_that_is_the_beginning_of_another_differs_where_it_ends(tmp_path):
    for name, text in (("one", b"begin"), ("other", b"beginning")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_bytes(text)
    assert reproduce.differences(tmp_path / "one", tmp_path / "other")["page.html"].startswith("at byte 5: ")


def test_only_what_shows_measured_times_may_differ():
    assert reproduce.expected("noise/minibatches.html")
    assert reproduce.expected("_images/sphx_glr_minibatches_time_001_dark.svg")
    assert not reproduce.expected("noise/averaging.html")
    assert not reproduce.expected("_images/sphx_glr_minibatches_cloud_001.svg")
