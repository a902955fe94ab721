"""Deliveries of ordered statistics, simulated: a page with files, as a region may keep them on a web server. DEMODATA.

The real thing is a file in a letter: headings above the table, semicolons, Windows-1252, codes with names, hidden cells
as "..", and no rows where nobody works. Beside it lie an older delivery, and a list of workplaces by size class out of
the business register, which no longer knows division 45.
"""

import csv
import hashlib
import io
from collections.abc import Callable
from functools import cache, partial
from html import escape

import numpy as np
from flask import Blueprint, Response, abort

from loaders.demo.noise import seed_of, uniform
from loaders.demo.others import Counterpart
from loaders.demo.regions import RIKET, regions

YEARS_KEPT = 6
LAG_YEARS = 2
HIDE_BELOW = 3
INDUSTRIES = {
    "01500": ("Blandat jordbruk", 0.040),
    "16101": ("Sågverk", 0.035),
    "25620": ("Metallegoarbeten", 0.022),
    "33120": ("Reparation av maskiner", 0.004),
    "33140": ("Reparation av elapparatur", 0.001),
    "38110": ("Insamling av icke-farligt avfall", 0.002),
    "38312": ("Demontering av elektrisk utrustning", 0.0003),
    "38320": ("Återvinning av källsorterat material", 0.0009),
    "41200": ("Byggande av bostadshus", 0.080),
    "45201": ("Allmän service och reparation av motorfordon", 0.0065),
    "45203": ("Däckservice", 0.0004),
    "45400": ("Handel med och service av motorcyklar", 0.0002),
    "46772": ("Partihandel med metallskrot", 0.0002),
    "47112": ("Livsmedelshandel", 0.070),
    "47790": ("Butikshandel med begagnade varor", 0.0012),
    "55101": ("Hotellverksamhet med restaurang", 0.075),
    "64190": ("Annan monetär förmedling", 0.012),
    "68202": ("Uthyrning av egna eller arrenderade lokaler", 0.020),
    "70220": ("Konsultverksamhet avseende företags organisation", 0.055),
    "77320": ("Uthyrning av bygg- och anläggningsmaskiner", 0.003),
    "84111": ("Kommunal förvaltning", 0.130),
    "85201": ("Grundskoleutbildning", 0.150),
    "86101": ("Sluten sjukvård", 0.270),
    "95110": ("Reparation av datorer", 0.0007),
    "95220": ("Reparation av hushållsapparater", 0.0003),
}
"""Five-digit industries of SNI 2007 in the made-up county, and the share of the employed in each, all made up."""
REGISTER = {
    "01500": (0.30, "0 anställda"),
    "33120": (0.02, "1-4 anställda"),
    "38110": (0.01, "5-9 anställda"),
    "41200": (0.90, "5-9 anställda"),
    "47120": (0.50, "10-19 anställda"),
    "47792": (0.02, "1-4 anställda"),
    "84111": (0.15, "100-199 anställda"),
    "95101": (0.01, "1-4 anställda"),
    "95311": (0.06, "1-4 anställda"),
    "95313": (0.01, "0 anställda"),
}
"""SNI 2025: workplaces per 100 inhabitants, and their commonest size class, all made up."""


class SniExtract(Counterpart):
    """The page of deliveries and its files."""

    def routes(self) -> Blueprint:
        """The page, and the files below it."""
        blueprint = Blueprint("sni_extract", __name__)

        @blueprint.get("/")
        def page() -> Response:
            links = "".join(f'<li><a href="leverans/{escape(name)}">{escape(name)}</a></li>' for name in self.files())
            text = f"<!DOCTYPE html><html lang=sv><title>DEMODATA Leveranser</title><ul>{links}</ul></html>"
            return Response(text, mimetype="text/html")

        @blueprint.get("/leverans/<name>")
        def delivery(name: str) -> Response:
            write = self.files().get(name)
            if write is None:
                abort(404)
            body = write()
            return Response(body, mimetype="text/csv", headers={"ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"'})

        return blueprint

    def files(self) -> dict[str, Callable[[], bytes]]:
        """What writes each file, by the file's name: the newest extract, the one before, the register."""
        home, newest = self.publisher.county, self.publisher.today.year - LAG_YEARS
        return {
            f"SNI5_utdrag_{home}_{newest}.csv": partial(_extract, home, newest),
            f"SNI5_utdrag_{home}_{newest - 1}.csv": partial(_extract, home, newest - 1),
            f"arbetsställen_SNI2025_{self.publisher.today.year}.csv": partial(_register, home),
        }


def _chance(what: str, code: int) -> float:
    return float(uniform(seed_of(what), np.array(code)).item())


@cache
def _people(code: str) -> float:
    found = regions()
    population = found.with_totals(found.population_2024)
    return float(population[found.row_of[code]])


def _named(code: str) -> str:
    return f"{code} {place_name(code)}"


def place_name(code: str) -> str:
    """The Swedish name of a place."""
    found = regions()
    return found.names_sv[found.row_of[code]]


@cache
def _extract(county: str, newest: int) -> bytes:
    home = [code for code in regions().municipalities if code.startswith(county)]
    text = io.StringIO()
    text.write("DEMODATA: påhittade siffror\r\nSysselsatta (dagbefolkning) efter arbetsställe, SNI 2007\r\n\r\n")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Kommunkod", "Kommun", "SNI2007", "År", "Antal sysselsatta"])
    for year in range(newest - YEARS_KEPT + 1, newest + 1):
        sums: dict[str, int] = dict.fromkeys([*INDUSTRIES, "Totalt"], 0)
        for code in home:
            total = 0
            for sni, (label, share) in INDUSTRIES.items():
                local = 0.5 + _chance(f"sni {sni}", int(code))
                drift = 1 + 0.01 * (year - 2020) * (_chance(sni, 1) - 0.4)
                persons = round(0.47 * _people(code) * share * local * drift)
                total += persons
                sums[sni] += persons
                if persons:
                    shown = ".." if persons < HIDE_BELOW else persons
                    writer.writerow([code, place_name(code), f"{sni} {label}", year, shown])
            sums["Totalt"] += total
            writer.writerow([code, place_name(code), "Totalt", year, total])
        for sni, persons in sums.items():
            label = f"{sni} {INDUSTRIES[sni][0]}" if sni in INDUSTRIES else sni
            writer.writerow([county, place_name(county), label, year, persons])
        for sni, persons in _nation(year).items():
            label = f"{sni} {INDUSTRIES[sni][0]}" if sni in INDUSTRIES else sni
            writer.writerow([RIKET, "Riket", label, year, persons])
    return text.getvalue().encode("cp1252")


def _nation(year: int) -> dict[str, int]:
    whole = 0.48 * _people(RIKET) * (1 + 0.004 * (year - 2020))
    found = {sni: round(whole * share * 0.95) for sni, (_, share) in INDUSTRIES.items()}
    return {**found, "Totalt": sum(found.values())}


@cache
def _register(county: str) -> bytes:
    text = io.StringIO()
    text.write("# DEMODATA: påhittade arbetsställen\r\n")
    writer = csv.writer(text, delimiter="\t")
    writer.writerow(["Kommun", "Bransch", "Storleksklass", "Antal arbetsställen"])
    for code in (one for one in regions().municipalities if one.startswith(county)):
        for sni, (per_hundred, size) in REGISTER.items():
            writer.writerow([_named(code), sni, size, max(round(_people(code) / 100 * per_hundred), 1)])
    return text.getvalue().encode("utf-8-sig")
