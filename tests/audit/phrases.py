"""Swedish phrases as values: numbers, periods, places and words of comparison. By patterns of its own."""

import re
from decimal import Decimal
from functools import cache

from loaders.ground import places

MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
QUARTERS = ("första", "andra", "tredje", "fjärde")
SMALL = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")

N = "−?\\d[\\d\u00a0]*(?:,\\d+)?"
LEAST = f"(?:minst )?{N}"
"""A number that may be the lowest possible one."""
_MONTH = "|".join(MONTHS)
_NAME = rf"(?:(?:{_MONTH})|(?:{'|'.join(QUARTERS)}) kvartalet)"
WHEN = rf"(?:(?:i )?{_NAME}(?: \d{{4}}| i fjol| året före)?|(?:år )?\d{{4}}|ett år tidigare|året före|i fjol)"
NAMED = rf"{_NAME}(?: \d{{4}})?"
MORE = "(?:något |klart )?(?:högre|lägre|fler|färre|större|mindre)"
ALIKE = {
    "lika många": "equal",
    "i stort sett lika många": "unchanged",
    "ungefär lika många": "similar",
    "inom vanlig variation": "within",
    "som": "equal",
    "i stort sett": "unchanged",
    "ungefär": "similar",
    "att jämföra": "",
}
"""What is said of a difference that is no change → its word."""
_UP = frozenset({"högre", "fler", "större"})


def number(text: str) -> Decimal:
    """``1 234,5``, ``−3`` and ``minst 12`` as numbers."""
    return Decimal(
        text.removeprefix("minst ").replace("\u00a0", "").replace("−", "-").replace("+", "").replace(",", ".")
    )


def decimals(text: str) -> int:
    """Decimals that a number is written with."""
    return len(text.partition(",")[2])


def period(text: str, now: str, today: int) -> str:
    """The period that a phrase names; ``now`` is the one told of, today the year in which it is told.

    Empty where the phrase may not be used: *i fjol* of another year than this one.
    """
    text = text.strip().removeprefix("i ").removeprefix("år ") if text != "i fjol" else text
    text = text[:1].lower() + text[1:]
    year = int(now[:4])
    if text in ("ett år tidigare", "året före"):
        return f"{year - 1}{now[4:]}"
    if text == "i fjol":
        return f"{year - 1}{now[4:]}" if year == today else ""
    if re.fullmatch(r"\d{4}", text):
        return text
    for tail, of_year in (
        (" i fjol", year - 1 if year == today else 0),
        (" året före", year - 1 if year != today else 0),
    ):
        if text.endswith(tail):
            return _named(text.removesuffix(tail), of_year) if of_year else ""
    told = re.fullmatch(r"(.+?) (\d{4})", text)
    return _named(told[1], int(told[2])) if told else _named(text, year)


def _named(name: str, year: int) -> str:
    if name in MONTHS:
        return f"{year}-{MONTHS.index(name) + 1:02d}"
    quarter = name.removesuffix(" kvartalet")
    return f"{year}-Q{QUARTERS.index(quarter) + 1}" if quarter in QUARTERS else ""


def period_now(text: str, today: int) -> str:
    """The period told of: without its year it is of this year."""
    return period(text, f"{today}-01", today)


@cache
def full_names() -> dict[str, str]:
    """What stands after *i* → the place's code."""
    found = {one.full_name: one.code for one in places.all_places().values()}
    return found | {"riket": "00"} | {one.full_name: one.code for one in places.areas().values()}


def place_code(text: str, rest: str) -> str:
    """The code of a place named in a sentence; ``rest`` is that of *övriga länet*."""
    text = text[:1].lower() + text[1:] if text[:1] in "RÖ" and text.split()[0] in ("Riket", "Övriga") else text
    return rest if text == "övriga länet" else full_names().get(text, "")


def size_of(more: str) -> tuple[str, bool]:
    """``något fler`` as the word ``slight`` and whether it is more."""
    first, _, last = more.strip().lower().rpartition(" ")
    return {"något": "slight", "klart": "clear", "": "plain"}[first], last in _UP


def names(listed: str) -> list[str]:
    """``Åre och Krokoms kommuner`` as ``Åre kommun``, ``Krokoms kommun``; one place as itself."""
    if listed.endswith(" kommuner"):
        return [f"{one} kommun" for one in re.split(r", | och ", listed.removesuffix(" kommuner"))]
    return [listed]
