"""Where a declared indicator's figures come from: [kolada], [pxweb] or [file], each made into one query of ours."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from loaders.declared.named import Named
from loaders.ground.declarations import Code, FileQuery, Fixed, Grain, Label, Level, Measure, PxQuery, Query, Total
from loaders.ground.errors import UsageError
from loaders.ground.people.entry import Entry
from loaders.ground.periods import Period

LEVELS: Final = {"riket": Level.NATION, "län": Level.COUNTY, "kommun": Level.MUNICIPALITY}
TOTAL: Final = "total"
"""Instead of a code of a variable: its published total."""
NO_REGION: Final = "ingen"
"""Instead of the variable of places: a table of riket alone."""
LABEL: Final = "text:"
"""Before the Swedish text of a value whose code is not known."""
_KPI = re.compile(r"[A-Z]\d{5}")
_TABLE = re.compile(r"TAB\d{1,6}")
_FILE = re.compile(r"[^/\\\x00-\x1f]+\.(csv|xlsx)", re.IGNORECASE)


def _kolada(named: Named, entry: Entry, grain: Grain) -> Query:
    entry.only(("kpi", "title", "levels", "since"))
    kpi = entry.text("kpi")
    if not _KPI.fullmatch(kpi):
        raise entry.wrong(
            "kpi",
            f"'{kpi}' is no KPI's id, such as N00945",
            f"”{kpi}” är inget nyckeltals id. Det är en bokstav och fem siffror, till exempel N00945.",
        )
    if grain is not Grain.YEAR:
        raise entry.wrong("kpi", "Kolada's figures are yearly", "Koladas siffror är per år. Skriv grain = ”år”.")
    return FileQuery(
        source="kolada",
        table=f"{kpi}-{named.key}",
        match=kpi,
        measures=(Measure(Code("value")),),
        levels=_levels(entry),
        since=_since(entry, grain) or "2007",
        options={"kpi": kpi, "title": _exactly(entry.text("title"))},
        lacking_allowed=0.9,
    )


def _pxweb(named: Named, entry: Entry, grain: Grain) -> Query:
    entry.only(("table", "region", "since", "levels", "select"))
    table = entry.text("table")
    if not _TABLE.fullmatch(table):
        raise entry.wrong(
            "table",
            f"'{table}' is no table of SCB's, such as TAB638",
            f"”{table}” är ingen tabell hos SCB. Id:t är TAB och siffror, till exempel TAB638.",
        )
    region = entry.text("region", "Region")
    chosen = entry.table("select")
    if len(chosen.stated) > 20:
        raise entry.wrong("select", "more than 20 variables", "fler än 20 variabler.")
    return PxQuery(
        table=f"{table}-{named.key}",
        search=table,
        select=tuple(_part(variable, chosen.text(variable)) for variable in chosen.stated),
        levels=(Level.NATION,) if region == NO_REGION else _levels(entry),
        region_variable="" if region == NO_REGION else region,
        since=_since(entry, grain),
    )


def _part(variable: str, written: str) -> Fixed | Total:
    if written == TOTAL:
        return Total(variable)
    if written.startswith(LABEL):
        return Fixed(variable, Label(_exactly(written.removeprefix(LABEL))))
    return Fixed(variable, Code(written))


def _exactly(text: str) -> str:
    """A pattern of a whole text, whatever spaces a publisher has between its words; the declaration has single ones."""
    words = r"\s+".join(map(re.escape, text.split()))
    return rf"^\s*{words}\s*$"


def _file(named: Named, entry: Entry, grain: Grain) -> Query:
    entry.only(("name", "place", "period", "value", "levels", "since"))
    file = entry.text("name", f"{named.stem}.csv")
    if not _FILE.fullmatch(file):
        raise entry.wrong(
            "name",
            f"'{file}' must be the name of a .csv or .xlsx file beside this one",
            f"”{file}” ska vara namnet på en fil i samma mapp, som slutar på .csv eller .xlsx.",
        )
    return FileQuery(
        source="own_files",
        table=f"fil-{named.key}",
        match=f"^{re.escape(file)}$",
        measures=(Measure(Code(entry.text("value"))),),
        place=(Code(entry.text("place")),),
        period=(Code(entry.text("period")),),
        levels=_levels(entry),
        since=_since(entry, grain),
        options={"file": file} | ({"region": named.region} if named.region else {}),
        lacking_allowed=1.0,
    )


def _levels(entry: Entry) -> tuple[Level, ...]:
    said = entry.some_of("levels", LEVELS)
    return tuple(level for level in LEVELS.values() if level in said) or tuple(LEVELS.values())


def _since(entry: Entry, grain: Grain) -> str | None:
    said = entry.text("since", "")
    if not said:
        return None
    try:
        period = Period(said)
    except UsageError as error:
        raise entry.wrong("since", str(error), error.message_sv) from None
    if period.grain is not grain:
        raise entry.wrong("since", f"'{said}' is no {grain}", f"”{said}” har en annan längd än grain säger.")
    return said


QUERIES: Final[Mapping[str, Callable[[Named, Entry, Grain], Query]]] = {
    "kolada": _kolada,
    "pxweb": _pxweb,
    "file": _file,
}
"""Name of the table in the file → what makes its query, given the declaration's names, the table and the grain."""
