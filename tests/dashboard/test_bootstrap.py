"""Bootstrap components as plain elements: the classes Bootstrap asks for, and a sheet that lies below our own."""

import dash_bootstrap_components as dbc
import pytest
from dash import html

from dashboard.app import bootstrap_layer, create_app
from dashboard.pages import bootstrap, wire
from loaders.settings import Settings


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (dbc.Badge("nytt", class_name="marke nytt"), '<span class="badge marke nytt">nytt</span>'),
        (dbc.Nav([dbc.NavItem(dbc.NavLink("Läget", href="/", active=True))]),
         '<ul class="nav"><li class="nav-item"><a href="/" aria-current="page" data-lank="" '
         'class="nav-link active">Läget</a></li></ul>'),
        (dbc.NavLink("Möten", href="/moten", external_link=True), '<a href="/moten" class="nav-link">Möten</a>'),
        (dbc.Row(dbc.Col("x", xs=12, md=6)), '<div class="row"><div class="col-12 col-md-6">x</div></div>'),
        (dbc.Alert(html.P("Fel"), color="light"), '<div role="alert" class="alert alert-light"><p>Fel</p></div>'),
        (dbc.Button("Åre", href="/?region=2321", active=True, outline=True, color="secondary"),
         '<a href="/?region=2321" aria-current="true" data-lank="" class="btn btn-outline-secondary active">Åre</a>'),
        (dbc.Table(html.Tbody(), borderless=True), '<table class="table table-borderless"><tbody></tbody></table>'),
    ],
)  # fmt: skip
def test_a_component_is_written_as_bootstraps_own_markup(node, text):
    assert sorted(_words(wire.to_html(node, {}))) == sorted(_words(text))
    assert wire.to_html(bootstrap.rendered(node), {}) == wire.to_html(node, {})


def _words(text: str) -> list[str]:
    """The parts of an element without their order, which is nobody's business."""
    return text.replace("<", " < ").replace(">", " > ").split()


def test_a_component_without_a_plain_form_is_named():
    with pytest.raises(TypeError, match=r"dbc\.Carousel"):
        bootstrap.as_html(dbc.Carousel(items=[]))


def test_the_sheet_is_one_layer_and_no_browser_gets_the_script(tmp_path):
    assert bootstrap_layer().startswith("@layer bootstrap {") and "sourceMappingURL" not in bootstrap_layer()
    client = create_app(Settings(data=tmp_path)).server.test_client()
    page = client.get("/").text
    assert 'href="/_bootstrap.css?v=' in page and "suites/dash_bootstrap_components" not in page
    sheet = client.get("/_bootstrap.css")
    assert sheet.mimetype == "text/css" and ".nav-link" in sheet.text
