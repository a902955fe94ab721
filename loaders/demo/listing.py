"""/tables: the list, its search, and a table's own entry."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import ceil
from urllib.parse import quote

from loaders.demo.answers import SOURCE, title
from loaders.demo.calendar import stamp
from loaders.demo.publisher import Edition, Publisher

_TERM = re.compile(r'(?:(\w+):)?(?:"([^"]*)"|(\S+))')
_ENDINGS = ("arna", "erna", "orna", "ande", "aren", "heten", "ens", "ar", "er", "or", "en", "et", "a", "e", "n", "s")


def stem(word: str) -> str:
    """A rough Swedish stem, as the search index keeps words: folkmängd becomes folkmäng."""
    lowered = word.casefold()
    for ending in _ENDINGS:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= 4:
            lowered = lowered.removesuffix(ending)
            break
    return lowered[:-1] if lowered.endswith(("gd", "kt", "dt", "nn", "mm")) else lowered


def matches(text: str, query: str, fields: Mapping[str, str]) -> bool:
    """All terms of a query in a text; `field:term` looks in that field; `term*` is a beginning, not stemmed."""
    for field, phrase, word in _TERM.findall(query):
        if word in ("AND", "+"):
            continue
        if field and field.casefold() not in fields:
            return False
        where = fields[field.casefold()] if field else text
        words = [stem(found) for found in re.findall(r"[\w+\-–]+", where)]
        if phrase:
            if phrase.casefold() not in where.casefold():
                return False
        elif word.endswith("*"):
            if not any(found.startswith(word[:-1].casefold()) for found in words):
                return False
        elif not all(stem(part) in words for part in re.findall(r"[\w+\-–]+", word)):
            return False
    return True


def search(
    publisher: Publisher, language: str, query: str, past_days: int | None, include_discontinued: bool
) -> list[Edition]:
    """Editions that answer a search, in table order."""
    found = []
    for edition in publisher.editions():
        table = edition.table
        if table.discontinued and not include_discontinued:
            continue
        if past_days and edition.updated.date() < publisher.today - timedelta(days=past_days):
            continue
        label = title(edition, language)
        text = " ".join(
            [table.id, table.name, label, *(v.label(language) for v in edition.variables), *(p[1] for p in table.path)]
        )
        if matches(text, query, {"title": label, "id": table.id}):
            found.append(edition)
    return found


def entry(edition: Edition, language: str, base_url: str) -> dict[str, object]:
    """One table as /tables lists it and /tables/{id} answers it; an unset `discontinued` is left out."""
    table = edition.table
    label = title(edition, language)
    answer: dict[str, object] = {
        "id": table.id,
        "label": label,
        "description": "",
        "sortCode": label,
        "updated": stamp(edition.updated),
        "firstPeriod": edition.periods[0],
        "lastPeriod": edition.periods[-1],
        "category": "public",
        "variableNames": [variable.label(language) for variable in edition.variables],
    }
    if table.discontinued is not None:
        answer["discontinued"] = table.discontinued
    answer["source"] = SOURCE[language]
    answer["subjectCode"] = table.path[0][0]
    answer["timeUnit"] = "Quarterly" if table.quarterly else "Monthly" if table.monthly else "Annual"
    answer["paths"] = [[{"id": code, "label": text, "sortCode": text} for code, text in table.path]]
    other = "en" if language == "sv" else "sv"
    here = f"{base_url}/tables/{table.id}"
    answer["links"] = [
        {"rel": "self", "hreflang": language, "href": f"{here}?lang={language}"},
        {"rel": "alternate", "hreflang": other, "href": f"{here}?lang={other}"},
        {"rel": "metadata", "hreflang": language, "href": f"{here}/metadata?lang={language}"},
        {"rel": "data", "hreflang": language, "href": f"{here}/data?lang={language}&outputFormat=json-stat2"},
    ]
    return answer


def page(
    found: Sequence[Edition], language: str, base_url: str, number: int, size: int, query: str
) -> dict[str, object] | None:
    """A page of a search; None if there is no such page."""
    pages = max(ceil(len(found) / size), 1)
    if number < 1 or number > pages:
        return None
    asked = f"&query={quote(query)}" if query else ""

    def link(rel: str, to: int) -> dict[str, str]:
        href = f"{base_url}/tables/?lang={language}{asked}&pagesize={size}&pageNumber={to}"
        return {"rel": rel, "hreflang": language, "href": href}

    links = [link("next", number + 1), link("last", pages)] if number < pages else []
    chosen = found[(number - 1) * size : number * size]
    return {
        "language": language,
        "tables": [entry(edition, language, base_url) for edition in chosen],
        "page": {
            "pageNumber": number,
            "pageSize": size,
            "totalElements": len(found),
            "totalPages": pages,
            "links": links,
        },
        "links": [link("self", number)],
    }
