"""The other publishers, simulated: one module or package each, mounted beside SCB's under its own prefix.

loaders/demo/others/<id>.py (or the package loaders/demo/others/<id>/) is the counterpart of a source and has

    LIMITS = (calls, seconds)                      # enforced under its prefix; leave out for none
    def routes(publisher: Publisher) -> Blueprint  # without url_prefix; the address is http://…:port/<id>/…

Its clock is ``publisher.today``; what is switched on for it is in ``publisher.switches("<id>")``. Disturbances of the
transport (429, 500, stalls, HTML, empty, cut off) come for nothing, from tests/simulated.
What is served is written from what is known of the real publisher, never from the project's declarations. Every
file says DEMODATA in its bytes: text as a line or field, a workbook as the comment of its ZIP (`marked_workbook`).
Modules whose names begin with an underscore are helpers.
"""

import importlib
import io
import pkgutil
from types import ModuleType
from zipfile import ZipFile

from flask import Flask

from loaders.demo.limits import CallWindow
from loaders.demo.publisher import Publisher

MARK = b"DEMODATA: made-up figures from the simulated publisher of Lanspuls"


def counterparts() -> dict[str, ModuleType]:
    """The modules there are, by id of their source."""
    return {
        module.name: importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
        if not module.name.startswith("_")
    }


def mount(app: Flask, publisher: Publisher) -> None:
    """Put every counterpart under its prefix, with its own count of calls."""
    for id_, module in counterparts().items():
        calls, seconds = getattr(module, "LIMITS", (100_000, 1))
        publisher.windows[id_] = CallWindow(calls, seconds)
        app.register_blueprint(module.routes(publisher), url_prefix=f"/{id_}", name=f"counterpart_{id_}")


def marked_workbook(body: bytes) -> bytes:
    """The workbook with DEMODATA as the comment of its ZIP, which readers pass over and a copy on disk keeps."""
    whole = io.BytesIO(body)
    with ZipFile(whole, "a") as file:
        file.comment = MARK
    return whole.getvalue()
