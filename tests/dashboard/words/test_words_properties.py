"""Whatever the figures: sentences are whole, short, name their period, and never contradict their numbers."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import words
from dashboard.words import Branch, Compared, Facts, Number, Observation, Projection, Word, judge
from dashboard.words import swedish as sv
from dashboard.words.swedish import PlaceForm
from loaders.catalogue import CATALOGUE
from loaders.ground.declarations import Grain, Indicator, Kind, Level, Status
from loaders.ground.periods import Period
from loaders.ground.places import Place, all_places, areas, place, rest_of_county
from loaders.ground.vocabulary import DIMENSIONS
from tests.dashboard.measures import MADE_UP

PLACES = (*(place(code) for code in ("00", "23", "2303", "2321", "2380", "0114", "1499")), rest_of_county("2380"))
FIRST = {Grain.MONTH: "2020-01", Grain.QUARTER: "2020-Q1", Grain.YEAR: "2020"}
FORBIDDEN = re.compile(r"\b(nan|NaN|None|inf|Infinity)\b|  |-\d|\{|\}|rekord|rasade|senaste månaden| ,| \.|\.\.", re.I)
SENTENCE_END = re.compile(r"(?<=\.) (?=[A-ZÅÄÖ0-9])")


def all_declared() -> tuple[Indicator, ...]:
    return (*CATALOGUE.values(), *MADE_UP)


@st.composite
def slices(draw: st.DrawFn, indicator: Indicator) -> dict[str, str]:
    chosen = {}
    for name in indicator.default_slice:
        codes = [value.code for value in DIMENSIONS[name].values] if name in DIMENSIONS else []
        if name == "vintage":
            codes = ["2022", "newest"]
        if codes and draw(st.booleans()):
            chosen[name] = draw(st.sampled_from(codes))
    return chosen


def numbers(indicator: Indicator) -> st.SearchStrategy[float]:
    if indicator.kind in (Kind.RATE, Kind.SURVEY):
        return st.floats(0, 100).map(lambda value: round(value, 1))
    if indicator.kind is Kind.GROWTH:
        return st.floats(-30, 30).map(lambda value: round(value, 1))
    top = {Kind.RARE: 60, Kind.LUMPS: 400}.get(indicator.kind, 11_000_000)
    low = -5000 if indicator.id == "population_change" else 0
    return st.integers(low, 40) | st.integers(low, 3000) | st.integers(low, top)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    indicator = draw(st.sampled_from(all_declared()))
    grain = indicator.grain
    period = Period.from_ordinal(
        Period(FIRST[grain]).ordinal + draw(st.integers(0, 90 if grain is Grain.MONTH else 7)), grain
    )
    value = numbers(indicator)
    base = draw(value)
    near = st.sampled_from([1, 1.001, 0.9, 1.02, 1.3]).map(lambda factor: float(round(base * factor, 1)))
    maybe = st.none() | value | near
    statuses = st.sampled_from([Status.EMPTY, Status.EMPTY, *Status])
    history = {}
    if draw(st.booleans()):
        seed = draw(st.lists(value, min_size=5, max_size=13))
        history = {
            Period(period).shift(-n): float(seed[n % len(seed)]) for n in range(1, draw(st.sampled_from([14, 70, 140])))
        }
    older = (
        tuple(
            Projection(vintage=str(year), start=draw(st.integers(1000, 9000)), end=draw(st.integers(1000, 9000)))
            for year in draw(st.sampled_from([(), (2021,), (2021, 2020)]))
        )
        if indicator.kind is Kind.PROJECTION
        else ()
    )
    then_period = Period(period).shift(-{Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 1}[grain])
    if indicator.kind is Kind.PROJECTION:
        then_period = Period(period).shift(-10)
    return Facts(
        indicator=indicator,
        place=draw(st.sampled_from(PLACES)),
        today=date(int(period[:4]) + draw(st.integers(0, 2)), 6, 15),
        now=Observation(period, draw(maybe | st.just(float("nan"))), draw(statuses), draw(st.sampled_from(["", "<5"]))),
        then=draw(st.none() | st.builds(Observation, st.just(then_period), maybe, statuses)),
        before=draw(st.none() | st.builds(Observation, st.just(Period(period).shift(-1)), maybe)),
        slice=draw(slices(indicator)),
        base_now=draw(st.none() | st.integers(1, 6_000_000)),
        base_total=draw(st.none() | st.integers(1, 6_000_000)),
        history=history,
        spread=draw(st.none() | st.floats(0, 0.2)),
        margin_now=draw(st.none() | st.floats(0.1, 5)),
        margin_then=draw(st.none() | st.floats(0.1, 5)),
        latest=draw(st.none() | st.just(Period(period).shift(-1))),
        next_publication=draw(st.none() | st.just(date(2026, 11, 13))),
        shown_instead=draw(st.none() | st.just(place("23"))),
        revisions=draw(st.sampled_from([(), (3,), (3, 4), (-3, -4), (1, -1)])),
        older_vintages=older,
    )


@settings(max_examples=500)
@given(facts())
def test_texts_are_whole_and_short(known: Facts) -> None:
    claim = judge(known)
    headline = words.headline(claim)
    assert len(headline) <= 90, headline
    names = sv.period_today(known.now.period, known.today), sv.period_name(known.now.period)
    names += (sv.short_period(known.now.period),)  # where a long title leaves no room for more
    assert any(name.lower() in headline.lower() for name in names), headline
    for form in PlaceForm:
        for said in (words.sentence(claim, form), words.card(claim)):
            for part in SENTENCE_END.split(said):
                assert len(part.split(" ")) <= 25, part
                assert not part or part[0].isupper() or not part[0].isalpha(), part
    said = [headline, words.card(claim), words.value(claim), words.year_to_date(claim), words.sentence(claim)]
    said += [words.sentence(claim, form) for form in PlaceForm]
    for text in said:
        assert not FORBIDDEN.search(text.replace("…", "")), text
    assert all(text.endswith(".") for text in said[4:])


def said_direction(text: str) -> int:
    """1 or −1 if exactly one direction is spoken of, else 0."""
    up = re.search(r"\b(högre|fler|större|ökade|ökning)\b", text, re.I) is not None
    down = re.search(r"\b(lägre|färre|mindre(?! förändringar)|minskade|minskning)\b", text, re.I) is not None
    return up - down


@settings(max_examples=500)
@given(facts())
def test_words_never_contradict_numbers(known: Facts) -> None:
    claim = judge(known)
    text = words.card(claim)
    if claim.branch in (Branch.ORDINARY, Branch.SURVEY):
        if claim.word.is_change and claim.step_from_before is None:
            assert said_direction(text) == claim.direction, text
            assert claim.now != claim.then
        if claim.word in (Word.EQUAL, Word.UNCHANGED, Word.SIMILAR, Word.WITHIN, Word.UNCERTAIN):
            assert said_direction(text) == 0, text
        if claim.word is Word.EQUAL:
            assert claim.now == claim.then
    if known.now.value is None and claim.branch not in (Branch.TWELVE_MONTHS, Branch.NOT_AT_LEVEL):
        assert not isinstance(claim, Number)
        assert claim.word is Word.NONE


ABOUT_AS_MANY = re.compile(r"ungefär lika|i stort sett", re.I)


def is_large(now: float, then: float) -> bool:
    """Whether a displayed change is 25 per cent or more."""
    return abs(now - then) * 4 >= abs(then)


def said_of_a_large_change(claim: words.Claim) -> list[str]:
    """Texts that call a change of 25 per cent or more about as many; the rule of rare counts on twelve months may."""
    indicator = claim.facts.indicator
    told = (
        isinstance(claim, Compared) and claim.branch is Branch.ORDINARY and indicator.kind in (Kind.FLOW, Kind.SEASON)
    )
    found = []
    if told and claim.step_from_before is None and is_large(claim.now, claim.then):
        found += [words.headline(claim), words.card(claim), words.subgroup(claim, "unga")]
    so_far = words.year_to_date(claim).replace(sv.NBSP, "")
    if numbers := re.search(r"(?:har |har räknats )(\d+)\D.*\((\d+)\)", so_far):
        now, then = map(int, numbers.groups())
        found += [so_far] if is_large(now, then) else []
    return [text for text in found if ABOUT_AS_MANY.search(text)]


@settings(max_examples=500)
@given(facts())
def test_a_large_change_is_never_about_as_many(known: Facts) -> None:
    assert not said_of_a_large_change(judge(known))


def test_every_place_and_indicator_has_a_headline_that_fits() -> None:
    longest = max(all_places().values(), key=lambda found: len(found.full_name))
    assert isinstance(longest, Place)
    for indicator in all_declared():
        period = FIRST[indicator.grain]
        claim = judge(
            Facts(indicator=indicator, place=longest, today=date(2026, 1, 1), now=Observation(period, 12345678.0))
        )
        assert len(words.headline(claim)) <= 90


def test_a_riksomrade_has_its_name_and_period_in_every_headline() -> None:
    for indicator in (one for one in all_declared() if Level.AREA in one.levels):
        for area in areas().values():
            for quarter in ("2025-Q3", "2025-Q4", "2026-Q1"):
                known = Facts(
                    indicator=indicator,
                    place=area,
                    today=date(2026, 11, 27),
                    now=Observation(Period(quarter), 106.2),
                    then=Observation(Period(quarter).shift(-4), 111.4),
                )
                headline = words.headline(judge(known))
                assert area.name in headline and sv.period_today(quarter, known.today) in headline, headline
