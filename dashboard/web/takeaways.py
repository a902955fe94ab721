"""Files of a figure (``/hamta/…``), and the figure as a document that other pages may frame (``/inbadda/…``).

Both are made from the View of the words of the address, as the page itself is.
"""

import hashlib
import logging
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import flask
import orjson

from dashboard.data.series import Data
from dashboard.figures.frame import GRAPH_CONFIG, css_height
from dashboard.figures.theme import THEME, Canvas
from dashboard.forms import taking
from dashboard.forms.factsheet import build, fact_sheet
from dashboard.forms.factsheet.content import ADDRESS as FACT_SHEETS
from dashboard.forms.factsheet.content import OF_AREAS
from dashboard.forms.pdf.typesetting import a_turn
from dashboard.forms.table_html import table_html
from dashboard.forms.taking import Taken
from dashboard.forms.taking.industries import taken_industries
from dashboard.forms.taking.metadata import metadata
from dashboard.forms.taking.taken import file_word
from dashboard.model import DEMODATA, Size
from dashboard.pages import PageKind, area_factsheet, factsheet, indicator, sustainability, workbench
from dashboard.pages._actions import EMBED, TAKE, taken_of
from dashboard.pages._parts import known_on
from dashboard.views.across.profile import Figure
from dashboard.views.links.foreign import sort_words
from dashboard.views.make_view import view
from dashboard.views.selection import INDICATOR, Selection, parse
from dashboard.views.view import View
from dashboard.views.workbench import drawing
from dashboard.views.workbench.choice import ADDRESS
from dashboard.views.workbench.seen import Seen
from dashboard.web.bundled import ASSETS, Bundled
from dashboard.web.guarding import told
from dashboard.web.page_json import NO_CHART
from dashboard.web.scripts import OF_PAGES, Scripts
from loaders.ground import places
from loaders.ground.errors import NothingPublishedYet, ReportBusy, ReportError, StoreDamaged, StoreError, UsageError

PICTURE_SCHEMA = 1
_log = logging.getLogger("lanspuls")
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: dict[str, tuple[str, str, Callable[[Taken], bytes]]] = {
    "xlsx": (".xlsx", _EXCEL, taking.workbook),
    "excel.csv": ("-excel.csv", "text/csv; charset=utf-8", taking.csv_for_excel),
    "csv": (".csv", "text/csv; charset=utf-8", taking.csv_for_programs),
    "zip": (".zip", "application/zip", taking.zipped),
    "json": (".json", "application/json", metadata),
}
"""Ending of the address → ending of the file's name, type, and what writes it."""
PICTURE = "bild.json"
_INDUSTRIES = ADDRESS.removeprefix("/")
_PROFILE = sustainability.PAGE.address.removeprefix("/")


SCRIPTS = Scripts(Path(__file__).resolve().parent / "framed", "/_ram", "framed.js")


def register(server: flask.Flask, data: Data, bundled: Bundled) -> None:
    """Add the addresses of files and frames to a Flask server."""
    SCRIPTS.serve(server)

    @server.get(f"{TAKE}<name>")
    def take(name: str) -> flask.Response:
        """One file of what the words of the address choose."""
        slug, _, ending = name.partition(".")
        if ending != PICTURE and ending not in FORMS:
            kinds = ", ".join(f".{one}" for one in FORMS)
            return told("Filen finns inte", f"Det finns ingen sådan fil. Det som går att hämta slutar på {kinds}.", 404)
        try:
            if slug == _PROFILE:
                figures, selection = _profile(data)
                what = sustainability.taken(figures, selection, data)
                if ending == PICTURE:
                    drawn = sustainability.draw(figures, Size.PAPER, data)
                    return _answer(_described(what, drawn, sustainability.CAPTION), "application/json")
            elif slug == _INDUSTRIES:
                seen, what = _industries(data)
                if ending == PICTURE:
                    drawn = drawing.figure(seen, Canvas(Size.PAPER), synthetic=what.synthetic)
                    return _answer(_described(what, drawn, drawing.CAPTION), "application/json")
            elif ending == PICTURE:
                selection, shown = _seen(slug, data, Size.PAPER)
                return _answer(picture(selection, shown, data), "application/json")
            else:
                what = taken_of(*_seen(slug, data), data)
        except _Refused as refused:
            return refused.answer()
        suffix, kind, write = FORMS[ending]
        answer = _answer(write(what), kind)
        answer.headers.set("Content-Disposition", "attachment", filename=f"{what.file_name}{suffix}")
        return answer

    @server.get(f"{EMBED}<slug>")
    def embed(slug: str) -> flask.Response:
        """The figure with its sentence, source and a link back, for a frame of another page."""
        try:
            selection, shown = _seen(slug, data)
        except _Refused as refused:
            return refused.answer()
        text = framed(selection, shown, data, bundled)
        answer = flask.Response(text, mimetype="text/html", headers={"Cache-Control": "no-cache"})
        answer.set_etag(hashlib.blake2b(text.encode(), digest_size=12).hexdigest())
        return flask.make_response(answer.make_conditional(flask.request))

    @server.get(f"{FACT_SHEETS}<code>.pdf")
    def factsheet_pdf(code: str) -> flask.Response:
        """A place's fact sheet as PDF/UA-1, remembered until the figures change."""
        return _sheet(factsheet.PAGE, FACT_SHEETS + code, data)

    @server.get(f"{OF_AREAS}.pdf")
    def area_factsheet_pdf() -> flask.Response:
        """That of an own area, or of the place that the words of the link say."""
        return _sheet(area_factsheet.PAGE, OF_AREAS, data)


