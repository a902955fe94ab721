"""What can be chosen of a table by whoever declares an indicator of it, and whether a choice can be. Pure.

Everything is read from the table's metadata; what they do not tell (what a figure counts, what it is called) is left
to the person. Faults are UsageError, in English and Swedish, with the nearest code or name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loaders.ground import names, periods, places
from loaders.ground.declarations import Grain, Indicator, Level, PxQuery
from loaders.ground.errors import SourceChanged, UsageError
from loaders.ground.periods import Period
from loaders.pxweb.metadata import Metadata, TableInfo, Variable
from loaders.pxweb.selection import resolve
from loaders.pxweb.units import check_units, unit_family

TOTAL = "total"
"""Instead of a code: the sum that the publisher gives where the variable is left out."""
_SUMS = re.compile(r"(totalt?|samtliga|alla|båda könen|riket)\b", re.IGNORECASE)
_AFTER = re.compile(r"\s+(efter|by)\s.*|\.\s+(månad|kvartal|år)\b.*", re.IGNORECASE)
_OUR_UNITS = {
    "per cent": "procent",
    "per mille": "promille",
    "thousands of persons": "tusental",
    "million kronor": "miljoner kronor",
    "thousand kronor": "tusen kronor",
    "billion kronor": "miljarder kronor",
    "kronor": "kronor",
    "index": "index",
    "persons": "antal",
}
_KINDS = {"per cent": "kvot", "per mille": "kvot", "index": "kvot", "persons": "antal"}


@dataclass(frozen=True, slots=True)
class Outline:
    """A table as one indicator may use it.

    levels: those that its places are of. chosen: the variables of which a value is chosen, the contents first. region:
    the variable of places; None for a table of riket alone.
    """

    info: TableInfo
    metadata: Metadata
    grain: Grain
    first: Period
    last: Period
    region: Variable | None
    levels: tuple[Level, ...]
    chosen: tuple[Variable, ...]

    @property
    def title(self) -> str:
        """What the table is called, without what it is divided by."""
        return _AFTER.sub("", self.metadata.label).strip() or self.metadata.table


def outline(info: TableInfo, metadata: Metadata) -> Outline:
    """What can be chosen of a table. UsageError for one whose periods or places are not ours."""
    time = metadata.time
    grain = next((one for one in Grain if time and all(_is_of(code, one) for code in time.codes)), None)
    if time is None or grain is None or not time.codes:
        shown = ", ".join(time.codes[:3]) if time else "none"
        raise UsageError(
            f"table {info.id} has no months, quarters or years ({shown})",
            f"Tabellen {info.id} har varken månader, kvartal eller år, så den kan inte bli ett eget mått.",
        )
    region = _region_of(metadata)
    levels = tuple(level for level in _LEVELS if region and set(region.codes) & set(places.codes_at([level])))
    contents = [variable for variable in metadata.variables if variable.is_content]
    others = [one for one in metadata.variables if one not in (time, region) and not one.is_content]
    told = sorted(periods.from_scb(code, grain) for code in time.codes)
    return Outline(info, metadata, grain, told[0], told[-1], region, levels or (Level.NATION,), (*contents, *others))


_LEVELS = (Level.NATION, Level.COUNTY, Level.MUNICIPALITY)


def _is_of(code: str, grain: Grain) -> bool:
    try:
        periods.from_scb(code, grain)
    except SourceChanged:
        return False
    return True


def _region_of(metadata: Metadata) -> Variable | None:
    """The variable most of whose codes are places' codes, with their names."""
    known = places.all_places()

    def is_place(code: str, label: str) -> bool:
        return code in known and (names.fold(known[code].name) in names.fold(label) or code == places.NATION)

    found = {
        variable.code: sum(is_place(code, variable.labels[code]) for code in variable.codes)
        for variable in metadata.variables
        if not variable.is_time and not variable.is_content
    }
    best = max(found, key=lambda code: found[code], default="")
    return metadata.variable(best) if found.get(best) else None


def proposed(variable: Variable) -> str:
    """What most would choose of a variable: its only value, its sum; "" where a person must say."""
    if len(variable.codes) == 1:
        return variable.codes[0]
    sums = [code for code in variable.codes if _SUMS.match(variable.labels[code].strip())]
    return sums[0] if sums else TOTAL if variable.elimination else ""


