"""What a program needs to know of a figure, as JSON: claim, columns, words of status, origin, addresses. Schema 1."""

from typing import Any

import orjson

from dashboard.data.numbers import Numbers, status_sv, status_word
from dashboard.forms.taking.csv_files import provenance
from dashboard.forms.taking.notes import meaning_sv
from dashboard.forms.taking.taken import Taken

SCHEMA = 1


def metadata(what: Taken) -> bytes:
    """The description of a figure as JSON, UTF-8, indented."""
    origin, stated = what.origin, provenance(what)
    described: dict[str, Any] = {
        "schema": SCHEMA,
        "synthetic": what.synthetic,
        "indicator": what.indicator,
        "title": what.title,
        "headline": what.headline,
        "sentence": what.sentence,
        "subtitle": what.subtitle,
        "remarks": list(what.remarks),
        "alt": what.alt,
        "period": what.period,
        "unit": what.unit_sv,
        "definitions": {one.name_sv: one.text_sv for one in what.definitions},
        "source": {
            "line": what.source,
            "citation": what.citation,
            "publisher": origin.publisher_sv,
            "tables": list(origin.tables),
            "published": stated.published or None,
            "fetched": stated.fetched,
            "version": what.version,
            "marks": [mark.value for mark in origin.marks],
            "by_hand": origin.manual,
            "terms": what.terms_sv,
        },
        "address": what.address,
        "pinned_address": what.pinned,
    }
    if what.numbers is not None:
        described["numbers"] = _numbers(what.numbers)
    return orjson.dumps(described, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _numbers(numbers: Numbers) -> dict[str, Any]:
    codes = sorted({int(code) for code in numbers.status.ravel().tolist()})
    return {
        "decimals": numbers.decimals,
        "rows": {"column": numbers.rows.name, "title": numbers.rows.title_sv, "count": len(numbers.rows.codes)},
        "series": {
            "column": numbers.columns.name,
            "title": numbers.columns.title_sv,
            "names": dict(zip(numbers.columns.codes, numbers.columns.labels_sv, strict=True)),
        },
        "chosen": {one.name: {"title": one.title_sv, "code": one.code, "name": one.label_sv} for one in numbers.chosen},
        "status": {
            status_word(code): {"name": status_sv(code), "meaning": meaning_sv(code)}
            for code in codes
            if status_word(code)
        },
    }
