"""Winter (December–April) and summer (June–August) of a season measure against the season before."""

from dataclasses import dataclass
from decimal import Decimal

from dashboard.words import nouns
from dashboard.words import swedish as sv
from dashboard.words.judging import statistics
from dashboard.words.judging.claims import Branch, Claim, Compared, Word
from dashboard.words.judging.counts import is_easter_month, known_history
from dashboard.words.judging.facts import Facts
from dashboard.words.judging.judge import chance_word, word_of
from dashboard.words.judging.thresholds import PANDEMIC, Step, limits_of
from dashboard.words.kinds.ordinary import WITHIN
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Break, Grain, Kind, Severity
from loaders.ground.periods import Period, span

MONTHS = {"vintern": (12, 1, 2, 3, 4), "sommaren": (6, 7, 8)}
"""The months of the two seasons, in order."""
MARCH = 3
"""Never told of without April."""
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
    periods: tuple[Period, ...]
    whole: bool
    now: float
    then: float
    word: Word
    breaks: tuple[Break, ...]


def season_of(facts: Facts) -> Season | None:
    """The season that the month belongs to, from two months on; None outside seasons.

    None too where a month of it or of the one before is absent, or has a number that is the lowest it can be. Never up
    to March, since Easter moves between March and April: they come together, in April.
    """
    period = facts.now.period
    month, fits = period.part, facts.indicator.kind is Kind.SEASON and period.grain is Grain.MONTH
    name = next((name for name, months in MONTHS.items() if month in months[1:]), None)
    if not fits or name is None or month == MARCH:
        return None
    length = MONTHS[name].index(month) + 1
    history = _history(facts)
    last = period.back()
    if any(facts.has_bound(one, length) for one in (period, last)):
        return None
    now, then = statistics.sum_to(history, period, length), statistics.sum_to(history, last, length)
    if now is None or then is None:
        return None
    periods = span(period.shift(1 - length), period)
    breaks = facts.breaks_since(last.shift(1 - length))
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


def _word(facts: Facts, periods: tuple[Period, ...], now: float, then: float, breaks: tuple[Break, ...]) -> Word:
    """The word for a season against the one before."""
    days_then = _days(tuple(period.back() for period in periods))
    return word_against(facts, periods, now, then, days_then, breaks)


def word_against(
    facts: Facts, periods: tuple[Period, ...], now: float, then: float, days_then: float, breaks: tuple[Break, ...]
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
    before = [total for _, total in earlier_seasons(facts, periods)]
    if len(before) < LEAST_SEASONS:
        return Word.NONE
    if not statistics.counts_differ(now, then, statistics.dispersion(before)):
        return by_chance
    return word_of(Decimal(str(now - then)), step)


def _days(periods: tuple[Period, ...]) -> int:
    return sum(period.last_day.day for period in periods)


def earlier_seasons(facts: Facts, periods: tuple[Period, ...]) -> list[tuple[tuple[Period, ...], float]]:
    """Months and sums of the newest earlier seasons, newest first; not those of the pandemic, nor lowest ones."""
    history = _history(facts)
    found: list[tuple[tuple[Period, ...], float]] = []
    for _ in range(_YEARS_BACK):
        periods = tuple(period.back() for period in periods)
        total = statistics.sum_to(history, periods[-1], len(periods))
        in_pandemic = any(PANDEMIC[0] <= period <= PANDEMIC[1] for period in periods)
        if total is not None and not in_pandemic and not facts.has_bound(periods[-1], len(periods)):
            found.append((periods, total))
    return found[:_MOST_SEASONS]


def season(claim: Claim, form: PlaceForm = PlaceForm.NAMED) -> str:
    """``Under sommaren, juni–augusti 2026, hade Jämtlands län 1 100 000 gästnätter, ungefär lika många som …``

    Empty where there is no season to speak of; see `season_of`.
    """
    if not isinstance(claim, Compared) or claim.branch is not Branch.ORDINARY:
        return ""
    found = season_of(claim.facts)
    if found is None:
        return ""
    told = {reason.reason_sv for reason in claim.breaks}
    caveats = [nouns.as_sentence(one.reason_sv) for one in found.breaks if one.reason_sv not in told]
    return nouns.join(first_sentence(found, claim.facts, form), *dict.fromkeys(caveats))


def first_sentence(found: Season, facts: Facts, form: PlaceForm = PlaceForm.NAMED) -> str:
    """The season's sum beside that of the season before."""
    whose = sv.place_name(facts.place, form)
    until = "" if found.whole else " hittills"
    things = f"{sv.number(round(found.now))} {nouns.things(facts)}"
    said = f"hade {whose} {things}" if whose else f"var det {things}"
    return f"Under {found.name}{until}, {span_of(found.periods)}, {said}, {comparison(found)}."


def more_or_fewer(word: Word, now: float, then: float) -> str:
    """``något fler``, ``färre``, ``klart färre``: a word that is a change, with its direction."""
    return f"{_MORE[word]}{'fler' if now > then else 'färre'}"


def span_of(periods: tuple[Period, ...]) -> str:
    """``december 2025–april 2026``, ``juni–augusti 2026``."""
    first, last = periods[0], periods[-1]
    opening = sv.month_name(first.part) if first.year == last.year else sv.period_name(first)
    return f"{opening}–{sv.period_name(last)}"


def comparison(found: Season) -> str:
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
