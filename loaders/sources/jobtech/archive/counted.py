"""What is kept of a file of ads: how many, by month, place, occupational field and last month. Parquet, never an ad.

An ad that stands several times in a file (the same id) counts once, from its first month to its last. Ads published in
months that the file is not for are counted and told, and left out. The name, size and SHA-256 of the file stand in the
Parquet's metadata, beside the numbers of lines that were not counted, and why.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from loaders.ground import periods, places
from loaders.ground.clock import to_text
from loaders.ground.declarations import Grain, Indicator, Status
from loaders.ground.errors import SourceChanged
from loaders.ground.panel import PERIOD, REGION, STATUS_CODE, Panel
from loaders.ground.periods import Period
from loaders.ground.raw import DEMO_MARK
from loaders.sources.jobtech.archive.ads import (
    FIELD_CODES,
    Tally,
    month_names,
    packed,
    place_codes,
    unpacked,
)  # fmt: skip

COUNTING = 1
"""Raised when files must be counted anew though they are the same."""
TOTAL = "total"
NAME = re.compile(r"^annonser-raknade_(\d{4}(?:-Q[1-4])?)_[0-9a-f]{12}\.parquet$")
_KEY = b"lanspuls_ads"
_PERIOD_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:[-_ ]?[qQ]([1-4]))?(?!\d)")
_COLUMNS = pa.schema(
    [
        pa.field("month", pa.dictionary(pa.int16(), pa.string()), nullable=False),
        pa.field("place", pa.dictionary(pa.int16(), pa.string()), nullable=False),
        pa.field("field", pa.dictionary(pa.int16(), pa.string()), nullable=False),
        pa.field("last_month", pa.dictionary(pa.int16(), pa.string()), nullable=False),
        pa.field("ads", pa.int32(), nullable=False),
        pa.field("jobs", pa.int64(), nullable=False),
        pa.field("ads_without_jobs", pa.int32(), nullable=False),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Where counts come from, and every line that is not in them: lines = blank + broken + endless + undated +
    repeated + outside + ads.

    file, size, sha256: the archive's name, bytes and hash. period: the year or quarter it is for. without_*,
    strange_*: ads, which are counted, without municipality, field, id or number of jobs, and with a place or field
    nobody here knows. removed: lines of ads taken down before their last day. counting: of which version of counting.
    """

    file: str
    size: int
    sha256: str
    period: str
    lines: int
    ads: int
    blank: int
    broken: int
    endless: int
    undated: int
    repeated: int
    outside: int
    removed: int
    without_id: int
    without_municipality: int
    without_field: int
    without_jobs: int
    strange_place: int
    strange_field: int
    counted: str
    demo: bool = False
    counting: int = COUNTING


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one archive. table: one row for each month, place, field and last month that has ads."""

    told: Told
    table: pa.Table

    @property
    def name(self) -> str:
        """What the file of counts is called."""
        return f"annonser-raknade_{self.told.period}_{self.told.sha256[:12]}.parquet"

    @property
    def months(self) -> tuple[str, ...]:
        """The months with ads, ascending."""
        return tuple(sorted(set(self.table["month"].to_pylist())))

    def to_bytes(self) -> bytes:
        """The Parquet file, the same bytes for the same counts."""
        said = orjson.dumps(asdict(self.told) | ({"mark": DEMO_MARK.decode()} if self.told.demo else {}))
        table = self.table.replace_schema_metadata({_KEY: said})
        sink = io.BytesIO()
        pq.write_table(table, sink, compression="zstd")
        return sink.getvalue()


def period_of(name: str) -> str:
    """The year or quarter a file's name says it is for, "" if none or several."""
    found = {f"{year}-Q{quarter}" if quarter else year for year, quarter in _PERIOD_IN_NAME.findall(name)}
    return found.pop() if len(found) == 1 else ""


def months_of(period: str) -> tuple[str, ...]:
    """The months of a year or quarter. UsageError for another period."""
    whole = Period(period)
    first, last = whole.first_day, whole.last_day
    return periods.span(Period.of(first.year, first.month, Grain.MONTH), Period.of(last.year, last.month, Grain.MONTH))


