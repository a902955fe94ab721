"""The publisher's text files of guest nights, row by row: five million rows are added up without being held.

What is held is a sum for each place and month, and eight bytes for each row, by which a row that comes again is found:
where two rows have the same eight, the file is read once more and the rows themselves are compared.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from loaders.formats.delimited import Delimited, streamed
from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM
from loaders.ground.raw import Raw
from loaders.sources.tillvaxtverket.guest_rows import Fields, Gathered, Rows, codes_of, number_of, refuse_sibling

_Key = tuple[str, ...]


@dataclass(slots=True)
class _Part:
    """What the rows of a place and month, as the file writes them, say together. first: number of the first row.

    unread: number and text of a row that is no number of nights; told only if the place counts.
    """

    first: int
    value: float = 0.0
    known: int = 0
    hidden: int = 0
    unread: tuple[int, str] | None = None


def is_text(raw: Raw) -> bool:
    """Whether a file or answer is text in rows, not JSON."""
    with raw.opened() as stream:
        return not stream.read(4096).removeprefix(BOM).lstrip().startswith((b"{", b"["))


def take_text(gathered: Gathered, raw: Raw) -> None:
    """Add the rows of a text file to what is gathered. SourceChanged as `Gathered.take`."""
    with raw.opened() as stream:
        table = streamed(stream, raw.name)
        shown = Rows(table.header, [], table.repaired)
        again = raw.name in gathered.given
        gathered.begin(raw.name, shown)
        refuse_sibling(shown, raw.name)
        where = Fields.of(gathered.query, shown, raw.name, gathered.found)
        parts, hashes = _added_up(table, where)
    if again:
        number, rest, _ = next(_rows_again(raw, where), (1, (), ()))
        raise SourceChanged(f"{raw.name}: row {number} repeats {' '.join(rest)}. Nothing was stored.")
    met: list[Mapping[str, object]] = [dict(zip(_place_fields(where), key, strict=True)) for key in parts]
    known = codes_of(Rows(table.header, met), where, raw.name)
    codes = {key: known[where.names(row)] for key, row in zip(parts, met, strict=True)}
    _refuse_repeated(raw, where, hashes, codes)
    for key, months in parts.items():
        if codes[key]:
            for (year, month), part in months.items():
                period = where.period({where.year: year, where.month: month}, f"{raw.name}, row {part.first}")
                if period < (gathered.query.since or period):
                    continue
                if part.unread is not None:
                    number_of(part.unread[1], f"{raw.name}, row {part.unread[0]}")
                gathered.add(raw.name, part.first, codes[key], period, part.value, part.known, part.hidden)


def _place_fields(where: Fields) -> tuple[str, ...]:
    named = (where.level, where.county, where.county_code, where.municipality, where.municipality_code)
    return tuple(dict.fromkeys(name for name in named if name))


def _getter(header: tuple[str, ...], names: tuple[str, ...]) -> Callable[[list[str]], _Key]:
    """The fields of these names out of a row, as a tuple even where there is one or none."""
    at = [header.index(name) for name in names]
    if len(at) > 1:
        return itemgetter(*at)
    return lambda row: tuple(row[n] for n in at)


def _without(header: tuple[str, ...], nights: str) -> Callable[[list[str]], _Key]:
    return _getter(header, tuple(name for name in header if name != nights))


def _added_up(table: Delimited, where: Fields) -> "tuple[dict[_Key, dict[tuple[str, str], _Part]], array[int]]":
    """Sums by place and month as written, and the hash of every row but for its nights."""
    place, year, month = (
        _getter(table.header, _place_fields(where)), table.header.index(where.year), table.header.index(where.month)
    )  # fmt: skip
    nights, rest = table.header.index(where.nights), _without(table.header, where.nights)
    parts: dict[_Key, dict[tuple[str, str], _Part]] = {}
    hashes = array("q")
    for number, row in enumerate(table.rows, start=1):
        hashes.append(hash(rest(row)))
        months = parts.setdefault(place(row), {})
        when = row[year], row[month]
        part = months.get(when)
        if part is None:
            part = months[when] = _Part(number)
        text = row[nights]
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if 0.0 <= value < float("inf"):
            part.value += value
            part.known += 1
        else:
            _take_unusual(part, text, number)
    return parts, hashes


def _take_unusual(part: _Part, text: str, number: int) -> None:
    """A row whose nights are no plain number: none at all, a number with spaces, or something to be told of."""
    try:
        value = number_of(text, "")
    except SourceChanged:
        part.unread = part.unread or (number, text)
        return
    if value is None:
        part.hidden += 1
    else:
        part.value, part.known = part.value + value, part.known + 1


def _refuse_repeated(raw: Raw, where: Fields, hashes: "array[int]", codes: Mapping[_Key, str]) -> None:
    """SourceChanged for the first row of a place that comes again."""
    every = np.frombuffer(hashes, dtype=np.int64) if hashes else np.empty(0, np.int64)
    every.sort()
    alike = {int(one) for one in every[1:][every[1:] == every[:-1]]}
    if not alike:
        return
    seen: set[_Key] = set()
    for number, rest, place in _rows_again(raw, where):
        if hash(rest) in alike and codes.get(place):
            if rest in seen:
                raise SourceChanged(f"{raw.name}: row {number} repeats {' '.join(rest)}. Nothing was stored.")
            seen.add(rest)


def _rows_again(raw: Raw, where: Fields) -> Iterator[tuple[int, _Key, _Key]]:
    """Number, fields but for nights, and place of every row."""
    with raw.opened() as stream:
        table = streamed(stream, raw.name)
        rest, place = _without(table.header, where.nights), _getter(table.header, _place_fields(where))
        for number, row in enumerate(table.rows, start=1):
            yield number, rest(row), place(row)
