"""The check before publishing finds each kind of fault."""

from __future__ import annotations

import pytest

import publish_check

PAGE = (
    '<link rel="canonical" href="https://book.test/index.html"><link rel="stylesheet" href="a.css?v=0123abcd">'
    '<script src="b.js?v=0123abcd"></script><script src="searchindex.js"></script>'
)
HEADERS = "/*\n  Content-Security-Policy: default-src 'none'; script-src 'self'\n"


@pytest.fixture
def site(tmp_path):
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "_headers").write_text(HEADERS)
    (tmp_path / "sitemap.xml").write_text("<loc>https://book.test/index.html</loc>")
    for name in ("404.html", "objects.inv", "a.css", "b.js"):
        (tmp_path / name).write_text("")
    return tmp_path


def test_a_good_site_is_ready(site, capsys):
    assert publish_check.main(site) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("index.html", "book.test", "book.example", "a placeholder"),
        ("index.html", "https://book.test", "http://book.test", "takes https://"),
        ("index.html", "a.css?v=0123abcd", "a.css", "a.css does not carry a digest"),
        ("index.html", "<script src", "<script>1</script><script src", "script inline"),
        ("index.html", "<script src", '<b onclick="1">x</b><script src', "onclick of b inline"),
        ("sitemap.xml", "book.test", "other.test", "sitemap.xml: https://other.test/index.html is not under"),
        ("_headers", "'self'", "'self' 'unsafe-inline'", "script-src allows 'unsafe-inline'"),
        ("_headers", "Content-Security-Policy", "Other", "no Content-Security-Policy"),
        ("a.css", "", "/*# sourceMappingURL=a.css.map */", "a.css: names a source map"),
        ("a.css", "", " " * 5_000_001, "a.css: 5.0 MB, 5 MB allowed"),
    ],
)
def test_a_fault_is_told_with_its_file(site, capsys, file, old, new, told):
    text = (site / file).read_text()
    (site / file).write_text(text.replace(old, new, 1) if old else new)
    assert publish_check.main(site) == 1
    assert told in capsys.readouterr().out


def test_an_empty_site_is_not_ready(tmp_path):
    assert publish_check.main(tmp_path) == 1
