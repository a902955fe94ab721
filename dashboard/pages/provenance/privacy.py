"""Personuppgifter: what is known of those who read the pages, which is nothing. A test holds every sentence of it."""

from dash import html

from dashboard.pages import Asked, Page, PageKind


def page(asked: Asked) -> Page:
    """What is kept of visitors, in their browsers and here, and which figures are of people."""
    who = asked.data.organisation or "Den som driver Länspuls"
    return Page(
        title="Personuppgifter och kakor",
        body=[
            html.H1("Personuppgifter och kakor", tabIndex="-1"),
            html.P(
                f"{who} står bakom den här webbplatsen. Den vet inte vem du är och sparar inget om dig.",
                className="ingress",
            ),
            html.Div(
                [
                    html.Section(
                        [
                            html.H2("I din webbläsare"),
                            html.Ul(
                                [
                                    html.Li("Inga kakor sätts."),
                                    html.Li(
                                        "Inget sparas i webbläsaren, med ett undantag: stänger du av "
                                        "snabbtangenterna i ett möte minns webbläsaren det, tills du slår på dem igen."
                                    ),
                                    html.Li(
                                        "Allt hämtas härifrån. Inget typsnitt, ingen karta, ingen besöksstatistik och "
                                        "inget annat kommer från någon annans server."
                                    ),
                                ],
                                className="punkter",
                            ),
                        ]
                    ),
                    html.Section(
                        [
                            html.H2("På servern"),
                            html.Ul(
                                [
                                    html.Li("Det du söker efter och de sidor du läser kopplas inte till dig."),
                                    html.Li(
                                        "Programmets logg har varken din adress, din webbläsare, varifrån du kom eller "
                                        "vad du skrev."
                                    ),
                                    html.Li(
                                        "När du sparar ett möte som PDF skickas figurerna till servern, som gör "
                                        "filen och glömmer dem."
                                    ),
                                    html.Li("Webbservern framför programmet kan ha en egen logg, som den driver."),
                                ],
                                className="punkter",
                            ),
                        ]
                    ),
                    html.Section(
                        [
                            html.H2("I statistiken"),
                            html.P(
                                "Siffrorna är antal och andelar, aldrig enskilda personer. Det som källorna döljer "
                                "för att ingen ska kännas igen döljs också här, i varje fil och adress."
                            ),
                        ]
                    ),
                ],
                className="text spalter",
            ),
        ],
    )


PAGE = PageKind(
    address="/personuppgifter",
    under="/om",
    of_a_place=False,
    make=page,
    synonyms=("Personuppgifter", "kakor", "cookies", "gdpr", "loggar"),
)
