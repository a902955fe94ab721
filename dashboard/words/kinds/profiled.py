"""Sentences of key figures that are not ours to judge: the number, its year, and the same of the places beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.words import swedish as sv

GOALS = (
    "Ingen fattigdom",
    "Ingen hunger",
    "God hälsa och välbefinnande",
    "God utbildning för alla",
    "Jämställdhet",
    "Rent vatten och sanitet för alla",
    "Hållbar energi för alla",
    "Anständiga arbetsvillkor och ekonomisk tillväxt",
    "Hållbar industri, innovationer och infrastruktur",
    "Minskad ojämlikhet",
    "Hållbara städer och samhällen",
    "Hållbar konsumtion och produktion",
    "Bekämpa klimatförändringarna",
    "Hav och marina resurser",
    "Ekosystem och biologisk mångfald",
    "Fredliga och inkluderande samhällen",
    "Genomförande och globalt partnerskap",
)
"""The goals of Agenda 2030, the first is number 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A key figure of a place: its title, the newest year with a figure, its value, and those beside it in that year.

    beside: where, as after *i*, and value as said. before: the year before and its value, empty without. change: the
    newest minus the one before, as displayed; None without.
    """

    title: str
    year: str
    value: str
    beside: tuple[tuple[str, str], ...]
    before: tuple[str, str] | None = None
    change: Decimal | None = None


def goal_sv(number: int) -> str:
    """``Mål 8. Anständiga arbetsvillkor och ekonomisk tillväxt``; for 0 that no goal is said."""
    return f"Mål {number}. {GOALS[number - 1]}" if number else "Nyckeltal utan angivet mål"


def sentence(told: Measured, place_sv: str) -> str:
    """``Nystartade företag, antal/1000 invånare: 11,2 i Åre kommun 2025, mot 9,8 i riket.``

    The year stands after the place: *11,2 år* would be an age.
    """
    others = [f"{value} i {where}" for where, value in told.beside]
    against = f", mot {sv.listing(others)}" if others else ""
    return f"{told.title}: {told.value} i {place_sv} {told.year}{against}."


def followed(told: Measured, wants: str) -> str:
    """``År 2024 var det 10,9. Strategin vill öka: det går åt det hållet.`` Without a year before nothing is judged."""
    if told.before is None or told.change is None:
        return "Det finns inget tidigare år att följa det från."
    first = f"År {told.before[0]} var det {told.before[1]}."
    if not wants:
        return first
    if told.change == 0:
        return f"{first} Strategin vill {wants}: det är oförändrat."
    is_towards = (told.change > 0) == (wants == "öka")
    return f"{first} Strategin vill {wants}: det går åt {'det' if is_towards else 'andra'} hållet."


def profile_alt(names: Sequence[str], place_sv: str) -> str:
    """What the profile is over, for its alternative text."""
    return (
        f"Profil över {sv.small_number(len(names))} nyckeltal i {place_sv}: för varje nyckeltal en linje från det "
        "lägsta till det högsta bland länets kommuner, med platsen, länet och riket på linjen."
    )
