"""What has been corrected as a table, the same cells in every form: slide, place, measure, old → new, why, and when."""

from dataclasses import replace

from dashboard.editions.content import Corrected, Edition, Kind
from dashboard.model import Column, Table
from dashboard.words import swedish

CORRECTED = "Det som har rättats"
NONE = "–"
_LONGEST_NUMBER = 24
COLUMNS = (
    Column("Bild"),
    Column("Plats"),
    Column("Mått"),
    Column("Stod förut", numeric=True),
    Column("Rätt är", numeric=True),
    Column("Varför"),
    Column("Rättat"),
)


def corrections_of(edition: Edition) -> Table:
    """A row for each number that was wrong in an edition before, those of this edition first; no rows without any."""
    is_text = any(len(told) > _LONGEST_NUMBER for one in edition.corrected for told in (one.wrong, one.right))
    columns = tuple(replace(column, numeric=False) for column in COLUMNS) if is_text else COLUMNS
    return Table(CORRECTED, columns, tuple(_row(one, edition) for one in edition.corrected))


def links_of(edition: Edition) -> tuple[str, ...]:
    """Where the slide of each row is on the edition's own page; empty where none shows the number by now."""
    return tuple(f"#{one.slide}" if one.slide else "" for one in edition.corrected)


def _row(one: Corrected, edition: Edition) -> tuple[str, ...]:
    """Of an edition whose rows do not say why and when it is the edition's own note and day, if it is a correction."""
    is_its_own = edition.kind is Kind.CORRECTION
    day = one.day or (edition.moment if is_its_own else None)
    return (
        f"Bild {one.slide}" if one.slide else NONE,
        one.place_sv or NONE,
        one.measure_sv or one.what_sv,
        one.wrong,
        one.right,
        one.why_sv or (edition.note if is_its_own else "") or NONE,
        swedish.date_text(day) if day else NONE,
    )
