"""Season sums as columns: a winter (December–April) or summer (June–August) beside those before, here and in riket.

A season in progress is compared so far: the same months of every season, March never without April. A season that
lacks a month has no column but a mark. Pure but for what Data remembers.
"""

from collections.abc import Sequence

import numpy as np

from dashboard.data.arithmetic import breaks_of
from dashboard.data.series import Data
from dashboard.figures.columns import Panel, SeasonColumns, UprightBar, season_columns
from dashboard.figures.theme import Canvas
from dashboard.views import judged
from dashboard.views.scene import Scene, scene
from dashboard.views.seasons.season_sum import SeasonSum, holes
from dashboard.views.seasons.season_tables import season_numbers, season_table, table_with_changes
from dashboard.views.selection import Selection
from dashboard.views.told.axes import tick_text
from dashboard.views.view import Content, Drawn, Notes, Places, Tables
from dashboard.words import Facts, nouns, swedish
from dashboard.words.kinds import season_sums
from loaders.ground.declarations import Severity, Status
from loaders.ground.places import Place

SEASONS_DRAWN = 10
_NOT_THERE = frozenset({Status.NOT_PUBLISHED, Status.NOT_APPLICABLE})
_UNSURE = frozenset({Status.PRELIMINARY, Status.INCOMPLETE, Status.ESTIMATED})
_SEVERAL = {"vintern": "vintrar", "sommaren": "somrar"}
_SEVERAL_DEFINITE = {"vintern": "vintrarna", "sommaren": "somrarna"}
_SHORT = {Status.SUPPRESSED: "visas inte", Status.WITHDRAWN: "indragen"}
_MONTHS_TO_EASTER = 3
"""December to February: a winter in progress stops there until April has come."""


def content(name: str, selection: Selection, data: Data, canvas: Canvas) -> Content:
    """The season sums (of *vintern* or *sommaren*) of a place and of the one beside it.

    UsageError, NothingPublishedYet as ``scene`` raises.
    """
    seen = scene(selection.but(way="", since="", until=""), data)
    newest = _reach(seen, selection)
    places = _places(seen)
    last = season_sums.last_month(name, newest)
    found = [_sums(seen, place, name, last) for place in places]
    facts = [judged.facts(seen, data, place, last) for place in places]
    headline, sentence = _said(name, facts, found)
    shown = [sums[-SEASONS_DRAWN:] for sums in found]
    if selection.since:
        shown = [[one for one in sums if one.months[-1] >= selection.since] or sums[-1:] for sums in found]
    level = [season_sums.usual(one) for one in facts]
    return Content(
        subtitle=_subtitle(seen, name, found[0][-1]),
        headline=headline,
        sentence=sentence,
        drawn=Drawn(
            figure=_figure(seen, places, shown, level, canvas, synthetic=data.synthetic),
            caption=_caption(seen, name, shown, has_level=any(level)),
            description=_description(seen, name, places, shown),
        ),
        tables=Tables(
            beside=season_table(seen, name, places, found), series=table_with_changes(seen, name, places, found)
        ),
        places=Places(own=seen.own, asked=seen.asked, compared=places[1:]),
        notes=Notes(
            remarks=_remarks(seen, name, shown, level),
            breaks=tuple(one.reason_sv for one in _breaks_inside(seen, shown[0])),
        ),
        period=last,
        period_sv=season_sums.openings(name, found[0][-1].months, facts[0].today)[0],
        first=found[0][0].months[0],
        number=found[0][-1].number,
        word=season_sums.word(facts[0]),
        history=tuple(one.total for one in shown[0]),
        numbers=season_numbers(seen, name, places, found),
    )


def _places(seen: Scene) -> tuple[Place, ...]:
    """The chosen place, and below it the last of those compared with: riket unless a link says otherwise."""
    return (seen.own, *seen.compare[-1:])


def _reach(seen: Scene, selection: Selection) -> str:
    """The newest month that is published for all places and has a value of one; the axis' first if there is none."""
    places = _places(seen)
    for period in reversed(seen.periods):
        if selection.until and period > selection.until:
            continue
        there = [seen.raw.status_of(place.code, period) for place in places]
        known = any(seen.raw.value(place.code, period) is not None for place in places)
        if known and not any(status in _NOT_THERE for status in there):
            return period
    return seen.periods[0]


