"""From figures to what may be said of them: gathers the facts the words engine judges, and picks the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard import circular, splits, swedish, transforms, words
from dashboard.data import Data
from dashboard.scene import Scene, exists_for, rate_parts
from dashboard.selection import BRANCHES, DOTS, GAP, INDEX, LAST_YEAR, LEVEL, PARTS, SERIES, TWELVE
from dashboard.swedish import PlaceForm
from dashboard.words import Branch, Claim, Compared, Facts, Number, Observation, distances, growth
from loaders import places
from loaders.model import Grain, Kind, Level, Status
from loaders.periods import PARTS_PER_YEAR, a_year_before
from loaders.places import Place
from loaders.vocabulary import label_sv

LONGEST_HEADLINE = 90
YOUNG = "18-24"
_ON_TWELVE_MONTHS = (Branch.RARE, Branch.LUMPS, Branch.TWELVE_MONTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of a scene: headline (with its month), sentence, card line, the number, and what lines would show.

    ``claim`` is the judged comparison of the chosen place with a year before; None where nothing is there to judge.
    """

    headline: str
    sentence: str
    card: str
    value: str
    claim: Claim | None
    description: str = ""
    notes: tuple[str, ...] = ()


def judged(scene: Scene, data: Data, place: Place, period: str) -> Claim:
    """The claim for one place and period of the scene's published values."""
    return words.judge(facts(scene, data, place, period))


def facts(scene: Scene, data: Data, place: Place, period: str) -> Facts:
    """What a claim of one place and period is judged from: the series to then, its bases and margins."""
    raw, indicator = scene.raw, scene.indicator
    today = scene.selection.as_of or data.today()
    observed: dict[str, Observation] = {
        p: Observation(p, *_cell(scene, place, p), *(scene.reach(place, p) or ())) for p in raw.periods if p <= period
    }
    base_now, base_total = _bases(scene, data, place, period)
    margin_now, margin_then = _margins(scene, data, place, period)
    return Facts.of_series(
        indicator,
        place,
        observed,
        period,
        today,
        slice=dict(raw.slice),
        base_now=base_now,
        base_total=base_total,
        margin_now=margin_now,
        margin_then=margin_then,
    )


def _margins(scene: Scene, data: Data, place: Place, period: str) -> tuple[float | None, float | None]:
    """Half widths of a survey's intervals, now and a year before; None where none is known."""
    companion = scene.indicator.margin
    if companion is None or not data.has(companion):
        return None, None
    series = data.series(companion, dict(scene.raw.slice), (place.code,), scene.selection.as_of)
    return series.value(place.code, period), series.value(place.code, a_year_before(period))


def _cell(scene: Scene, place: Place, period: str) -> tuple[float | None, Status, str]:
    raw = scene.raw
    return raw.value(place.code, period), raw.status_of(place.code, period), raw.symbol_of(place.code, period)


def _bases(scene: Scene, data: Data, place: Place, period: str) -> tuple[float | None, float | None]:
    """A rate's denominator in persons: for the chosen slice and for the default one."""
    parts = rate_parts(data, scene.raw, scene.selection)
    if parts is None:
        return None, None
    n, at = scene.raw.regions.index(place.code), scene.periods.index(period)
    here = parts[1][n, at]
    if not scene.selection.slice:
        return _known(here), _known(here)
    whole = scene.selection.but(slice=())
    raw = data.series(scene.indicator.id, whole.full_slice(), (place.code,), scene.selection.as_of)
    total = rate_parts(data, raw, whole)
    there = total[1][0, raw.periods.index(period)] if total is not None and period in raw.periods else np.nan
    return _known(here), _known(there)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def said(scene: Scene, data: Data) -> Said:
    """Everything said of a scene."""
    if not scene.newest:
        return _nothing(scene, data)
    claim = judged(scene, data, scene.own, scene.newest)
    headline, sentence = _HOW.get(scene.transform, _level)(scene, data, claim)
    is_circular = scene.indicator.id == circular.ID and scene.transform in (LEVEL, BRANCHES)
    told = circular.told(scene, data) if is_circular else ()
    beside = _untouched(scene, data, claim)
    return Said(
        headline=headline,
        sentence=told[0] if told else f"{sentence} {beside}".strip(),
        card=told[0] if told else words.card(claim) or words.sentence(claim, PlaceForm.OMITTED),
        value=_value(scene, claim),
        description=_description(scene, claim),
        claim=claim,
        notes=(*told[1:], *_newer(scene, data)),
    )


