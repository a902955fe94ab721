"""A measure of a table of SCB's: its metadata are looked up, and a value of each variable is chosen."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from dashboard.commands.declaring.asking import LISTED, Asking
from dashboard.commands.declaring.proposal import Proposal, levels_row, quoted
from loaders.ground.clock import STOCKHOLM
from loaders.ground.declarations import Grain
from loaders.ground.errors import UsageError

if TYPE_CHECKING:
    from loaders.pxweb.metadata import TableInfo, Variable
    from loaders.pxweb.outline import Outline
    from loaders.settings import Settings

_GRAINS = {Grain.YEAR: "år", Grain.QUARTER: "kvartal", Grain.MONTH: "månad"}


def propose(settings: "Settings", id_: str, selects: Iterable[str], asking: Asking) -> Proposal:
    """What SCB says of the table and the values that are said or asked for. Errors as `Asking.text`; SourceError."""
    from loaders.pxweb.outline import require_possible, unit_of

    said = dict(_parted(one) for one in selects)
    table = _table(settings, id_, asking)
    asking.tell(*_told(table))
    codes = _chosen(table, said, asking)
    unit, decimals, kind = unit_of(table, codes)
    named = _named(table, codes)
    return Proposal(
        source=_source(table, codes),
        title=named[:1].upper() + named[1:],
        unit=unit,
        kind=kind,
        grain=_GRAINS[table.grain],
        definition=f"{table.title}: {named}. SCB, tabell {table.info.id}.",
        decimals=decimals,
        unit_check=partial(_unit_checked, unit),
        possible=partial(require_possible, table),
    )


def _table(settings: "Settings", id_: str, asking: Asking) -> "Outline":
    from loaders.publishers import publisher
    from loaders.sources.scb.looking_up import ID, table_of, tables_titled
    from loaders.sources.session import session

    met: dict[str, Outline] = {}
    with session(settings, publisher("scb")) as asked:

        def meant(answer: str) -> str:
            is_words = asking.at_terminal and not any(sign.isdigit() for sign in answer)
            if is_words and not ID.fullmatch(answer.upper()):
                found = tables_titled(asked, answer)
                if len(found) != 1:
                    raise _which(answer, found)
                answer = found[0].id
            table = table_of(asked, answer)
            met[table.info.id] = table
            return table.info.id

        return met[asking.text("--table", "Tabellens id, eller ord ur namnet", id_, check=meant)]


def _which(answer: str, found: "tuple[TableInfo, ...]") -> UsageError:
    if not found:
        return UsageError(
            f"no table's title has '{answer}'", f"Ingen tabell har ”{answer}” i namnet. Skriv andra ord, eller id:t."
        )
    listed = "\n".join(f"  {one.id}  {one.label}" for one in found[:LISTED])
    more = f"\n  … och {len(found) - LISTED} till; skriv fler ord" if len(found) > LISTED else ""
    return UsageError(f"{len(found)} tables have '{answer}'", f"{len(found)} tabeller. Skriv id:t:\n{listed}{more}")


def _told(table: "Outline") -> Iterable[str]:
    updated = f", uppdaterad {table.info.updated.astimezone(STOCKHOLM):%Y-%m-%d}" if table.info.updated else ""
    yield f"  {table.info.id}  {table.metadata.label}"
    levels = ", ".join(level.value for level in table.levels)
    yield f"  {table.first} till {table.last}{updated}; {levels}"
    if table.info.discontinued:
        yield "  SCB har avslutat tabellen: det kommer inga nya siffror."


def _parted(said: str) -> tuple[str, str]:
    variable, parted, value = said.partition("=")
    if not parted:
        raise UsageError(f"--select {said}: write VARIABLE=CODE", f"--select {said}: skriv VARIABEL=KOD.")
    return variable.strip(), value.strip()


def _chosen(table: "Outline", said: dict[str, str], asking: Asking) -> dict[str, str]:
    """A code of each variable, or its sum."""
    from loaders.pxweb.outline import choices_meant, nearest, proposed, value_meant

    if not asking.at_terminal:
        return choices_meant(table, said)
    codes: dict[str, str] = {}
    for variable in table.chosen:
        if len(variable.codes) == 1:
            codes[variable.code] = variable.codes[0]
            asking.tell(f"{variable.label} ({variable.code}): {variable.labels[variable.codes[0]]}")
            continue
        asked = next((value for name, value in said.items() if name in (variable.code, variable.label)), "")
        if not asked:
            asking.tell(f"{variable.label} ({variable.code}):")
            asking.list(_listed(variable))
        codes[variable.code] = asking.text(
            f"--select {variable.code}=KOD",
            f"Välj {variable.label}, kod eller namn",
            asked,
            proposed(variable),
            check=partial(value_meant, variable),
            near=partial(nearest, variable),
        )
    return codes


def _listed(variable: "Variable") -> dict[str, str]:
    from loaders.pxweb.outline import TOTAL, proposed

    units = {code: f" ({unit})" for code, (unit, _) in variable.units.items() if unit}
    listed = {code: f"{variable.labels[code]}{units.get(code, '')}" for code in variable.codes}
    return {TOTAL: "summan", **listed} if proposed(variable) == TOTAL else listed


def _named(table: "Outline", codes: dict[str, str]) -> str:
    """What is chosen, in words: the contents, then each value that is not the usual one."""
    from loaders.pxweb.outline import proposed

    named = [
        variable.labels[codes[variable.code]]
        for variable in table.chosen
        if codes[variable.code] in variable.labels
        and len(variable.codes) > 1
        and (variable.is_content or codes[variable.code] != proposed(variable))
    ]
    contents = any(variable.is_content and len(variable.codes) > 1 for variable in table.chosen)
    return ", ".join(named if contents else [table.title, *named])


def _source(table: "Outline", codes: dict[str, str]) -> tuple[str, ...]:
    from loaders.declared import NO_REGION

    region = NO_REGION if table.region is None else table.region.code
    variables = {variable.code: variable for variable in table.chosen}
    return (
        "[pxweb]",
        f"table = {quoted(table.info.id)}",
        *([f"region = {quoted(region)}"] if region != "Region" else []),
        *(levels_row(tuple(level.value for level in table.levels)) if len(table.levels) < 3 else ()),
        "",
        "[pxweb.select]",
        *(
            f"{quoted(name)} = {quoted(code)}  # {' '.join(variables[name].labels.get(code, 'summan').split())}"
            for name, code in codes.items()
        ),
    )


def _unit_checked(stated: str, unit: str) -> str:
    """The unit, if the table's may be called so. UsageError."""
    from loaders.pxweb.units import unit_family

    ours, theirs = unit_family(unit), unit_family(stated)
    if theirs is not None and ours is not None and ours != theirs:
        raise UsageError(
            f"the table's unit is {stated}, not {unit}", f"Tabellens siffror är i {stated}, inte i {unit}."
        )
    return unit
