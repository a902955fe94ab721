"""JSON-stat 2.0 to dense arrays and Arrow. Pure: bytes in, arrays out.

Takes every shape the format allows, not only the one SCB's serializer writes today: ``value`` as list or sparse
object, ``status`` as text, list or object, ``index`` as list, object in any order, or absent. Source of the shapes:
https://json-stat.org/full/ and PxTools/PCAxis.Serializers.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np
import orjson
import pyarrow as pa

from loaders.formats.cube import MOST_SYMBOLS, NO_SYMBOL, Assembler, Cube, Structure, merge, some
from loaders.formats.table_notes import Note
from loaders.ground.errors import SourceChanged
from loaders.ground.files import BOM

__all__ = ["Assembler", "Cube", "Note", "Structure", "describe", "merge", "parse", "to_moment"]


def describe(body: bytes) -> Structure:
    """Read the dimensions of a metadata (or data) answer and leave its values alone. SourceChanged if it is neither."""
    return Structure(**_structure(_dataset(body)))


def parse(body: bytes) -> Cube:
    """Read a data answer.

    Raises SourceChanged for anything that is not a JSON-stat dataset, an error body and a metadata answer
    (``"value": []``) among them, and where the number of values disagrees with ``size``.
    """
    dataset = _dataset(body)
    described = _structure(dataset)
    shape = tuple(len(described["codes"][name]) for name in described["ids"])
    # taken out one by one: the parsed list is ten times the size of the array
    status, symbols = _status(dataset.pop("status", None), math.prod(shape))
    values = _values(dataset.pop("value", None), math.prod(shape))
    return Cube(
        **described,
        values=values.reshape(shape),
        status=None if status is None else status.reshape(shape),
        symbols=symbols,
    )


def _dataset(body: bytes) -> dict[str, Any]:
    try:
        document = orjson.loads(body.removeprefix(BOM))
    except orjson.JSONDecodeError as problem:
        raise SourceChanged(f"the answer is not JSON ({problem}); it begins {body[:60]!r}") from problem
    if not isinstance(document, dict):
        raise SourceChanged(f"the answer is not a JSON-stat dataset but a JSON {type(document).__name__}")
    if "id" not in document or "dimension" not in document or document.get("class", "dataset") != "dataset":
        said = " ".join(str(document[key]) for key in ("title", "detail", "class") if document.get(key))
        raise SourceChanged(f"the answer is not a JSON-stat dataset; it says '{said}' and has keys {some(document)}")
    return document


def _structure(dataset: Mapping[str, Any]) -> dict[str, Any]:
    ids = _texts(dataset["id"], "id")
    dimensions = _object(dataset["dimension"], "dimension")
    sizes = dataset.get("size")
    if not isinstance(sizes, list) or len(sizes) != len(ids) or len(set(ids)) != len(ids):
        raise SourceChanged(f"size {sizes} does not fit the dimensions {list(ids)}")
    codes, labels, dimension_labels, units, eliminable, codelists = {}, {}, {}, {}, {}, {}
    extension = _lenient(dataset.get("extension"))
    px = _lenient(extension.get("px"))
    notes = _notes(dataset.get("note"), extension.get("noteMandatory"))
    for name, size in zip(ids, sizes, strict=True):
        dimension = _object(dimensions.get(name), f"dimension '{name}'")
        category = _object(dimension.get("category"), f"category of dimension '{name}'")
        named = _lenient(category.get("label"))
        codes[name] = _codes(category.get("index"), named, name)
        if len(codes[name]) != size:
            raise SourceChanged(f"dimension '{name}' has {len(codes[name])} codes, but size says {size}")
        labels[name] = {code: code if named.get(code) is None else str(named[code]) for code in codes[name]}
        dimension_labels[name] = str(dimension.get("label", name))
        for code, unit in _lenient(category.get("unit")).items():
            decimals = _lenient(unit).get("decimals", px.get("decimals"))
            units[code] = (str(_lenient(unit).get("base", "")), decimals if isinstance(decimals, int) else 0)
        own = _lenient(dimension.get("extension"))
        eliminable[name] = own.get("elimination") is True
        listed = own.get("codelists", own.get("codeLists"))  # renamed with the specification's version 2.1.1
        listed = listed if isinstance(listed, list) else []
        codelists[name] = tuple(str(entry["id"]) for entry in listed if isinstance(entry, dict) and "id" in entry)
        notes += _notes(dimension.get("note"), own.get("noteMandatory"), name)
        for code, texts in _lenient(category.get("note")).items():
            notes += _notes(texts, _lenient(own.get("categoryNoteMandatory")).get(code), name, code)
    roles = {
        role: tuple(name for name in named if isinstance(name, str))
        for role, named in _lenient(dataset.get("role")).items()
        if isinstance(named, list)
    }
    return {
        "ids": ids,
        "codes": codes,
        "labels": labels,
        "dimension_labels": dimension_labels,
        "units": units,
        "roles": roles,
        "eliminable": eliminable,
        "codelists": codelists,
        "updated": to_moment(dataset.get("updated")),
        "source": str(dataset.get("source", "")),
        "label": str(dataset.get("label", "")),
        "table": str(px.get("tableid", "")),
        "notes": tuple(notes),
    }


def _codes(index: object, labels: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Codes in order, from index as list or object; a single category may have its label only."""
    if index is None and len(labels) == 1:
        return tuple(labels)
    if isinstance(index, dict):
        if all(index[code] == n for n, code in enumerate(index)):
            return tuple(index)
        places = list(index.values())
        if not all(type(place) is int for place in places) or sorted(places) != list(range(len(places))):
            raise SourceChanged(
                f"the index of dimension '{name}' is not a numbering from 0 to {len(places) - 1}: "
                "a code is there twice, or is left out"
            )
        return tuple(sorted(index, key=index.__getitem__))
    codes = _texts(index, f"index of dimension '{name}'")
    if len(set(codes)) != len(codes):
        raise SourceChanged(f"the index of dimension '{name}' names a code twice")
    return codes


