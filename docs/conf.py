"""Sphinx configuration of the book."""

import os
import re
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS / "_ext"))
# Kernels and gallery workers are other processes: one core each, memory that they free is kept for the next array,
# and nothing of theirs asks a terminal.
os.environ |= {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_TRIM_THRESHOLD_": "100000000",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "MPLBACKEND": "agg",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}

project = "optbook"
author = "The optbook authors"
project_copyright = "The optbook authors. Text and figures: CC BY 4.0. Code: MIT"
language = "en"
nitpicky = True
# Nothing on the site names a repository until one is named there.
_project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
book_repository = _project.get("urls", {}).get("Repository", "")

extensions = [
    "kernels",  # first, so that they are ready when the rest has been loaded
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx_gallery.gen_gallery",
    "sphinx_design",
    "sphinx_copybutton",
    "sphinxcontrib.bibtex",
    "sphinxext.opengraph",
    "notfound.extension",
    "numpydoc",
    # docs/_ext
    "access",
    "bones",
    "boxes",
    "build_costs",
    "cells",
    "citations",
    "claim",
    "code_links",
    "exercise",
    "gallery_figure",
    "gallery_index",
    "idle",
    "lazy_states",
    "lean",
    "live_figure",
    "mathml",
    "mistake",
    "modules",
    "needless",
    "progress",
    "sidebar",
    "staleness",
    "symbols",
    "take_away",
    "take_page",
    "terms",
    "wheel",
    "whole_book",
    "whole_site",
    "workers",
]
exclude_patterns = ["_build", "gallery/**/*.ipynb", "gallery/**/*.py", "gallery/**/*.zip", "gallery/**/*.json"]

# Site
html_theme = "furo"
html_title = "optbook"
html_baseurl = os.environ.get("OPTBOOK_URL", "https://optbook.example/")
html_static_path = ["_static"]
html_css_files = ["book.css"]
html_js_files = [("previews.js", {"defer": "defer"}), ("live_near.js", {"defer": "defer"})]
html_favicon = "_static/favicon.svg"
html_extra_path = ["_headers"]
html_scaled_image_link = False
html_show_sourcelink = False
html_copy_source = False
html_search_scorer = str(DOCS / "_templates/search_scorer.js")
html_theme_options = {"light_css_variables": {}, "dark_css_variables": {}}
templates_path = ["_templates"]
ogp_site_url = html_baseurl
ogp_social_cards = {"enable": False}
# What draws cards would load Matplotlib in every build.
sys.modules["sphinxext.opengraph._social_cards"] = SimpleNamespace(DEFAULT_SOCIAL_CONFIG={}, create_social_card=None)
notfound_urls_prefix = urlsplit(html_baseurl).path
numfig = True
math_numfig = True
math_eqref_format = "({number})"

# Pages
myst_enable_extensions = ["amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
nb_execution_mode = "force"  # which pages are read again is decided by staleness.py
nb_execution_show_tb = True  # cells.py adds the place, and warnings are errors
nb_execution_timeout = 120
nb_merge_streams = True
# A database of executed notebooks, which nothing here asks for, would be loaded with SQLAlchemy in every build.
_database = ("NbCacheRecord", "NbProjectRecord", "Setting", "create_db", "get_version")
sys.modules["jupyter_cache.cache.db"] = SimpleNamespace(**dict.fromkeys(_database))
kernels_preload = ["numpy", "scipy.stats", "myst_nb.ext.glue", "optbook.analysis", "optbook.models"]
kernels_preload += ["optbook.noise", "optbook.objectives", "optbook.optimizers", "optbook.schedules"]
bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"

# Math
html_math_renderer = "mathml"
mathml_macros = {
    r"\R": r"\mathbb{R}",
    r"\E": r"\mathbb{E}",
    r"\argmin": r"\operatorname*{arg\,min}",
}

# Gallery
_contents = (DOCS / "index.md").read_text(encoding="utf-8")
sphinx_gallery_conf = {
    "examples_dirs": "../gallery",
    "gallery_dirs": "gallery",
    # Chapters as in the book's list of contents.
    "subsection_order": [*(f"../gallery/{name}" for name in re.findall(r"^(\w+)/index$", _contents, re.M)), "*"],
    "filename_pattern": "/",
    "image_scrapers": ("scraper.scraper",),
    "reset_modules": ("scraper.reset", "progress.script"),
    "reset_modules_order": "both",
    "parallel": os.cpu_count() or 1,
    "abort_on_example_error": True,
    "show_memory": False,
    "min_reported_time": 0,
    "write_computation_times": False,
    "remove_config_comments": True,
    "download_all_examples": False,
}

# API
autodoc_typehints = "none"
autodoc_use_type_comments = False
autosummary_generate = False  # numpydoc brings it in; nothing here uses it
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_xref_param_type = False
