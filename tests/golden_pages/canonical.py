"""One way of writing anything down: sorted keys, floats to six significant digits, one record a line, packed alike."""

import gzip
import math
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import orjson

SIGNIFICANT_DIGITS = 6


def canonical(value: Any) -> Any:
    """Plain JSON data: arrays and tuples as lists, dataclasses as objects, whole floats as integers, NaN as null."""
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, float | np.floating):
        return _rounded(float(value))
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: canonical(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, dict):
        return {str(key): canonical(one) for key, one in value.items()}
    if isinstance(value, np.ndarray):
        return canonical(value.tolist())
    if isinstance(value, list | tuple):
        return [canonical(one) for one in value]
    if isinstance(value, frozenset | set):
        return sorted(canonical(one) for one in value)
    raise TypeError(f"a {type(value).__name__} is no plain data: {value!r}")


def _rounded(value: float) -> float | int | None:
    if not math.isfinite(value):
        return None
    rounded = float(f"{value:.{SIGNIFICANT_DIGITS}g}")
    return int(rounded) if rounded.is_integer() else rounded


def to_bytes(value: Any) -> bytes:
    """A value as canonical JSON bytes."""
    return orjson.dumps(canonical(value), option=orjson.OPT_SORT_KEYS)


def write_records(path: Path, records: Iterable[tuple[str, Any]]) -> int:
    """Write records, each a name and plain data, sorted by name; the number of them. The file is there whole or not."""
    lines = sorted((name, to_bytes(value)) for name, value in records)
    names = [name for name, _ in lines]
    if len(set(names)) < len(names):
        raise ValueError(f"{path.name}: two records have the same name")
    path.parent.mkdir(parents=True, exist_ok=True)
    body = b"".join(name.encode() + b"\t" + line + b"\n" for name, line in lines)
    beside = path.with_name(f".{path.name}")
    beside.write_bytes(gzip.compress(body, compresslevel=3, mtime=0))
    beside.replace(path)
    return len(lines)


def read_records(path: Path) -> Iterator[tuple[str, bytes]]:
    """Each record's name and canonical JSON."""
    for line in gzip.decompress(path.read_bytes()).splitlines():
        name, _, body = line.partition(b"\t")
        yield name.decode(), body