def _values(given: object, size: int) -> np.ndarray:
    """Float64 of length size, NaN for null. Arrow converts as fast as numpy, and does not take "1" for 1."""
    try:
        if isinstance(given, dict):
            values = np.full(size, np.nan)
            values[_cell_numbers(given, size, "value")] = _floats(list(given.values()))
            return values
        if not isinstance(given, list):
            raise SourceChanged(f"the dataset's value is a {type(given).__name__}, not a list or object")
        if not given and size:
            raise SourceChanged("the dataset has dimensions but no values: this is a metadata answer, not data")
        if len(given) != size:
            raise SourceChanged(f"{len(given)} values where size promises {size}; the answer is incomplete or changed")
        return _floats(given)
    except pa.ArrowException as problem:
        raise SourceChanged(f"a value is not a number: {problem}") from problem


def _floats(numbers: list[Any]) -> np.ndarray:
    floats: np.ndarray = pa.array(numbers, pa.float64()).to_numpy(zero_copy_only=False)
    return floats


def _status(given: object, size: int) -> tuple[np.ndarray | None, tuple[str, ...]]:
    """Uint8 index of length size into the symbols, or None if there are none."""
    if given is None or given in ("", [], {}):
        return None, (NO_SYMBOL,)
    where: np.ndarray | slice = slice(None)
    marks: list[str]
    if isinstance(given, dict):
        where, marks = _cell_numbers(given, size, "status"), list(given.values())
    elif isinstance(given, str):
        marks = [given]
    elif isinstance(given, list) and len(given) in (1, size):
        marks = [NO_SYMBOL if mark is None else mark for mark in given]
    else:
        length = f" of {len(given)}" if isinstance(given, list) else ""
        raise SourceChanged(f"the dataset's status is a {type(given).__name__}{length}, not one for {size} cells")
    try:
        symbols = tuple(dict.fromkeys([NO_SYMBOL, *marks]))
    except TypeError as problem:
        raise SourceChanged("a status symbol is not text") from problem
    if len(symbols) > MOST_SYMBOLS or not all(isinstance(mark, str) for mark in symbols):
        raise SourceChanged(f"status symbols are not a few texts: {some(symbols)}")
    number = {symbol: n for n, symbol in enumerate(symbols)}
    status = np.zeros(size, np.uint8)
    status[where] = np.fromiter(map(number.__getitem__, marks), np.uint8, len(marks))
    return status, symbols


def _cell_numbers(sparse: Mapping[str, object], size: int, what: str) -> np.ndarray:
    try:
        numbers = np.fromiter(map(int, sparse), np.intp, len(sparse))
    except (ValueError, OverflowError) as problem:
        raise SourceChanged(f"a key of {what} is not a cell number: {problem}") from problem
    if numbers.size and (numbers.min() < 0 or numbers.max() >= size):
        raise SourceChanged(f"{what} names cell {numbers.max()} or {numbers.min()}, outside the {size} cells of size")
    return numbers


def _notes(texts: object, mandatory: object, dimension: str = "", code: str = "") -> list[Note]:
    texts = [texts] if isinstance(texts, str) else texts if isinstance(texts, list) else []
    flags = _lenient(mandatory)
    return [
        Note(text, mandatory=flags.get(str(n)) is True, dimension=dimension, code=code)
        for n, text in enumerate(texts)
        if isinstance(text, str)
    ]


def to_moment(text: object) -> datetime | None:
    """A publisher's time stamp as an aware datetime (UTC if it names no zone); None if it is not one."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _object(given: object, what: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise SourceChanged(f"{what} is missing from the dataset or not an object")
    return given


def _lenient(given: object) -> dict[str, Any]:
    """An object of which nothing depends: {} if it is something else."""
    return given if isinstance(given, dict) else {}


def _texts(given: object, what: str) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(text, str) for text in given):
        raise SourceChanged(f"{what} is missing from the dataset or not a list of texts")
    return tuple(given)
