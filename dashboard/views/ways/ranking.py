"""Rangordning: a county's municipalities by their shares, those that cannot be told apart not ordered."""

from collections.abc import Sequence

import numpy as np

from dashboard import words
from dashboard.data import classes
from dashboard.data.series import Data
from dashboard.figures.across.intervals import Interval, Intervals, interval_chart
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views import judged, tables
from dashboard.views.across.everyone import Everyone, everyone, whose_sv
from dashboard.views.scene import Scene
from dashboard.views.told.axes import none_sv, not_from_zero_sv, tick_text
from dashboard.views.view import Drawn
from dashboard.views.ways._across import AcrossWay, quarters_table
from dashboard.views.ways._lines import short_name
from dashboard.words import Claim, swedish
from dashboard.words.judging.thresholds import INTERVAL_PERSONS
from dashboard.words.kinds import among
from dashboard.words.swedish import PlaceForm
from loaders.ground.declarations import Level
from loaders.ground.places import Place


class RankingWay(AcrossWay):
    """The order of a county's municipalities, or of a chosen group, as far as it is sure."""

    word, name_sv, order = "rangordning", "Rangordning", 220

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """Whom the place is surely below and above; of riket only the quarters."""
        found = everyone(seen, data)
        if seen.own.level is Level.NATION:
            return super().tell(seen, data, claim)
        told = _told(seen, found, claim)
        if told.count < 2:
            return judged.tell_level(seen, data, claim)
        return judged.fitting(*among.rank_headlines(told)), among.rank_sentence(told)

    def describe(self, seen: Scene, claim: Claim) -> str:
        """What the rows are over."""
        subject = words.subject(claim.facts, PlaceForm.OMITTED)
        if seen.own.level is Level.NATION:
            return f"Intervalldiagram över {subject} i landets kommuner i fjärdedelar."
        return f"Intervalldiagram över {subject} i {_group_sv(seen)} kommuner, högst överst."

    def table(self, seen: Scene, data: Data, drawn: Drawn) -> Table:
        """Each place's value, its interval, and the places in order it can have, lowest first."""
        found = everyone(seen, data)
        if seen.own.level is Level.NATION and found.ends is not None:
            return quarters_table(seen, found, found.ends)
        group = _group(seen, found)
        order = _standings(found, group)
        rows: list[tuple[str, ...]] = []
        strong: set[int] = set()
        ranked = sorted(range(len(group)), key=lambda n: (np.isnan(found.values[group[n]]), found.values[group[n]]))
        for n in ranked:
            at = group[n]
            if at == found.own:
                strong.add(len(rows))
            ends = _ends(found, at)
            reach = "" if ends is None else "–".join(swedish.number(end, seen.decimals) for end in ends)
            rows.append((tables.name_of(found.places[at]), found.cells[at], reach, _order_sv(order[n])))
        return Table(
            caption=f"{seen.indicator.short_title_sv}, {swedish.period_name(seen.newest)}, rangordning",
            columns=(
                Column(swedish.short_period(seen.newest)),
                Column("%", numeric=True),
                Column("intervall", numeric=True),
                Column("plats från lägst", numeric=True),
            ),
            rows=tuple(rows),
            strong=frozenset(strong),
        )

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """A row per place with its interval; of riket a row per quarter."""
        found = everyone(seen, data)
        is_nation = seen.own.level is Level.NATION
        rows = _quarter_rows(found, seen.decimals) if is_nation else _rows(seen, found)
        if not rows:
            return Drawn(caption=none_sv(seen.own), description=said.description)
        chart = Intervals(
            rows=rows,
            lines=() if is_nation else _lines(seen, canvas),
            tick_text=tick_text,
            unit=f"{swedish.NBSP}%",
            order_heading="kommuner" if is_nation else "plats",
            synthetic=data.synthetic,
            title=self.panel_title(seen, canvas),
        )
        caption = f"Strecken går från {'lägst till högst i varje grupp' if is_nation else _INTERVAL_SV}."
        if not is_nation:
            caption += " Plats räknas från lägst; de som inte går att skilja åt delar platser."
        figure = interval_chart(chart, canvas.frame, canvas.theme)
        caption = f"{caption} {not_from_zero_sv(figure, 'xaxis')}".strip()
        return Drawn(figure=figure, caption=caption, description=said.description)


_INTERVAL_SV = f"siffran minus till siffran plus det största av felmarginalen, {INTERVAL_PERSONS} personer och slumpen"


