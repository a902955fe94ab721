"""Winter (December–April) and summer (June–August) of a season measure against the season before."""

from dataclasses import dataclass
from decimal import Decimal

from dashboard import swedish as sv
from dashboard.swedish import PlaceForm
from dashboard.words import chance, nouns
from dashboard.words.claims import Branch, Claim, Word, chance_word, word_of
from dashboard.words.counts import is_easter_month, known_history
from dashboard.words.facts import Facts
from dashboard.words.ordinary import WITHIN
from dashboard.words.thresholds import PANDEMIC, Step, limits_of
from loaders.model import Break, Grain, Kind, Severity, Status
from loaders.periods import a_year_before, grain_of, last_day, shift

MONTHS = {"vintern": ("12", "01", "02", "03", "04"), "sommaren": ("06", "07", "08")}
"""The months of the two seasons, in order."""
EASTER = "03"
"""March, which is never told of without April."""
LEAST_SEASONS = 3
_YEARS_BACK = 10
_MOST_SEASONS = 5
_MORE = {Word.SLIGHT: "något ", Word.PLAIN: "", Word.CLEAR: "klart "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A season up to the month of a claim, and the same months of the one before.

    name: vintern or sommaren. periods: its months. whole: whether it has ended. word: NONE where the earlier seasons
    are too few to judge by. breaks: those between the two.
    """

    name: str
    periods: tuple[str, ...]
    whole: bool
    now: float
    then: float
    word: Word
    breaks: tuple[Break, ...]


def season_of(facts: Facts) -> Season | None:
    """The season that the month belongs to, from two months on; None outside seasons, and where a month is absent.

    Never up to March, since Easter moves between March and April: they come together, in April.
    """
    month = facts.now.period[-2:]
    fits = facts.indicator.kind is Kind.SEASON and grain_of(facts.now.period) is Grain.MONTH
    name = next((name for name, months in MONTHS.items() if month in months[1:]), None)
    if not fits or name is None or month == EASTER or facts.now.status is Status.LOWER_BOUND:
        return None
    length = MONTHS[name].index(month) + 1
    history = _history(facts)
    last = a_year_before(facts.now.period)
    now, then = chance.total(history, facts.now.period, length), chance.total(history, last, length)
    if now is None or then is None:
        return None
    periods = tuple(shift(facts.now.period, -n) for n in reversed(range(length)))
    breaks = facts.breaks_since(shift(last, 1 - length))
    if any(found.severity is Severity.INCOMPARABLE for found in breaks):
        return None
    return Season(
        name=name,
        periods=periods,
        whole=length == len(MONTHS[name]),
        now=now,
        then=then,
        word=_word(facts, periods, now, then, breaks),
        breaks=breaks,
    )


def _history(facts: Facts) -> dict[str, float | None]:
    """Values by month. In April the facts' own numbers are March and April together, so they are left out."""
    return dict(facts.history) if is_easter_month(facts) else known_history(facts)


def _word(facts: Facts, periods: tuple[str, ...], now: float, then: float, breaks: tuple[Break, ...]) -> Word:
    """The word for a season against the one before."""
    days_then = _days(tuple(map(a_year_before, periods)))
    return word_against(facts, periods, now, then, days_then, breaks)


def word_against(
    facts: Facts, periods: tuple[str, ...], now: float, then: float, days_then: float, breaks: tuple[Break, ...]
) -> Word:
    """The word for two season sums: the limits on the change per day, then the count test with the seasons' spread."""
    if round(now) == round(then):
        return Word.UNCHANGED if breaks else Word.EQUAL
    if then <= 0:
        return Word.NONE
    limits = limits_of(facts.indicator)
    step = limits.step(Decimal(str(100 * (now / _days(periods) / (then / days_then) - 1))))
    by_chance = chance_word(max(step, limits.step(Decimal(str(100 * (now - then) / then)))))
    if any(found.severity is Severity.CAUTION for found in breaks):
        step = min(step, Step.SLIGHT)
    if step is Step.UNCHANGED:
        return Word.UNCHANGED
    before = [total for _, total in earlier(facts, periods)]
    if len(before) < LEAST_SEASONS:
        return Word.NONE
    if not chance.counts_differ(now, then, chance.dispersion(before)):
        return by_chance
    return word_of(Decimal(str(now - then)), step)


def _days(periods: tuple[str, ...]) -> int:
    return sum(last_day(period).day for period in periods)


def earlier(facts: Facts, periods: tuple[str, ...]) -> list[tuple[tuple[str, ...], float]]:
    """Months and sums of the newest earlier seasons, newest first, those of the pandemic left out."""
    history, found = _history(facts), []
    for _ in range(_YEARS_BACK):
        periods = tuple(map(a_year_before, periods))
        total = chance.total(history, periods[-1], len(periods))
        if total is not None and not any(PANDEMIC[0] <= period <= PANDEMIC[1] for period in periods):
            found.append((periods, total))
    return found[:_MOST_SEASONS]


def season(claim: Claim, form: PlaceForm = PlaceForm.NAMED) -> str:
    """``Under sommaren, juni–augusti 2026, hade Jämtlands län 1 100 000 gästnätter, ungefär lika många som …``

    Empty where there is no season to speak of; see `season_of`.
    """
    facts = claim.facts
    found = season_of(facts) if claim.branch is Branch.ORDINARY else None
    if found is None:
        return ""
    told = {reason.reason_sv for reason in claim.breaks}
    caveats = [nouns.as_sentence(one.reason_sv) for one in found.breaks if one.reason_sv not in told]
    return nouns.join(first_sentence(found, facts, form), *dict.fromkeys(caveats))


def first_sentence(found: Season, facts: Facts, form: PlaceForm = PlaceForm.NAMED) -> str:
    """The season's sum beside that of the season before."""
    whose = sv.place_name(facts.place, form)
    until = "" if found.whole else " hittills"
    things = f"{sv.number(round(found.now))} {nouns.things(facts)}"
    said = f"hade {whose} {things}" if whose else f"var det {things}"
    return f"Under {found.name}{until}, {span_of(found.periods)}, {said}, {compared(found)}."


def more_or_fewer(word: Word, now: float, then: float) -> str:
    """``något fler``, ``färre``, ``klart färre``: a word that is a change, with its direction."""
    return f"{_MORE[word]}{'fler' if now > then else 'färre'}"


def span_of(periods: tuple[str, ...]) -> str:
    """``december 2025–april 2026``, ``juni–augusti 2026``."""
    first, last = sv.period_name(periods[0]), sv.period_name(periods[-1])
    return f"{first if periods[0][:4] != periods[-1][:4] else first.split(' ')[0]}–{last}"


def compared(found: Season) -> str:
    """``något fler än vintern före (1 400 000)``, ``sommaren före 300 000`` where there is no word."""
    before = f"{found.name} före" if found.whole else f"samma månader {found.name} före"
    number = sv.number(round(found.then))
    if found.word is Word.EQUAL:
        return f"lika många som {before}"
    if found.word is Word.NONE:
        return f"{before} {number}"
    if found.word is Word.WITHIN:
        return f"{before} {number}, {WITHIN}"
    if found.word.is_change:
        return f"{more_or_fewer(found.word, found.now, found.then)} än {before} ({number})"
    return f"{'i stort sett' if found.word is Word.UNCHANGED else 'ungefär'} lika många som {before} ({number})"
