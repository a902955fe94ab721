"""Fördelning: every municipality of the country as a dot, the chosen one and those like it, or of its county, named."""

from dataclasses import replace

import numpy as np

from dashboard import words
from dashboard.data import classes
from dashboard.data.series import Data
from dashboard.figures.across.swarm import Kind, Swarm, SwarmDot, swarm_chart
from dashboard.figures.theme import Canvas
from dashboard.model import Column, Table
from dashboard.views import judged
from dashboard.views.across.everyone import Alike, Everyone, alike, everyone, whose_sv
from dashboard.views.scene import Scene
from dashboard.views.told.axes import lacking_sv, none_sv, not_from_zero_sv, tick_text
from dashboard.views.view import Drawn, Tables
from dashboard.views.ways._across import AcrossWay
from dashboard.words import Claim, swedish
from dashboard.words.kinds import among
from dashboard.words.swedish import PlaceForm


class DistributionWay(AcrossWay):
    """The distribution of all municipalities."""

    word, name_sv, order = "fordelning", "Fördelning", 230

    def tell(self, seen: Scene, data: Data, claim: Claim) -> tuple[str, str]:
        """The quarter the place belongs to, and the median of its county's municipalities."""
        headline, sentence = super().tell(seen, data, claim)
        found = everyone(seen, data)
        median, like = _median(found), alike(found, seen, data)
        if found.ends is None:
            return headline, sentence
        if median is not None:
            sentence += f" Medianen bland {whose_sv(seen.own)} kommuner är {judged.with_unit(seen, median)}."
        return headline, f"{sentence} {_beside_alike(found, like, claim)}".strip()

    def show(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> tuple[Drawn, Tables]:
        """The dots; and a table of the municipalities that are like the chosen one."""
        drawn, tables = super().show(seen, said, data, canvas)
        if not seen.newest or said.claim is None:
            return drawn, tables
        found = everyone(seen, data)
        like = alike(found, seen, data)
        return drawn, tables if like is None else replace(tables, further=(_alike_table(seen, found, like),))

    def describe(self, seen: Scene, claim: Claim) -> str:
        """What the dots are."""
        subject = words.subject(claim.facts, PlaceForm.OMITTED)
        return f"Punktdiagram över {subject} i landets kommuner, en punkt för varje kommun."

    def draw(self, seen: Scene, said: judged.Said, data: Data, canvas: Canvas) -> Drawn:
        """A dot for each municipality that has a value."""
        found = everyone(seen, data)
        like = alike(found, seen, data)
        near = set(found.home if like is None else like.positions)
        values = found.values.tolist()
        kinds = [
            Kind.CHOSEN if at == found.own else Kind.NEAR if at in near else Kind.OTHER
            for at in range(len(found.places))
        ]
        shown = [at for at in range(len(values)) if values[at] == values[at]]
        if not shown:
            return Drawn(caption=none_sv(seen.own), description=said.description)
        dots = [SwarmDot(found.places[at].name, values[at], found.cells[at], kinds[at]) for at in shown]
        chart = Swarm(
            dots=tuple(dots),
            lines=_medians(seen, found, canvas),
            quarters=_quarters(seen, found, canvas),
            tick_text=tick_text,
            unit=f"{swedish.NBSP}%",
            synthetic=data.synthetic,
            title=self.panel_title(seen, canvas),
        )
        said_ = ["En punkt är en kommun."]
        if near:
            said_.append(
                f"Lila: {whose_sv(seen.own)} kommuner."
                if like is None
                else f"Lila: liknande kommuner, struktur {like.year}."
            )
        said_.append(lacking_sv(len(values) - len(shown)))
        figure = swarm_chart(chart, canvas.frame, canvas.theme)
        said_.append(not_from_zero_sv(figure, "yaxis" if canvas.frame.short_names else "xaxis"))
        return Drawn(
            figure=figure,
            caption=" ".join(filter(None, said_)),
            description=said.description,
        )


def _beside_alike(found: Everyone, like: Alike | None, claim: Claim) -> str:
    """How the place stands among those like it; empty without."""
    if like is None or found.own is None:
        return ""
    group = [found.own, *like.positions]
    own, *others = classes.standings(found.values[group], found.half[group])
    known = sum(one is not None for one in others)
    if own is None or not known:
        return ""
    return among.beside_alike(claim.facts, known, like.year, len(own.higher), len(own.lower))


def _alike_table(seen: Scene, found: Everyone, like: Alike) -> Table:
    """The chosen place and those like it, now and a year before, lowest first."""
    group = [at for at in (found.own, *like.positions) if at is not None]
    order = sorted(group, key=lambda at: (np.isnan(found.values[at]), found.values[at], found.places[at].name))
    return Table(
        caption=f"Kommuner som liknar {seen.own.full_name} i struktur {like.year}, {swedish.period_name(seen.newest)}",
        columns=(Column("Kommun"), Column("%", numeric=True), Column("på ett år", numeric=True)),
        rows=tuple((found.places[at].name, found.cells[at], found.changes[at]) for at in order),
        strong=frozenset({order.index(found.own)}) if found.own is not None else frozenset(),
    )


def _median(found: Everyone) -> float | None:
    """The middle value of the county's municipalities, the lower of two; None where fewer than two have one."""
    known = np.sort([found.values[at] for at in found.home if not np.isnan(found.values[at])])
    return float(known[(len(known) - 1) // 2]) if len(known) > 1 else None


def _medians(seen: Scene, found: Everyone, canvas: Canvas) -> tuple[tuple[float, str, bool], ...]:
    lines = []
    median = _median(found)
    short = canvas.frame.short_names
    if median is not None:
        name = f"{whose_sv(seen.own)} median" if short else f"medianen i {whose_sv(seen.own)} kommuner"
        lines.append((median, f"{name} {swedish.number(median, seen.decimals)}", False))
    if found.ends is not None:
        name = "landets median" if short else "medianen i landets kommuner"
        lines.append((found.ends.median, f"{name} {swedish.number(found.ends.median, seen.decimals)}", True))
    return tuple(lines)


def _quarters(seen: Scene, found: Everyone, canvas: Canvas) -> tuple[tuple[float, float, str, bool], ...]:
    ends = found.ends
    if ends is None:
        return ()
    known = found.values[~np.isnan(found.values)]
    lowest, highest = float(known.min()), float(known.max())
    own = "" if found.own is None else found.quarter[found.own]

    def span(low: float, high: float) -> str:
        return f"{swedish.number(low, seen.decimals)}–{swedish.number(high, seen.decimals)}"

    return (
        (lowest, ends.low, f"lägsta fjärdedelen, {span(lowest, ends.low)}", own == "low"),
        (ends.low, ends.high, "hälften däremellan", own == "middle"),
        (ends.high, highest, f"högsta fjärdedelen, {span(ends.high, highest)}", own == "high"),
    )


WAY = DistributionWay()