def _group(seen: Scene, found: Everyone) -> tuple[int, ...]:
    """The county's municipalities, or the chosen one and those it is compared with where a link names them."""
    asked = seen.selection.compare or ()
    chosen = [n for n, place in enumerate(found.places) if place.code in asked]
    if found.own is not None and chosen:
        return tuple(sorted({found.own, *chosen}))
    return found.home


def _group_sv(seen: Scene) -> str:
    is_chosen = any(place.level is Level.MUNICIPALITY for place in seen.compare)
    return "den valda gruppens" if is_chosen and seen.selection.compare else whose_sv(seen.own)


def _standings(found: Everyone, group: Sequence[int]) -> list[classes.Standing | None]:
    positions = list(group)
    return classes.standings(found.values[positions], found.half[positions])


def _order_sv(standing: classes.Standing | None) -> str:
    """``1``, ``2–4``: the places in order counted from the lowest."""
    return "" if standing is None else "–".join(dict.fromkeys((str(standing.first), str(standing.last))))


def _ends(found: Everyone, at: int) -> tuple[float, float] | None:
    """The ends of a place's interval, not below nought; None where it is not known."""
    value, half = float(found.values[at]), float(found.half[at])
    return None if np.isnan(value) or np.isnan(half) else (max(value - half, 0.0), value + half)


def _rows(seen: Scene, found: Everyone) -> tuple[Interval, ...]:
    group = _group(seen, found)
    order = _standings(found, group)
    own = next((n for n, at in enumerate(group) if at == found.own), None)
    mine = None if own is None else order[own]
    rows = []
    for n, at in enumerate(group):
        ends = _ends(found, at)
        if ends is None:
            continue
        rows.append(
            Interval(
                name=tables.name_of(found.places[at]),
                value=float(found.values[at]),
                low=ends[0],
                high=ends[1],
                text=found.cells[at],
                order=_order_sv(order[n]),
                is_chosen=at == found.own,
                is_apart=mine is None or n in (*mine.lower, *mine.higher),
            )
        )
    return tuple(rows)


def _quarter_rows(found: Everyone, decimals: int) -> tuple[Interval, ...]:
    ends = found.ends
    if ends is None:
        return ()
    known = found.values[~np.isnan(found.values)]
    groups = (
        ("Lägsta fjärdedelen", known[known <= ends.low]),
        ("Hälften däremellan", known[(known > ends.low) & (known < ends.high)]),
        ("Högsta fjärdedelen", known[known >= ends.high]),
    )
    return tuple(
        Interval(
            name=name,
            value=float(np.median(values)),
            low=float(values.min()),
            high=float(values.max()),
            text=f"{swedish.number(float(values.min()), decimals)}–{swedish.number(float(values.max()), decimals)}",
            order=str(values.size),
        )
        for name, values in groups
        if values.size
    )


def _lines(seen: Scene, canvas: Canvas) -> tuple[tuple[float, str, bool], ...]:
    """The county and riket as lines across."""
    found = []
    for place in seen.places:
        value = seen.at(place, seen.newest)
        if place.level is not Level.MUNICIPALITY and not place.is_rest_of_county and value is not None:
            is_bound = seen.is_shown_bound(place, seen.newest)
            number = words.nouns.at_least_text(swedish.number(value, seen.decimals), is_bound)
            text = f"{short_name(place, canvas.frame)} {number}"
            found.append((value, text, place.level is Level.NATION))
    return tuple(found)


def _told(seen: Scene, found: Everyone, claim: Claim) -> among.Ranked:
    group = _group(seen, found)
    order = _standings(found, group)
    ranked = {n: standing for n, standing in enumerate(order) if standing is not None}
    places_ = [found.places[at] for at in group]
    own = next((n for n, at in enumerate(group) if at == found.own), None)
    mine = None if own is None else order[own]

    def named(positions: Sequence[int]) -> tuple[Place, ...]:
        return tuple(places_[n] for n in positions)

    values = [float(found.values[group[n]]) for n in ranked] or [0.0]
    return among.Ranked(
        facts=claim.facts,
        lower=named(mine.lower) if mine else (),
        higher=named(mine.higher) if mine else (),
        alike=named(mine.alike) if mine else (),
        lowest=named([n for n, one in ranked.items() if one.first == 1]),
        highest=named([n for n, one in ranked.items() if one.last == len(ranked)]),
        ends=(min(values), max(values)),
        count=len(ranked),
        group_sv=_group_sv(seen),
    )


WAY = RankingWay()