def _sums(seen: Scene, place: Place, name: str, last: str) -> list[SeasonSum]:
    """Every season of the same months since the series (or its newest incomparable break) began, oldest first."""
    cuts = [b.period for b in breaks_of(seen.indicator, seen.raw.slice) if b.severity is Severity.INCOMPARABLE]
    start = max((cut for cut in cuts if cut <= last), default=seen.periods[0])
    found: list[SeasonSum] = []
    months = season_sums.months_to(name, last)
    while not found or months[0] >= start:
        values = [seen.raw.value(place.code, month) for month in months]
        status = [seen.raw.status_of(place.code, month) for month in months]
        holes = tuple((m, s) for m, v, s in zip(months, values, status, strict=True) if v is None)
        known = [value for value in values if value is not None]
        found.insert(
            0,
            SeasonSum(
                months=months,
                total=None if holes else float(np.sum(known)),
                holes=holes,
                unsure=any(one in _UNSURE for one in status),
                at_least=Status.LOWER_BOUND in status,
            ),
        )
        months = tuple(month.back() for month in months)
    return found


def _said(name: str, facts: Sequence[Facts], found: Sequence[Sequence[SeasonSum]]) -> tuple[str, str]:
    """Headline and sentences; where a season lacks a month, which one it is."""
    own, newest = facts[0], found[0][-1]
    opening = season_sums.openings(name, newest.months, own.today)[0]
    below = season_sums.beside(facts[1]) if len(facts) > 1 else ""
    told = season_sums.headlines(own)
    if told:
        fits = next((text for text in told if len(text) <= judged.LONGEST_HEADLINE), told[-1])
        return fits, nouns.join(season_sums.sentence(own), below, season_sums.caveats(own))
    things, subject = nouns.things(own), nouns.subject(own)
    if newest.total is None:
        whole = len(newest.holes) == len(newest.months)
        why = holes(newest) if whole else "kan inte summeras"
        said = (f"{opening}: {text} {why}" for text in (subject, nouns.bare_subject(own), "siffran"))
        headline = next(text for text in said if len(text) <= judged.LONGEST_HEADLINE)
        reason = why if whole else f"{why}: {holes(newest)}"
        return headline, nouns.join(f"{swedish.capital(subject)} {reason}.", below)
    number = f"{newest.number} {things}"
    where = swedish.in_place(own.place)
    before = found[0][-2] if len(found[0]) > 1 else None
    why = f"{swedish.capital(name)} före jämförs inte: {holes(before)}." if before and before.holes else ""
    return f"{opening}: {number} {where}", nouns.join(f"{opening}: {number} {where}.", why, below)


def _lacking(sums: Sequence[SeasonSum]) -> str:
    """``2020/21, januari saknas; 2022/23–2025/26, visas inte (sekretess)``: seasons without a column, runs together."""
    runs: list[list[SeasonSum]] = []
    for n, one in enumerate(sums):
        if one.holes and n and runs and runs[-1][-1] is sums[n - 1] and holes(one) == holes(runs[-1][-1]):
            runs[-1].append(one)
        elif one.holes:
            runs.append([one])
    spans = (f"{run[0].label}–{run[-1].label}" if len(run) > 1 else run[0].label for run in runs)
    return "; ".join(f"{span}, {holes(run[0])}" for span, run in zip(spans, runs, strict=True))


def _subtitle(seen: Scene, name: str, newest: SeasonSum) -> str:
    span = season_sums.months_span(newest.months)
    return f"{seen.indicator.title_sv}. {swedish.capital(seen.indicator.unit_sv)}, {name} {newest.label}, {span}."


def _breaks_inside(seen: Scene, sums: Sequence[SeasonSum]) -> list:
    first, last = sums[0].months[0], sums[-1].months[-1]
    return [b for b in breaks_of(seen.indicator, seen.raw.slice) if first < b.period <= last]


def _all_unsure(sums: Sequence[SeasonSum]) -> bool:
    return all(one.unsure for one in sums if one.total is not None)


def _caption(seen: Scene, name: str, shown: Sequence[Sequence[SeasonSum]], *, has_level: bool) -> str:
    """What a reader must know to read the columns, short enough for a slide."""
    newest, said = shown[0][-1], []
    if not season_sums.is_whole(name, newest.months):
        why = (
            ", eftersom mars och april läses ihop"
            if name == "vintern" and len(newest.months) == _MONTHS_TO_EASTER
            else ""
        )
        said.append(f"Alla {_SEVERAL[name]} räknas {season_sums.months_span(newest.months)}{why}.")
    if has_level:
        said.append("Streckad linje: vanlig nivå.")
    if any(one.unsure and not _all_unsure(sums) for sums in shown for one in sums):
        said.append("Ihålig stapel: preliminär.")
    elif any(one.unsure for one in shown[0]):
        said.append("Alla siffror är preliminära.")
    if _breaks_inside(seen, shown[0]):
        said.append("Prickad linje: ändrad metod.")
    return " ".join(said)