def counted(tallies: Sequence[Tally], *, file: str, size: int, sha256: str, period: str, moment: datetime) -> Counted:
    """What the parts of one file say together, however it was cut. SourceChanged if hardly a line is an ad."""
    sums = {name: sum(getattr(one, name) for one in tallies) for name in _SUMMED}
    endless = sums["endless"]
    lines = sums.pop("lines") + endless
    ids = np.concatenate([np.frombuffer(one.ids, np.uint64) for one in tallies])
    keys = np.concatenate([np.frombuffer(one.keys, np.int64) for one in tallies])
    jobs = np.concatenate([np.frombuffer(one.jobs, np.int32) for one in tallies])
    if not len(keys) or len(keys) < (lines - sums["blank"]) / 2:
        raise SourceChanged(
            f"{file}: {len(keys)} of {lines} lines are ads with a day of publication, {sums['broken'] + endless} are "
            f"no JSON and {sums['undated']} have no publication_date: it is no archive of ads, or of another form"
        )
    keys, jobs = _once(ids, keys, jobs)
    repeated = len(ids) - len(keys)
    month, place, field, _ = unpacked(keys)
    names = month_names()
    wanted = [n for n, name in enumerate(names) if name in set(months_of(period))]
    inside = (month >= wanted[0]) & (month <= wanted[-1])
    outside = int(len(keys) - inside.sum())
    if outside == len(keys):
        raise SourceChanged(
            f"{file}: no ad in it was published in {period}, the first in {names[int(month.min())]}: give --period"
        )
    keys, jobs = keys[inside], jobs[inside]
    places_of = np.array([len(code) == 4 for code in place_codes()])
    told = Told(
        file=file,
        size=size,
        sha256=sha256,
        period=period,
        lines=lines,
        ads=len(keys),
        repeated=repeated,
        outside=outside,
        without_municipality=int((~places_of[place[inside]]).sum()),
        without_field=int((field[inside] == 0).sum()),
        without_jobs=int((jobs < 0).sum()),
        counted=to_text(moment),
        demo=any(one.demo for one in tallies),
        **sums,
    )
    return Counted(told, _table(keys, jobs))


_SUMMED = (
    "lines", "blank", "broken", "endless", "undated", "removed", "without_id", "strange_place", "strange_field",
)  # fmt: skip


def _once(ids: Any, keys: Any, jobs: Any) -> tuple[Any, Any]:
    """Each ad once: its first month, place and field, with the latest of its last months. Order does not matter."""
    order = np.lexsort((jobs, keys, ids))
    ids, keys, jobs = ids[order], keys[order], jobs[order]
    begins = np.ones(len(ids), bool)
    begins[1:] = (ids[1:] != ids[:-1]) | (ids[1:] == 0)
    if begins.all():
        return keys, jobs
    starts = np.flatnonzero(begins)
    month, place, field, ending = unpacked(keys)
    latest = np.maximum.reduceat(ending, starts)
    return packed(month[starts], place[starts], field[starts], latest), jobs[starts]


def _table(keys: Any, jobs: Any) -> pa.Table:
    distinct, at = np.unique(keys, return_inverse=True)
    known = jobs >= 0
    month, place, field, ending = unpacked(distinct)
    names = pa.array(month_names())
    columns = [
        _named(month, names),
        _named(place, pa.array(place_codes())),
        _named(field, pa.array(FIELD_CODES)),
        _named(ending, names),
        pa.array(np.bincount(at, minlength=len(distinct)).astype(np.int32)),
        pa.array(np.bincount(at, weights=np.where(known, jobs, 0), minlength=len(distinct)).astype(np.int64)),
        pa.array(np.bincount(at, weights=~known, minlength=len(distinct)).astype(np.int32)),
    ]
    return pa.Table.from_arrays(columns, schema=_COLUMNS)


def _named(numbers: Any, names: pa.Array) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int16)), names)


