"""Where figures come from, as it is said beside every figure."""

from dataclasses import dataclass, field
from datetime import datetime

from dashboard import swedish
from loaders.model import Status
from loaders.panel import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where figures come from: publisher, tables, newest publication and fetch, and marks of the whole table.

    manual: the newest publication was read by hand from a file, at ``fetched``. marked: the tables the marks hold for,
    where it is not all of them.
    """

    publisher_sv: str
    tables: tuple[str, ...]
    published: datetime
    fetched: datetime
    marks: tuple[Status, ...] = ()
    synthetic: bool = False
    manual: bool = False
    marked: tuple[str, ...] = ()
    publications: tuple[Publication, ...] = field(default=(), repr=False)

    def line(self) -> str:
        """``Källa: SCB, tabell TAB6260, publicerad 29 oktober 2026, hämtad 30 oktober 2026. Preliminär.``"""
        return swedish.source_line(
            self.publisher_sv,
            self.tables,
            self.published,
            self.fetched,
            self.marks,
            self.synthetic,
            self.manual,
            self.marked,
        )
