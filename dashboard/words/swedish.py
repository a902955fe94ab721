"""How numbers, periods, places and lists are written in Swedish. The one place that formats text for readers.

Decimal comma, no-break space (U+00A0) between thousands, true minus (U+2212), en dash in spans. Everything is pure;
what depends on the day (*i fjol*) takes ``today``, the meeting's or page's as-of day.
"""

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from dashboard.words.signs import NOT_FETCHED as NOT_FETCHED
from dashboard.words.signs import SIGNS as SIGNS
from dashboard.words.signs import STATUS_WORDS as STATUS_WORDS
from loaders.ground.clock import STOCKHOLM
from loaders.ground.declarations import Grain, Level, Status
from loaders.ground.periods import Period
from loaders.ground.places import Place

NBSP = "\u00a0"
MINUS = "\u2212"
_NOUGHT = "0,"
_BELOW_ONE = ("0,", f"{MINUS}0,")
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
SHORT_MONTHS = tuple(name[:3] for name in _MONTHS)
"""``jan`` to ``dec``: lower case, three letters, no point."""
_QUARTERS = ("första", "andra", "tredje", "fjärde")
_SMALL = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")

_CELLS = {**{s: w for s, w in STATUS_WORDS.items() if s.is_absent}, Status.MISSING: "..", Status.NIL: "–"}
_MARKS = {Status.PRELIMINARY: "prel.", Status.INCOMPLETE: "ofullst.", Status.ESTIMATED: "skattad"}

SPOKEN_SIGNS = {_CELLS[Status.NIL]: STATUS_WORDS[Status.NIL], _CELLS[Status.MISSING]: STATUS_WORDS[Status.MISSING]}
"""What is said of a cell that holds a sign and no word."""


class PlaceForm(StrEnum):
    """How a sentence names its place: in full, as *länet*, *kommunen*, *riket*, or not at all."""

    NAMED = "named"
    SHORT = "short"
    OMITTED = "omitted"


# --- numbers -----------------------------------------------------------------------------------------------


def displayed(value: float | Decimal, decimals: int) -> Decimal:
    """The number as a reader sees it: rounded half away from zero, never minus zero. ValueError unless finite."""
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} cannot be shown as a number")
    shown = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(shown) if shown == 0 else shown


@lru_cache(maxsize=8192)
def number(value: float | Decimal, decimals: int = 0) -> str:
    """``1234.5`` → ``1 234,5`` with U+00A0 and U+2212. ValueError unless finite.

    What was written is kept for a while: the windows of a series are one page, and have the same numbers.
    """
    shown = displayed(value, decimals)
    whole, _, fraction = f"{abs(shown):f}".partition(".")
    groups = f"{int(whole):,}".replace(",", NBSP)
    return (MINUS if shown < 0 else "") + groups + (f",{fraction}" if fraction else "")


def numbers(values: Iterable[float], decimals: int = 0) -> list[str]:
    """What ``number`` writes of each of many displayed values in one go, so that a whole country is written at once.

    Empty for what is no number. The values have been rounded as displayed, and are smaller than a thousand million.
    """
    texts = [f"{value + 0.0:,.{decimals}f}" if value == value else "" for value in values]
    return [text.replace(",", NBSP).replace(".", ",").replace("-", MINUS) for text in texts]


def as_rounded(value: Decimal) -> str:
    """A number with the decimals it has been rounded to: ``9,6`` for 9.6, ``10`` for 10."""
    return number(value, max(0, -int(value.normalize().as_tuple().exponent)))