def _untouched(scene: Scene, data: Data, claim: Claim) -> str:
    """What may be said of the young where a break in the age limits keeps the total from being compared."""
    indicator, as_of = scene.indicator, scene.selection.as_of
    counted = claim.branch is Branch.INCOMPARABLE and scene.transform == LEVEL and not indicator.is_share
    if not counted or scene.selection.slice or "age" not in indicator.dimensions:
        return ""
    if YOUNG not in data.codes(indicator.id, "age", as_of):
        return ""
    chosen = {**scene.selection.full_slice(), "age": YOUNG}
    own, raw = scene.own, data.series(indicator.id, chosen, (scene.own.code,), as_of)
    observed: dict[str, Observation] = {
        p: Observation(p, raw.value(own.code, p), raw.status_of(own.code, p), raw.symbol_of(own.code, p))
        for p in raw.periods
        if p <= scene.newest
    }
    young = words.judge(Facts.of_series(indicator, own, observed, scene.newest, as_of or data.today(), slice=chosen))
    return words.subgroup(young, f"unga {label_sv('age', YOUNG)}") if isinstance(young, Number) else ""


def _value(scene: Scene, claim: Claim) -> str:
    """The number spoken of: that of twelve months where those are shown."""
    shown = scene.at(scene.own, scene.newest)
    if scene.transform != TWELVE or claim.branch is Branch.TWELVE_MONTHS or shown is None:
        return words.value(claim)
    return _twelve(scene, shown)


def is_judged(scene: Scene, claim: Claim | None) -> bool:
    """Whether the claim is about what is shown: a month's own is not where twelve months are."""
    return scene.transform != TWELVE or (claim is not None and claim.branch in _ON_TWELVE_MONTHS)


def before(scene: Scene, claim: Claim | None) -> str:
    """What twelve months, or a change of a year, are set beside: the number of those before; empty for all else."""
    if claim is None or (scene.transform != TWELVE and claim.branch is not Branch.GROWTH):
        return ""
    if claim.branch in (Branch.GROWTH, Branch.TWELVE_MONTHS):
        return words.value(replace(claim, now=claim.then)) if isinstance(claim, Compared) else ""
    found = transforms.back(scene.row(scene.own)[np.newaxis], 12)[0, scene.periods.index(scene.newest)]
    return "" if np.isnan(found) else _twelve(scene, found)


def _twelve(scene: Scene, value: float) -> str:
    if scene.indicator.kind is Kind.RATE:
        return swedish.percent_sign(value, scene.decimals_of(scene.own))
    return swedish.number(value, scene.decimals)


def _nothing(scene: Scene, data: Data) -> Said:
    """What is said where no number is there: all are hidden, the level has none, or they are too few or too small."""
    headline = f"{scene.indicator.short_title_sv}: inga siffror för {scene.own.full_name}"
    text = card = f"{headline}."
    if not exists_for(scene.indicator, scene.own):
        text = words.not_at_level(scene.indicator)
        headline, card = text.removesuffix("."), f"Finns bara för {words.levels_text(scene.indicator)}."
    if scene.transform not in (LEVEL, SERIES) and not np.isnan(scene.raw.values[0]).all():
        headline = f"{scene.indicator.short_title_sv}: går inte att visa så för {scene.own.full_name}"
        text = f"{headline}. {_why_not_so(scene)}"
        return Said(headline=headline, sentence=text, card=text, value="", claim=None)
    hidden = [p for p in scene.periods if scene.raw.status_of(scene.own.code, p) is Status.SUPPRESSED]
    if hidden:
        claim = judged(scene, data, scene.own, hidden[-1])
        headline, text = words.headline(claim), words.sentence(claim)
        card = text
    return Said(headline=headline, sentence=text, card=card, value="", claim=None)


def _why_not_so(scene: Scene) -> str:
    """Why nothing can be computed from the numbers there are, and where they are shown."""
    numbers = np.count_nonzero(~np.isnan(scene.raw.values[0]))
    long = numbers > PARTS_PER_YEAR[scene.indicator.grain]
    if scene.transform == LAST_YEAR and not scene.indicator.is_share and long:
        return f"Procent anges bara där båda talen är minst {transforms.PERCENT_FLOOR}. Talen visas som Nivå."
    return "Siffrorna är för få för det. De visas som Nivå."


def _newer(scene: Scene, data: Data) -> tuple[str, ...]:
    """Why a newer period of the chosen place is not shown, if the publisher has hidden or lacks it."""
    known = [p for p in scene.periods if scene.raw.status_of(scene.own.code, p) is not Status.NOT_PUBLISHED]
    if scene.selection.until or not known or known[-1] <= scene.newest:
        return ()
    claim = judged(scene, data, scene.own, known[-1])
    return () if isinstance(claim, Number) else (words.sentence(claim),)


