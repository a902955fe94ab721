"""Hjälp: what help there is, for readers and analysts in Swedish, for developers and operators in English."""

from dash import html
from dash.development.base_component import Component

from dashboard.forms import manual
from dashboard.forms.manual import Document
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import page_link
from dashboard.pages.help import all_measures, word_rules

ABOUT = {
    "deltagare": "Läsa en sida, jämföra, ladda ner, prenumerera, följa ett möte, läsa på mobilen och med skärmläsare.",
    "sidorna": "Vad varje sida i menyn visar och vad man gör där.",
    "analytiker": "Månaden från första tabellen till rättelsen: hämta, redigera, visa, publicera, egna uppgifter.",
    "egen-region": "Egna frågor till mötena, namn på områden, branschlistor och mått, som filer.",
    "egna-indikatorer": "Ett mått som regionen lägger till själv: ur Kolada, en tabell hos SCB eller en egen fil.",
    "nar-nagot-ar-fel": "Från det man ser till kommandot.",
}
"""What stands below the title of each Swedish document, in the order they are listed in."""
_FIRST_ENGLISH = ("readme", "install", "operating", "monthly-routine", "meeting", "architecture")
"""The English documents most begin with; the others follow by their title."""


def page(asked: Asked) -> Page:
    """Every page of the help."""
    home, region = asked.data.county, asked.selection.region
    found = manual.documents()  # none in a copy of the code alone
    written = [(found[word].title, found[word].address, told) for word, told in ABOUT.items() if word in found]
    made = [
        (kind.synonyms[0], kind.link(home=home, region=region), told)
        for kind, told in (
            (all_measures.PAGE, "Alla mått: vad de visar, varifrån de kommer, när, och när ett ord används om dem."),
            (word_rules.PAGE, "Reglerna för orden, skrivna av de gränser som används, och tecknen i tabellerna."),
        )
    ]
    english = sorted(filter(lambda one: not one.is_swedish, found.values()), key=_english_order)
    listed: list[Component] = [
        part
        for title, address, told in (*written[:2], *made, *written[2:])
        for part in (html.Dt(page_link(title, address)), html.Dd(told))
    ]
    names = [html.Li(page_link(one.title, one.address)) for one in english]
    return Page(
        title="Hjälp",
        body=[
            html.H1("Hjälp", tabIndex="-1"),
            html.P("Hur sidorna läses, hur siffrorna blir ord, och hur ett möte förbereds.", className="ingress"),
            html.Div(
                [
                    html.Section([html.H2("För dig som läser eller förbereder"), html.Dl(listed, className="lista")]),
                    html.Section(
                        [
                            html.H2("För utvecklare och drift"),
                            html.P("De här sidorna är på engelska."),
                            html.Ul(names, lang="en", className="lankar"),
                        ]
                    ),
                ],
                className="text",
            ),
        ],
    )


def _english_order(document: Document) -> tuple[int, str]:
    is_first = document.word in _FIRST_ENGLISH
    return (_FIRST_ENGLISH.index(document.word) if is_first else len(_FIRST_ENGLISH), document.title.lower())


PAGE = PageKind(
    address="/hjalp",
    menu_sv="Hjälp",
    order=80,
    of_a_place=True,
    make=page,
    synonyms=("handbok", "manual", "instruktion", "hur gör jag", "help"),
)
