"""The tables of season sums, and their numbers as values."""

from collections.abc import Sequence

import numpy as np

from dashboard.data.arithmetic import PERCENT_FLOOR
from dashboard.data.numbers import SEASON, Axis, Numbers, Shape
from dashboard.model import Column, Table
from dashboard.views.scene import Scene
from dashboard.views.seasons.season_sum import SeasonSum, holes
from dashboard.words import swedish
from dashboard.words.kinds import season_sums
from loaders.ground.panel import STATUS_CODE
from loaders.ground.places import Place


def _cell(season: SeasonSum) -> str:
    if season.total is None:
        return holes(season)
    return f"{season.number}{f'{swedish.NBSP}prel.' if season.unsure else ''}"


def season_table(seen: Scene, name: str, places: Sequence[Place], found: Sequence[Sequence[SeasonSum]]) -> Table:
    """Every season of both places, newest first."""
    newest = found[0][-1]
    rows = [tuple((seasons[0].label, *map(_cell, seasons))) for seasons in zip(*found, strict=True)]
    return Table(
        caption=f"{seen.indicator.short_title_sv}, {name}, {season_sums.months_span(newest.months)}",
        columns=(
            Column(swedish.capital(name)),
            *(Column(swedish.capital(place.full_name), numeric=True) for place in places),
        ),
        rows=tuple(reversed(rows)),
        strong=frozenset({0}),
    )


def season_numbers(seen: Scene, name: str, places: Sequence[Place], found: Sequence[Sequence[SeasonSum]]) -> Numbers:
    """Season × place, oldest first; a season that lacks a month has the status of the first one lacking."""
    seasons, rows = found[0], tuple(zip(*found, strict=True))
    return Numbers(
        rows=Axis(
            name=SEASON,
            title_sv=swedish.capital(name),
            codes=tuple(f"{one.months[0]}--{one.months[-1]}" for one in seasons),
            labels_sv=tuple(one.label for one in seasons),
        ),
        columns=Axis.of_places(places),
        values=np.array([[np.nan if one.total is None else one.total for one in row] for row in rows], float),
        status=np.array([[STATUS_CODE[one.status] for one in row] for row in rows], np.uint8),
        unit_sv=f"{seen.indicator.unit_sv}, {season_sums.months_span(seasons[-1].months)}",
        shape=Shape.COLUMNS,
    )


def _change(sums: Sequence[SeasonSum], n: int) -> str:
    """Change per day to the season before in per cent; empty where either lacks a month or is under a hundred."""
    if n == 0:
        return ""
    now, then = sums[n], sums[n - 1]
    if (
        now.total is None
        or then.total is None
        or now.at_least
        or then.at_least
        or min(now.total, then.total) < PERCENT_FLOOR
    ):
        return ""
    return swedish.signed_per_cent(100 * (now.total / now.days / (then.total / then.days) - 1))


def table_with_changes(seen: Scene, name: str, places: Sequence[Place], found: Sequence[Sequence[SeasonSum]]) -> Table:
    """Every season of both places with the change to the season before."""
    rows = []
    for n in range(len(found[0]) - 1, -1, -1):
        cells = [cell for sums in found for cell in (_cell(sums[n]), _change(sums, n))]
        rows.append((found[0][n].label, *cells))
    columns = [
        heading
        for place in places
        for heading in (
            Column(swedish.capital(place.full_name), numeric=True),
            Column(f"mot {name} före, % per dygn", numeric=True),
        )
    ]
    return Table(
        caption=f"{seen.indicator.title_sv}: {name}, alla siffror i diagrammet",
        columns=(Column(swedish.capital(name)), *columns),
        rows=tuple(rows),
    )
