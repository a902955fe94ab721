"""The other publishers, simulated: one module or package each, mounted beside SCB's under its own prefix.

loaders/demo/others/<id>.py is the counterpart of a source and has one subclass of Counterpart. Its clock is
``publisher.today``, and what has happened besides is in ``publisher.world``. Tests subclass it to spoil what it serves
(tests/simulated); here it is always well.
What is served is written from what is known of the real publisher, never from the project's declarations. Every
file says DEMODATA in its bytes: text as a line or field, a workbook as the comment of its ZIP (`marked_workbook`).
Modules whose names begin with an underscore are helpers.
"""

import importlib
import io
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar
from zipfile import ZipFile

from flask import Blueprint, Flask

from loaders.demo.publisher import Publisher

MARK = b"DEMODATA: made-up figures from the simulated publisher of Lanspuls"


class Counterpart(ABC):
    """Another publisher than SCB. `limits`: calls and seconds, enforced under its prefix."""

    limits: ClassVar[tuple[int, float]] = (100_000, 1)

    def __init__(self, publisher: Publisher) -> None:
        self.publisher = publisher

    @abstractmethod
    def routes(self) -> Blueprint:
        """Its paths, without url_prefix: the address is http://…:port/<source>/…"""


def counterparts() -> dict[str, type[Counterpart]]:
    """The counterparts there are, by id of their source. ValueError unless each module has one."""
    found = {}
    for info in pkgutil.iter_modules(__path__):
        if not info.name.startswith("_"):
            module = importlib.import_module(f"{__name__}.{info.name}")
            kinds = (one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Counterpart))
            (found[info.name],) = (one for one in kinds if one.__module__ == module.__name__)
    return found


def mount(app: Flask, publisher: Publisher, others: Mapping[str, type[Counterpart]]) -> None:
    """Put the counterparts under their prefixes, each with its own count of calls."""
    for id_, kind in others.items():
        publisher.windows[id_] = publisher.open_window(*kind.limits)
        app.register_blueprint(kind(publisher).routes(), url_prefix=f"/{id_}", name=f"counterpart_{id_}")


def marked_workbook(body: bytes) -> bytes:
    """The workbook with DEMODATA as the comment of its ZIP, which readers pass over and a copy on disk keeps."""
    whole = io.BytesIO(body)
    with ZipFile(whole, "a") as file:
        file.comment = MARK
    return whole.getvalue()
