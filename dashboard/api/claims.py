"""``/claims/<slug>``: what the pages say of a measure, as data: the numbers, the word, and the rule that chose it."""

from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlencode

from pydantic import BaseModel, Field

from dashboard.api import _asking
from dashboard.api._kind import Answer, Asked, NoSuch, Query, Resource, Told
from dashboard.data.series import Data
from dashboard.views.make_view import view
from dashboard.views.selection import INDICATOR, parse
from dashboard.views.view import View
from dashboard.words import Absent, Claim, Compared, Lumps, Number, Rare, Uncompared
from dashboard.words.judging.gates import Gate
from dashboard.words.judging.thresholds import LIMITS, limits_of
from loaders.ground.declarations import Break, Kind


class LimitRow(BaseModel):
    """Where the words begin for a kind of measure."""

    slight: float = Field(description="Härifrån sägs något fler.")
    plain: float
    clear: float = Field(description="Härifrån sägs klart fler.")
    scale: str = Field(description="procent eller procentenheter.")
    least_persons: int = Field(description="Minsta antal personer bakom ett ord; 0 för inget.")


class GateRow(BaseModel):
    """What decided whether a difference got a word."""

    name: str
    value: float | None = Field(description="Det som prövades; null där det inte kan vara känt.")
    limit: float
    passed: bool
    shortage: str | None = Field(description="Varför seriens egen variation inte är känd.")


class ClaimBreak(BaseModel):
    """A break between the periods compared."""

    period: str
    severity: str
    reason: str


class ClaimRow(BaseModel):
    """A judged claim of one place. Numbers are as displayed; null where there is none."""

    kind: str = Field(description="Absent, Number, Uncompared, Compared, FromZero, Projected, Rare eller Lumps.")
    rule: str = Field(description="Regeln som avgjorde.")
    word: str = Field(description="none, equal, unchanged, similar, within, uncertain, slight, plain eller clear.")
    direction: int | None = Field(description="1 för upp, -1 för ner, 0 för varken eller.")
    period: str
    value: float | None
    status: str
    low: float | None = Field(description="Lägsta möjliga, där en del är dold eller skattad.")
    high: float | None
    then_period: str | None
    then: float | None
    difference: float | None
    per_cent: float | None
    gate: GateRow | None
    limits: LimitRow | None
    breaks: tuple[ClaimBreak, ...]
    usual_band: tuple[int, int] | None = Field(description="Få händelser: vanligt lägsta och högsta antal.")
    twelve_months: int | None = Field(description="Få händelser och klumpar: summan av tolv månader.")
    twelve_months_before: int | None


class VintageRow(BaseModel):
    """A publication that the figures come from."""

    table: str
    published: datetime | None
    fetched: datetime
    marks: tuple[str, ...]
    synthetic: bool


class ClaimAnswer(Told):
    """What is said of a measure at a place."""

    indicator: str
    slug: str
    region_code: str
    region: str
    asked_region_code: str = Field(description="Platsen som efterfrågades, om måttet bara finns för en annan nivå.")
    slice: dict[str, str]
    way: str = Field(description="Sättet att visa; tomt för måttets eget.")
    as_of: date | None = Field(description="Dagen vars kunskap svaret visar; null för nu.")
    headline: str
    sentence: str
    number: str = Field(description="Talet som det sägs.")
    period: str
    period_name: str
    claim: ClaimRow | None = Field(description="null där det som visas inte bedöms.")
    remarks: tuple[str, ...]
    caption: str
    source: str
    vintage: tuple[VintageRow, ...]
    link: str = Field(description="Sidan som visar detta; en hel adress där tjänstens är känd.")


class ClaimQuery(Query):
    """The words of a page's address."""

    region: str = Field("", description="Kod eller namn för platsen; också ett områdes.", examples=["2321"])
    namn: str = Field("", description="Namnet på ett eget område: kommuner med plus emellan i region.")
    jamfor: str = Field("", description="Koder eller namn för platser att jämföra med.")
    fran: str = Field("", description="Fönstrets första period.")
    till: str = Field("", description="Fönstrets sista period; meningen gäller den nyaste i fönstret.")
    senaste: str = Field("", description="Fönstret: så många av de nyaste perioderna.", examples=["24"])
    per: str = Field("", description="Det som var känt vid dagens slut.", examples=["2026-11-01"])
    kon: str = Field("", description="kvinnor eller man.")
    alder: str = Field("", description="Åldersgrupp.")
    fodelse: str = Field("", description="inrikes eller utrikes.")
    bransch: str = Field("", description="Bransch.")
    branschgrupp: str = Field("", description="Bransch hos Tillväxtanalys.")
    form: str = Field("", description="Företagsform.")
    yrkesomrade: str = Field("", description="Yrkesområde i annonser.")
    yrke: str = Field("", description="Yrke.")
    matt: str = Field("", description="Mått eller sätt att visa, som i sidornas adresser.")


