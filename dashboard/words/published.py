"""The words rule as tables for readers: what *om statistiken* prints, made from the limits that are used."""

from decimal import Decimal

from dashboard import swedish as sv
from dashboard.model import Column, Table
from dashboard.words import chance
from dashboard.words.thresholds import LIMITS, Limits, Scale
from loaders.model import Kind

_KINDS = {
    Kind.FLOW: "antal händelser, till exempel nya lediga jobb",
    Kind.SEASON: "säsong, till exempel gästnätter",
    Kind.STOCK: "antal vid en tidpunkt, till exempel sysselsatta",
    Kind.POPULATION: "folkmängd",
    Kind.RATE: "andelar, till exempel arbetslöshet",
    Kind.AMOUNT: "belopp, till exempel BRP",
    Kind.PROJECTION: "framskrivningars tillväxt på tio år",
}
_GATES = {
    Kind.FLOW: "seriens egen variation",
    Kind.SEASON: "seriens egen variation",
    Kind.AMOUNT: "sägs i löpande priser",
}
EXAMPLES = (64, 20, 10)


def limits_table() -> Table:
    """Per kind of measure: where *något*, the plain word and *klart* begin, and what else is needed."""
    rows = []
    for kind, title in _KINDS.items():
        limits = LIMITS[kind]
        gate = _GATES.get(kind, "" if limits.least_persons is None else f"minst {limits.least_persons} personer")
        rows.append((title, *_steps(limits), gate or "–"))
    titles = ("Mått", "i stort sett oförändrad", "något fler", "fler", "klart fler", "krävs också")
    return Table("Så väljs orden", tuple(Column(title) for title in titles), tuple(rows))


def _steps(limits: Limits) -> tuple[str, str, str, str]:
    unit = "%" if limits.scale is Scale.PERCENT else "p.e."
    slight, plain, clear = (_plain(edge) for edge in (limits.slight, limits.plain, limits.clear))
    return (
        f"under {slight} {unit}",
        f"{slight} till under {plain} {unit}",
        f"{plain} till under {clear} {unit}",
        f"{clear} {unit} eller mer",
    )


def _plain(edge: Decimal) -> str:
    return sv.number(edge, max(0, -edge.as_tuple().exponent))


def yearly_change_table() -> Table:
    """How large a change of a twelve-month number must be before it is more than chance."""
    rows = []
    for before in EXAMPLES:
        most = max(n for n in range(before) if chance.counts_differ(n, before))
        least = next(n for n in range(before, 10 * before) if chance.counts_differ(n, before))
        rows.append((sv.number(before), sv.number(least), sv.number(most)))
    titles = ("De tolv månaderna före", "fler från och med", "färre till och med")
    return Table(
        "Hur mycket ett litet antal måste ändras för att få ett ord",
        tuple(Column(title, numeric=True) for title in titles),
        tuple(rows),
    )
