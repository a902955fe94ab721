"""What is said where a number is not there: of a place, of a line, of a period, and of the signs in a table."""

from dashboard.data.release_days import announcements
from dashboard.data.series import Data
from dashboard.model import Table
from dashboard.views.scene import Scene
from dashboard.words import swedish
from loaders.ground import places
from loaders.ground.declarations import Status
from loaders.ground.panel import STATUS_CODE
from loaders.ground.periods import Period
from loaders.ground.places import Place
from loaders.planning.announcements import expectation

_REASONS = (Status.SUPPRESSED, Status.MISSING, Status.WITHDRAWN, Status.NOT_PUBLISHED, Status.NOT_APPLICABLE)
"""In the order in which one is named where several are there."""


def reason_of(scene: Scene, place: Place) -> tuple[Status, str] | None:
    """Why a place has no number in the window, and the newest period it is so in; None where nothing is known."""
    row = scene.raw.status[scene.raw.regions.index(place.code)]
    if (row == STATUS_CODE[Status.NOT_APPLICABLE]).all():
        return None  # nothing is stored of it, or nothing can be: that is no reason of the publisher's
    found: dict[Status, str] = {}
    for period in scene.periods[scene.first : scene.last + 1]:
        status = scene.raw.status_of(place.code, period)
        if status.is_absent:
            found[status] = period
    return next(((status, found[status]) for status in _REASONS if status in found), None)


def lines_sv(scene: Scene) -> str:
    """``Bräcke kommun har ingen linje: visas inte (sekretess).`` of each place drawn; gaps of the chosen one's too."""
    told = []
    for place in scene.drawn:
        row = scene.row(place)[scene.first : scene.last + 1]
        if place.code == scene.own.code and not scene.way.draws_own:
            continue
        known = [value == value for value in row.tolist()]
        if not any(known):
            reason = reason_of(scene, place)
            why = swedish.STATUS_WORDS[reason[0]] if reason else "siffrorna räcker inte"
            if not scene.is_fetched(place):
                why = "inget är hämtat"
            told.append(f"{swedish.capital(place.full_name)} har ingen linje: {why}.")
        elif place.code == scene.own.code and scene.way.shows_published and (gaps := _gaps(scene, place, known)):
            told.append(f"Avbrott i linjen för {place.full_name}: {gaps}.")
    return " ".join(told)


def _gaps(scene: Scene, place: Place, known: list[bool]) -> str:
    """The reasons of holes between the first and the last number of a line."""
    first, last = known.index(True), len(known) - 1 - known[::-1].index(True)
    holes = [scene.periods[scene.first + n] for n in range(first, last) if not known[n]]
    statuses = {scene.raw.status_of(place.code, period) for period in holes}
    return swedish.listing(swedish.STATUS_WORDS[status] for status in _REASONS if status in statuses)


def not_yet(scene: Scene, data: Data) -> str:
    """``Oktober 2026 är ännu inte publicerad, väntas 26 november 2026.`` of a period chosen after all there is."""
    until = scene.selection.until
    own = scene.own.code
    if not until or (until <= scene.periods[-1] and scene.raw.status_of(own, until) is not Status.NOT_PUBLISHED):
        return ""
    period = Period(until)
    expected = expectation(scene.indicator, period, announcements(data, scene.selection.as_of))
    today = scene.selection.as_of or data.today()
    when = f", väntas {swedish.days_text(expected.first, expected.last)}" if expected.last >= today else ""
    shown = f" Här visas {swedish.period_name(scene.newest)}." if scene.newest else ""
    return f"{swedish.capital(swedish.period_name(until))} är ännu inte publicerad{when}.{shown}"


def signs_sv(*tables: Table) -> str:
    """``I tabellen betyder – ingen eller inget, en räknad nolla.``: the signs in some tables; empty without any."""
    there = {cell for table in tables for row in table.rows for cell in row[1:]}
    told = [f"{sign} {meaning}" for sign, meaning in _SIGNS if sign in there]
    return f"I tabellen betyder {swedish.listing(told)}." if told else ""


def not_fetched(scene: Scene, data: Data) -> str:
    """Why there is nothing of the chosen place, where the publisher has not been asked; empty where it has."""
    if scene.is_fetched(scene.own):
        return ""
    if not scene.indicator.home_only:
        return "Inget är hämtat för platsen."
    return f"Måttet hämtas bara för riket, {places.place(data.county).name} och dess kommuner."


_SIGNS = (
    ("–", "ingen eller inget, en räknad nolla"),
    ("..", "att uppgiften saknas hos källan"),
    (swedish.NOT_FETCHED, "att måttet inte hämtas för platsen"),
)
