"""``{modules} optbook.optimizers``: every module of a package, each in a section of its own, from its docstrings."""

from __future__ import annotations

import importlib
import pkgutil
from types import UnionType

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


def skip_aliases(app, what, name, obj, skip, options):
    """Leave out names for types, such as ``Schedule``: their text is Python's, and links nowhere."""
    return True if isinstance(obj, UnionType) or hasattr(obj, "__origin__") else None


def setup(app):
    compile_template_once()
    app.add_directive("modules", ModulesDirective)
    app.connect("autodoc-skip-member", skip_aliases)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