def _sheet(page: PageKind, path: str, data: Data) -> flask.Response:
    try:
        words = sort_words(flask.request.query_string.decode(), page.known_words)
        selection = page.selection(path, words.search, data.county)
        made = data.remember(("faktablad", selection, data.today()), lambda: _set(selection, data))
    except UsageError as error:
        return told("Faktabladet finns inte", error.message_sv, 404)
    except ReportBusy:
        answer = told("Många hämtar dokument just nu", "Försök igen om en liten stund.", 503)
        answer.headers["Retry-After"] = "2"
        return answer
    except ReportError as error:
        _log.error("no fact sheet was made of %s: %s", selection.region, error)
        return told("Faktabladet kunde inte göras", "Felet är noterat i loggen. Försök igen.", 500)
    answer = _answer(made, "application/pdf")
    name = f"faktablad-{file_word(places.place(selection.region).name)}-{selection.as_of or data.today()}.pdf"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _set(selection: Selection, data: Data) -> bytes:
    """The PDF of a place; ReportBusy where other visitors' documents take all turns."""
    with a_turn():
        return build(fact_sheet(selection.region, data, selection.as_of))


class _Refused(Exception):
    """What was asked for is not there: heading, sentence and status of the answer."""

    def __init__(self, heading: str, text: str, status: int) -> None:
        super().__init__(text)
        self._told = heading, text, status

    def answer(self) -> flask.Response:
        """The answer that says so."""
        return told(*self._told)


def _industries(data: Data) -> tuple[Seen, Taken]:
    """The workbench's state that the address asks for, and what is taken away of it; _Refused with what is wrong."""
    try:
        words = sort_words(flask.request.query_string.decode(), workbench.PAGE.known_words)
        selection = workbench.PAGE.selection(ADDRESS, words.search, data.county)
        seen = workbench.seen_of(words.said, selection, data)
        return seen, taken_industries(seen, data)
    except UsageError as error:
        raise _Refused("Länken går inte att förstå", error.message_sv, 404) from None
    except NothingPublishedYet:
        raise _Refused("Det finns inga siffror", "Inget utdrag per bransch är inläst.", 404) from None


def _profile(data: Data) -> tuple[Sequence[Figure], Selection]:
    """The key figures of the profile that the address asks for, and its choice; _Refused with what is wrong."""
    page = sustainability.PAGE
    try:
        words = sort_words(flask.request.query_string.decode(), page.known_words)
        selection = page.selection(page.address, words.search, data.county)
    except UsageError as error:
        raise _Refused("Länken går inte att förstå", error.message_sv, 404) from None
    figures = sustainability.profiled_of(selection, data)
    if not figures:
        raise _Refused("Det finns inga siffror", "Inget nyckeltal har någon siffra för platsen.", 404)
    return figures, selection


def _seen(slug: str, data: Data, size: Size = Size.SCREEN) -> tuple[Selection, View]:
    """The selection of the address asked for, and its view; _Refused with what is wrong."""
    try:
        words = sort_words(flask.request.query_string.decode(), indicator.PAGE.known_words)
        selection = parse(f"{INDICATOR}{slug}", words.search, home=data.county)
        return selection, view(selection, data, size)
    except UsageError as error:
        raise _Refused("Länken går inte att förstå", error.message_sv, 404) from None
    except NothingPublishedYet:
        text = "Inget var publicerat den dag länken säger. Välj en senare dag i ordet per."
        raise _Refused("Det finns inga siffror", text, 404) from None
    except StoreDamaged:
        raise
    except StoreError:
        raise _Refused("Det finns inga siffror", "Uppdelningen är inte hämtad. Välj en annan.", 404) from None


