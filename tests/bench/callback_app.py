"""An ordinary Dash app with the page's chart: dcc.Location, one callback, Dash Bootstrap components.

``python -m tests.bench.callback_app DATA`` serves it until it is ended and prints its address. Headline, figure,
sentence and table are those of the same ``view()`` as on our page; only the delivery differs. Answers are compressed.
"""

import sys
from pathlib import Path

import dash
import dash_bootstrap_components as dbc
import flask
from dash import Input, Output, dcc, html
from flask_compress import Compress

from dashboard.data.series import Data
from dashboard.figures.frame import GRAPH_CONFIG
from dashboard.model import Size
from dashboard.views.make_view import view
from dashboard.views.selection import parse
from dashboard.web.serving import Opened
from loaders.ground import places
from loaders.settings import Settings
from loaders.store import Store

PAGE = "/indikator/arbetsloshet"
WAYS = {"": "Nivå", "fjol": "Mot i fjol", "tolv": "Tolv månader", "gap": "Mot riket"}
BOOTSTRAP = "/bootstrap.css"


def address(region: str, way: str = "") -> str:
    """The page of a place in one way of showing; the same on our pages."""
    return f"{PAGE}?region={region}" + (f"&matt={way}" if way else "")


def regions(county: str) -> tuple[str, ...]:
    """The places to choose from."""
    return (county, *(place.code for place in places.municipalities(county)), places.NATION)


def create_app(data: Data) -> dash.Dash:
    """The app over a store."""
    app = dash.Dash("peer", external_stylesheets=[BOOTSTRAP], serve_locally=True, title="Peer")
    app.layout = dbc.Container(
        [
            dcc.Location(id="url"),
            dbc.Nav(id="places", pills=True),
            html.H1(id="headline"),
            dbc.Nav(id="ways", pills=True),
            dcc.Graph(id="chart", config=GRAPH_CONFIG),
            html.P(id="sentence"),
            html.Div(id="table"),
        ]
    )

    @app.callback(
        Output("places", "children"),
        Output("headline", "children"),
        Output("ways", "children"),
        Output("chart", "figure"),
        Output("sentence", "children"),
        Output("table", "children"),
        Input("url", "pathname"),
        Input("url", "search"),
    )
    def show(pathname: str, search: str) -> tuple[object, ...]:
        selection = parse(pathname, search or "", home=data.county)
        shown = view(selection, data, Size.SCREEN)
        return (
            _links((places.place(code).name, code, selection.way) for code in regions(data.county)),
            shown.headline,
            _links((text, selection.region, way) for way, text in WAYS.items()),
            shown.figure,
            shown.sentence,
            dbc.Table(
                [
                    html.Thead(html.Tr([html.Th(column.title) for column in shown.table.columns])),
                    html.Tbody([html.Tr([html.Td(text) for text in row]) for row in shown.table.rows]),
                ]
            ),
        )

    server = app.server
    server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    server.config["COMPRESS_BR_LEVEL"] = 4
    server.config["COMPRESS_STREAMS"] = True
    Compress(server)
    sheet = Path(str(__import__("flask_bootstrap").__file__)).parent / "static/bootstrap5/css/bootstrap.min.css"
    server.add_url_rule(BOOTSTRAP, view_func=lambda: flask.send_file(sheet, max_age=86_400))
    return app


def _links(each) -> list[dbc.NavLink]:
    return [dbc.NavLink(text, href=address(region, way), active="exact") for text, region, way in each]


def main() -> None:
    """Serve."""
    settings = Settings(data=Path(sys.argv[1]))
    app = create_app(Data(Store(settings.store_dir), settings.county))
    server = Opened(app.server, "127.0.0.1", 0)
    sys.stdout.write(f"Sidorna: http://127.0.0.1:{server.port}/\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    main()