def _fits(*candidates: str) -> str:
    return next((text for text in candidates if len(text) <= LONGEST_HEADLINE), candidates[-1])


def _level(scene: Scene, data: Data, claim: Claim) -> tuple[str, str]:
    if isinstance(claim, Number) and claim.branch is Branch.GROWTH and scene.compare:
        other = judged(scene, data, scene.compare[-1], scene.newest)
        told = f"{words.sentence(claim)} {growth.beside(claim, other)}"
        return _fits(*growth.headlines(claim, other)), told.strip()
    return words.headline(claim), words.sentence(claim)


def _average(scene: Scene, data: Data, claim: Claim) -> tuple[str, str]:
    """Mean of twelve months, or their sum for flows; the population's have a sentence in the words engine."""
    value = scene.at(scene.own, scene.newest)
    if claim.branch is Branch.TWELVE_MONTHS or scene.indicator.id == "population_change" or value is None:
        return _level(scene, data, claim)
    number = _with_unit(scene, value)
    until = swedish.period_today(scene.newest, claim.facts.today)
    span = f"på tolv månader till och med {until}"
    named, short = (swedish.capital(words.subject(claim.facts, f)) for f in (PlaceForm.NAMED, PlaceForm.SHORT))
    how = "" if transforms.is_summed(scene.indicator) else "i medeltal "
    headline = _fits(*(f"{subject} var {how}{number} {span}" for subject in (named, short)))
    row = scene.row(scene.own)[np.newaxis]
    earlier = transforms.twelve_months_before(row, scene.indicator, scene.raw.slice, scene.periods)
    before = earlier[0, scene.periods.index(scene.newest)]
    if np.isnan(before):
        return headline, f"{headline}."
    return headline, f"{headline}. De tolv månaderna före var det {_with_unit(scene, before)}."


def _index(scene: Scene, data: Data, claim: Claim) -> tuple[str, str]:
    """How far above or below the base year; no per cent of small or unfinished numbers, nor of a season's month."""
    value, number = scene.at(scene.own, scene.newest), scene.raw.value(scene.own.code, scene.newest)
    seasonal = scene.indicator.kind in (Kind.FLOW, Kind.SEASON) and scene.indicator.grain is not Grain.YEAR
    if value is None or number is None or seasonal or min(number, 100 * number / value) < transforms.PERCENT_FLOOR:
        return _level(scene, data, claim)
    apart = value - 100
    size = swedish.percent(abs(apart), swedish.per_cent_decimals(apart))
    where = "i nivå med" if abs(apart) < 0.05 else f"{size} {'över' if apart > 0 else 'under'}"
    when = swedish.in_period(scene.newest, claim.facts.today)
    subjects = [swedish.capital(words.subject(claim.facts, form)) for form in (PlaceForm.NAMED, PlaceForm.SHORT)]
    headline = _fits(*(f"{subject} låg {when} {where} medeltalet för {scene.base_year}" for subject in subjects))
    others = [
        f"{swedish.number(other, 1)} i {place.full_name}"
        for place in scene.compare
        if (other := scene.at(place, scene.newest)) is not None
    ]
    beside = f" Index var {swedish.number(value, 1)}, mot {swedish.listing(others)}." if others else ""
    return headline, f"{headline}.{beside}"


def _gap(scene: Scene, data: Data, claim: Claim) -> tuple[str, str]:
    """The distance to the places compared with, and the persons behind it."""
    others = [judged(scene, data, place, scene.newest) for place in scene.compare]
    told = [text for other in others if (text := words.gap_in_persons(claim, other))]
    nearest = next((other for other in others if isinstance(other, Number)), None)
    if not told or nearest is None or not isinstance(claim, Number):
        return _level(scene, data, claim)
    difference = claim.now - nearest.now
    other = nearest.facts.place
    there = swedish.in_place(other, PlaceForm.NAMED if other.level is Level.MUNICIPALITY else PlaceForm.SHORT)
    size = swedish.points(difference, scene.indicator.decimals)
    apart = "lika hög som" if difference == 0 else f"{size} {'högre' if difference > 0 else 'lägre'} än"
    when = swedish.capital(swedish.in_period(scene.newest, claim.facts.today))
    subjects = [words.subject(claim.facts, form) for form in (PlaceForm.NAMED, PlaceForm.SHORT)]
    return _fits(*(f"{when} var {subject} {apart} {there}" for subject in subjects)), " ".join(told)


def _split(scene: Scene, data: Data, claim: Claim) -> tuple[str, str]:
    """What a measure is made of; parts of a change are told of the county, whose municipalities are drawn."""
    home = splits.home_of(scene, data) if scene.transform == PARTS else None
    headlines, sentence = splits.said(
        scene, data, claim, None if home is None else judged(scene, data, home, scene.newest)
    )
    return _fits(*headlines), sentence