def value_meant(variable: Variable, written: str) -> str:
    """The code that a person means by a code or a name, or ``total``. UsageError with the nearest otherwise."""
    said = " ".join(written.removeprefix("text:").split())
    if said in variable.labels:
        return said
    if said.casefold() == TOTAL and variable.elimination:
        return TOTAL
    called = [(name, code) for code in variable.codes for name in (code, variable.labels[code])]
    found = names.find(said, called) if said else ()
    if not found and names.fold(said):
        found = tuple(
            code for code in variable.codes if f" {names.fold(said)}" in f" {names.fold(variable.labels[code])}"
        )
    if len(found) == 1:
        return found[0]
    choices = found or variable.codes
    listed = listed_sv(variable, choices)
    if found:
        raise UsageError(
            f"'{said}' may be several values of {variable.code}: {', '.join(found[:8])}",
            f"”{said}” kan vara flera av {variable.label}: {listed}. Skriv koden.",
        )
    near = nearest(variable, said)
    hint = f"Menade du {near} ({variable.labels[near]})? " if near else ""
    summed = " Ingen summa är publicerad." if said.casefold() == TOTAL else ""
    raise UsageError(
        f"{variable.code} has no value '{said}'{f'; the nearest is {near}' if near else ''}",
        f"{variable.label.capitalize()} ({variable.code}) har inget värde ”{said}”.{summed} {hint}Det finns: {listed}.",
    )


def nearest(variable: Variable, written: str) -> str:
    """The code of the value that is most like what was written; "" if none is."""
    called = {name: code for code in variable.codes for name in (code, variable.labels[code])}
    return called.get(names.nearest(written, called), "")


def listed_sv(variable: Variable, codes: Iterable[str], most: int = 12) -> str:
    """``1 (män), 2 (kvinnor)``; of many, how many more there are."""
    all_codes = tuple(codes)
    shown = ", ".join(f"{code} ({variable.labels[code]})" for code in all_codes[:most])
    return shown + (f" och {len(all_codes) - most} till" if len(all_codes) > most else "")


def choices_meant(table: Outline, said: Mapping[str, str]) -> dict[str, str]:
    """Codes by variable for what is said of each by its code or name; what is not said is proposed where it can be.

    UsageError for a variable that is not there, a value that is not, and a variable that must be chosen of.
    """
    there = {variable.code: variable for variable in table.chosen}
    called = {name: one.code for one in table.chosen for name in (one.code, one.label)}
    codes: dict[str, str] = {}
    for written, value in said.items():
        found = names.find(written, called.items())
        if len(found) != 1:
            near = names.nearest(written, called)
            hint = f"Menade du {near}? " if near else ""
            raise UsageError(
                f"table {table.info.id} has no variable '{written}'; it has {', '.join(there)}",
                f"Tabellen {table.info.id} har ingen variabel ”{written}” att välja av. {hint}Det finns: "
                f"{', '.join(f'{one.code} ({one.label})' for one in table.chosen)}.",
            )
        codes[found[0]] = value_meant(there[found[0]], value)
    for variable in table.chosen:
        if variable.code not in codes and variable.elimination:
            codes[variable.code] = proposed(variable)
        elif variable.code not in codes and len(variable.codes) == 1:
            codes[variable.code] = variable.codes[0]
        elif variable.code not in codes:
            raise UsageError(
                f"say a value of {variable.code}: {', '.join(variable.codes[:12])}",
                f"Välj av {variable.label} med --select {variable.code}=KOD: {listed_sv(variable, variable.codes)}.",
            )
    return {variable.code: codes[variable.code] for variable in table.chosen}


def unit_of(table: Outline, codes: Mapping[str, str]) -> tuple[str, int, str]:
    """Unit in our words, decimals, and the kind of measure it usually is ("" where it does not tell)."""
    for variable in table.chosen:
        stated = variable.units.get(codes.get(variable.code, ""))
        if variable.is_content and stated:
            family = unit_family(stated[0])
            is_money = family is not None and "kronor" in family
            return (
                _OUR_UNITS.get(family or "", stated[0]),
                stated[1],
                "belopp" if is_money else _KINDS.get(family or "", ""),
            )
    return "", 0, ""


def require_possible(table: Outline, indicator: Indicator) -> None:
    """UsageError where a declaration asks for what the table does not have, or in another unit, as a fetch does."""
    (query,) = (query for query in indicator.queries if isinstance(query, PxQuery))
    try:
        codes = resolve([query], table.metadata).of(query).codes
    except SourceChanged as error:
        raise UsageError(str(error), f"Tabellen {table.info.id} har inte det som väljs. Detalj: {error}") from error
    units = {
        code: variable.units.get(code, ("", 0))[0]
        for variable in table.chosen
        if variable.is_content
        for code in codes.get(variable.code, {}).values()
    }
    try:
        check_units(indicator, query, units)
    except SourceChanged as error:
        stated = ", ".join(dict.fromkeys(units.values()))
        raise UsageError(
            str(error), f"Tabellen {table.info.id} har siffror i {stated}, inte i {indicator.unit_sv}. Ändra enheten."
        ) from error
