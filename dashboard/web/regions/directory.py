"""What a service of several regions says of itself: the list of them, its health and its metrics."""

import html
from collections.abc import Mapping
from dataclasses import dataclass

import flask
from werkzeug.exceptions import NotFound

from dashboard.data.series import Data
from dashboard.figures.theme import THEME
from dashboard.model import DEMODATA
from dashboard.web import bundled
from dashboard.web.guarding import guard
from dashboard.web.operating.health import health_of, own_status
from dashboard.web.operating.logs import observe
from dashboard.web.operating.metrics import METRICS, Metrics, answered, counted, family, labels, state
from dashboard.web.operating.prefix import serve_below
from loaders.catalogue import OwnFolder, holding
from loaders.ground import places
from loaders.settings import LAN, Settings
from loaders.settings.regions import Region
from loaders.store import Store

HEADING = "Välj län"
_PAGE = """<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{heading} – Länspuls</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{bootstrap}">
<style>{style}</style>
<link rel="stylesheet" href="{sheet}">
</head>
<body>
<a class="hoppa" href="#innehall">Hoppa till innehållet</a>
<header class="topp"><a class="brand" href="/{lan}">Länspuls</a>{demo}</header>
<main id="innehall">
<div class="text">
<h1 tabindex="-1">{heading}</h1>
<p class="ingress">{text}</p>
</div>
<ul class="lan">
{rows}
</ul>
</main>
<footer><p>Länspuls visar öppen statistik från svenska myndigheter.</p></footer>
</body>
</html>"""
_TELLS = "Länens näringsliv i siffror, månad för månad, med öppen statistik. Varje län har sina egna sidor."
_NONE = "Den adressen leder inte till något län som finns här. Välj ett i listan."
_BROKEN = "{name} kan inte visas just nu. Säg till den som sköter Länspuls. De andra länen visas som vanligt."


@dataclass(frozen=True, slots=True)
class Directory:
    """What the list is made from: the service, its regions, what is wrong with them, and the servers that are made.

    faults, servers: by code, that of the county at the root empty.
    """

    service: Settings
    regions: Mapping[str, Region]
    faults: Mapping[str, str]
    servers: Mapping[str, flask.Flask]
    store: Store

    @property
    def own(self) -> str:
        """The county whose pages stand at the root; empty where none is."""
        is_own = self.service.says_county and self.service.county not in self.regions
        return self.service.county if is_own else ""

    def fault(self, code: str) -> str | None:
        """Why a region cannot be shown, None where it can. code: also that of the county at the root."""
        return self.faults.get("" if code and code == self.own else code)


def create_directory(known: Directory) -> flask.Flask:
    """The WSGI application that answers where no region does."""
    server, metrics = flask.Flask("lan"), Metrics()
    server.extensions[METRICS] = metrics
    data = Data(known.store, known.own or next(iter(known.regions)), folder=known.service.data)
    observe(server, metrics)
    guard(server, hosts=known.service.hosts)
    bundled.FILES.serve(server)
    bundled.send_compressed(server)

    def page(heading: str, text: str, status: int) -> flask.Response:
        return flask.Response(_page(known, data, heading, text), status=status, mimetype="text/html")

    def is_root_broken() -> bool:
        path = flask.request.path
        return bool(known.own) and known.fault(known.own) is not None and not f"{path}/".startswith(f"/{LAN}/")

    def root_broken() -> flask.Response:
        return page(HEADING, _BROKEN.format(name=places.place(known.own).name), 503)

    @server.errorhandler(NotFound)
    def no_such_county(_: NotFound) -> flask.Response:
        return root_broken() if is_root_broken() else page("Länet finns inte här", _NONE, 404)

    @server.get("/")
    @server.get(f"/{LAN}")
    @server.get(f"/{LAN}/")
    def regions() -> flask.Response:
        """The regions to choose among; where the county at the root cannot be shown, that."""
        return root_broken() if is_root_broken() else page(HEADING, _TELLS, 200)

    @server.get(f"/{LAN}/<code>/")
    @server.get(f"/{LAN}/<code>/<path:rest>")
    def broken(code: str, rest: str = "") -> flask.Response:
        """A region that is declared and cannot be shown."""
        if code not in known.faults:
            raise NotFound
        return page(HEADING, _BROKEN.format(name=places.place(code).name), 503)

    _tell_state(server, known, data, metrics)
    serve_below(server, known.service.prefix)
    return server