def _dots(scene: Scene, data: Data, claim: Claim) -> tuple[str, str]:
    """Lowest and highest among the county's municipalities."""
    values = [
        (place, scene.at(place, scene.newest))
        for place in (scene.own, *scene.compare, *scene.neighbours)
        if place.level is Level.MUNICIPALITY
    ]
    county = scene.own.county or data.county
    where = "i länet" if county == data.county else swedish.in_place(places.place(county))
    lowest, highest = (words.rank(scene.indicator, values, lowest=low, where=where) for low in (True, False))
    if not lowest:
        return _level(scene, data, claim)
    when = swedish.in_period(scene.newest, claim.facts.today)
    both = distances.lowest_and_highest(scene.indicator, values, when)
    headline = both or _fits(f"{lowest.split('. ')[0].rstrip('.')} {when}", words.headline(claim))
    return headline, f"{lowest} {highest}"


_HOW = {LEVEL: _level, LAST_YEAR: _level, TWELVE: _average, INDEX: _index, GAP: _gap, DOTS: _dots}
_HOW |= dict.fromkeys(splits.WAYS, _split)


def _with_unit(scene: Scene, value: float) -> str:
    if scene.indicator.kind is Kind.RATE:
        return swedish.percent(value, scene.decimals_of(scene.own))
    if scene.indicator.kind is Kind.GROWTH:
        return f"{swedish.signed(value, scene.decimals)} procent"
    return swedish.number(value, scene.decimals)


def _description(scene: Scene, claim: Claim) -> str:
    """What is drawn, with first and last value shown; empty for a split, which tells it itself."""
    subject = words.subject(claim.facts, PlaceForm.OMITTED)
    if scene.transform in splits.WAYS:
        return ""
    if scene.transform == DOTS:
        crossed = transforms.barred(scene.indicator, scene.raw.slice, scene.periods, 12)[scene.last]
        return f"Punktdiagram över {subject} i länets kommuner{'' if crossed else ', nu och ett år tidigare'}."
    places = swedish.listing(place.full_name for place in scene.drawn)
    row = scene.row(scene.compare[0] if scene.transform == GAP and scene.compare else scene.own)
    known = [n for n in range(scene.first, scene.last + 1) if not np.isnan(row[n])]
    what = {
        LEVEL: f"över {subject} i {places}",
        SERIES: f"över {subject} i {places}",
        TWELVE: f"över {subject} i {places}, tolv månader",
        LAST_YEAR: f"över hur {subject} ändrats mot samma period ett år tidigare i {places}",
        INDEX: f"över {subject} i {places} som index",
        GAP: f"över personer bakom skillnaden i {subject} mellan {places}",
    }[scene.transform]
    ends = [
        f"{_alt_value(scene, row[n], scene.periods[n])} {swedish.in_period(scene.periods[n], claim.facts.today)}"
        for n in (known[0], known[-1])
    ]
    margin = claim.facts.margin_now
    if margin is not None and scene.transform in (LEVEL, SERIES):
        ends[1] += f", med felmarginalen ±{swedish.number(margin, scene.decimals)}"
    return f"Linjediagram {what}. Från {ends[0]} till {ends[1]}."


def _alt_value(scene: Scene, value: float, period: str) -> str:
    if scene.is_in_per_cent:
        return f"{swedish.signed_per_cent(value)} procent"
    if scene.transform == LAST_YEAR:
        return f"{swedish.signed(value, scene.decimals)} procentenheter"
    if scene.transform == GAP:
        return f"{swedish.signed(value)} personer"
    if scene.transform == INDEX:
        return swedish.number(value, 1)
    ends = scene.reach(scene.own, period)
    if ends is not None:
        return words.nouns.between(*ends, scene.decimals_of(scene.own))
    status = scene.raw.status_of(scene.own.code, period)
    at_least = scene.transform in (LEVEL, SERIES) and status is Status.LOWER_BOUND
    return f"{'minst ' if at_least else ''}{_with_unit(scene, value)}"


def lead_line(claim: Claim) -> str:
    """The claim as it stands under a heading that names the place."""
    return words.sentence(claim, PlaceForm.OMITTED)


def both_fell(claims: Sequence[Claim]) -> str:
    """The rule sentence for unemployment and employment that both fell; empty otherwise."""
    by_id = {claim.facts.indicator.id: claim for claim in claims}
    if not {"unemployment_rate", "employment_rate"} <= set(by_id):
        return ""
    pair = by_id["unemployment_rate"], by_id["employment_rate"]
    return words.two_measures(*pair) if pair[0].facts.now.period == pair[1].facts.now.period else ""
