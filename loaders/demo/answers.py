"""JSON-stat 2.0 as SCB writes it: same keys, same order, dense values, status by string index."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from loaders.demo.calendar import stamp
from loaders.demo.publisher import Edition, Filled
from loaders.demo.queries import Axis
from loaders.demo.shapes import Table, Variable

SOURCE = {
    "sv": "DEMODATA (påhittade siffror, inte SCB)",
    "en": "DEMODATA (invented figures, not SCB)",
}


def title(edition: Edition, language: str) -> str:
    """The table's long label: what, by what, for which periods."""
    table, periods = edition.table, edition.periods
    grain = table.grain[0 if language == "sv" else 1].capitalize()
    span = f"{periods[0]}-{periods[-1]}" if periods else "-"
    label = table.sv if language == "sv" else table.en
    return f"{label}.  {grain} {span}{table.title_suffix_sv}"


def _joined(labels: Sequence[str], language: str) -> str:
    joint = " och " if language == "sv" else " and "
    by = "efter" if language == "sv" else "by"
    return f"{by} " + joint.join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else list(labels))


def metadata(edition: Edition, language: str, base_url: str) -> dict[str, object]:
    """The answer of /tables/{id}/metadata: all codes, no values."""
    dimension = {}
    for variable in edition.variables:
        codelists = [_codelist_link(edition.table, name, language, base_url) for name in variable.codelists]
        categories = [(value.code, value.label(language)) for value in variable.values]
        described = _dimension(edition, variable, categories, language, elimination=variable.eliminable)
        extension = described["extension"]
        following = [key for key in extension if key in ("measuringType", "priceType", "adjustment", "alternativeText")]
        tail = {key: extension.pop(key) for key in following}
        extension["codelists"] = codelists
        extension.update(tail)
        dimension[variable.code] = described
    answer = _head(edition, language, title(edition, language))
    answer["id"] = [variable.code for variable in edition.variables]
    answer["size"] = [len(variable.values) for variable in edition.variables]
    answer["dimension"] = dimension
    answer["extension"] = _extension(edition, language, [v.code for v in edition.variables], discontinued=False)
    answer["value"] = []
    return answer


def data(edition: Edition, axes: Sequence[Axis], filled: Filled, language: str) -> dict[str, object]:
    """The answer of /tables/{id}/data for a resolved selection."""
    present = [axis for axis in axes if not axis.absent]
    dimension = {}
    for axis in present:
        categories = [(code, sv if language == "sv" else en) for code, sv, en in axis.categories]
        described = _dimension(edition, axis.variable, categories, language, elimination=False)
        total = axis.variable.total
        if total is not None and any(code == total for code, _ in categories):
            described["extension"] = {
                "elimination": True,
                "eliminationValueCode": total,
                **{key: value for key, value in described["extension"].items() if key != "elimination"},
            }
        dimension[axis.variable.code] = described
    contents = [axis for axis in present if axis.variable.code == "ContentsCode"]
    only = contents[0].categories[0] if contents and len(contents[0].categories) == 1 else None
    subject = (only[1] if language == "sv" else only[2]) if only else _contents_name(edition.table, language)
    named = [axis.variable.label(language) for axis in present if only is None or axis not in contents]
    answer = _head(edition, language, f"{subject} {_joined(named, language)}")
    answer["id"] = [axis.variable.code for axis in present]
    answer["size"] = [len(axis.categories) for axis in present]
    answer["dimension"] = dimension
    answer["extension"] = _extension(edition, language, [axis.variable.code for axis in present], discontinued=True)
    answer["value"] = json_numbers(filled.values)
    marked = np.flatnonzero(filled.symbols != "")
    if len(marked):
        answer["status"] = {str(row): filled.symbols[row] for row in marked.tolist()}
    return answer


