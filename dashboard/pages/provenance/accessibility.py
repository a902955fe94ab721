"""Tillgänglighetsredogörelse, as the law on digital public services (DOS-lagen) asks: made of the checks' facts."""

from dash import html
from dash.development.base_component import Component

from dashboard.data.series import Data
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import for_keeper
from dashboard.pages.provenance._checked import ASSESSED, CHECKS, LACKING_SV
from dashboard.words import swedish

SUPERVISOR = "https://www.digg.se/tdosanmalan"


def page(asked: Asked) -> Page:
    """Who answers for the pages, what is checked, what is lacking, where to complain, and who supervises."""
    data = asked.data
    who = data.organisation or "Den som driver Länspuls"
    return Page(
        title="Tillgänglighetsredogörelse",
        body=[
            html.H1("Tillgänglighets\u00adredogörelse", tabIndex="-1"),
            html.P(
                f"{who} står bakom den här webbplatsen. Alla ska kunna använda den. Här står hur den uppfyller lagen "
                "om tillgänglighet till digital offentlig service, vad som brister och hur du säger till.",
                className="ingress",
            ),
            html.Div(
                [
                    html.Section(
                        [
                            html.H2("Hur tillgänglig är webbplatsen?"),
                            html.P(
                                "Webbplatsen är gjord för att följa lagen (WCAG 2.1, nivå AA, genom EN 301 549). "
                                "Det här kontrolleras varje gång något ändras:"
                            ),
                            html.Ul([html.Li(check.told_sv) for check in CHECKS], className="punkter"),
                        ]
                    ),
                    html.Section(
                        [
                            html.H2("Vad brister"),
                            html.Ul([html.Li(told) for told in LACKING_SV], className="punkter"),
                        ]
                    ),
                    html.Section([html.H2("Säg till om något inte fungerar"), *_contact(data)]),
                    html.Section(
                        [
                            html.H2("Tillsyn"),
                            html.P(
                                [
                                    "Myndigheten för digital förvaltning (Digg) har tillsyn över lagen. Är du inte "
                                    "nöjd med hur vi svarar kan du ",
                                    html.A("anmäla det till Digg", href=SUPERVISOR),
                                    ".",
                                ]
                            ),
                        ]
                    ),
                    html.Section(
                        [
                            html.H2("Så har vi testat"),
                            html.P(
                                "Vi har själva gått igenom webbplatsen, med verktyg och för hand. Senast bedömd "
                                f"{swedish.date_text(ASSESSED)}."
                            ),
                        ]
                    ),
                ],
                className="text spalter",
            ),
        ],
    )


def _contact(data: Data) -> list[Component]:
    contact = data.public.contact
    if not contact:
        return [
            html.P("Ingen adress är inställd än."),
            for_keeper("skriv accessibility_contact i inställningarna."),
        ]
    href = contact if contact.startswith("https://") else f"mailto:{contact}"
    return [
        html.P(
            [
                "Kan du inte ta del av något, eller behöver det i en annan form? Skriv till ",
                html.A(contact, href=href),
                ". Vi svarar så snart vi kan.",
            ]
        )
    ]


PAGE = PageKind(
    address="/tillganglighet",
    under="/om",
    of_a_place=False,
    make=page,
    synonyms=("Tillgänglighetsredogörelse", "tillgänglighet", "DOS-lagen", "skärmläsare", "WCAG"),
)
