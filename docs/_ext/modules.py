"""``{modules} optbook.optimizers``: every module of a package, each in a section of its own, from its docstrings."""

from __future__ import annotations

import importlib
import pkgutil
from types import FunctionType, UnionType

from jinja2.sandbox import SandboxedEnvironment
from numpydoc import docscrape_sphinx
from sphinx.util.docutils import SphinxDirective

SECTION = """## `{name}`

```{{eval-rst}}
.. automodule:: {package}.{name}
   :members:
```
"""


class ModulesDirective(SphinxDirective):
    """The modules of a package in the order of their names."""

    required_arguments = 1

    def run(self):
        package = importlib.import_module(self.arguments[0])
        self.env.note_dependency(package.__file__)
        names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
        text = "\n".join(SECTION.format(package=package.__name__, name=name) for name in names)
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def compile_template_once() -> None:
    """Let numpydoc keep its template; it would compile it anew for each function."""
    environments = {}

    def environment(loader) -> SandboxedEnvironment:
        if type(loader) not in environments:
            environments[type(loader)] = SandboxedEnvironment(loader=loader)
        return environments[type(loader)]

    docscrape_sphinx.SandboxedEnvironment = environment


def skip_others(app, what, name, obj, skip, options):
    """Leave out names for types, such as ``Schedule``: their text is Python's, and links nowhere.

    And what a module has from another, at once: autodoc does when it has read the source of the other one, which may
    be Matplotlib's.
    """
    alias = isinstance(obj, UnionType) or hasattr(obj, "__origin__")
    defined = isinstance(obj, (type, FunctionType)) and what == "module"
    return True if alias or (defined and obj.__module__ != app.env.current_document.autodoc_module) else None


def setup(app):
    compile_template_once()
    app.add_directive("modules", ModulesDirective)
    app.connect("autodoc-skip-member", skip_others)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