def read_counted(body: bytes, name: str) -> Counted:
    """The counts a kept file holds, checked: nothing but months, places, fields and numbers. SourceChanged."""
    try:
        found = pq.read_table(io.BytesIO(body))
        said = orjson.loads((found.schema.metadata or {})[_KEY])
        said.pop("mark", None)
        told = Told(**said)
        table = found.select(_COLUMNS.names).cast(
            pa.schema([field.with_type(_plain(field.type)).with_nullable(True) for field in _COLUMNS])
        )
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError) as error:
        raise SourceChanged(
            f"{name} holds no counts of ads as `lanspuls ads` keeps them ({type(error).__name__}): count the file anew"
        ) from error
    if told.counting != COUNTING:
        raise SourceChanged(f"{name} was counted by another version of this program: count the file anew")
    allowed = {
        "month": set(month_names()[1:]), "last_month": set(month_names()), "place": set(place_codes()),
        "field": set(FIELD_CODES),
    }  # fmt: skip
    for column, values in allowed.items():
        strange = set(table[column].unique().to_pylist()) - values
        if strange:
            raise SourceChanged(f"{name}: column {column} holds what is no {column.replace('_', ' ')}")
    numbers = [table[column].to_numpy() for column in ("ads", "jobs", "ads_without_jobs")]
    if any((column < 0).any() for column in numbers) or int(numbers[0].sum()) != told.ads:
        raise SourceChanged(f"{name}: its {int(numbers[0].sum())} ads are not the {told.ads} it says: count anew")
    if not re.fullmatch(r"[0-9a-f]{64}", told.sha256) or period_of(told.period) != told.period:
        raise SourceChanged(f"{name} does not say which file it counts: count the file anew")
    return Counted(told, table)


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def panel_of(indicator: Indicator, files: Iterable[Counted]) -> tuple[Panel, tuple[str, ...]]:
    """New ads a month, by place and field with totals, and lines on months that several files have.

    The first file that has a month gives it. A month that a file is for and that has ads is whole: a place and field
    without any had none. Counties and riket have those without municipality too.
    """
    taken: dict[str, Counted] = {}
    twice: dict[str, set[str]] = {}
    for one in files:
        for month in one.months:
            if taken.setdefault(month, one) is not one:
                twice.setdefault(f"{one.told.file}: {taken[month].told.file}", set()).add(month)
    months = periods.span(min(taken), max(taken))
    fields = (TOTAL, *FIELD_CODES[1:], FIELD_CODES[0])
    codes = place_codes()
    (dimension,) = indicator.dimensions
    panel = Panel.empty({dimension: fields, REGION: codes, PERIOD: months})
    grid = np.zeros(panel.shape)
    at = {name: {code: n for n, code in enumerate(axis)} for name, axis in panel.axes.items()}
    for one in {id(one): one for one in taken.values()}.values():
        summed = one.table.group_by(["month", "place", "field"]).aggregate([("ads", "sum")])
        columns = (summed[name].to_pylist() for name in ("month", "place", "field", "ads_sum"))
        for month, place, field, ads in zip(*columns, strict=True):
            if taken.get(month) is one:
                grid[at[dimension][field], at[REGION][place], at[PERIOD][month]] += ads
    _add_up(grid, codes)
    there = np.array([month in taken for month in months])
    panel.values[..., there] = grid[..., there]
    panel.status[..., there] = STATUS_CODE[Status.EMPTY]
    for n, code in enumerate(codes):
        since = places.place(code).since
        for m, month in enumerate(panel.periods):
            if month.year < since and there[m]:
                panel.values[:, n, m], panel.status[:, n, m] = np.nan, STATUS_CODE[Status.NOT_APPLICABLE]
    remarks = tuple(f"{files} har båda {min(found)}–{max(found)}; den senare räknas" for files, found in twice.items())
    return panel, remarks


def _add_up(grid: Any, codes: Sequence[str]) -> None:
    """What counties and riket have of their own becomes all that lies in them, and the first field the sum of all."""
    county_of = [places.place(code).county if len(code) == 4 else "" for code in codes]
    riket = codes.index(places.NATION)
    grid[:, riket] = grid.sum(axis=1)
    for n, code in enumerate(codes):
        if len(code) == 2 and n != riket:
            grid[:, n] += grid[:, [m for m, county in enumerate(county_of) if county == code]].sum(axis=1)
    grid[0] = grid[1:].sum(axis=0)
