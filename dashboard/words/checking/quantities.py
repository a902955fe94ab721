"""The numbers a headline says, in digits and in words, and what each is said to be a number of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.words.checking import vocabulary

_SMALL = {
    **{"noll": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9},
    **{"tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17},
    **{"arton": 18, "nitton": 19, "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60},
    **{"sjuttio": 70, "åttio": 80, "nittio": 90},
}
_LARGE = {"hundra": 100, "tusen": 1000}
_PARTS = {"halva": 2, "tredjedel": 3, "fjärdedel": 4, "femtedel": 5, "sjättedel": 6, "åttondel": 8, "tiondel": 10}
_NTH = {"tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "sjunde": 7, "åttonde": 8, "nionde": 9, "tionde": 10}
_SCALES = {"tusen": 1000, "tkr": 1000, "miljon": 10**6, "miljoner": 10**6, "mkr": 10**6, "miljard": 10**9}
_SCALES |= {"miljarder": 10**9, "mdkr": 10**9}
_SPACE = "[ \u00a0\u2009\u202f]"
_DIGITS = re.compile(
    rf"(?<![\w,.:])[+−–-]?(?P<number>\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|\d+)(?:[,.](?P<decimals>\d+))?(?![\d:])"
    rf"(?:-?{_SPACE}?(?P<unit>%|procentenhet(?:er|ers)?|procentig\w*|procents?|promille"
    rf"|{'|'.join(sorted(_SCALES, key=len, reverse=True))}))?(?!\w)",
    re.IGNORECASE,
)
_WORD_NUMBER = re.compile(rf"(?<!\w)(?P<word>{'|'.join((*_SMALL, *_LARGE))})(?!\w)", re.IGNORECASE)
_AMONG = re.compile(
    rf"(?<!\w)(?P<part>\d+|{'|'.join(_SMALL)}) av (?P<whole>\d+|{'|'.join(_SMALL)})(?!\w)", re.IGNORECASE
)
_EVERY = re.compile(
    rf"(?<!\w)(?:var|vart) (?P<nth>{'|'.join(_NTH)})(?!\w)|(?<!\w)(?P<second>varannan|vartannat)(?!\w)",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"(?<!\w)(?:(?P<many>{'|'.join(_SMALL)})\s+)?(?P<part>{'|'.join(_PARTS)})(?:ar|s)?(?!\w)"
    r"|(?<!\w)(?P<half>hälften)(?!\w)",
    re.IGNORECASE,
)
_TIMES = re.compile(
    rf"(?<!\w)(?P<times>\d+(?:,\d+)?|{'|'.join(_SMALL)}) gånger|(?<!\w)(?P<twice>dubbelt)(?!\w)"
    r"|(?<!\w)(?P<verb>(?:för|två|tre|fyr|fem)?dubbl\w+|halver\w+)(?!\w)|(?<!\w)(?P<half>hälften så)(?!\w)",
    re.IGNORECASE,
)
_VERB_TIMES = {"för": 2, "två": 2, "tre": 3, "fyr": 4, "fem": 5}
_NOT_OF_FIGURES = re.compile(
    r"-?\s?(?:år|åring|åriga|månad|vecka|veckor|dag|kvartal|timm|minut|kommun|län(?:en)?(?!\w)|mått|bransch|gånger|sätt"
    r"|skäl|fråg|bild|möte|slutsats|punkt|ort|sektor|region)\w*|\s?(?:av|:e|:a)(?!\w)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:bild|kap(?:itel)?|avsnitt|sni|punkt|nr|nummer|kv|kvartal|kl|klockan|mål|agenda|topp|vecka|v)\.?\s?$",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:19|20)\d\d-\d\d(?:-\d\d)?|\d{1,2}[.:]\d\d(?!\d)(?= |$)|\d{1,3}\s?[–-]\s?\d{1,3}(?=[\s-]?år)")


class Unit(StrEnum):
    """What a number is said to be of."""

    PER_CENT = "procent"
    POINTS = "procentenheter"
    COUNT = ""
    TIMES = "gånger"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a headline.

    value: as said, in whole units; decimals: how exactly (negative: to tens, hundreds …). around: whether it is said to
    be near the number only. is_part: a share said as *tre av fyra*, told in per cent.
    """

    words: str
    start: int
    end: int
    value: Decimal
    decimals: int
    unit: Unit
    around: str = ""
    is_part: bool = False


def quantities(text: str, passed: Sequence[tuple[int, int]], nouns: re.Pattern[str] | None) -> list[Quantity]:
    """All numbers of a text that its figures could hold, in order.

    passed: where years, dates and names stand. nouns: what is counted; a number in words is one of the figures only
    before one of them, for *åtta kommuner* is no figure.
    """
    taken = [*passed, *(match.span() for match in _DATE.finditer(text))]
    found: list[Quantity] = []

    def is_free(start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in taken)

    for make in (_shares, _multiples):
        for one in make(text):
            if is_free(one.start, one.end):
                taken.append((one.start, one.end))
                if not _NOT_OF_FIGURES.match(text, one.end) or one.unit is Unit.TIMES:
                    found.append(one)
    for match in _DIGITS.finditer(text):
        if is_free(*match.span()) and not _is_label(text, match):
            found.append(_in_digits(text, match))
    for match in _WORD_NUMBER.finditer(text):
        if is_free(*match.span()) and (said := _in_words(text, match, nouns)) is not None:
            found.append(said)
    return sorted(found, key=lambda one: one.start)