def signed(value: float | Decimal, decimals: int = 0) -> str:
    """A difference with its sign: ``+38``, ``−0,5``, ``0,0``."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text.strip(_NOUGHT) else text


def percent_sign(value: float | Decimal, decimals: int = 1) -> str:
    """``2,6 %`` for cards and axes, with a no-break space."""
    return f"{number(value, decimals)}{NBSP}%"


def percent(value: float | Decimal, decimals: int = 1) -> str:
    """``2,6 procent`` for sentences."""
    return f"{number(value, decimals)} procent"


def per_cent_decimals(value: float | Decimal) -> int:
    """Decimals of a change in per cent: none from 1 upwards, one below."""
    return 1 if number(value, 1).startswith(_BELOW_ONE) else 0


def signed_per_cent(value: float | Decimal) -> str:
    """A change in per cent with its sign and without its unit: ``−15``, ``+1``, ``+0,4``."""
    return signed(value, per_cent_decimals(value))


def points(value: float | Decimal, decimals: int = 1) -> str:
    """A size in percentage points without sign: ``0,5 procentenheter``, ``1,0 procentenheter``."""
    return f"{number(abs(displayed(value, decimals)), decimals)} procentenheter"


def persons(value: float | Decimal) -> str:
    """``1 person``, ``38 personer``."""
    return f"{number(value)} {'person' if displayed(value, 0) == 1 else 'personer'}"


def small_number(value: int) -> str:
    """Zero to twelve as a word, larger in digits."""
    return _SMALL[value] if 0 <= value < len(_SMALL) else number(value)


def about(value: float | Decimal) -> Decimal:
    """A number of persons worth saying with *omkring*: to 5 below 100, to 10 below 1 000, then to 50."""
    size = abs(Decimal(str(value)))
    step = 5 if size < 100 else 10 if size < 1000 else 50
    return (size / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def about_persons(value: float | Decimal, least: int = 0) -> str:
    """``omkring 65 personer``; sizes that round to none are *några få personer*.

    A number under ``least`` is never rounded up to it: 18 under 20 is *knappt 20 personer*.
    """
    rounded = about(value)
    if abs(float(value)) < least <= rounded:
        return f"knappt {persons(least)}"
    return f"omkring {persons(rounded)}" if rounded else "några få personer"


def about_signed(value: float, least: int = 0) -> str:
    """The same in a table: ``+65``, ``−15``, ``0``, ``knappt −20``."""
    rounded = about(value)
    if abs(float(value)) < least <= rounded:
        return f"knappt{NBSP}{signed(math.copysign(least, value))}"
    return signed(rounded.copy_sign(Decimal(str(value)))) if rounded else "0"


# --- table cells and statuses ------------------------------------------------------------------------------


def cell(value: float | Decimal | None, status: Status = Status.EMPTY, decimals: int = 0) -> str:
    """A table cell: the number, or the sign or word for why there is none (see SIGNS). NaN counts as absent."""
    if status in _CELLS:
        return _CELLS[status]
    if value is None or not math.isfinite(value):
        return _CELLS[Status.MISSING]
    text = number(value, decimals)
    return f"minst{NBSP}{text}" if status is Status.LOWER_BOUND else text


def mark(status: Status) -> str:
    """The short mark beside a number (``prel.``), empty where none is needed."""
    return _MARKS.get(status, "")


# --- text --------------------------------------------------------------------------------------------------


def capital(text: str) -> str:
    """The text with a capital first letter and the rest untouched."""
    return text[:1].upper() + text[1:]


def listing(parts: Iterable[str], last: str = "och") -> str:
    """``a``, ``a och b``, ``a, b och c``."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def is_neuter(subject: str) -> bool:
    """Whether a definite subject is neuter (antalet, flyttnettot), so that it was *oförändrat*."""
    return subject.split()[0].endswith("t")


# --- periods -----------------------------------------------------------------------------------------------


def month_name(month: int) -> str:
    """``augusti`` for 8."""
    return _MONTHS[month - 1]


def short_month(month: int) -> str:
    """``aug`` for 8: lower case, three letters, no point."""
    return SHORT_MONTHS[month - 1]


def bare_period(period: Period) -> str:
    """``augusti``, ``tredje kvartalet``, ``2024``: the name without its year, unless it is one."""
    if period.grain is Grain.YEAR:
        return period
    return month_name(period.part) if period.grain is Grain.MONTH else f"{_QUARTERS[period.part - 1]} kvartalet"


def year_of(period: str) -> int:
    """Calendar year of a period."""
    return Period(period).year


def period_name(period: str) -> str:
    """``augusti 2026``, ``tredje kvartalet 2026``, ``2026``."""
    named = Period(period)
    return named if named.grain is Grain.YEAR else f"{bare_period(named)} {named.year}"


def short_period(period: str, with_year: bool = True) -> str:
    """``aug 2026`` or ``aug``; ``kv 3 2026`` or ``kv 3``; ``2026``."""
    named = Period(period)
    if named.grain is Grain.YEAR:
        return named
    name = short_month(named.part) if named.grain is Grain.MONTH else f"kv{NBSP}{named.part}"
    return f"{name} {named.year}" if with_year else name


def period_today(period: str, today: date) -> str:
    """The period named as on a day: without its year if that is the current one (``augusti``, ``augusti 2025``)."""
    named = Period(period)
    return bare_period(named) if named.year == today.year else period_name(named)


def period_genitive(period: str) -> str:
    """``oktobers``, ``mars``, ``andra kvartalets``, ``2024 års``, without the year of a month or quarter."""
    named = Period(period)
    if named.grain is Grain.YEAR:
        return f"{named} års"
    name = bare_period(named)
    return name if name.endswith("s") else f"{name}s"


def _with_i(period: str, name: str) -> str:
    return f"i {name}" if Period(period).grain is Grain.MONTH else name


def in_period(period: str, today: date) -> str:
    """When something was: ``i augusti``, ``i augusti 2025``, ``tredje kvartalet``, ``2024``."""
    return _with_i(period, period_today(period, today))


def compared_period(then: str, now: str, today: date) -> str:
    """The period compared with, named from ``now``: ``augusti i fjol``, ``augusti året före``, ``april``, ``2023``.

    *i fjol* is last calendar year, said only when ``now`` lies in today's year; else *året före*. A period in the
    year of ``now`` needs no year, one further back is named with its year.
    """
    named, year = Period(then), year_of(now)
    if named.grain is Grain.YEAR:
        return named
    if named.year == year:
        return bare_period(named)
    if named.year == year - 1:
        return f"{bare_period(named)} {'i fjol' if year == today.year else 'året före'}"
    return period_name(named)


