"""Where figures come from, as it is said beside every figure."""

from dataclasses import dataclass, field
from datetime import datetime

from dashboard.model import DEMODATA
from dashboard.words import source_names, swedish
from loaders.ground.declarations import Status
from loaders.ground.panel import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where figures come from: publisher, tables, newest publication and fetch, and marks of the whole table.

    tables: as programs know them, ``tables_sv`` as readers do. manual: the newest publication was read by hand from a
    file, at ``fetched``. marked: the tables the marks hold for, where it is not all of them. own_sv: who made the
    region's own projections, or the outlines, that are drawn; empty without.
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
    own_sv: str = ""

    @property
    def is_stated(self) -> bool:
        """Whether the publisher stated when it published: else ``published`` is the moment of fetching."""
        newest = [one for one in self.publications if one.published == self.published]
        return any(one.is_stated for one in newest) if newest else swedish.is_stated(self.published, self.fetched)

    @property
    def name(self) -> str:
        """``SCB, tabell TAB6260``: who publishes the figures, and in which tables."""
        return source_names.source_name(self.publisher_sv, self.tables)

    @property
    def tables_sv(self) -> tuple[str, ...]:
        """What the tables are called at their publisher."""
        return source_names.tables_sv(self.tables)

    def text(self) -> str:
        """``SCB, tabell TAB6260, publicerad 29 oktober 2026, hämtad 30 oktober 2026. Preliminär.``"""
        published = swedish.source_text(
            self.name,
            self.published if self.is_stated else None,
            self.fetched,
            self.marks,
            manual=self.manual,
            marked=source_names.tables_sv(self.marked),
        )
        return f"{published} {self.own_sv}".rstrip()

    def marked_text(self) -> str:
        """That text, with DEMODATA last if the figures are made up."""
        return f"{self.text()} {DEMODATA}." if self.synthetic else self.text()

    def plain_line(self) -> str:
        """The source line without the mark of made-up figures, for where that mark is set apart."""
        return f"Källa: {self.text()}"

    def line(self) -> str:
        """The source line beside a figure: where it comes from, and DEMODATA last if it is made up."""
        return f"Källa: {self.marked_text()}"