def _is_label(text: str, match: re.Match[str]) -> bool:
    has_unit = match["unit"] is not None
    return _LABEL.search(text[: match.start()]) is not None or (
        not has_unit and _NOT_OF_FIGURES.match(text, match.end()) is not None
    )


def _around(text: str, start: int) -> str:
    words = text[:start].split()[-2:]
    found = vocabulary.AROUND.search(" ".join(words))
    return found[0].lower() if found is not None and " ".join(words).endswith(found[0]) else ""


def _in_digits(text: str, match: re.Match[str]) -> Quantity:
    whole, said = re.sub(r"\D", "", match["number"]), (match["unit"] or "").lower()
    decimals = len(match["decimals"] or "")
    value = Decimal(f"{whole}.{match['decimals']}") if decimals else Decimal(whole)
    around = _around(text, match.start())
    unit, scale = Unit.COUNT, _SCALES.get(said, 1)
    if said.startswith("procentenhet"):
        unit = Unit.POINTS
    elif said == "%" or said.startswith("procent"):
        unit = Unit.PER_CENT
    elif said == "promille":
        unit, value = Unit.PER_CENT, value / 10
    exact = decimals - len(str(scale)) + 1
    if around and not decimals and scale == 1:
        exact = -(len(whole) - len(whole.rstrip("0"))) if whole.strip("0") else 0
    return Quantity(match[0], *match.span(), value * scale, exact, unit, around)


def _in_words(text: str, match: re.Match[str], nouns: re.Pattern[str] | None) -> Quantity | None:
    """*tre konkurser*, *två fler*, *fem procent*; None before what is none of the figures, and for *en* and *ett*."""
    word, after = match["word"].lower(), text[match.end() :]
    value = Decimal(_SMALL.get(word) or _LARGE.get(word) or 0)
    unit_match = re.match(r"\s+(procentenheter?|procent)(?!\w)", after)
    if unit_match is not None:
        unit = Unit.POINTS if unit_match[1].startswith("procentenhet") else Unit.PER_CENT
        end = match.end() + unit_match.end()
        return Quantity(text[match.start() : end], match.start(), end, value, 0, unit, _around(text, match.start()))
    if word in ("en", "ett") or nouns is None:
        return None
    head = " ".join(after.split()[:3])
    is_counted = nouns.search(head) is not None or re.match(r"(?:fler|färre|personer)(?!\w)", head) is not None
    if not is_counted or _NOT_OF_FIGURES.match(text, match.end()):
        return None
    around = _around(text, match.start())
    return Quantity(match[0], *match.span(), value, -2 if word in _LARGE else 0, Unit.COUNT, around)


def small_number(word: str) -> int | None:
    """The whole number that a word or digits say; None for another word."""
    return int(word) if word.isdigit() else _SMALL.get(word.lower())


def _number(word: str) -> Decimal:
    return Decimal(word.replace(",", ".")) if word[0].isdigit() else Decimal(_SMALL[word.lower()])


def _part(text: str, match: re.Match[str], share: Decimal) -> Quantity:
    around = _around(text, match.start())
    return Quantity(match[0], *match.span(), 100 * share, 0, Unit.PER_CENT, around, is_part=True)


def _shares(text: str) -> list[Quantity]:
    found = [
        _part(text, match, _number(match["part"]) / whole)
        for match in _AMONG.finditer(text)
        if (whole := _number(match["whole"]))
    ]
    found += [_part(text, m, 1 / Decimal(2 if m["second"] else _NTH[m["nth"]])) for m in _EVERY.finditer(text)]
    for match in _FRACTION.finditer(text):
        if re.match(r"\s+så\s", text[match.end() :]):
            continue
        many = _number(match["many"]) if match["many"] else Decimal(1)
        if (match["part"] or "").lower() == "tiondel" and match["many"]:  # *tre tiondelar*, said of points
            around = _around(text, match.start())
            found.append(Quantity(match[0], *match.span(), many / 10, 1, Unit.POINTS, around))
            continue
        found.append(_part(text, match, Decimal("0.5") if match["half"] else many / _PARTS[match["part"].lower()]))
    return found


def _multiples(text: str) -> list[Quantity]:
    found = []
    for match in _TIMES.finditer(text):
        if match["times"]:
            value = _number(match["times"])
        elif match["half"] or (match["verb"] or "").lower().startswith("halver"):
            value = Decimal("0.5")
        else:
            value = Decimal(_VERB_TIMES.get((match["verb"] or "")[:3].lower(), 2))
        found.append(Quantity(match[0], *match.span(), value, 1, Unit.TIMES, _around(text, match.start())))
    return found
