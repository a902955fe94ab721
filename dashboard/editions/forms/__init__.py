"""All published forms, found by walking this folder: a new file here is a form of every edition made from then on.

Files that begin with an underscore are what forms share.
"""

import importlib
import pkgutil
from functools import cache

from dashboard.editions.forms._form import Form
from loaders.ground.errors import UsageError

__all__ = ["Form", "all_forms"]


@cache
def all_forms() -> tuple[Form, ...]:
    """Every form, in the order readers meet them."""
    found: dict[str, Form] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        declared = getattr(importlib.import_module(f"{__name__}.{module.name}"), "FORMS", None)
        where = f"dashboard/editions/forms/{module.name}.py"
        if not isinstance(declared, tuple) or not all(isinstance(one, Form) for one in declared):
            raise UsageError(f"{where} declares no form: it needs FORMS = (Form(…),)")
        for form in declared:
            if form.word in found:
                raise UsageError(f"{where} declares the word '{form.word}', which another form has")
            found[form.word] = form
    return tuple(sorted(found.values(), key=lambda form: (form.order, form.word)))
