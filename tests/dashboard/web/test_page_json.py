"""What travels to the browser: nothing said twice, nothing lost, nothing unescaped."""

import gzip
import json
import subprocess

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st

from dashboard.model import Size
from dashboard.pages import Page
from dashboard.web import page_json, routing
from dashboard.web.dash_names import props_of
from tests.dashboard.markup import untied
from tests.shared import REPOSITORY, node


@pytest.fixture(scope="module")
def expand():
    """What the browser makes of an answer's parts and pages: its own code, in node."""
    command = [node(), REPOSITORY / "tests" / "browser" / "expand.mjs"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as running:

        def ask(answer: dict) -> dict:
            running.stdin.write(json.dumps({"parts": answer["parts"], "pages": answer["pages"]}) + "\n")
            return json.loads(running.stdout.readline())

        yield ask
        running.stdin.close()


nodes = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-9, 9) | st.text("ab", max_size=80),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=30,
)


@given(st.lists(nodes, min_size=1, max_size=4))
def test_sharing_loses_nothing(expand, found):
    tree = {"twice": [found, found], "once": found}
    shared = page_json._Shared()
    pages = shared.written(shared.number(tree))
    assert expand({"parts": shared.parts, "pages": pages}) == tree


def test_what_repeats_is_sent_once():
    shared = page_json._Shared()
    long = [float(n) for n in range(200)]
    text = json.dumps([shared.written(shared.number({"a": long, "b": long})), shared.parts])
    assert text.count("199.0") == 1


def test_a_line_that_repeats_is_sent_once_and_numbers_keep_their_kind():
    shared = page_json._Shared()
    line, ones = [0.5] * 40, [[1, 1.0, True] * 20, [1.0, 1, True] * 20, [True, 1, 1.0] * 20]
    text = json.dumps([shared.written(shared.number({"a": line, "b": [*line], "c": ones})), shared.parts])
    assert text.count("0.5") == 40 and text.count("[1, 1.0, true") == text.count("[1.0, 1, true") == 1


def test_a_page_is_the_same_in_every_process_whatever_order_its_properties_come_in():
    first, second = html.P("text"), html.P("text")
    for name in ("data-lank", "aria-label", "data-a", "aria-current"):
        setattr(first, name, name)
    for name in ("aria-current", "data-a", "aria-label", "data-lank"):
        setattr(second, name, name)
    names = ["children", "aria-current", "aria-label", "data-a", "data-lank"]
    assert list(props_of(first)) == list(props_of(second)) == names


@pytest.mark.parametrize(
    "component",
    [
        html.Div("a", id="x", className="b", title="c", **{"data-z": 1, "aria-label": "d"}),
        html.Button(),
        dcc.Graph(id="diagram", figure={"data": []}, config={"a": 1}, responsive=True),
        dbc.Button("a", href="/", active=None, outline=True, color="secondary"),
    ],
)
def test_the_properties_read_are_all_that_dash_would_send(component):
    theirs = component.to_plotly_json()["props"]
    ours = props_of(component)
    assert ours == theirs and [name for name in ours if "-" not in name] == [name for name in theirs if "-" not in name]


def test_html_is_escaped():
    node = html.P(["1 < 2 & ", html.A("å", href='/?a=1&b="x"', **{"data-lank": ""})], className="ett två", hidden=True)
    assert page_json.to_html(node, {}) == (
        '<p class="ett två" hidden>1 &lt; 2 &amp; <a href="/?a=1&amp;b=&quot;x&quot;" data-lank="">å</a></p>'
    )


def test_only_charts_and_what_encloses_them_travel_as_components(data, expand):
    body = [html.H1("Rubrik"), html.Figure([html.P("före"), dcc.Graph(id="diagram"), html.P("efter")]), html.P("sist")]
    page = Page(title="Rubrik", body=body)
    (found,) = expand(json.loads(page_json.pack("/x", page, data, "screen"))).values()
    head, main, foot = found["tree"]
    assert [head["props"]["data-html"], foot["props"]["data-html"]] == ["h0", "h5"]
    rubrik, figure, sist = main["props"]["children"]
    assert (figure["type"], figure["props"]["children"][1]["type"]) == ("Figure", "Graph")
    assert found["html"][rubrik["props"]["data-html"]] == "<h1>Rubrik</h1>"
    assert found["html"][sist["props"]["data-html"]] == "<p>sist</p>"
    assert found["alive"]


def test_a_page_without_charts_is_one_piece_of_html(data, expand):
    page = routing.page("/", "region=2321", data, Size.SCREEN)
    (found,) = expand(json.loads(page_json.pack("/", page, data, "screen"))).values()
    assert len(found["tree"]) == 1 and not found["alive"]
    assert "<h1" in found["html"]["h0"]


def test_the_other_windows_travel_along_and_share_the_series(data, expand):
    address = "/indikator/arbetsloshet?region=2321"
    page = routing.page("/indikator/arbetsloshet", "region=2321", data, Size.SCREEN)
    packed = page_json.pack(address, page, data, "screen")
    pages = expand(json.loads(packed))
    assert list(pages) == [address, f"{address}&senaste=24", f"{address}&senaste=60"]
    alone = page_json.pack(address, Page(title=page.title, body=page.body, html_parts=page.html_parts), data, "screen")
    assert len(gzip.compress(packed)) < 1.3 * len(gzip.compress(alone)), "as they travel"


def test_the_document_holds_the_long_table_and_an_empty_box_for_the_chart(data):
    page = routing.page("/indikator/arbetsloshet", "region=2321", data, Size.SCREEN)
    text = untied(page_json.document(page, data))
    assert text.count("<h1") == 1 and "<caption>Arbetslöshet, 20–64 år (SCB BAS): alla siffror" in text
    assert "Graph" not in text