def _remarks(
    seen: Scene, name: str, shown: Sequence[Sequence[SeasonSum]], level: Sequence[season_sums.Usual | None]
) -> tuple[str, ...]:
    """Which seasons the usual level is of, which lack a column and why, and what a leap year does."""
    said = []
    known = [(place, one) for place, one in zip(_places(seen), level, strict=True) if one is not None]
    if known:
        labels = [season_sums.season_label(months) for months in reversed(known[0][1].seasons)]
        amounts = swedish.listing(
            f"{swedish.number(round(one.level))} {swedish.in_place(place)}" for place, one in known
        )
        said.append(f"Vanlig nivå är medianen av {_SEVERAL_DEFINITE[name]} {swedish.listing(labels)}: {amounts}.")
    for sums, place in zip(shown, _places(seen), strict=True):
        if lacking := _lacking(sums):
            said.append(f"Utan stapel, {place.full_name}: {lacking}.")
    if any(one.days != shown[0][-1].days for one in shown[0]):
        said.append("Skottår har ett dygn mer; orden och procenten räknar per dygn.")
    return tuple(said)


def _mark(season: SeasonSum, *, short: bool) -> str:
    """What stands where a column would: which month is absent, or a cross where there is no room."""
    if short:
        return "×"
    month, status = season.holes[0]
    reason = _SHORT.get(status, "saknas")
    if len(season.holes) == len(season.months):
        return reason.replace(" ", "<br>")
    named = "flera" if len(season.holes) > 1 else swedish.short_month(month.part)
    return f"{named}<br>{reason}"


def _figure(
    seen: Scene,
    places: Sequence[Place],
    shown: Sequence[Sequence[SeasonSum]],
    level: Sequence[season_sums.Usual | None],
    canvas: Canvas,
    *,
    synthetic: bool,
) -> dict | None:
    if all(one.total is None for sums in shown for one in sums):
        return None
    panels = []
    for place, sums, usual in zip(places, shown, level, strict=True):
        same = _all_unsure(sums)
        panels.append(
            Panel(
                title=f"{swedish.capital(place.full_name)}",
                columns=tuple(
                    UprightBar(
                        value=one.total,
                        label=one.number if one in sums[-2:] else "",
                        mark=_mark(one, short=canvas.frame.short_names) if one.holes else "",
                        hollow=one.unsure and not same,
                    )
                    for one in sums
                ),
                strong=place is places[0],
                usual=None if usual is None else usual.level,
                usual_label="" if usual is None else f"vanligt<br>{swedish.number(round(usual.level))}",
            )
        )
    chart = SeasonColumns(
        names=tuple(one.label for one in shown[0]),
        panels=tuple(panels),
        tick_text=tick_text,
        breaks=tuple((_before(shown[0], found.period), "ändrad metod") for found in _breaks_inside(seen, shown[0])),
        synthetic=synthetic,
    )
    return season_columns(chart, canvas.frame, canvas.theme)


def _before(sums: Sequence[SeasonSum], period: str) -> float:
    """Position of a break: before the first season that has a month of after it."""
    return next((n for n, one in enumerate(sums) if one.months[-1] >= period), len(sums)) - 0.5


def _description(seen: Scene, name: str, places: Sequence[Place], shown: Sequence[Sequence[SeasonSum]]) -> str:
    """What is drawn, with the first and last season of each place."""
    newest = shown[0][-1]
    span = season_sums.months_span(newest.months)
    where = swedish.listing(place.full_name for place in places)
    wording = seen.indicator.wording
    things = (wording and wording.things_sv) or seen.indicator.short_title_sv
    said = [
        f"Staplar, en för varje {'vinter' if name == 'vintern' else 'sommar'} ({span}) "
        f"{shown[0][0].label}–{newest.label}, över {things} i {where}.",
    ]
    for place, sums in zip(places, shown, strict=True):
        ends = [f"{one.number} ({one.label})" for one in sums if one.total is not None]
        if ends:
            said.append(f"{swedish.capital(place.full_name)}: från {ends[0]} till {ends[-1]}.")
        if lacking := _lacking(sums):
            said.append(f"Utan stapel: {lacking}.")
    return " ".join(said)
