"""Ord och regler: from where a word is used, the rules in full and the signs, made of the limits the code uses."""

from dash import html

from dashboard.forms.table_html import table_html
from dashboard.pages import Asked, Page, PageKind
from dashboard.pages._parts import folded_on_phones, heading_id, jumps, page_link, scrolling
from dashboard.pages.about import signs
from dashboard.words.published import chance_rule, limits_table, yearly_change_table
from dashboard.words.rules import rules

LIMITS, SIGNS = "Gränser för orden", "Tecken i tabellerna"


def page(_asked: Asked) -> Page:
    """The limits as tables, every rule by what it is about, and the signs."""
    groups = rules()
    return Page(
        title="Ord och regler",
        body=[
            html.H1("Ord och regler", tabIndex="-1"),
            html.P(
                "Samma siffror ger alltid samma ord. Här står reglerna, med de gränser som används just nu.",
                className="ingress",
            ),
            jumps([(name, heading_id(name)) for name in (LIMITS, *(group.heading for group in groups), SIGNS)]),
            html.Div(
                [
                    html.Section(
                        [
                            html.H2(LIMITS, id=heading_id(LIMITS)),
                            scrolling(table_html(limits_table(), stacked=True), LIMITS),
                            html.P(chance_rule()),
                            scrolling(table_html(yearly_change_table(), stacked=True), "Små antal"),
                        ]
                    ),
                    *(
                        html.Section(
                            [
                                html.H2(group.heading, id=heading_id(group.heading)),
                                folded_on_phones(
                                    "Visa reglerna",
                                    f"om {group.heading}",
                                    html.Ul([html.Li(rule) for rule in group.rules]),
                                ),
                            ]
                        )
                        for group in groups
                    ),
                    html.Section([html.H2(SIGNS, id=heading_id(SIGNS)), table_html(signs())]),
                ],
                className="text",
            ),
            html.P(page_link("All hjälp", "/hjalp"), className="meta"),
        ],
    )


PAGE = PageKind(
    address="/hjalp/ord-och-regler",
    under="/hjalp",
    of_a_place=True,
    make=page,
    synonyms=("Ord och regler", "varför står det så", "gränser för orden", "tecken"),
)
