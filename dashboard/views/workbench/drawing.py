"""The figure, its words and the tables of a state of the workbench."""

from typing import Any

from dashboard.figures.across.ranges import RangeRow, Ranges, range_chart
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views.told.axes import tick_text
from dashboard.views.workbench.choice import NAMES
from dashboard.views.workbench.counts import ALL, BUSINESS
from dashboard.views.workbench.seen import BASES, BASES_SV, Row, Seen
from dashboard.words import swedish
from dashboard.words.kinds.circular import Span
from loaders.ground.declarations import Level, Status
from loaders.ground.places import Place
from loaders.sni import sni_sets

CAPTION = (
    "Staplarna går från den lägsta till den högsta möjliga andelen. För kommuner visas andelar i hela procent för att "
    "skydda enskilda företag, och en lista kan inte sägas noggrannare än så."
)
_OF = ("alla", "näringslivet")


def figure(seen: Seen, canvas: Canvas, *, synthetic: bool) -> dict[str, Any]:
    """Both denominators on one scale, a row for each place."""
    rows = tuple(
        RangeRow(
            name=name_of(row.place),
            spans=tuple(_ends(row.spans[base]) for base in BASES),
            reference=tuple(_ends(row.reference[base]) for base in BASES),
            texts=tuple(row.text(base) or _why_not(row, base, is_outside=seen.lacks_business) for base in BASES),
            is_chosen=row.place.code == seen.chosen.place.code,
            is_strong=row.place.level is not Level.MUNICIPALITY,
            is_apart=row.place.level is Level.COUNTY,
        )
        for row in seen.rows
    )
    return range_chart(_chart(seen, rows, synthetic=synthetic), canvas.frame, canvas.theme)


def break_sv(seen: Seen) -> str:
    """The classification that the series does not go on with: ``SNI 2025``."""
    return next(name for one, name in NAMES.items() if one != seen.chosen.classification)


def _chart(seen: Seen, rows: tuple[RangeRow, ...], *, synthetic: bool) -> Ranges:
    beside = "" if seen.chosen.is_reference else reference_sv(seen)
    return Ranges(rows=rows, titles=BASES_SV, key=("urvalet", beside), tick_text=tick_text, synthetic=synthetic)


def reference_sv(seen: Seen) -> str:
    """What the choice is set beside, in few words."""
    reference = seen.chosen.reference
    if reference.id == "scb_2007":
        return "SCB:s lista"
    return "förslaget för SNI 2025" if reference.id in sni_sets() else "listan"


def description(seen: Seen) -> str:
    """The figure in words: what is drawn, and the chosen place, county and riket."""
    told = [
        f"{name_of(row.place)} {row.text(BASES[0])} procent"
        for row in seen.rows
        if row.text(BASES[0])
        and (row.place.code == seen.chosen.place.code or row.place.level is not Level.MUNICIPALITY)
    ]
    return f"Staplar från lägsta till högsta möjliga andel av alla {seen.year}: {'; '.join(told)}."


def places_table(seen: Seen) -> Table:
    """Every place with both shares, and those of what it is compared with."""
    return Table(
        caption=f"Andel sysselsatta {seen.counted_sv}, {seen.year}, procent",
        columns=(Column("Plats"), *_columns(seen)),
        rows=tuple((name_of(row.place), *_cells(row, seen)) for row in seen.rows),
        strong=frozenset(n for n, row in enumerate(seen.rows) if row.place.code == seen.chosen.place.code),
    )


def years_table(seen: Seen) -> Table:
    """The county in every year. Where the other classification has figures, a last row says that they stop there."""
    where = seen.weighed.place.full_name if seen.weighed else ""
    columns = (Column("År"), *_columns(seen))
    rows = [(row.year, *_cells(row, seen)) for row in seen.over_time]
    if seen.years_apart:
        stops = (f"{break_sv(seen)}: {seen.years_apart[0]}", *("jämförs inte" for _ in columns[1:]))
        rows = [*rows, stops] if seen.chosen.classification == "SNI2007" else [stops, *rows]
    return Table(f"Andel sysselsatta {seen.counted_sv} i {where}, procent", columns, tuple(rows))


def weights_table(seen: Seen) -> Table:
    """Groups and codes with how many work in them, and whether they are on."""
    rows = []
    for group in seen.groups:
        rows.append((group.title, "ja" if group.is_whole else "delvis" if group.is_on else "nej", group.text))
        rows += [(code.label, "ja" if code.is_on else "nej", code.text) for code in group.codes]
    where = seen.weighed.place.full_name if seen.weighed else ""
    exact = seen.weighed is None or seen.weighed.is_exact
    head = "Sysselsatta" if exact else "Andel av alla"
    return Table(
        f"Branscherna, {where} {seen.year}",
        (Column("Bransch"), Column("Räknas med"), Column(head, numeric=True)),
        tuple(rows),
    )


def _columns(seen: Seen) -> tuple[Column, ...]:
    own = tuple(Column(f"% av {base}", numeric=True) for base in _OF)
    if seen.chosen.is_reference:
        return own
    beside = swedish.capital(reference_sv(seen))
    return (*own, *(Column(f"{beside}, % av {base}", numeric=True) for base in _OF))


def _cells(row: Row, seen: Seen) -> tuple[str, ...]:
    own = tuple(row.text(base) or _why_not(row, base, is_outside=seen.lacks_business) for base in BASES)
    if seen.chosen.is_reference:
        return own
    beside = (row.text(base, of_reference=True) or _why_not(row, base, is_outside=False) for base in BASES)
    return (*own, *beside)


def _why_not(row: Row, base: str, *, is_outside: bool) -> str:
    """The sign for why a share is not told. is_outside: whether what is on is no part of näringslivet."""
    if row.spans[ALL] is None:
        return "finns inte"
    return swedish.cell(None, Status.NOT_APPLICABLE if base == BUSINESS and is_outside else Status.MISSING)


def name_of(place: Place) -> str:
    """A place's name in the figure and the tables."""
    return "Riket" if place.level is Level.NATION else place.name


def _ends(span: Span | None) -> tuple[float, float] | None:
    return None if span is None else (span.low, span.high)
