"""Tillväxtanalys' PxWeb, API v1, simulated: running numbers for codes, texts with the region's number first. DEMODATA.

Written from what third parties read in 2024–2026 and SCB's recorded v1 answers. Awkward as the real one: folder names
with å, ä, ö and spaces, months newest first or in no order, ``time`` said of one table only, times without a zone.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import orjson
from flask import Blueprint, Response, request

from loaders.demo.calendar import published_at, stamp
from loaders.demo.noise import seed_of, uniform
from loaders.demo.others import Counterpart
from loaders.demo.others import _tva_figures as figures
from loaders.demo.regions import regions

DATABASE = "Tillväxtanalys statistikdatabas"
BANKRUPTCIES = "Konkurser och offentliga ackord"
NEW_FIRMS = "Nystartade företag"
MAX_CELLS = 100_000
EMPLOYEES = "Antal anställda berörda av konkurser"
_INDUSTRIES = (
    "01-03 Jordbruk, skogsbruk och fiske",
    "05-39 Tillverkning, utvinning, el och vatten",
    "41-43 Byggverksamhet",
    "45 Handel med och reparation av motorfordon",
    "46 Partihandel",
    "47 Detaljhandel",
    "49-53 Transport och magasinering",
    "55 Hotell och logi",
    "56 Restaurang, catering och bar",
    "58-63 Informations- och kommunikationsverksamhet",
    "64-82 Finans, fastigheter, företagstjänster",
    "85-99 Utbildning, vård, kultur och övriga tjänster",
    "Bransch ospecificerad",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A file: its variables as (code, text, value texts), time first, and its figures over all of them."""

    name: str
    folder: str
    title: str
    updated: date
    variables: tuple[tuple[str, str, tuple[str, ...]], ...]
    values: Callable[[], np.ndarray]
    says_time: bool


