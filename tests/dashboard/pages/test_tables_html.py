"""Tables as HTML: one renderer for pages and slides, with intervals unbroken and the chosen place's row marked."""

import pytest
from dash import html
from flask import Flask, render_template_string

from dashboard.forms.table_html import table_html
from dashboard.model import Column, Table
from dashboard.web import page_json

TABLE = Table(
    "Andel <i fjol>",
    (Column("Plats"), Column("%", numeric=True)),
    (("Åre", "5–6"), ("Östersund & Krokom", "8,0")),
    strong=frozenset({0}),
)


def test_a_table_has_its_caption_scopes_numbers_and_chosen_row():
    assert table_html(TABLE, visible_caption=True) == (
        '<table class="table"><caption>Andel &lt;i\u00a0fjol&gt;</caption>'
        '<thead><tr><th scope="col">Plats</th><th scope="col" class="tal">%</th></tr></thead>'
        '<tbody><tr class="vald"><th scope="row">Åre</th><td class="tal hel">5–6</td></tr>'
        '<tr><th scope="row">Östersund &amp; Krokom</th><td class="tal">8,0</td></tr></tbody></table>'
    )
    assert '<caption class="dold">' in table_html(TABLE)


def test_a_stacked_table_says_what_it_is_and_what_each_cell_is():
    stacked = table_html(TABLE, stacked=True)
    assert stacked.startswith('<table class="table staplad" role="table">')
    assert '<td class="tal hel" role="cell" data-titel="%">5–6</td>' in stacked
    assert stacked.count('role="row"') == 3 and stacked.count('role="rowgroup"') == 2


def test_neither_a_page_nor_a_template_escapes_it_again():
    finished = str(table_html(TABLE))
    assert page_json.to_html(html.Div(table_html(TABLE)), {}) == f"<div>{finished}</div>"
    with Flask("test").app_context():
        assert render_template_string("{{ made }}", made=table_html(TABLE)) == finished


def test_a_row_with_too_few_cells_is_no_table():
    with pytest.raises(ValueError, match="argument"):
        table_html(Table("", (Column("a"), Column("b")), (("1",),)))
