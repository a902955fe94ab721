"""Two nets in, their differences in words out: grouped by what differs, with a few examples and all counts."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import orjson

from tests.golden_pages.canonical import read_records

EXAMPLES = 3
LONGEST_SHOWN = 160
CONTEXT = 40
ABSENT = object()
"""Stands for what one side does not have."""


@dataclass(slots=True)
class Group:
    """The same place in many records: which of them differ there, in how many spots, and the first few by example."""

    records: set[str] = field(default_factory=set)
    spots: int = 0
    examples: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Differences:
    """What differs between two nets. ``compared`` counts the records that both have."""

    old_name: str
    new_name: str
    compared: int = 0
    groups: dict[str, Group] = field(default_factory=dict)
    only_old: list[str] = field(default_factory=list)
    only_new: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.groups or self.only_old or self.only_new)

    def add(self, kind: str, record: str, old: Any, new: Any) -> None:
        """Add every spot in which two versions of a record differ."""
        for path, before, after in spots(old, new):
            group = self.groups.setdefault(f"{kind}: {_place(path, exact=False)}", Group())
            group.records.add(record)
            group.spots += 1
            told = self._describe(before, after)
            if len(group.examples) < EXAMPLES and told not in group.examples:
                group.examples[told] = f"{record} at {_place(path, exact=True)}"

    def _describe(self, before: Any, after: Any) -> str:
        if before is ABSENT:
            return f"only in {self.new_name}: {_shorten(after)}"
        if after is ABSENT:
            return f"only in {self.old_name}: {_shorten(before)}"
        return " → ".join(_where_they_part(before, after))

    def lines(self) -> Iterator[str]:
        """The differences in words, the most common first."""
        for name, lone in ((self.old_name, self.only_old), (self.new_name, self.only_new)):
            if lone:
                more = " …" if len(lone) > EXAMPLES else ""
                yield f"{len(lone):,} records only in {name}: {', '.join(lone[:EXAMPLES])}{more}"
        for place, group in sorted(self.groups.items(), key=lambda pair: (-len(pair[1].records), pair[0])):
            yield f"{place}: {len(group.records):,} differ, in {group.spots:,} spots"
            for told, where in group.examples.items():
                yield f"    {where}"
                yield f"        {told}"
        differing = set().union(*(group.records for group in self.groups.values()))
        yield (
            f"{len(differing):,} of {self.compared:,} records differ"
            if self
            else f"No difference: {self.compared:,} records are the same in {self.old_name} and {self.new_name}."
        )


def compare(old: Path, new: Path, names: Iterable[str], *, old_name: str, new_name: str) -> Differences:
    """The differences between the files of these names in two folders. A file that is not there has no records."""
    found = Differences(old_name, new_name)
    for name in names:
        compare_records(found, name.split("/")[0].split(".")[0], *(_records(folder / name) for folder in (old, new)))
    return found


def compare_records(found: Differences, kind: str, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Add the differences between two sets of records of a kind, each with a name and canonical JSON."""
    found.only_old += [f"{kind}: {one}" for one in before if one not in after]
    found.only_new += [f"{kind}: {one}" for one in after if one not in before]
    found.compared += len(before.keys() & after.keys())
    for record, body in before.items():
        if body != after.get(record, body):
            found.add(kind, record, orjson.loads(body), orjson.loads(after[record]))


def _records(path: Path) -> dict[str, bytes]:
    return dict(read_records(path)) if path.exists() else {}


Way = tuple[str | int, ...]
"""The way into a record: keys of objects and numbers of lists."""


def spots(old: Any, new: Any, path: Way = ()) -> Iterator[tuple[Way, Any, Any]]:
    """Where two values differ, as deep down as possible: the way there, what was and what is."""
    if old == new and type(old) is type(new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from spots(old.get(key, ABSENT), new.get(key, ABSENT), (*path, key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _in_lists(old, new, path)
    else:
        yield path, old, new


def _in_lists(old: list[Any], new: list[Any], path: Way) -> Iterator[tuple[Way, Any, Any]]:
    if len(old) == len(new) and not any(isinstance(one, str) for one in (*old, *new)):
        for n, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from spots(before, after, (*path, n))
        return
    known = [[orjson.dumps(one, option=orjson.OPT_SORT_KEYS) for one in side] for side in (old, new)]
    for what, first, last, new_first, new_last in SequenceMatcher(None, *known, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        for n in range(max(last - first, new_last - new_first)):
            before = old[first + n] if first + n < last else ABSENT
            after = new[new_first + n] if new_first + n < new_last else ABSENT
            if ABSENT in (before, after) or isinstance(before, str) or isinstance(after, str):
                yield (*path, first + n), before, after
            else:
                yield from spots(before, after, (*path, first + n))


def _place(path: Way, *, exact: bool) -> str:
    """``figure.data[0].y[17]``; without the numbers where not exact."""
    parts = [f"[{part if exact else ''}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).lstrip(".") or "the whole"


def _where_they_part(before: Any, after: Any) -> tuple[str, str]:
    """Two values; of long texts what differs, with a little of what stands around it."""
    if not (isinstance(before, str) and isinstance(after, str)) or max(len(before), len(after)) <= LONGEST_SHOWN:
        return _shorten(before), _shorten(after)
    start = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    start = max(start - CONTEXT, 0)
    return _shorten(before[start:]), _shorten(after[start:])


def _shorten(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