def answer(asked: Asked[ClaimQuery]) -> Answer:
    """What the page at the same words says."""
    data, declared = asked.data, _asking.indicator(asked.path["slug"])
    if declared.supporting:
        raise NoSuch(
            f"{declared.id} only exists to reckon others from; its figures are under /data",
            f"{declared.short_title_sv} finns bara för att räkna ut andra mått. Siffrorna finns under data.",
        )
    words = {word: text for word, text in asked.query.model_dump().items() if text}
    _asking.day(asked.query.per, data)
    selection = parse(f"{INDICATOR}{declared.slug}", urlencode(words), home=data.county)
    seen = view(selection, data)
    return Answer.of(_told(seen, selection.as_of, selection.full_slice(), selection.way, data))


def _told(seen: View, as_of: date | None, slice_: dict[str, str], way: str, data: Data) -> ClaimAnswer:
    origin = seen.origin
    return ClaimAnswer(
        synthetic=origin.synthetic,
        edition=data.version(),
        indicator=seen.indicator,
        slug=seen.declared.slug,
        region_code=seen.places.own.code,
        region=seen.places.own.name,
        asked_region_code=seen.places.asked.code,
        slice=slice_,
        way=way,
        as_of=as_of,
        headline=seen.headline,
        sentence=seen.sentence,
        number=seen.number,
        period=seen.period,
        period_name=seen.period_sv,
        claim=None if seen.claim is None else _claim(seen.claim),
        remarks=seen.remarks,
        caption=seen.caption,
        source=seen.source,
        vintage=tuple(
            VintageRow(
                table=one.table,
                published=one.published if one.is_stated else None,
                fetched=one.fetched,
                marks=tuple(mark.value for mark in one.marks),
                synthetic=one.synthetic,
            )
            for one in origin.publications
        ),
        link=data.public.address(seen.link) or seen.link,
    )


def _claim(claim: Claim) -> ClaimRow:
    now = claim.facts.now
    compared = claim if isinstance(claim, Compared) else None
    then = claim.then_period if isinstance(claim, Compared | Uncompared) else None
    row = claim.year if isinstance(claim, Rare | Lumps) else None
    return ClaimRow(
        kind=type(claim).__name__,
        rule=claim.branch.value,
        word=claim.word.value,
        direction=compared.direction if compared else None,
        period=now.period,
        value=_float(claim.now) if isinstance(claim, Number) else None,
        status=claim.status.value if isinstance(claim, Absent) else now.status.value,
        low=now.low,
        high=now.high,
        then_period=then,
        then=_float(compared.then) if compared else None,
        difference=_float(compared.difference) if compared else None,
        per_cent=_float(compared.per_cent) if compared else None,
        gate=_gate(_gate_of(claim)),
        limits=_limits(claim),
        breaks=tuple(_break(one) for one in claim.breaks) if isinstance(claim, Compared | Uncompared) else (),
        usual_band=(claim.band.low, claim.band.high) if isinstance(claim, Rare) and claim.band else None,
        twelve_months=row.now if row else None,
        twelve_months_before=claim.year.before if isinstance(claim, Rare) and claim.year else None,
    )


def _gate_of(claim: Claim) -> Gate | None:
    if isinstance(claim, Compared):
        return claim.gate
    return claim.year.gate if isinstance(claim, Rare) and claim.year else None


def _gate(gate: Gate | None) -> GateRow | None:
    if gate is None:
        return None
    shortage = gate.shortage.value if gate.shortage else None
    return GateRow(name=gate.name, value=gate.value, limit=gate.limit, passed=gate.passed, shortage=shortage)


def _limits(claim: Claim) -> LimitRow | None:
    indicator = claim.facts.indicator
    if not isinstance(claim, Compared | Rare) or indicator.kind not in (*LIMITS, Kind.SURVEY):
        return None
    found = limits_of(indicator)
    return LimitRow(
        slight=float(found.slight),
        plain=float(found.plain),
        clear=float(found.clear),
        scale=found.scale.value,
        least_persons=found.least_persons,
    )


def _break(one: Break) -> ClaimBreak:
    return ClaimBreak(period=one.period, severity=one.severity.value, reason=one.reason_sv)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


RESOURCES = (
    Resource(
        address="/claims/<slug>",
        title_sv="Meningen som data",
        tells_sv="Det som sidan med samma ord säger: meningen, talen i den, ordet, regeln och gränserna som valde "
        "ordet, och vilka publiceringar som ligger bakom.",
        answer=answer,
        model=ClaimAnswer,
        query=ClaimQuery,
        words_sv={"slug": "Måttets ord i adresser, id eller namn: arbetsloshet."},
        examples=("/claims/arbetsloshet?region=2321", "/claims/arbetsloshet?region=2380&kon=kvinnor"),
        order=2,
    ),
)
