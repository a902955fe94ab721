"""Bootstrap components as plain elements: the classes Bootstrap asks for, and a sheet that lies below our own."""

import re

import dash_bootstrap_components as dbc
import pytest
from dash import html

from dashboard.web import bootstrap, page_json
from dashboard.web.app import create_app
from dashboard.web.bundled import bootstrap_layer
from loaders.ground.errors import UsageError
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
    ],
)  # fmt: skip
def test_a_component_is_written_as_bootstraps_own_markup(node, text):
    assert sorted(_words(page_json.to_html(node, {}))) == sorted(_words(text))
    assert page_json.to_html(bootstrap.rendered(node), {}) == page_json.to_html(node, {})


def _words(text: str) -> list[str]:
    """The parts of an element without their order, which is nobody's business."""
    return text.replace("<", " < ").replace(">", " > ").split()


def test_a_component_without_a_plain_form_is_named_with_what_to_do():
    with pytest.raises(TypeError, match=r"dbc\.Carousel has no plain HTML form.*never works here.*bootstrap"):
        bootstrap.as_html(dbc.Carousel(items=[]))


@pytest.mark.parametrize(
    "source",
    [
        "import dash_bootstrap_components as dbc\n\nBODY = dbc.Row(dbc.Tabs([]))\n",
        "import dash_bootstrap_components\n\nBODY = dash_bootstrap_components.Tabs([])\n",
        "\n\nfrom dash_bootstrap_components import Row, Tabs\n",
    ],
)
def test_a_component_whose_behaviour_never_works_stops_the_start(tmp_path, source):
    (tmp_path / "en mapp").mkdir()
    (tmp_path / "en mapp" / "ordlista.py").write_text(source, encoding="utf-8")
    with pytest.raises(UsageError, match=r"ordlista\.py, line 3: dbc\.Tabs has no plain HTML form"):
        bootstrap.check_components(tmp_path)


def test_the_sheet_is_one_layer_and_no_browser_gets_the_script(tmp_path):
    assert bootstrap_layer().startswith("@layer bootstrap {") and "sourceMappingURL" not in bootstrap_layer()
    client = create_app(Settings(data=tmp_path)).server.test_client()
    page = client.get("/").text
    (address,) = re.findall(r'href="(/_fil/bootstrap\.[0-9a-f]+\.css)"', page)
    assert "suites/dash_bootstrap_components" not in page
    sheet = client.get(address)
    assert sheet.mimetype == "text/css" and ".nav-link" in sheet.text
