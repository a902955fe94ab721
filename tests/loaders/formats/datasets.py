"""Small JSON-stat datasets written by hand, and Hypothesis strategies for any shape the format allows."""

import math
from typing import Any

import orjson
from hypothesis import strategies as st

SYMBOLS = ("", "..", ".", "-", "*")


def dataset(**changes: Any) -> dict[str, Any]:
    """Two regions × two months: 23 has 10 and 11.5, 2380 has null ("..") and 0."""
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Två gånger två",
        "source": "SCB",
        "updated": "2026-06-08T06:00:00Z",
        "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "id": ["Region", "ContentsCode", "Tid"],
        "size": [2, 1, 2],
        "dimension": {
            "Region": {
                "label": "region",
                "category": {"index": {"23": 0, "2380": 1}, "label": {"23": "Jämtlands län", "2380": "Östersund"}},
            },
            "ContentsCode": {
                "label": "tabellinnehåll",
                "category": {
                    "index": {"A1": 0},
                    "label": {"A1": "Antal"},
                    "unit": {"A1": {"base": "antal", "decimals": 1}},
                },
            },
            "Tid": {
                "label": "månad",
                "category": {"index": {"2026M01": 0, "2026M02": 1}, "label": {"2026M01": "2026M01"}},
            },
        },
        "value": [10, 11.5, None, 0],
        "status": {"2": ".."},
    } | changes


def body(**changes: Any) -> bytes:
    """The dataset as an answer's body."""
    return orjson.dumps(dataset(**changes))


def with_category(name: str, **category: Any) -> dict[str, Any]:
    """The dimensions, one category of them replaced."""
    dimensions = dataset()["dimension"]
    dimensions[name]["category"] = category
    return dimensions


_code = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=4)
_number = st.one_of(st.none(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False, width=64))


@st.composite
def written(draw: st.DrawFn) -> tuple[dict[str, tuple[str, ...]], list[float | None], list[str], bytes]:
    """(codes by dimension, values, status symbols, body): one dataset written in any of the allowed shapes."""
    ids = draw(st.lists(_code, min_size=1, max_size=4, unique=True))
    codes = {name: tuple(draw(st.lists(_code, min_size=1, max_size=4, unique=True))) for name in ids}
    size = math.prod(map(len, codes.values()))
    values = draw(st.lists(_number, min_size=size, max_size=size))
    one_status = draw(st.booleans())
    symbols = draw(st.lists(st.sampled_from(SYMBOLS), min_size=size, max_size=size))
    if one_status:
        symbols = [symbols[0]] * size
    document = {
        "class": "dataset",
        "id": ids,
        "size": [len(codes[name]) for name in ids],
        "dimension": {name: {"category": draw(_category(codes[name]))} for name in ids},
        "value": draw(st.sampled_from([values, {str(n): v for n, v in enumerate(values) if v is not None}])),
    }
    shapes = [symbols, {str(n): s for n, s in enumerate(symbols) if s}]
    if one_status:
        shapes += [symbols[0], [symbols[0]]]
    document["status"] = draw(st.sampled_from(shapes))
    return codes, values, symbols, orjson.dumps(document)


@st.composite
def _category(draw: st.DrawFn, codes: tuple[str, ...]) -> dict[str, Any]:
    labels = {code: f"label of {code}" for code in codes}
    if len(codes) == 1 and draw(st.booleans()):
        return {"label": labels}
    order = draw(st.permutations(range(len(codes))))
    category = {"index": draw(st.sampled_from([list(codes), {codes[n]: n for n in order}]))}
    return category | ({"label": labels} if draw(st.booleans()) else {})
