"""From figures to what may be said of them: gathers the facts the words engine judges, and picks the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard import words
from dashboard.data.series import Data
from dashboard.views.scene import Scene, exists_for, rate_parts
from dashboard.views.told import nothing
from dashboard.views.told.usual import usual_revision
from dashboard.words import Branch, Claim, Facts, Number, Observation, nouns, swedish
from dashboard.words.kinds import beside, growth
from dashboard.words.swedish import PlaceForm
from loaders.ground import places
from loaders.ground.declarations import Kind, Status
from loaders.ground.declarations.sums import why_not_summed
from loaders.ground.periods import Period
from loaders.ground.places import Place

LONGEST_HEADLINE = 90


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
        p: Observation(p, *cell, *(scene.reach(place, p) or ()))
        for p, cell in zip(raw.periods, raw.cells(place.code), strict=True)
        if p <= period
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
        usual_revision=usual_revision(scene, data, place.code, period),
    )


def _margins(scene: Scene, data: Data, place: Place, period: str) -> tuple[float | None, float | None]:
    """Half widths of a survey's intervals, now and a year before; None where none is known."""
    companion = scene.indicator.margin
    if companion is None or not data.has(companion):
        return None, None
    series = data.series(companion, dict(scene.raw.slice), (place.code,), scene.selection.as_of)
    return series.value(place.code, period), series.value(place.code, Period(period).back())


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
    headline, sentence = scene.way.tell(scene, data, claim)
    told = scene.way.tell_instead(scene, data)
    return Said(
        headline=headline,
        sentence=told[0] if told else f"{sentence} {scene.way.tell_more(scene, data, claim)}".strip(),
        card=told[0] if told else words.card(claim) or words.sentence(claim, PlaceForm.OMITTED),
        value=scene.way.number(scene, claim),
        description=scene.way.describe(scene, claim),
        claim=claim,
        notes=(
            *told[1:],
            *_newer(scene, data),
            *filter(None, (nothing.not_yet(scene, data), *map(beside.made_of, (scene.own, *scene.compare)))),
        ),
    )


def _nothing(scene: Scene, data: Data) -> Said:
    """What is said where no number is there: all are hidden, the level has none, or they are too few or too small."""
    headline = f"{scene.indicator.short_title_sv}: inga siffror för {scene.own.full_name}"
    text = card = f"{headline}. {nothing.not_fetched(scene, data)}".strip()
    if not exists_for(scene.indicator, scene.own):
        text = words.not_at_level(scene.indicator)
        headline, card = text.removesuffix("."), f"Finns bara för {words.levels_text(scene.indicator)}."
    why = scene.way.why_nothing(scene)
    if why and not np.isnan(scene.raw.values[0]).all():
        headline = f"{scene.indicator.short_title_sv}: går inte att visa så för {scene.own.full_name}"
        text = f"{headline}. {why}"
        return Said(headline=headline, sentence=text, card=text, value="", claim=None)
    if exists_for(scene.indicator, scene.own) and (reason := nothing.reason_of(scene, scene.own)):
        claim = judged(scene, data, scene.own, reason[1])
        headline, text = words.headline(claim), words.sentence(claim)
        card = text
    if scene.own.is_summed and exists_for(scene.indicator, scene.own) and (why := _why_no_sum(scene, data)):
        headline = f"{scene.indicator.short_title_sv}: går inte att räkna ut för {scene.own.full_name}"
        text = card = f"{headline}, eftersom {why}."
    later = nothing.not_yet(scene, data)
    return Said(headline=headline, sentence=text, card=card, value="", claim=None, notes=(later,) if later else ())


def _why_no_sum(scene: Scene, data: Data) -> str:
    """Why there is no sum of municipalities, after *eftersom*; empty where its periods have reasons of their own."""
    if not data.can_sum(scene.indicator):
        return why_not_summed(scene.indicator)
    return "" if nothing.reason_of(scene, scene.own) else "siffror inte är hämtade för alla dess kommuner"


def _newer(scene: Scene, data: Data) -> tuple[str, ...]:
    """Why a newer period of the chosen place is not shown, if the publisher has hidden or lacks it."""
    known = [p for p in scene.periods if scene.raw.status_of(scene.own.code, p) is not Status.NOT_PUBLISHED]
    known = [p for p in known if p <= (scene.selection.until or p)]
    if not known or known[-1] <= scene.newest:
        return ()
    claim = judged(scene, data, scene.own, known[-1])
    return () if isinstance(claim, Number) else (words.sentence(claim),)


def fitting(*candidates: str) -> str:
    """The first headline that fits, else the last."""
    return next((text for text in candidates if len(text) <= LONGEST_HEADLINE), candidates[-1])


def tell_level(scene: Scene, data: Data, claim: Claim) -> tuple[str, str]:
    """Headline and sentence of the newest value; a growth is told beside that of another place."""
    if isinstance(claim, Number) and claim.branch is Branch.GROWTH and scene.compare:
        other = judged(scene, data, scene.compare[-1], scene.newest)
        told = f"{words.sentence(claim)} {growth.beside(claim, other)}"
        return fitting(*growth.headlines(claim, other)), told.strip()
    return words.headline(claim), words.sentence(claim, other=_nation(scene, data))


def _nation(scene: Scene, data: Data) -> Claim | None:
    """Riket's claim, which a season measure tells in the same sentence; None for others, and where riket has none."""
    nation = next((place for place in scene.places if place.code == places.NATION), None)
    if scene.indicator.kind is not Kind.SEASON or nation is None or scene.own.code == places.NATION:
        return None
    return judged(scene, data, nation, scene.newest)


def with_unit(scene: Scene, value: float) -> str:
    """A value as it is said in a sentence, with its unit where a bare number would not do."""
    if scene.indicator.kind is Kind.AMOUNT:
        return f"{swedish.number(value, scene.decimals)} {nouns.unit(scene.indicator)}".strip()
    if scene.indicator.kind is Kind.RATE:
        return swedish.percent(value, scene.decimals_of(scene.own))
    if scene.indicator.kind is Kind.GROWTH:
        return f"{swedish.signed(value, scene.decimals)} procent"
    return swedish.number(value, scene.decimals)


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
