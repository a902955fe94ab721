"""Öppna data: how programs ask for the figures, and what each address of the API gives."""

from dash import html
from dash.development.base_component import Component

from dashboard.api import HELP, PREFIX, Fault, all_resources, of_county
from dashboard.api.data import MOST_CELLS
from dashboard.data.series import Data
from dashboard.forms.table_html import table_html
from dashboard.model import Column, Table
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import scrolling
from dashboard.words import swedish

DOCUMENT = f"{PREFIX}/openapi.json"
VIEWER = f"{PREFIX}/docs"
_SERVER = "https://lanspuls.example.se"
"""Stands for this server in the examples."""
_ADDRESS = f"{_SERVER}{PREFIX}/data/arbetsloshet?region=2321,23,00&fran=2024&format=csv"
PYTHON = f'''import pandas as pd

frame = pd.read_csv(
    "{_ADDRESS}",
    dtype={{"region_code": "str", "period": "str"}},
    keep_default_na=False, na_values={{"value": [""]}},
)'''
R = f'''library(readr)

frame <- read_csv(
  "{_ADDRESS}",
  col_types = cols(region_code = "c", period = "c", value = "d", .default = "c")
)'''
EXCEL = f"""let
    Adress = "{_ADDRESS}",
    Rader = Csv.Document(Web.Contents(Adress), [Delimiter = ",", Encoding = 65001]),
    Tabell = Table.PromoteHeaders(Rader),
    Tal = Table.TransformColumnTypes(Tabell, {{{{"value", type number}}}}, "en-US")
in
    Tal"""
_FAULTS = {
    Fault.NOT_UNDERSTOOD: "Ett ord, ett värde eller en plats går inte att förstå. Svaret säger det närmaste som finns.",
    Fault.TOO_MUCH: "Frågan gäller för mycket på en gång. Dela upp den i flera.",
    Fault.NO_SUCH: "Adressen eller det den gäller finns inte. Svaret säger det närmaste som finns.",
    Fault.NOT_PUBLISHED: "Inget var publicerat den dagen, eller inget är hämtat. Välj en senare dag.",
    Fault.NOT_STORED: "Uppdelningen är inte hämtad. Vilka som finns står under indicators.",
    Fault.DAMAGED: "En fil går inte att läsa. Säg till den som sköter Länspuls.",
    Fault.REFUSED: "Adressen läses med GET. Inget kan skickas in.",
    Fault.BROKEN: "Ett fel hos oss, som är noterat. Försök igen om en stund.",
}


def page(asked: Asked) -> Page:
    """The addresses, the same question from three programs, what every row holds, and what can go wrong."""
    return Page(
        title="Öppna data",
        body=[
            html.H1("Öppna data", tabIndex="-1"),
            html.P(
                "Allt som visas här kan hämtas av ett program: siffror, platser, meningar, versioner och "
                "publiceringar. Det är öppet, utan nyckel, och bara för läsning.",
                className="ingress",
            ),
            html.Div(
                [
                    html.Section([html.H2("Adresser"), *_addresses(asked.data.county)]),
                    html.Section([html.H2("Samma fråga från tre program"), *_programs(asked.data)]),
                    html.Section([html.H2("Vad varje rad säger"), *_rows()]),
                    html.Section([html.H2("När något är fel"), *_faults()]),
                ],
                className="text",
            ),
        ],
    )


def _addresses(county: str) -> list[Component]:
    entries: list[Component] = []
    for resource in all_resources():
        told: list[str | Component] = [of_county(resource.tells_sv, county)]
        for example in resource.examples:
            address = PREFIX + of_county(example, county)
            told += [html.Br(), html.A(address, href=address, className="adress")]
        entries += [html.Dt(f"{resource.title_sv}: {PREFIX}{resource.address}"), html.Dd(told)]
    return [
        html.P(
            "Adressen till ett måtts sida blir adressen till dess siffror: byt /indikator/ mot /api/v1/data/. Utan "
            "region ges alla platser."
        ),
        html.Dl(entries, className="lista"),
        html.P(
            [
                "Hela beskrivningen finns som ",
                html.A("OpenAPI 3.1", href=DOCUMENT),
                " och kan ",
                html.A("provas i webbläsaren", href=VIEWER),
                ".",
            ]
        ),
    ]


def _programs(data: Data) -> list[Component]:
    told = (("Python", PYTHON), ("R", R), ("Excel: Data, Hämta data, Tom fråga, Avancerad redigerare", EXCEL))
    parts: list[Component] = []
    server = data.public.address("") or _SERVER
    for name, written in told:
        text = of_county(written, data.county)
        parts += [html.H3(name), scrolling(html.Pre(html.Code(text.replace(_SERVER, server))), name.partition(":")[0])]
    return [
        *parts,
        html.P(
            "Svaret är samma tabell som lanspuls.read ger. JSON-stat läses av PxWebs klienter (pxwebpy, pyjstat, "
            "rjstat), och Parquet av R, Python och Power BI."
        ),
    ]


def _rows() -> list[Component]:
    words = Table(
        "Status",
        (Column("status"), Column("Betyder")),
        tuple((status.value, word) for status, word in swedish.STATUS_WORDS.items()),
    )
    return [
        html.P(
            "Varje rad har period, platsens kod och namn, värde, enhet, status, mått, källa, tabell, när tabellen gavs "
            "ut, när den hämtades och om siffran är påhittad. En uppgift som saknas är aldrig noll: värdet "
            "är tomt, och status säger varför. Tom status är ett vanligt värde. Det som döljs på sidorna döljs också "
            "här."
        ),
        scrolling(table_html(words, stacked=True), "Status"),
        html.P(
            "Ordet per ger det som var känt en dag: per=2026-05-01. Svaret bär en ETag, så att ett program som frågar "
            "igen med If-None-Match får 304 när inget är nytt. Högst "
            f"{swedish.number(MOST_CELLS, 0)} uppgifter ges på en gång."
        ),
    ]


def _faults() -> list[Component]:
    entries: list[Component] = []
    for fault, text in _FAULTS.items():
        entries += [html.Dt(fault.value, id=fault.value), html.Dd(text)]
    return [
        html.P(
            "Ett fel besvaras som application/problem+json (RFC 9457). Fältet detail säger på svenska vad som är fel "
            "och vad man gör, message detsamma på engelska, och type slutar på ett av orden:"
        ),
        html.Dl(entries, className="lista"),
    ]


PAGE = PageKind(
    address=HELP, synonyms=("API", "öppna data", "programmerare", "JSON-stat"), under="/om", of_a_place=False, make=page
)