def json_numbers(values: np.ndarray) -> list[int | float | None]:
    """NaN becomes None and whole numbers ints, as SCB's serializer mixes them."""
    absent = np.isnan(values)
    filled = np.where(absent, 0.0, values)
    whole = filled == np.rint(filled)
    if whole.all():
        numbers: list[int | float | None] = filled.astype(np.int64).tolist()
    else:
        mixed = filled.astype(object)
        mixed[whole] = filled[whole].astype(np.int64)
        numbers = mixed.tolist()
    for row in np.flatnonzero(absent).tolist():
        numbers[row] = None
    return numbers


def _head(edition: Edition, language: str, label: str) -> dict[str, object]:
    head: dict[str, object] = {
        "version": "2.0",
        "class": "dataset",
        "label": label,
        "source": SOURCE[language],
        "updated": stamp(edition.updated),
    }
    if edition.table.notes:
        head["note"] = [note.text(language) for note in edition.table.notes]
    head["role"] = {"time": [edition.time_code], "metric": ["ContentsCode"]}
    return head


def _dimension(
    edition: Edition, variable: Variable, categories: list[tuple[str, str]], language: str, *, elimination: bool
) -> dict[str, dict[str, object]]:
    described: dict[str, Any] = {"label": variable.label(language)}
    if variable.notes:
        described["note"] = [note.text(language) for note in variable.notes]
    category: dict[str, object] = {
        "index": {code: row for row, (code, _) in enumerate(categories)},
        "label": dict(categories),
    }
    extension: dict[str, object] = {"elimination": elimination}
    mandatory = {str(row): True for row, note in enumerate(variable.notes) if note.mandatory}
    if mandatory:
        extension["noteMandatory"] = mandatory
    if variable.code == "ContentsCode":
        contents = {code: edition.contents[code] for code, _ in categories}
        category["unit"] = {
            code: {"base": content.unit(language), "decimals": content.decimals} for code, content in contents.items()
        }
        extension["refperiod"] = {code: content.refperiod_sv for code, content in contents.items()}
        extension["show"] = variable.show
        extension["measuringType"] = {code: content.measuring for code, content in contents.items()}
        extension["priceType"] = dict.fromkeys(contents, "NotApplicable")
        extension["adjustment"] = dict.fromkeys(contents, "None")
        extension["alternativeText"] = dict(categories)
    else:
        extension["show"] = variable.show
    described["category"] = category
    described["extension"] = extension
    return described


def _extension(edition: Edition, language: str, order: list[str], *, discontinued: bool) -> dict[str, object]:
    table = edition.table
    extension: dict[str, object] = {}
    mandatory = {str(row): True for row, note in enumerate(table.notes) if note.mandatory}
    if mandatory:
        extension["noteMandatory"] = mandatory
    heading = [code for code in order if code in ("ContentsCode", edition.time_code)]
    extension["px"] = {
        "infofile": table.path[1][0],
        "tableid": table.id,
        "decimals": max(content.decimals for content in edition.contents.values()),
        "official-statistics": table.official,
        "aggregallowed": False,
        "copyright": False,
        "language": language,
        "contents": _contents_name(table, language),
        "descriptiondefault": False,
        "heading": heading,
        "stub": [code for code in order if code not in heading],
        "matrix": table.id,
        "subject-code": table.path[0][0],
        "subject-area": table.path[0][1],
    }
    if discontinued:
        extension["discontinued"] = table.discontinued
    if table.contact:
        redacted = dict.fromkeys(("phone", "mail", "raw"), "REDACTED")
        extension["contact"] = [{"name": "REDACTED", "organization": "DEMODATA", **redacted}]
    return extension


def _contents_name(table: Table, language: str) -> str:
    return table.contents_sv if language == "sv" else table.contents_en


def _codelist_link(table: Table, name: str, language: str, base_url: str) -> dict[str, object]:
    codelist = table.codelists[name]
    return {
        "id": name,
        "label": codelist.sv if language == "sv" else codelist.en,
        "type": "Aggregation" if codelist.is_aggregation else "Valueset",
        "links": [
            {"rel": "metadata", "hreflang": language, "href": f"{base_url}/codeLists/{name}?lang={language}"},
        ],
    }
