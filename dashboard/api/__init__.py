"""All resources of the API, found by walking this folder: a new file here is a new resource, and needs no other file.

Files that begin with an underscore are what resources share. ``web/api_routes.py`` puts them on the server.
"""

import importlib
import pkgutil
from functools import cache

from dashboard.api._kind import JSON, Answer, Asked, Query, Resource
from dashboard.api._of_county import of_county
from dashboard.api._problem import HELP, PROBLEM_JSON, Fault, Problem, problem_of
from dashboard.api._words import read_words
from loaders.ground.errors import UsageError

__all__ = [
    "HELP",
    "JSON",
    "PREFIX",
    "PROBLEM_JSON",
    "Answer",
    "Asked",
    "Fault",
    "Problem",
    "Query",
    "Resource",
    "all_resources",
    "of_county",
    "problem_of",
    "read_words",
]

PREFIX = "/api/v1"
"""What every address of this version begins with."""


@cache
def all_resources() -> tuple[Resource, ...]:
    """Every resource, by order and address. UsageError for a file that declares none, or an address that is taken."""
    found: dict[str, Resource] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        declared = getattr(importlib.import_module(f"{__name__}.{module.name}"), "RESOURCES", None)
        if not declared or not all(isinstance(one, Resource) for one in declared):
            raise UsageError(
                f"dashboard/api/{module.name}.py declares no resource: it needs RESOURCES = (Resource(…),)"
            )
        for one in declared:
            if one.address in found:
                raise UsageError(f"two resources of dashboard/api/ declare the address {one.address}")
            found[one.address] = one
    return tuple(sorted(found.values(), key=lambda one: (one.order, one.address)))
