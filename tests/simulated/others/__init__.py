"""The other publishers as tests run them: one file each, the counterpart in loaders/demo/others with its faults.

A file has one subclass of Switched, found here by being there; its docstring says which faults it knows. A fault takes
what the well counterpart is made of (rows, files, sheets, the whole answer) and gives it back spoilt.
"""

import importlib
import pkgutil

from loaders.demo.others import Counterpart, counterparts
from tests.simulated.others.switched import Switched


def faulty_counterparts() -> dict[str, type[Counterpart]]:
    """The counterparts by id of their source: with faults where there are any for it, as they ship elsewhere."""
    for info in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{info.name}")
    return {**counterparts(), **{one.source: one for one in Switched.__subclasses__()}}