class Tillvaxtanalys(Counterpart):
    """Folders by GET, a table's variables by GET, its figures by POST, limits by ``?config``."""

    @property
    def bankruptcies(self) -> str:
        """The folder of bankruptcies."""
        return BANKRUPTCIES

    @property
    def most_cells(self) -> int:
        """Cells of an answer."""
        return MAX_CELLS

    def routes(self) -> Blueprint:
        """Every path below the database."""
        blueprint = Blueprint("tillvaxtanalys", __name__)

        @blueprint.get("/", defaults={"path": ""}, strict_slashes=False)
        @blueprint.get("/<path:path>")
        def browse(path: str) -> Response:
            if not path and "config" in request.args:
                limits = {"maxValues": MAX_CELLS, "maxCells": MAX_CELLS, "maxCalls": 10, "timeWindow": 10, "CORS": True}
                return _json(limits)
            folders = self._folders()
            if path in folders:
                return _json(folders[path])
            table = self._find(path)
            return _error(404, "Parameter error") if table is None else _json(_described(table))

        @blueprint.post("/<path:path>")
        def data(path: str) -> Response:
            table = self._find(path)
            return _error(404, "Parameter error") if table is None else _answer(table, self.most_cells)

        return blueprint

    def tables(self) -> list[Table]:
        """The tables that hold figures."""
        today, folder = self.publisher.today, self.bankruptcies
        return [_county_table(today, folder), _municipal_table(today, folder), _firms_table(today)]

    def _folders(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {
            "": [{"dbid": DATABASE, "text": DATABASE}],
            DATABASE: [
                {"id": name, "type": "l", "text": name}
                for name in (self.bankruptcies, NEW_FIRMS, "Företagens demografi")
            ],
            f"{DATABASE}/{self.bankruptcies}": [
                {"id": name, "type": "t", "text": text, "updated": "2024-02-12T09:30:00"}
                for name, text in (
                    ("konk_ar_lan_1996.px", "Konkurser 1996- efter år, län och variabel"),
                    ("konk_ar_lan_bransch_2009.px", "Konkurser 2009- efter år, län, bransch och variabel"),
                )
            ],
            f"{DATABASE}/{NEW_FIRMS}": [
                {
                    "id": "nystartade_foretag_kvartal_lan_bransch.px",
                    "type": "t",
                    "text": "Nystartade företag per bransch",
                }
            ],
        }
        for table in self.tables():
            updated = f"{table.updated.isoformat()}T08:00:00"
            line = {"id": table.name, "type": "t", "text": table.title, "updated": updated}
            found[f"{DATABASE}/{table.folder}"].append(line)
        return found

    def _find(self, path: str) -> Table | None:
        return next((table for table in self.tables() if f"{DATABASE}/{table.folder}/{table.name}" == path), None)


def _json(content: object) -> Response:
    return Response(orjson.dumps(content), content_type="application/json; charset=utf-8")


def _error(status: int, text: str) -> Response:
    return Response(orjson.dumps({"error": text}), status, content_type="application/json; charset=utf-8")


def release_day(period: int) -> date:
    """The day a month comes out: from the 12th of the month after, no weekend."""
    later = period + 1
    day = date(later // 12, later % 12 + 1, 12 + int(uniform(seed_of("tva release"), period)[0] * 2))
    return day.replace(day=day.day + max(0, 7 - day.weekday()) if day.weekday() > 4 else day.day)


def _months(first: int, today: date) -> tuple[list[int], date]:
    out = [month for month in range(first, figures.LAST_MONTH + 1) if release_day(month) <= today]
    return out, release_day(out[-1])


def _month_text(month: int) -> str:
    return f"{month // 12}M{month % 12 + 1:02d}"


def _texts(codes: tuple[str, ...]) -> tuple[str, ...]:
    places = regions()
    return tuple(f"{code} {places.names_sv[places.row_of[code]]}" for code in codes)


def _county_table(today: date, folder: str) -> Table:
    months, released = _months(figures.FIRST_MONTH, today)
    months.reverse()
    at = np.array(months) - figures.FIRST_MONTH
    return Table(
        "11_konkurser_manad_lan.px",
        folder,
        "Konkurser och anställda berörda av konkurs 1996- efter månad, län och variabel",
        released,
        (
            ("Tid", "månad", tuple(map(_month_text, months))),
            ("Län", "län", _texts(regions().counties)),
            ("variabel", "variabel", ("Antal konkurser", EMPLOYEES)),
        ),
        lambda: np.moveaxis(figures.by_county()[:, :, at], (2, 1, 0), (0, 1, 2)).astype(float),
        says_time=True,
    )


def _municipal_table(today: date, folder: str) -> Table:
    months, released = _months(figures.FIRST_MUNICIPAL_MONTH, today)
    months.sort(key=lambda month: (-(month // 12), month % 12))
    at = np.array(months) - figures.FIRST_MONTH
    return Table(
        "14_anstallda_manad_kom_bransch_juridisk_form_popAH.px",
        folder,
        "Anställda berörda av konkurser efter månad, region, bransch, juridisk form och variabel. Under utveckling",
        released,
        (
            ("Tid", "månad", tuple(map(_month_text, months))),
            ("Region", "region", _texts(regions().municipalities)),
            ("Bransch", "bransch", _INDUSTRIES),
            ("Juridisk_form", "juridisk form", ("AB", "HB/KB m.m.")),
            ("variabel", "variabel", (EMPLOYEES,)),
        ),
        lambda: np.moveaxis(figures.companies()[1][..., at], 3, 0)[..., None].astype(float),
        says_time=False,
    )


def _firms_table(today: date) -> Table:
    """Quarter Q comes three and a half months after its end; the newest is 6 % above what it becomes."""
    out = [q for q in range(figures.LAST_QUARTER, figures.FIRST_QUARTER - 1, -1) if quarter_release_day(q) <= today]
    at = np.array(out) - figures.FIRST_QUARTER

    def values() -> np.ndarray:
        final = figures.new_firms()[:, at].T.astype(float)
        final[0] = np.rint(final[0] * 1.06)
        return final[:, :, None]

    return Table(
        "nystartade_foretag_kvartal_lan.px",
        NEW_FIRMS,
        "Nystartade företag efter kvartal, län och variabel",
        quarter_release_day(out[0]),
        (
            ("Tid", "kvartal", tuple(f"{q // 4}Q{q % 4 + 1}" for q in out)),
            ("Län", "län", _texts(regions().counties)),
            ("variabel", "variabel", ("antal nystartade företag",)),
        ),
        values,
        says_time=False,
    )


def quarter_release_day(quarter: int) -> date:
    """The day a quarter comes out: three and a half months after its end."""
    later = quarter * 3 + 6
    return date(later // 12, later % 12 + 1, 15)


def _described(table: Table) -> dict[str, Any]:
    variables = []
    for n, (code, text, texts) in enumerate(table.variables):
        said: dict[str, Any] = {
            "code": code,
            "text": text,
            "values": [str(i) for i in range(len(texts))],
            "valueTexts": list(texts),
        }
        if n == 0 and table.says_time:
            said["time"] = True
        variables.append(said)
    return {"title": f"{table.title} (DEMODATA, påhittade siffror)", "variables": variables}


def _answer(table: Table, most_cells: int) -> Response:
    try:
        asked = orjson.loads(request.get_data())
        wanted = {one["code"]: one["selection"] for one in asked["query"]}
        written = asked["response"]["format"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return _error(400, "The request was not understood")
    if written != "json-stat2":
        return _error(400, f"The format {written} is not simulated")
    unknown = set(wanted) - {code for code, _, _ in table.variables}
    if unknown:
        return _error(400, f"The request for variable '{min(unknown)}' has an error. Please check your query.")
    picked = []
    for code, _, texts in table.variables:
        rows = _rows(wanted.get(code), texts)
        if rows is None:
            return _error(400, f"The request for variable '{code}' has an error. Please check your query.")
        picked.append(rows)
    if math.prod(map(len, picked)) > most_cells:
        return _error(403, "The request would give too many cells")
    values = table.values()[np.ix_(*picked)]
    dimension = {
        code: {
            "label": text,
            "category": {
                "index": {str(row): n for n, row in enumerate(rows)},
                "label": {str(row): texts[row] for row in rows},
            },
            "extension": {"show": "value"},
        }
        for (code, text, texts), rows in zip(table.variables, picked, strict=True)
    }
    content: dict[str, Any] = {
        "class": "dataset",
        "label": table.title,
        "source": "Tillväxtanalys. DEMODATA, påhittade siffror",
        "updated": stamp(published_at(table.updated)),
        "id": list(dimension),
        "size": [len(rows) for rows in picked],
        "dimension": dimension,
        "value": values.reshape(-1).tolist(),
        "version": "2.0",
        "extension": {"px": {"tableid": table.name.removesuffix(".px"), "decimals": 0}},
    }
    if table.says_time:
        content["role"] = {"time": ["Tid"]}
    return _json(content)


def _rows(selection: Mapping[str, Any] | None, texts: tuple[str, ...]) -> list[int] | None:
    """Positions asked for, in the table's order; every one where nothing is asked; None for an unknown code."""
    if selection is None or selection.get("filter") == "all":
        return list(range(len(texts)))
    codes = selection.get("values") or []
    if selection.get("filter") == "top":
        return list(range(min(int(codes[0]), len(texts))))
    if not codes or not all(code.isdecimal() and int(code) < len(texts) for code in codes):
        return None
    return sorted({int(code) for code in codes})
