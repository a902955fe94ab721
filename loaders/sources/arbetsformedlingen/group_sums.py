"""Sums of Arbetsförmedlingen's records per place and period, with what is hidden in them kept apart.

The files have no rows for counties or the nation. Verified on the files of August 2026 by others: a county is the sum
of all its rows, those without a known municipality included; the nation is the sum of all rows, those without a known
county included. Summing municipalities loses people, and so does summing counties.

A suppressed part (``<5``) makes a sum a lower bound: its people are not 0. A rate is the sum of numerators over the
sum of denominators; with suppressed parts it is the lowest it can be.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from loaders.formats.written_months import month_of
from loaders.ground import periods, places
from loaders.ground.declarations import FileQuery, Level, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import NO_ROW, PERIOD, REGION, STATUS_CODE, Panel
from loaders.ground.periods import Period
from loaders.sources.arbetsformedlingen.records import FieldTexts, Records

TWO_COUNTIES = "två län"
"""Symbol of a municipality that a file counts in two counties in the same month (Heby around 2007)."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_UNDER = re.compile(r"<\s*(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Located:
    """Where and when each record belongs: positions among ``regions``, −1 where not known, and among ``periods``."""

    regions: tuple[str, ...]
    periods: tuple[Period, ...]
    municipality: np.ndarray
    county: np.ndarray
    period: np.ndarray
    torn: np.ndarray
    """Bool, region × period: a municipality in two counties at once."""
    expected: np.ndarray
    """Bool, region × period: a municipality that existed."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over records, all arrays alike in shape (… region × period).

    value: of the figures there are. figures, hidden, silent: how many records had a figure, a suppressed one, none.
    room: the most that the hidden ones can hold together. below: the limit that hides, for the symbol.
    """

    value: np.ndarray
    figures: np.ndarray
    hidden: np.ndarray
    silent: np.ndarray
    room: np.ndarray
    below: int = 0


# Records to sums


def located(records: Records, query: FileQuery, source: str) -> Located:
    """Places and periods of records. SourceChanged for unknown places, periods or a gap in them."""
    county_ref, municipality_ref = query.place
    (period_ref,) = query.period
    counties, county = _counties(records.columns[county_ref], records.where, source)
    municipality = _municipalities(records.columns[municipality_ref], county, counties, records.where, source)
    held, period = _periods(records.columns[period_ref], records.where)
    regions = tuple(places.all_places())
    position = {code: n for n, code in enumerate(regions)}
    at = np.array([position[code] for code in (*counties, "00")], dtype=np.int32)
    county = np.where(county < 0, -1, at[county])
    torn = np.zeros((len(regions), len(held)), bool)
    homes: dict[tuple[int, int], int] = {}
    known = np.unique(np.stack([municipality, period, county]), axis=1).T if period.size else ()
    for place, month, home in known:
        if place >= 0 and homes.setdefault((place, month), home) != home:
            torn[place, month] = True
    expected = np.zeros_like(torn)
    for n, code in enumerate(regions):
        found = places.all_places()[code]
        if found.level is Level.MUNICIPALITY:
            expected[n] = [month.year >= found.since for month in held]
    return Located(regions, held, municipality, county, period, torn, expected)


def _counties(column: FieldTexts, where: str, source: str) -> tuple[tuple[str, ...], np.ndarray]:
    """Codes of the counties met, and each record's position among them."""
    names = [text for text in column.texts if not places.is_residual(text)]
    try:
        found = places.by_names(names, level=Level.COUNTY, source=source)
    except SourceChanged as error:
        raise SourceChanged(f"{where}: {column.name}: {error}. Nothing was stored.") from error
    codes = tuple(dict.fromkeys(place.code for place in found.values()))
    if gone := [code for code in places.codes_at([Level.COUNTY]) if code not in codes]:
        raise SourceChanged(
            f"{where}: {column.name} lacks {', '.join(places.place(code).name for code in gone[:6])}"
            f"{' and more' if len(gone) > 6 else ''}; the nation is the sum of all records. Nothing was stored."
        )
    lookup = [codes.index(found[text].code) if text in found else -1 for text in column.texts]
    return codes, _looked_up(lookup, column.codes)


def _municipalities(
    column: FieldTexts, county: np.ndarray, counties: Sequence[str], where: str, source: str
) -> np.ndarray:
    """Each record's municipality as a position among all places, −1 where it is not known."""
    position = {code: n for n, code in enumerate(places.all_places())}
    out = np.full(len(column.codes), -1, dtype=np.int32)
    unknown, names = [], []
    for home in np.unique(county):
        here = county == home
        lookup = [-1] * len(column.texts)
        for code in np.unique(column.codes[here & (column.codes >= 0)]):
            name = column.texts[code]
            if places.is_residual(name):
                continue
            try:
                inside = counties[home] if home >= 0 else None
                found = places.by_name(name, level=Level.MUNICIPALITY, county=inside, source=source)
            except SourceChanged:
                names.append(name)
                unknown.append(f"'{name}' in {places.place(counties[home]).name if home >= 0 else 'no known county'}")
                continue
            lookup[code] = position[found.code]
        out[here] = _looked_up(lookup, column.codes[here])
    if unknown:
        raise SourceChanged(
            f"{where}: {column.name}: no Swedish municipality is called {', '.join(unknown)}{places.misread(names)}. "
            "Nothing was stored; add the names to loaders/ground/place_names.csv if they are places."
        )
    return out


def _periods(column: FieldTexts, where: str) -> tuple[tuple[Period, ...], np.ndarray]:
    """Months met, in order and without a gap, and each record's position among them."""
    found = [month_of(text) for text in column.texts]
    wrong = [text for text, month in zip(column.texts, found, strict=True) if not month]
    if wrong or (column.codes < 0).any():
        raise SourceChanged(
            f"{where}: {column.name} has {', '.join(map(repr, wrong[:3])) or 'records without a period'}; "
            "every record must have a month, as 2026-10"
        )
    named = [Period(month) for month in found if month]
    met = sorted({named[code] for code in np.unique(column.codes)})
    if not met:
        raise SourceChanged(f"{where}: there is not a single record")
    whole = periods.span(met[0], met[-1])
    if gone := sorted(set(whole) - set(met)):
        raise SourceChanged(
            f"{where}: {column.name} runs from {met[0]} to {met[-1]} without {', '.join(gone[:6])}. Nothing was stored."
        )
    lookup = [whole.index(month) if month in met else -1 for month in named]
    return whole, _looked_up(lookup, column.codes)


def _looked_up(lookup: Sequence[int], codes: np.ndarray) -> np.ndarray:
    """lookup[code] for every code, −1 for code −1."""
    looked_up: np.ndarray = np.array([*lookup, -1], dtype=np.int32)[codes]
    return looked_up


def require_unique(
    records: Records, where_in: Located, columns: Sequence[FieldTexts], place: Sequence[FieldTexts]
) -> None:
    """SourceChanged if place, period and the columns do not tell the records apart."""
    keys = np.stack([where_in.period, *(column.codes for column in (*place, *columns))])
    _, first, count = np.unique(keys, axis=1, return_index=True, return_counts=True)
    if (count > 1).any():
        at = first[np.argmax(count > 1)]
        key = [column.texts[column.codes[at]] if column.codes[at] >= 0 else "" for column in (*place, *columns)]
        raise SourceChanged(
            f"{records.where}: {int((count > 1).sum())} keys occur twice, for example {', '.join(key)} "
            f"{where_in.periods[where_in.period[at]]}. Nothing was stored; look at the file."
        )


def sums(
    records: Records, column: FieldTexts, at: Located, mask: np.ndarray | None = None, *, parts: int = 0, under: int = 0
) -> Sums:
    """A column's figures summed per place and period, over all records or those in ``mask``.

    parts: how many records each existing municipality should have in each period; those that are not there are silent,
    or hidden below ``under`` if that is given. 0: a place without a record has nothing. A record without a known
    municipality may be silent: nobody is there. SourceChanged for a text that is neither figure nor known symbol.
    """
    figures, limits = _figures(column, records.where)
    chosen = np.ones(len(column.codes), bool) if mask is None else mask
    value = np.where(chosen, np.append(figures, np.nan)[column.codes], np.nan)  # code −1 is the last
    limit = np.where(chosen, np.append(limits, 0.0)[column.codes], 0.0)
    without = chosen & np.isnan(value) & (limit == 0) & (at.municipality >= 0)
    amounts = (np.nan_to_num(value), ~np.isnan(value), limit > 0, without, np.maximum(limit - 1, 0))
    total, stated, hidden, silent, room = (_per_place(amount.astype(float), at) for amount in amounts)
    if parts:
        here = stated + hidden + silent
        lacking = np.where(here > 0, _upwards(np.where(at.expected, np.maximum(parts - here, 0), 0), at), 0)
        hidden, silent = (hidden + lacking, silent) if under else (hidden, silent + lacking)
        room = room + lacking * max(under - 1, 0)
    return Sums(total, stated, hidden, silent, room, int(max(limits.max(initial=0), under)))


def _figures(column: FieldTexts, where: str) -> tuple[np.ndarray, np.ndarray]:
    """For each text its figure (NaN if none) and the limit it is suppressed under (0 if it is not)."""
    value, limit = np.full(len(column.texts), np.nan), np.zeros(len(column.texts))
    wrong = []
    for n, text in enumerate(column.texts):
        if _NUMBER.fullmatch(text):
            value[n] = float(text)
        elif under := _UNDER.fullmatch(text):
            limit[n] = int(under[1])
        elif text:
            wrong.append(text)
    if wrong:
        raise SourceChanged(
            f"{where}: {column.name} holds {', '.join(map(repr, wrong[:3]))}, which is neither a figure nor a known "
            "symbol. Nothing was stored; find out what it means before it is declared."
        )
    return value, limit


def _per_place(amounts: np.ndarray, at: Located) -> np.ndarray:
    """Sums over records: municipalities, counties, and all of them for the nation. float64, region × period."""
    shape = (len(at.regions), len(at.periods))
    out = np.zeros(shape).ravel()
    nation = np.full(len(amounts), at.regions.index("00"))
    for region in (at.municipality, at.county, nation):
        known = region >= 0
        out += np.bincount(
            region[known].astype(np.int64) * shape[1] + at.period[known], amounts[known], minlength=out.size
        )
    return out.reshape(shape)


def _upwards(municipal: np.ndarray, at: Located) -> np.ndarray:
    """Municipal amounts with their sums at the county and nation of today."""
    out = municipal.astype(float)
    for n, code in enumerate(at.regions):
        if len(code) == 2:
            inside = [m for m, other in enumerate(at.regions) if len(other) == 4 and code in ("00", other[:2])]
            out[n] = municipal[inside].sum(axis=0)
    return out


# Sums of groups, and panels


def stacked(groups: Sequence[Sums]) -> Sums:
    """Sums with one more axis in front, in the order given."""
    arrays = {
        name: np.stack([getattr(group, name) for group in groups])
        for name in ("value", "figures", "hidden", "silent", "room")
    }
    return Sums(**arrays, below=max(group.below for group in groups))


def masked(found: Sums, below: int, partitions: Sequence[Sequence[int]]) -> Sums:
    """Figures from 1 to below − 1 hidden, and with each the others of its partition (positions in the first axis).

    A hidden number of women could be told from all and the men.
    """
    small = (found.value > 0) & (found.value < below) & (found.figures > 0)
    for _ in partitions:
        for members in partitions:
            small[list(members)] |= small[list(members)].any(axis=0)
    room = np.where((found.value < below) & small, below - 1.0, found.value)
    return replace(
        found,
        value=np.where(small, 0.0, found.value),
        figures=np.where(small, 0, found.figures),
        hidden=np.where(small, np.where(found.value < below, 1, 2), found.hidden),
        room=np.where(small, room, found.room),
        below=below,
    )


def shares(numerator: Sums, denominator: Sums) -> Sums:
    """100 × numerators over denominators, per place; where parts are hidden the lowest it can be."""
    most = denominator.value + denominator.room
    there = (numerator.figures > 0) & (denominator.figures > 0) & (denominator.silent == 0) & (most > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = np.where(there, 100 * numerator.value / most, 0.0)
    return Sums(
        value=value,
        figures=there.astype(float),
        hidden=numerator.hidden + denominator.hidden,
        silent=numerator.silent + denominator.silent,
        room=np.zeros_like(value),
        below=numerator.below,
    )


def panel(found: Sums, query: FileQuery, at: Located, own: Mapping[str, tuple[str, ...]]) -> Panel:
    """Stacked sums as a panel. own: the own dimensions' codes, whose product is the first axis in order."""
    shape = tuple(len(codes) for codes in own.values())
    chosen = places.codes_at(query.levels)
    rows = [at.regions.index(code) for code in chosen]
    axes = {**own, REGION: chosen, PERIOD: at.periods}
    made = Panel.empty(axes)

    def laid(array: np.ndarray) -> np.ndarray:
        return array[:, rows].reshape(made.shape)

    stated, hidden, silent = laid(found.figures) > 0, laid(found.hidden), laid(found.silent)
    value = laid(found.value)
    whole = stated & (hidden + silent == 0)
    bound = stated & ~whole & (value > 0)
    secret = ~whole & ~bound & (hidden > 0)
    missing = ~whole & ~bound & ~secret & (stated | (silent > 0))
    torn = np.broadcast_to(at.torn[rows], made.shape[len(shape) :])
    torn = np.broadcast_to(torn, made.shape) & (stated | (hidden > 0))
    for cells, status in (
        (whole, Status.EMPTY),
        (bound, Status.LOWER_BOUND),
        (secret, Status.SUPPRESSED),
        (missing | torn, Status.MISSING),
    ):
        made.status[cells] = STATUS_CODE[status]
    made.values[...] = np.where((whole | bound) & ~torn, value, np.nan)
    symbols = ("", f"<{found.below}", TWO_COUNTIES)
    made.symbol[secret & (hidden == 1)] = 1
    made.symbol[torn] = 2
    _not_yet(made, at, rows)
    return replace(made, symbols=symbols)


def _not_yet(made: Panel, at: Located, rows: Sequence[int]) -> None:
    """Municipalities in the months before they were founded: not applicable."""
    for n, row in enumerate(rows):
        if len(at.regions[row]) == 4:
            early = ~at.expected[row] & (made.status[..., n, :] == NO_ROW)
            made.status[..., n, :][early] = STATUS_CODE[Status.NOT_APPLICABLE]
