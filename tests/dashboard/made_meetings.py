"""Hand-made views of a small meeting, for the document's and the slides' tests."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.data.origins import Origin
from dashboard.data.series import Data
from dashboard.figures.theme import FRAMES
from dashboard.meetings import segment
from dashboard.meetings.file import parse_meeting
from dashboard.meetings.material import Material
from dashboard.meetings.meeting import Meeting
from dashboard.meetings.slides import Setting
from dashboard.meetings.slides.view import single
from dashboard.model import Column, Size, Table
from dashboard.views.selection import link
from dashboard.views.slide_view import SlideView
from dashboard.views.view import Drawn, Places, Tables, View
from loaders import catalogue
from loaders.ground import places
from loaders.ground.declarations import Status
from loaders.store import Store

PLACES = (
    "Berg",
    "Bräcke",
    "Härjedalen",
    "Krokom",
    "Ragunda",
    "Strömsund",
    "Åre",
    "Östersund",
    "Jämtlands län",
    "Riket",
)
MONTHS = tuple(f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13))[:32]


def figure(last: float = 3.7, label: str = "Jämtlands län") -> dict:
    values = [round(last + 0.4 * ((7 * n) % 5 - 2) / 5, 1) for n in range(len(MONTHS) - 1)] + [last]
    return {
        "data": [
            {
                "type": "scatter", "mode": "lines", "x": list(MONTHS), "y": values,
                "line": {"color": "#0F5C7A", "width": 3}, "hoverinfo": "skip",
            }
        ],
        "layout": {
            "width": 700, "height": 430,
            "font": {"family": "Inter, sans-serif", "size": 14, "color": "#66727D"},
            "margin": {"l": 50, "r": 170, "t": 26, "b": 34},
            "showlegend": False,
            "separators": ",\u00a0",
            "xaxis": {
                "type": "date", "showgrid": False,
                "tickvals": ["2024-01", "2025-01", "2026-01"], "ticktext": ["2024", "2025", "2026"],
            },
            "yaxis": {"range": [0, 5], "gridcolor": "#D6DCE1", "zeroline": False},
            "annotations": [
                {
                    "x": MONTHS[-1], "y": last, "xanchor": "left", "showarrow": False, "xshift": 8,
                    "text": f"<b>{label} {last}</b>".replace(".", ","),
                    "font": {"size": 14.5, "color": "#0F5C7A"},
                }
            ],
        },
    }  # fmt: skip


TABLE = Table(
    "Arbetslöshet, procent, augusti 2026",
    (Column("Plats"), Column("%", True), Column("mot i fjol", True), Column("personer", True)),
    tuple((place, f"{2.6 + n / 5:.1f}".replace(".", ","), "−0,1", f"1\u00a0{n}20") for n, place in enumerate(PLACES)),
    frozenset({8}),
)
ORIGIN = Origin(
    publisher_sv="SCB",
    tables=("TAB6260",),
    published=datetime(2026, 10, 29, 6, 0, tzinfo=UTC),
    fetched=datetime(2026, 10, 30, 6, 0, tzinfo=UTC),
    marks=(Status.PRELIMINARY,),
    synthetic=True,
)


def view(**changes) -> View:
    """A view of unemployment. ``figure`` and the ``origin`` may be others."""
    drawn = Drawn(
        figure=changes.pop("figure", None) or figure(),
        description="Linjediagram: arbetslösheten i länet går från 3,9 i januari 2024 till 3,7 procent i augusti 2026.",
    )
    county = places.place("23")
    given = {
        "declared": catalogue.indicator("unemployment_rate"),
        "link": "/indikator/arbetsloshet",
        "subtitle": "Arbetslöshet, 20–64 år efter bostadsort (SCB BAS). Procent av arbetskraften, augusti 2026.",
        "headline": "I augusti 2026 var arbetslösheten i Jämtlands län 3,7 procent, lägre än i riket",
        "sentence": "I augusti 2026 var arbetslösheten 3,7 procent, 0,2 procentenheter lägre än i augusti i fjol.",
        "drawn": drawn,
        "tables": Tables(beside=TABLE, series=TABLE),
        "places": Places(own=county, asked=county),
        "origin": ORIGIN,
        "period": "2026-08",
    }
    return View(**(given | changes))


def slide(**changes) -> SlideView:
    """The slide of that view, with other fields of its own."""
    return replace(single(view()), **changes)


def a_meeting(views: int = 3) -> Meeting:
    text = "\n".join(
        ['schema = 1\ndate = 2026-11-30\ntitle = "Regional näringslivsdialog"\nplace = "Östersund"\ncounty = "23"']
        + ['[[view]]\nlink = "/indikator/arbetsloshet"' for _ in range(views)]
    )
    return parse_meeting(text, "2026-11-30.toml")


AS_OF = date(2026, 11, 22)


def any_view(selection, size: Size) -> View:
    """A view of any selection: the figure at the size's own measures, and DEMODATA throughout."""
    made = figure()
    frame = FRAMES[size]
    made["layout"] |= {"height": frame.height} | ({"width": frame.width} if frame.width else {})
    made["layout"]["width"] = frame.width or 360
    made["layout"]["font"] = made["layout"]["font"] | {"size": frame.text}
    return view(figure=made, link=link(selection))


class HandMade(Material):
    """Material over a store that holds nothing: views by hand, and what tests say of quotations and coming days."""

    def __init__(self, folder: Path, view=any_view, outlooks=(), coming=(), organisation: str = "") -> None:
        super().__init__(
            Data(
                Store(folder / "store"),
                today=lambda: AS_OF,
                meetings=folder,
                organisation=organisation,
                shows_drafts=True,
            )
        )
        self._view, self._outlooks, self._coming = view, outlooks, coming

    def view(self, selection, size):
        return self._view(selection, size)

    def has_figures(self, indicator_id):
        return True

    def outlooks(self):
        return self._outlooks

    def coming(self, meeting, last):
        return self._coming


def slides_of(asked: Meeting, material: Material, size: Size = Size.SLIDE) -> tuple[segment.Slide, ...]:
    return segment.slides(Setting(meeting=asked, material=material, size=size))