def _tell_state(server: flask.Flask, known: Directory, data: Data, metrics: Metrics) -> None:
    """Answer whoever watches the whole service: ``/halsa``, and ``/metrics`` where that is wanted."""
    measures = OwnFolder(known.service.data if known.own else None)
    data.measures = measures

    @server.get("/halsa")
    def health() -> tuple[dict[str, object], int]:
        """The whole service: its store, and each region."""
        with holding(measures.now()):
            found = health_of(data)
        told, regions = found.told(), {code: _told(known, code) for code in _codes(known)}
        worst = {str(one["status"]) for one in regions.values()} - {"ok"}
        if worst and told["status"] != "damaged":
            told["status"] = "damaged" if "damaged" in worst else "sen"
        return told | {"regions": regions}, 503 if "damaged" in worst else found.code

    if known.service.metrics:

        @server.get("/metrics")
        def told_in_figures() -> flask.Response:
            """The whole service in figures, each region's answers apart."""
            made = list(known.servers.items())  # others are made meanwhile
            servers = [({"region": code or known.own}, one.extensions[METRICS]) for code, one in made]
            up = [(labels(region=code), int(known.fault(code) is None)) for code in _codes(known)]
            with holding(measures.now()):
                known_now = (*state(data), *metrics.processes())
            return answered(
                (
                    *counted([({"region": ""}, metrics), *servers]),
                    *family("lanspuls_region_up", "gauge", "Whether a region's files have no fault.", up),
                    *known_now,
                )
            )


def _codes(known: Directory) -> list[str]:
    return sorted({*known.regions, *([known.own] if known.own else [])})


def _told(known: Directory, code: str) -> dict[str, object]:
    """How a region is: the fault of its settings, else how its own indicators are, of which nothing more is said."""
    if (fault := known.fault(code)) is not None:
        return {"status": "fel", "fault": fault}
    if code not in known.regions:
        return {"status": "ok"}
    return {"status": own_status(known.store, known.service.data / LAN / code, code)}


def _page(known: Directory, data: Data, heading: str, text: str) -> str:
    rows = sorted((_row(known, code) for code in _codes(known)), key=lambda row: places.swedish_order(row[0]))
    return _PAGE.format(
        heading=html.escape(heading),
        text=html.escape(text),
        rows="\n".join(row for _, row in rows),
        lan=LAN,
        style=bundled.font_face() + THEME.css(),
        bootstrap=bundled.bootstrap_address(),
        sheet=bundled.sheet_address(),
        demo=f'<strong class="demo">{DEMODATA}</strong>' if data.synthetic else "",
    )


def _row(known: Directory, code: str) -> tuple[str, str]:
    """A region's name, and its item of the list."""
    name = places.place(code).name
    region = known.regions.get(code)
    organisation = region.organisation if region else known.service.organisation
    about = "Kan inte visas just nu" if known.fault(code) is not None else organisation
    return name, (
        f'<li><a href="{html.escape(_address(known, region))}">{html.escape(name)}</a> '
        f"<span>{html.escape(about)}</span></li>"
    )


def _address(known: Directory, region: Region | None) -> str:
    """Where a region's pages begin; the prefix of the service is put before it on the way out."""
    if region is None:
        return "/"
    if region.hosts and region.settings is not None:
        return f"{region.settings.public_url}{region.settings.prefix}/"
    return f"/{LAN}/{region.code}/"