def in_compared_period(then: str, now: str, today: date) -> str:
    """``i augusti i fjol``, ``tredje kvartalet året före``, ``2023``: compared_period after *än* or *och*."""
    return _with_i(then, compared_period(then, now, today))


def last_year(now: str, today: date) -> str:
    """``i fjol`` or ``året före`` for the year before the year of ``now``."""
    return "i fjol" if year_of(now) == today.year else "året före"


def is_a_year_before(then: str, now: str) -> bool:
    """Whether ``then`` is the same month, quarter or year one year before ``now``."""
    return then == Period(now).back()


def date_text(day: date | datetime, with_year: bool = True) -> str:
    """``29 oktober 2026`` or ``29 oktober``. An aware time is first moved to Swedish time."""
    if isinstance(day, datetime) and day.tzinfo is not None:
        day = day.astimezone(STOCKHOLM)
    return f"{day.day} {month_name(day.month)}" + (f" {day.year}" if with_year else "")


def days_text(first: date, last: date, with_year: bool = True) -> str:
    """``22–30 november 2026``, ``26 november–5 december``; both years where they differ, one day alone."""
    if first == last:
        return date_text(last, with_year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_text(last, with_year)}"
    return f"{date_text(first, with_year and first.year != last.year)}–{date_text(last, with_year)}"


# --- places ------------------------------------------------------------------------------------------------


def place_name(place: Place, form: PlaceForm = PlaceForm.NAMED) -> str:
    """``Åre kommun``, ``Jämtlands län``, ``riket``, ``övriga länet``; short: ``kommunen``, ``länet``."""
    if form is PlaceForm.OMITTED:
        return ""
    if form is PlaceForm.NAMED or place.is_summed:
        return place.full_name
    return {
        Level.NATION: "riket",
        Level.AREA: "riksområdet",
        Level.COUNTY: "länet",
        Level.MUNICIPALITY: "kommunen",
    }[place.level]


def in_place(place: Place, form: PlaceForm = PlaceForm.NAMED) -> str:
    """``i Åre kommun``, ``i länet``; empty for OMITTED."""
    name = place_name(place, form)
    return f"i {name}" if name else ""


def places_list(places: Sequence[Place]) -> str:
    """Several places, sharing *kommun* or *län*: ``Åre och Krokoms kommuner``, ``Dalarnas och Gävleborgs län``."""
    if len(places) < 2 or len({place.level for place in places}) > 1 or any(p.is_summed for p in places):
        return listing(place.full_name for place in places)
    if places[0].level in (Level.NATION, Level.AREA):
        return listing(place.full_name for place in places)
    municipal = places[0].level is Level.MUNICIPALITY
    stems = listing(re.sub(r" (kommun|län)$", "", place.full_name) for place in places)
    return f"{stems} {'kommuner' if municipal else 'län'}"


# --- sources -----------------------------------------------------------------------------------------------


def is_stated(published: date | datetime, fetched: date | datetime | None) -> bool:
    """Whether the publisher stated when it published: else the moment of fetching stands in its place."""
    return not (isinstance(published, datetime) and published == fetched)


def source_text(
    name: str,
    published: date | datetime | None = None,
    fetched: date | datetime | None = None,
    marks: Iterable[Status] = (),
    *,
    manual: bool = False,
    marked: Sequence[str] = (),
) -> str:
    """``SCB, tabell TAB6260, publicerad 29 oktober 2026, hämtad 30 oktober 2026. Preliminär.``

    Figures a person read in from a file (``manual``) were *manuellt inläst* instead of fetched. A moment of publication
    that is the moment of fetching was never stated by the publisher, and is not said.

    ``marks`` are the statuses of the table, or of those ``marked``; those with nothing to say to a reader are left out.
    """
    parts = [name]
    if published is not None and is_stated(published, fetched):
        parts.append(f"publicerad {date_text(published)}")
    if fetched is not None:
        parts.append(f"{'manuellt inläst' if manual else 'hämtad'} {date_text(fetched)}")
    remarks = {
        Status.PRELIMINARY: "Preliminär.",
        Status.INCOMPLETE: "Ofullständig.",
        Status.ESTIMATED: "Skattad.",
        Status.PROJECTED: "Framskrivning.",
        Status.NOISE_ADDED: "Med små avvikelser som skydd.",
    }
    given = set(marks)
    where = f" i {'tabell' if len(marked) == 1 else 'tabellerna'} {listing(marked)}." if marked else "."
    line = ", ".join(parts) + "."
    return line + "".join(f" {text[:-1]}{where}" for status, text in remarks.items() if status in given)


def kept_together(headline: str) -> str:
    """A headline in which no line ends between a place's name and the word *län* or *kommun*."""
    return re.sub(r" (?=(?:län|kommun)(?:er)?\b)", NBSP, headline)