def _answer(content: bytes, kind: str) -> flask.Response:
    answer = flask.Response(content, content_type=kind, headers={"Cache-Control": "no-cache"})
    answer.set_etag(hashlib.blake2b(content, digest_size=12).hexdigest())
    return flask.make_response(answer.make_conditional(flask.request))


def picture(selection: Selection, shown: View, data: Data) -> bytes:
    """All that a picture holds, as JSON for the browser that draws it: ``{schema, figure, title, …}``."""
    return _described(taken_of(selection, shown, data), shown.figure, shown.caption)


def _described(what: Taken, figure: dict[str, Any] | None, caption: str) -> bytes:
    described: dict[str, Any] = {
        "schema": PICTURE_SCHEMA,
        "figure": figure,
        "config": GRAPH_CONFIG,
        "title": what.headline,
        "subtitle": what.subtitle,
        "caption": caption,
        "source": what.source,
        "address": what.address,
        "alt": what.alt,
        "demo": DEMODATA if what.synthetic else "",
        "file": what.file_name,
        "colours": {"paper": THEME.paper, "ink": THEME.ink, "muted": THEME.muted},
    }
    return orjson.dumps(described)


_FRAMED = """<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{title} – Länspuls</title>
<link rel="icon" href="data:,">
<style>{style}</style>
<link rel="stylesheet" href="{sheet}">
</head>
<body class="inbaddad">
<main>
<h1>{title}</h1>
<p class="ingress">{subtitle}</p>
{figure}
{said}
<p class="meta">{source}</p>
<p class="meta"><a href="{link}" target="_blank" rel="noopener">{link_text}</a></p>
<details><summary>Siffrorna som tabell</summary><div class="rulle" tabindex="0" role="region" aria-label="{caption}">
{table}</div></details>
</main>
{scripts}
</body>
</html>"""
_FIGURE = """<figure><div class="duk" id="diagram" role="img" aria-labelledby="diagram-text" style="height:{height}"
{told}><div aria-hidden="true" style="height:100%">{no_chart}</div></div><p id="diagram-text" class="dold">{alt}</p>
<p id="alla-hjalp" class="dold">{keys}</p><p id="diagram-varde" class="lasning" role="status"></p>
<figcaption>{caption}</figcaption></figure><template id="alla">{numbers}</template>
<script type="application/json" id="figur">{figure}</script>"""


def framed(selection: Selection, shown: View, data: Data, bundled: Bundled) -> str:
    """The document of a frame, its figure for wide and for narrow ones; without script it is sentence and table."""
    table = shown.table if shown.table.rows else shown.tables.series
    said = [] if shown.sentence.rstrip(".") == shown.headline else [shown.sentence]
    if selection.as_of:
        said.append(known_on(selection.as_of, data))
    drawn = ""
    if shown.figure is not None:
        figures = [view(selection, data, size).figure for size in (Size.SCREEN, Size.PHONE)]
        heights = [css_height(figure["layout"]) for figure in figures if figure is not None]
        readable = indicator.readable_of(shown)
        attributes = readable.attributes() | {"data-lasning": OF_PAGES.address("chart_reading.js")}
        drawn = _FIGURE.format(
            height=css_height(shown.figure["layout"]),
            no_chart=NO_CHART,
            told="".join(f' {name}="{escape(text)}"' for name, text in attributes.items()),
            keys=escape(readable.keys_sv()),
            numbers=table_html(readable.table),
            alt=escape(shown.alt),
            caption=escape(shown.caption),
            figure=orjson.dumps({"figures": figures, "heights": heights, "config": GRAPH_CONFIG})
            .decode()
            .replace("<", "\\u003c"),
        )
    tags = f'<script src="{escape(bundled.plotly)}" defer></script>\n{SCRIPTS.tags()}' if drawn else ""
    return _FRAMED.format(
        title=escape(shown.headline, quote=False),
        subtitle=escape(shown.subtitle, quote=False),
        style=bundled.font_face + THEME.css(),
        sheet=f"/assets/{_SHEET.name}?m={int(_SHEET.stat().st_mtime)}",
        figure=drawn,
        said="".join(f'<p class="mening">{escape(text, quote=False)}</p>' for text in (*said, *shown.notes.remarks)),
        source=escape(shown.source, quote=False),
        link=escape(data.public.address(shown.link) or shown.link),
        link_text="Se siffran i Länspuls",
        caption=escape(table.caption),
        table=table_html(table),
        scripts=tags,
    )


_SHEET = ASSETS / "lanspuls.css"
