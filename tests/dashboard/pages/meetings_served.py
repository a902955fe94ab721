"""A server of meetings alone: one that reads well, and one whose file has a fault."""

from pathlib import Path

import plotly
from flask import Flask, send_file

from dashboard.forms.svg import FONT_FOLDER
from dashboard.meetings.demo_meeting import demo_meeting_toml
from dashboard.web import documents
from dashboard.web.bundled import Bundled
from dashboard.web.scripts import OF_PAGES
from tests.dashboard import made_meetings

SLUG = "2026-11-30"
SLIDES, FIGURES = 8, 6


def meetings_served(folder: Path) -> Flask:
    """The pages of the meetings, whose files are written to the folder."""
    text = demo_meeting_toml(made_meetings.AS_OF)
    own = text.replace('links = ["/indikator/brp-', 'headline = "BRP <steg> & mer"\nlinks = ["/indikator/brp-')
    (folder / f"{SLUG}.toml").write_text(own, encoding="utf-8")
    (folder / "2026-10-26.toml").write_text(text.replace("words", "wods", 1), encoding="utf-8")
    flask = Flask("test")
    flask.config["folder"] = folder
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    flask.add_url_rule("/plotly.js", view_func=lambda: send_file(script, max_age=60), endpoint="plotly")
    flask.add_url_rule(
        "/inter.ttf", view_func=lambda: send_file(FONT_FOLDER / "Inter[opsz,wght].ttf"), endpoint="inter"
    )
    face = '@font-face { font-family: Inter; src: url("/inter.ttf"); font-weight: 100 900; }'
    material = made_meetings.HandMade(folder, organisation="Region Jämtland Härjedalen")
    OF_PAGES.serve(flask)  # a chart is read by the pages' module
    documents.register(flask, material, Bundled(plotly="/plotly.js", font_face=face))
    return flask
