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
    assert reproduce.expected("noise/minibatches.ipynb")
    assert reproduce.expected("_images/sphx_glr_minibatches_time_001_dark.svg")
    assert not reproduce.expected("noise/averaging.html")
    assert not reproduce.expected("_images/sphx_glr_minibatches_cloud_001.svg")


def test_all_pages_in_one_file_may_differ_where_a_page_may(tmp_path):
    sites = [tmp_path / "one", tmp_path / "other"]
    for site, time in zip(sites, ("145", "106"), strict=True):
        for name, text in (("noise/minibatches.md", f"took {time}\n"), ("take/optbook.md", f"all\ntook {time}\n")):
            (site / name).parent.mkdir(parents=True)
            (site / name).write_text(text, encoding="utf-8")
    assert set(reproduce.differences(*sites)) == {"noise/minibatches.md", "take/optbook.md"}
    assert reproduce.expected("take/optbook.md", *sites)
    (sites[0] / "take/optbook.md").write_text("more\ntook 145\n", encoding="utf-8")
    assert not reproduce.expected("take/optbook.md", *sites)
