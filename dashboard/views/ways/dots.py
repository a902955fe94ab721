"""Kommuner: the county's municipalities as dots on one axis, now and a year before, with county and riket as lines."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dashboard import words
from dashboard.data import arithmetic
from dashboard.data.numbers import Axis, Numbers, Shape, statuses
from dashboard.data.series import Data
from dashboard.figures.dots import Dot, Reference, dot_plot
from dashboard.figures.theme import Canvas
from dashboard.views import judged, tables
from dashboard.views.scene import Scene, crosses_counties
from dashboard.views.told.axes import none_sv, not_from_zero_sv, tick_text
from dashboard.views.view import Drawn, Tables
from dashboard.views.ways._lines import short_name
from dashboard.views.ways._numbers import chosen_of
from dashboard.views.ways._scene import ShownScene
from dashboard.words import Claim, distances, swedish
from dashboard.words.judging.thresholds import limits_of
from dashboard.words.kinds import beside
from dashboard.words.references import rank_clause
from dashboard.words.swedish import PlaceForm
from loaders.ground import places
from loaders.ground.declarations import Indicator, Kind, Level
from loaders.ground.periods import PARTS_PER_YEAR, Period
from loaders.ground.places import Place


class DotsWay(ShownScene):
    """The municipalities beside each other."""

    word, name_sv, order = "kommuner", "Kommunerna", 70
    shows_published = True
    compares_municipalities = True
    chooses_places = False
    chooses_window = False

    def objection(self, indicator: Indicator) -> str:
        """Only shares that are sure enough in every municipality can be set beside each other."""
        if indicator.whole_at:
            return "kommunernas andelar är för osäkra"
        return "" if indicator.kind is Kind.RATE else "finns bara för andelar"

    def compared(self, codes: Sequence[str], own: Place) -> tuple[str, ...]:
        """A municipality is always set beside its own county."""
        return (own.county, *codes[1:]) if own.level is Level.MUNICIPALITY else tuple(codes)

    def added_columns(self, seen: Scene, data: Data, order: Sequence[Place]) -> list[tables.Added]:
        """The difference to last year, and the persons it amounts to."""
        return tables.change_columns(seen, data, order)

    def show(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> tuple[Drawn, Tables]:
        """What is drawn, the tables, and each place's change in persons."""
        drawn, found = super().show(seen, said, data, canvas)
        if not seen.newest:
            return drawn, found
        order = tables.rows_in_order(seen)
        changes = zip(map(tables.name_of, order), tables.changes_in_persons(seen, data, order), strict=True)
        return drawn, replace(found, changes_in_persons=tuple(one for one in changes if one[1]))

    def all_numbers(self, seen: Scene, data: Data) -> Numbers | None:
        """Place × (a year before, now)."""
        if not seen.newest:
            return super().all_numbers(seen, data)
        order = tables.rows_in_order(seen)
        newest = Period(seen.newest)
        periods = [period for period in (newest.back(), newest) if period in seen.periods]
        at = np.ix_([seen.raw.regions.index(place.code) for place in order], [seen.periods.index(p) for p in periods])
        return Numbers(
            rows=Axis.of_places(order),
            columns=Axis.of_periods(periods),
            values=seen.shown[at],
            status=statuses(seen.shown[at], seen.raw.status[at], is_level=True, is_count=False),
            unit_sv=self.unit_sv(seen),
            decimals=seen.decimals,
            shape=Shape.BARS,
            chosen=chosen_of(seen),
        )

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """Lowest and highest among the county's municipalities."""
        values = [
            (place, None if seen.is_shown_bound(place, seen.newest) else seen.at(place, seen.newest))
            for place in seen.inside
        ]
        place = seen.own if crosses_counties(seen.own) else places.place(seen.county)
        where = "i länet" if place.code == data.county else swedish.in_place(place)
        lowest, highest = (words.rank(seen.indicator, values, lowest=low, where=where) for low in (True, False))
        if not lowest:
            return judged.tell_level(seen, data, claim)
        when = swedish.in_period(seen.newest, claim.facts.today)
        both = distances.lowest_and_highest(seen.indicator, values, when)
        clause = rank_clause(seen.indicator, values, where=where)
        headline = both or judged.fitting(f"{clause} {when}", words.headline(claim))
        return headline, f"{lowest} {highest}"

    def tell_more(self, seen: Scene, data: Data, claim: Claim) -> str:
        """The municipality whose share changed most in a year."""
        claims = [judged.judged(seen, data, place, seen.newest) for place in seen.inside]
        return beside.largest_change(claims, _whose(seen))

    def describe(self, seen: Scene, claim: Claim) -> str:
        """What the dots are over."""
        subject = words.subject(claim.facts, PlaceForm.OMITTED)
        crossed = arithmetic.barred(seen.indicator, seen.raw.slice, seen.periods, _year(seen))[seen.last]
        whose = swedish.listing([_whose(seen), *(place.full_name for place in seen.from_elsewhere)])
        return f"Punktdiagram över {subject} i {whose}{'' if crossed else ', nu och ett år tidigare'}."

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """A dot for each municipality that has a value."""
        at = seen.periods.index(seen.newest)
        is_compared = ~np.isnan(tables.year_changes(seen))
        year_ago = np.where(is_compared, arithmetic.back(seen.shown, _year(seen))[:, at], np.nan)
        persons, least = tables.persons_of_changes(seen, data), limits_of(seen.indicator).least_persons
        dots, references = [], []
        for place in tables.rows_in_order(seen):
            n = seen.raw.regions.index(place.code)
            value, before = float(seen.shown[n, at]), float(year_ago[n])
            if np.isnan(value):
                continue
            is_bound = seen.is_shown_bound(place, seen.newest)
            text = words.nouns.at_least_text(swedish.number(value, seen.decimals), is_bound)
            if place.level is not Level.MUNICIPALITY:
                label = f"{short_name(place, canvas.frame)} {text}"
                references.append(Reference(value=value, label=label, nation=place.level is Level.NATION))
                continue
            dots.append(
                Dot(
                    name=tables.name_of(place),
                    now=value,
                    before=None if np.isnan(before) else before,
                    text=text,
                    chosen=place.code == seen.own.code,
                    quiet=bool(abs(persons[n]) < least),
                )
            )
        if not dots:
            return Drawn(caption=none_sv(seen.own), description=said.description)
        figure = dot_plot(
            dots,
            references,
            tick_text,
            canvas.frame,
            canvas.theme,
            unit=f"{swedish.NBSP}%",
            title=self.panel_title(seen, canvas),
            synthetic=data.synthetic,
        )
        now = swedish.period_name(seen.newest)
        then = swedish.period_name(Period(seen.newest).back())
        caption = f"Punkterna: {now}."
        if any(dot.before is not None for dot in dots):
            grey = f"Grå punkter: ändring med färre än {least} personer."
            caption = f"Fylld punkt: {now}. Ihålig: {then}. {grey}"
        caption = f"{caption} {not_from_zero_sv(figure, 'xaxis')}".strip()
        return Drawn(figure=figure, caption=caption, description=said.description)


def _whose(seen: Scene) -> str:
    return "områdets kommuner" if crosses_counties(seen.own) else "länets kommuner"


def _year(seen: Scene) -> int:
    return PARTS_PER_YEAR[seen.indicator.grain]


WAY = DotsWay()
