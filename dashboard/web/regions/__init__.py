"""Several regions in one process: which of them a request is for, and a server for each, made when first asked.

    /                  the county of the service's own settings where they say one, else the list of regions
    /lan               that list
    /lan/20/…          Dalarna's pages; /20/… leads there, and short addresses begin with /20-
    dalarna.example    the same at its root, where the region has a name to itself (``hosts``)
    /halsa, /metrics   of the whole service

A server has the settings, files and addresses of one region and knows no other. They have the store together, and the
room in which answers are kept (``Pool``): each finds only its own there.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

import flask
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from dashboard.data.memory import MOST_LASTING_BYTES, Memory, Pool
from dashboard.editions.followed import FOLDER, Followed
from dashboard.views.links import alias
from dashboard.web.app import DATA, create_app
from dashboard.web.regions.directory import Directory, create_directory
from loaders.ground.errors import LanspulsError
from loaders.settings import LAN, Settings
from loaders.settings.regions import load_regions
from loaders.store import Store

MORE_LASTING_BYTES = 3_000_000
"""Further room for finished answers with each region: some four hundred."""
_BELOW = re.compile(rf"/(?:{LAN}/)?([0-9][0-9])(/.*)?", re.DOTALL | re.ASCII)
_SHORT = re.compile(r"/([0-9][0-9])-([^/]+)", re.ASCII)
_OF_SERVICE = re.compile(rf"/{LAN}(?:/.*)?|/halsa|/metrics", re.DOTALL)
_log = logging.getLogger("lanspuls")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request leads: to a region (its code; empty for the service's own county), or elsewhere.

    path: the path as that region's server is asked for it. moved_to: the path or address that was meant. Neither region
    nor address: what the whole service tells of itself.
    """

    region: str | None = None
    path: str = ""
    moved_to: str = ""


class Regions:
    """WSGI: the pages of every region of a service. May be shared by threads."""

    def __init__(self, service: Settings) -> None:
        self.service = service
        self.regions = {one.code: one for one in load_regions(service)}
        self.store = Store(service.store_dir)
        room = MOST_LASTING_BYTES + MORE_LASTING_BYTES * max(len(self.regions) - 1, 0)
        self.pool = Pool(lasting=Memory(room))
        self.faults = {code: str(one.fault) for code, one in self.regions.items() if one.fault}
        self._hosts = {host: code for code, one in self.regions.items() for host in one.hosts}
        self._servers: dict[str, flask.Flask] = {}
        self._locks = {code: threading.Lock() for code in ("", *self.regions)}
        self._directory = create_directory(Directory(service, self.regions, self.faults, self._servers, self.store))

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request by the server it is for."""
        place = self.place(environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", ""))
        if place.moved_to:
            query = environ.get("QUERY_STRING", "")
            where = f"{place.moved_to}?{query}" if query else place.moved_to
            headers = {"Location": where, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
            return Response(status=308, headers=headers)(environ, start)
        server = None if place.region is None else self.server(place.region)
        if server is None:
            return self._directory(environ, start)
        environ["PATH_INFO"] = place.path
        return server(environ, start)

    def place(self, host: str, path: str) -> Place:
        """Where a request for a path of a host leads, by nothing else than these two."""
        name = _name(host)
        if name in self._hosts:
            return Place(region=self._hosts[name], path=path)
        prefix = self.service.prefix
        below = path.removeprefix(prefix) if path.startswith(f"{prefix}/") else path
        short = _SHORT.fullmatch(below)
        below = f"/{short[1]}{alias.AT}{short[2]}" if short else below
        found = _BELOW.fullmatch(below)
        code = found[1] if found else ""
        if found is None or code not in (*self.regions, self._own):
            is_own = bool(self._own) and not _OF_SERVICE.fullmatch(below)
            return Place(region="", path=path) if is_own else Place()
        rest = "/" + (found[2] or "/").lstrip("/")
        known = self.regions.get(code)
        if known is None:
            return Place(moved_to=f"{prefix}{_quoted(rest)}")
        if known.hosts and known.settings is not None:
            return Place(moved_to=f"{known.settings.public_url}{known.settings.prefix}{_quoted(rest)}")
        if not below.startswith(f"/{LAN}/"):
            return Place(moved_to=f"{prefix}/{LAN}/{code}{_quoted(rest)}")
        return Place(region=code, path=f"{prefix}/{LAN}/{code}{found[2] or ''}")

    @property
    def _own(self) -> str:
        """The county at the root, if one is said and has no folder of its own."""
        is_said = self.service.says_county and self.service.county not in self.regions
        return self.service.county if is_said else ""

    def server(self, code: str) -> flask.Flask | None:
        """A region's server, made when it is first asked for; None where its files have a fault."""
        found = self._servers.get(code)
        if found is not None or code in self.faults:
            return found
        with self._locks[code]:
            if code not in self._servers and code not in self.faults:
                try:
                    made = create_app(self.settings(code), store=self.store, pool=self.pool)
                except LanspulsError as error:
                    _log.error("region %s is not served: %s", code or self.service.county, error)
                    self.faults[code] = str(error)
                else:
                    data = made.server.extensions[DATA]
                    data.public = replace(data.public, list_at=self._list_of(code))
                    self._servers[code] = made.server
        return self._servers.get(code)

    def _list_of(self, code: str) -> str:
        """Where the list is, for a region's pages; empty for one with its own name if the service's is not known."""
        region, at = self.regions.get(code), f"{self.service.prefix}/{LAN}"
        if region is None or not region.hosts:
            return at
        return f"{self.service.public_url}{at}" if self.service.public_url else ""

    def make_all(self) -> tuple[flask.Flask, ...]:
        """Every server there is, made now where it was not: before processes are forked that have them together."""
        codes = (*([""] if self._own else []), *self.regions)
        made = (self.server(code) for code in codes)
        return (self._directory, *(server for server in made if server is not None))

    def settings(self, code: str) -> Settings:
        """A region's settings, or the service's for its own county. LanspulsError where its file has a fault."""
        region = self.regions.get(code)
        if region is None:
            return self.service
        if region.settings is None:
            raise region.fault or LanspulsError(code)
        return region.settings

    def all_settings(self) -> tuple[Settings, ...]:
        """The settings of every region that has no fault, and of the county at the root."""
        own = (self.service,) if self._own else ()
        return (*own, *(one.settings for one in self.regions.values() if one.settings is not None))

    def takes_body(self, path: str) -> bool:
        """Whether anything is taken at a path, by whatever region."""
        server = next(iter(list(self._servers.values())), self._directory)
        below = path.removeprefix(self.service.prefix)
        found = _BELOW.fullmatch(below)
        try:
            server.url_map.bind("").match((found[2] or "/") if found else below, "POST")
        except HTTPException:
            return False
        return True

    def followed(self, code: str) -> Followed:
        """What is followed in a region."""
        return Followed(self.settings(code).data / FOLDER)


def _name(host: str) -> str:
    """A host's name without port, as names are compared."""
    return re.sub(r":\d*$", "", host.strip().lower()).rstrip(".")


def _quoted(path: str) -> str:
    """A path of a request as it stands in an address: WSGI hands on bytes as Latin-1."""
    return quote(path.encode("latin1", "replace"), safe="/-._~!$&'()*+,;=:@")
