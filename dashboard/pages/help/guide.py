"""One document of the help, as it stands in docs/."""

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.forms import manual
from dashboard.forms.manual.markdown_html import headings, html_of
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import alert, jumps, page_link

_JUMPS_FROM = 4
"""Headings from which a document begins with links to them."""


def page(asked: Asked) -> Page:
    """The document, or that there is none such."""
    found = manual.documents().get(asked.word)
    back = html.P(page_link("All hjälp", "/hjalp"), className="meta")
    if found is None:
        told = alert(html.P("Det finns ingen sådan hjälp.", className="ingress"))
        return Page(title="Hjälp", body=[html.H1("Hjälp", tabIndex="-1"), told, back], status=404)
    sections = headings(found)
    language: dict[str, Any] = {} if found.is_swedish else {"lang": "en"}
    return Page(
        title=found.title,
        body=[
            html.H1(found.title, tabIndex="-1", **language),
            *([jumps(sections)] if found.is_swedish and len(sections) >= _JUMPS_FROM else []),
            html.Article([html_of(found)], className="text hjalp", **language),
            back,
        ],
    )


def found_by() -> Sequence[tuple[str, str, Sequence[str]]]:
    """What the search finds: address, name and further words of each document."""
    return [(one.address, one.title, _WORDS.get(one.word, ())) for one in manual.documents().values()]


_WORDS = {
    "deltagare": ("läsa diagram", "ladda ner", "skärmläsare", "prenumerera", "mobilen", "zooma"),
    "sidorna": ("menyn", "sidorna"),
    "analytiker": ("redigera", "publicera", "rätta", "egna uppgifter", "förbereda möte"),
    "nar-nagot-ar-fel": ("felsökning", "fel", "fungerar inte", "felmeddelande"),
}

PAGE = PageKind(
    address="/hjalp/<dokument>",
    under="/hjalp",
    of_a_place=True,
    make=page,
    is_there=lambda word: word in manual.documents(),
    found_by=found_by,
    examples=("/hjalp/deltagare", "/hjalp/analytiker", "/hjalp/install"),
)
