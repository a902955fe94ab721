"""The pages that are documents of their own: their addresses, and what every template is given."""

from functools import partial
from pathlib import Path
from typing import Any

import flask

from dashboard.figures.theme import THEME
from dashboard.forms.table_html import table_html
from dashboard.meetings.material import Material
from dashboard.pages import DocumentKind, Part, all_pages, menu, page_at
from dashboard.web.bundled import ASSETS, FILES, SHEET, Bundled
from dashboard.web.scripts import OF_PAGES, Scripts

_FOLDER = Path(__file__).resolve().parent.parent / "meetings" / "page"
SCRIPTS = Scripts(_FOLDER, "/mote-filer/skript", "meeting.js", frozenset({"follow.js", "following.js", "preview.js"}))


def register(server: flask.Flask, material: Material, bundled: Bundled) -> None:
    """Add the addresses of every document to a Flask server, with the templates and files of ``meetings/page/``."""
    documents = flask.Blueprint("documents", __name__, template_folder=_FOLDER)

    SCRIPTS.serve(documents)
    FILES.serve(server)
    for sheet in (SHEET, "meeting.css"):
        file_address(sheet)  # it is answered whether or not a document has been asked for yet
    documents.add_app_template_global(table_html)

    @documents.context_processor
    def given() -> dict[str, Any]:
        kind = page_at(flask.request.path)
        return {
            "style": bundled.font_face + THEME.css(),
            "plotly": bundled.plotly,
            "logo": bundled.logo,
            "organisation": material.organisation,
            "synthetic": material.data.synthetic,
            "menu": menu(kind.nav if kind else "", home=material.data.county),
            "file": file_address,
            "scripts": SCRIPTS.tags,
            "script": SCRIPTS.address,
            "reading": OF_PAGES.address("chart_reading.js"),
        }

    for kind in all_pages():
        if isinstance(kind, DocumentKind):
            for part in (Part(address="", answer=kind.answer), *kind.parts):
                rule = kind.address + part.address
                endpoint = f"{part.method} {rule}".replace(".", "-")  # Flask allows no dot in it
                documents.add_url_rule(rule, endpoint, partial(part.answer, material), methods=[part.method])
    server.register_blueprint(documents)


def file_address(name: str) -> str:
    """Address of one of our sheets, which changes with it."""
    return FILES.add(name, (ASSETS if name == SHEET else _FOLDER) / name)
