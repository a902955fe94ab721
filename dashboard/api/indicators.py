"""``/indicators``: what can be asked for, and what each measure is."""

from datetime import datetime

from pydantic import BaseModel, Field

from dashboard.api import _asking
from dashboard.api._kind import Answer, Asked, Query, Resource, Told
from dashboard.data.series import Data
from loaders import catalogue
from loaders.export.naming import labels
from loaders.ground.declarations import Indicator
from loaders.ground.panel import PERIOD
from loaders.ground.vocabulary import DIMENSIONS


class ValueRow(BaseModel):
    """A value of a dimension."""

    code: str = Field(description="Värdets kod, som i svarens kolumner.")
    name: str = Field(description="Värdet på svenska.")


class DimensionRow(BaseModel):
    """A dimension of a measure, and the values that have figures."""

    name: str = Field(description="Dimensionens namn: ordet i adressen och kolumnen i svaret.")
    label: str
    default: str = Field(description="Värdet som gäller när inget sägs; newest är det nyaste som finns.")
    values: tuple[ValueRow, ...]


class BreakRow(BaseModel):
    """A break in a series."""

    period: str = Field(description="Första perioden efter brottet.")
    severity: str = Field(description="incomparable, caution eller noise.")
    reason: str


class IndicatorRow(BaseModel):
    """A measure."""

    slug: str = Field(description="Ordet i adresser: /api/v1/data/<slug>.")
    id: str = Field(description="Måttets id, som i kolumnen indicator.")
    title: str
    short_title: str
    topic: str
    unit: str
    decimals: int = Field(description="Decimaler som talet visas med.")
    grain: str = Field(description="month, quarter eller year.")
    levels: tuple[str, ...] = Field(description="Nivåer det finns för: riket, län, kommun.")
    publisher: str
    tables: tuple[str, ...]
    terms: str = Field(description="Villkor för att använda siffrorna.")
    official: bool = Field(description="Om det är Sveriges officiella statistik.")
    supporting: bool = Field(description="Sant för serier som bara finns för att räkna ut andra, och saknar sida.")
    first_period: str | None = Field(description="Äldsta period med uppgifter; null där inget är hämtat.")
    newest_period: str | None
    published: datetime | None = Field(description="När källan gav ut det nyaste; null där den inte säger när.")
    fetched: datetime | None
    synthetic: bool


class IndicatorDetails(IndicatorRow):
    """A measure with all that must be known to use it."""

    definition: str = Field(description="Vad måttet visar.")
    caveat: str = Field(description="Vad måttet inte visar.")
    dimensions: tuple[DimensionRow, ...]
    breaks: tuple[BreakRow, ...]
    expected_days: tuple[int, int] = Field(description="Dagar efter periodens slut då den väntas, första och sista.")


class Indicators(Told):
    """All measures."""

    indicators: tuple[IndicatorRow, ...]


class OneIndicator(Told):
    """One measure."""

    indicator: IndicatorDetails


def answer(asked: Asked[Query]) -> Answer:
    """Every measure, those with a page first and in their reading order."""
    data = asked.data

    def make() -> bytes:
        supporting = (declared for declared in catalogue.CATALOGUE.values() if declared.supporting)
        rows = tuple(_row(declared, data) for declared in (*catalogue.shown(), *supporting))
        return Answer.of(Indicators(synthetic=data.synthetic, edition=data.version(), indicators=rows)).body

    return Answer(body=data.remember(("api", "indicators"), make))


def answer_one(asked: Asked[Query]) -> Answer:
    """One measure, with its dimensions and the values that have figures."""
    data, declared = asked.data, _asking.indicator(asked.path["slug"])
    row = IndicatorDetails(
        **_row(declared, data).model_dump(),
        definition=declared.definition_sv,
        caveat=declared.caveat_sv,
        dimensions=tuple(_dimension(name, declared, data) for name in declared.dimensions),
        breaks=tuple(
            BreakRow(period=one.period, severity=one.severity.value, reason=one.reason_sv) for one in declared.breaks
        ),
        expected_days=(declared.expected.after, declared.expected.until),
    )
    return Answer.of(OneIndicator(synthetic=data.synthetic, edition=data.version(), indicator=row))


def _row(declared: Indicator, data: Data) -> IndicatorRow:
    published = data.edition.publications(declared.id) if data.has(declared.id) else ()
    newest = max(published, key=lambda one: (one.published, one.fetched), default=None)
    periods = data.codes(declared.id, PERIOD) if published else ()
    return IndicatorRow(
        slug=declared.slug,
        id=declared.id,
        title=declared.title_sv,
        short_title=declared.short_title_sv,
        topic=declared.topic,
        unit=declared.unit_sv,
        decimals=declared.decimals,
        grain=declared.grain.value,
        levels=tuple(level.value for level in declared.levels),
        publisher=declared.publisher_sv,
        tables=declared.tables,
        terms=declared.terms_sv,
        official=declared.official,
        supporting=declared.supporting,
        first_period=periods[0] if periods else None,
        newest_period=periods[-1] if periods else None,
        published=newest.published if newest is not None and newest.is_stated else None,
        fetched=newest.fetched if newest is not None else None,
        synthetic=any(one.synthetic for one in published),
    )


def _dimension(name: str, declared: Indicator, data: Data) -> DimensionRow:
    called = labels(name, declared, data.key_figure_titles)
    there = data.codes(declared.id, name) if data.has(declared.id) else ()
    order = {value.code: n for n, value in enumerate(DIMENSIONS[name].values)}
    codes = sorted(there, key=lambda code: (order.get(code, len(order)), code))
    return DimensionRow(
        name=name,
        label=DIMENSIONS[name].label_sv,
        default=declared.default_slice[name],
        values=tuple(ValueRow(code=code, name=called(code)) for code in codes),
    )


RESOURCES = (
    Resource(
        address="/indicators",
        title_sv="Mått",
        tells_sv="Alla mått som går att fråga efter, med enhet, nivåer, källa och nyaste period.",
        answer=answer,
        model=Indicators,
        examples=("/indicators",),
        order=10,
    ),
    Resource(
        address="/indicators/<slug>",
        title_sv="Ett mått",
        tells_sv="Vad måttet visar och inte visar, brott i serien, och vilka uppdelningar som finns.",
        answer=answer_one,
        model=OneIndicator,
        words_sv={"slug": "Måttets ord i adresser, id eller namn: arbetsloshet."},
        examples=("/indicators/arbetsloshet",),
        order=11,
    ),
)
