"""How people lay out an extract: which column is which, years as columns, and labels written once for many rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.formats import grid
from loaders.formats.flatsheet import Row
from loaders.ground.errors import SourceChanged
from loaders.ground.misfits import Misfit, Role, ranked
from loaders.ground.raw import Raw

_PERSONS = r"(antal )?(sysselsatta|anställda|förvärvsarbetande|personer|dagbefolkning).*"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "place": (r"(kommun|region|läns?|plats)[ -]?kod\w*", r"kommun|region|län|plats|.*kommun|municipality"),
    "sni": (r".*sni.*kod.*|bransch ?kod", r"sni|sni.?20(07|25)|.*näringsgren.*|bransch|industry"),
    "year": (r"år|ar|tid|year|period|redovisningsår",),
    "size": (r"storleks?(klass|grupp).*|stkl.*",),
    "workplaces": (r"(antal )?arbetsställen|antal",),
    "persons": (rf"{_PERSONS}|antal|value|värde",),
}
"""Roles and the whole header cells that are taken for them, the first pattern that fits one column wins."""
MAPPED = {
    "plats": "place",
    "sni": "sni",
    "år": "year",
    "storleksklass": "size",
    "arbetsställen": "workplaces",
    "sysselsatta": "persons",
    "indelning": "classification",
}
"""What a mapping calls the roles."""
_YEAR_HEADING = r".*(?<!\d)(?:19|20)\d\d(?!\d).*"
_LABELS = ("place", "sni", "size", "year")
_INDUSTRY = re.compile(r"\d\d|totalt?\b|summa|samtliga|alla\b|A-U", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table, the position of each role's column, and the year of each column of figures that has one of its own."""

    table: grid.Grid
    at: Mapping[str, int]
    years: Mapping[int, str]

    @property
    def is_register(self) -> bool:
        """Whether it lists workplaces by size class, not persons."""
        return "size" in self.at


def opened(raw: Raw, mapping: Mapping[str, str] | None = None) -> Layout:
    """The table of a file and which of its columns is which.

    mapping: role → column name as written in the file. SourceChanged where columns are lacking or ambiguous.
    """
    named = {role: re.escape(" ".join(name.split())) for role, name in (mapping or {}).items() if role in COLUMNS}
    patterns = {role: (named[role],) if role in named else forms for role, forms in COLUMNS.items()}
    found = grid.read(raw, [*(f"(?:{'|'.join(forms)})" for forms in patterns.values()), _YEAR_HEADING])
    at = _positions(found, {role: patterns[role] for role in _LABELS})
    counted = "workplaces" if "size" in at else "persons"
    years: dict[int, str] = {}
    if "year" not in at and counted not in named:
        years = grid.year_columns(found, "|".join(patterns[counted]), at.values())
    if not years:
        at |= _positions(found, {counted: patterns[counted]})
    needed = ("place", "sni", *(() if years else ("workplaces",) if "size" in at else ("year", "persons")))
    lacking = [role for role in needed if role not in at]
    if lacking:
        swedish = {role: word for word, role in MAPPED.items()}
        raise SourceChanged(
            f"{raw.name}: no column for {', '.join(swedish[role] for role in lacking)}. "
            f"It has: {', '.join(filter(None, found.header))}. Give a mapping beside the file; years may also stand as "
            "columns, headed such as 2023 or Sysselsatta 2023.",
            [
                Misfit(
                    source="sni_extract",
                    table="foretagsregister" if "size" in at else "sni-utdrag",
                    role=Role.FIELD,
                    declared=swedish[role],
                    candidates=ranked(
                        [swedish[role], *COLUMNS[role]], found.header, {found.header[n] for n in at.values()}
                    ),
                )
                for role in lacking
            ],
        )
    return Layout(found, at, years)


def _positions(found: grid.Grid, patterns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    at: dict[str, int] = {}
    for role, forms in patterns.items():
        for form in forms:
            position = grid.column(found, {role: form}, role)
            if position is not None:
                at[role] = position
                break
    return at


def one_row_each(layout: Layout) -> tuple[grid.Grid, dict[str, int]]:
    """The table with a row for each place, industry and year, all labels written, and the position of each role.

    A label that is written once for a block of rows, as in merged cells, is filled down; SourceChanged, with the line,
    where a figure lacks one and it is not clear which it is.
    """
    table = replace(layout.table, rows=_filled(layout))
    if not layout.years:
        return table, dict(layout.at)
    kept = [position for position in range(len(table.header)) if position not in layout.years]
    at = {role: kept.index(position) for role, position in layout.at.items()}
    counted = "workplaces" if layout.is_register else "persons"
    return grid.one_row_per_year(table, layout.years), {**at, "year": len(kept), counted: len(kept) + 1}


def _filled(layout: Layout) -> tuple[Row, ...]:
    """Rows with the labels that stand before the first written one filled from the row above.

    A label after the first written one is left blank, and refused when it is read: it may mean something of its own.
    """
    at = layout.at
    labels = sorted(at[role] for role in _LABELS if role in at)
    figures = tuple(layout.years) or (at["workplaces" if layout.is_register else "persons"],)
    rows: list[Row] = []
    for row in layout.table.rows:
        texts = [grid.whole_number(row.cells[n]) if n < len(row.cells) else "" for n in range(len(layout.table.header))]
        lacking = labels[: next((n for n, label in enumerate(labels) if texts[label]), len(labels))]
        if not texts[at["place"]] and not any(texts[n] for n in figures) and not _INDUSTRY.match(texts[at["sni"]]):
            continue  # a note beside the table: neither place, industry nor figure
        if lacking:
            above = rows[-1] if rows and rows[-1].number == row.number - 1 else None
            if above is None or lacking == labels:
                names = ", ".join(layout.table.header[n] for n in lacking)
                raise SourceChanged(
                    f"{layout.table.name}, line {row.number}: nothing stands under {names}, and what it should be is "
                    "not clear from the line above. Write it on every line."
                )
            row = Row(row.number, tuple(above.cells[n] if n in lacking else cell for n, cell in enumerate(row.cells)))
        rows.append(row)
    return tuple(rows)
