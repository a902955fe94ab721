"""Both ways to an SVG: drawn here with Chromium, and checked when a stranger's browser drew it."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.forms import svg
from loaders.ground.errors import ReportError
from tests.dashboard import made_meetings
from tests.shared import chromium

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">'


@pytest.mark.browser
def test_figures_are_drawn_at_their_own_size_with_their_swedish_letters():
    chromium()
    first, second = svg.draw([made_meetings.figure(label="Åre"), made_meetings.figure(label="Östersund")])
    assert 'width="700" height="430"' in first
    assert "Åre 3,7" in first
    assert "Östersund 3,7" in second
    assert "Åre 3,7" in svg.checked(first)


@pytest.mark.browser
def test_text_is_measured_in_inter():
    chromium()

    def framed(text: str, family: str) -> dict:
        note = {"text": text, "x": 0.5, "y": 0.5, "showarrow": False, "bordercolor": "#000", "borderpad": 0}
        return {"data": [], "layout": {"width": 400, "height": 300, "font": {"family": family, "size": 20},
                                       "annotations": [note]}}  # fmt: skip

    def width(drawn: str) -> float:
        return float(re.search(r'class="bg"[^>]* width="([\d.]+)"', drawn)[1])

    inter, other = map(width, svg.draw([framed("Gäddede 2026", "Inter"), framed("Gäddede 2026", "monospace")]))
    # The font file's own advance widths at 20 px: 138.1 (optical size 20) to 141.3 (14). DejaVu Sans gives 133.
    assert inter == pytest.approx(139.5, abs=2)
    assert other != pytest.approx(139.5, abs=2)


def test_no_figures_need_no_browser(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    assert svg.draw([]) == ()


def test_without_a_browser_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(ReportError, match=r"apt install chromium.*Spara som PDF"):
        svg.draw([made_meetings.figure()])


def test_a_harmless_picture_comes_through_without_its_classes():
    given_ = HEAD + '<defs><clipPath id="a"><rect width="5" height="5"/></clipPath></defs>'
    given_ += (
        '<g class="x" clip-path="url(#a)" data-n="1"><text x="1" y="2" style="font-weight: 700">Åre &lt; 3</text></g>'
    )
    made = svg.checked(given_ + "</svg>")
    root = ElementTree.fromstring(made)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    text = root.find(".//{http://www.w3.org/2000/svg}text")
    assert (text.text, text.get("style")) == ("Åre < 3", "font-weight: 700")
    assert "class" not in made
    assert svg.checked(made) == made


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<image href="http://example.org/x.png"/>',
        '<image xlink:href="data:image/png;base64,AAAA"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<use xlink:href="#a"/>',
        '<a xlink:href="http://example.org"><text>x</text></a>',
        '<rect fill="url(http://example.org/x.svg#a)"/>',
        '<rect style="fill: url( &quot;file:///etc/passwd&quot; )"/>',
        '<rect style="fill: u\\72l(x)"/>',
        "<style>@import 'http://example.org'</style>",
        '<rect filter="url(#f)"/>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>',
        "<svg/>",
        "<?xml-stylesheet href='x'?>",
        "<animate/>",
        "<rect>",
        "<g>" * 50 + "</g>" * 50,
        "<g/>" * 20_001,
        "<text>" + "a" * 40_001 + "</text>",
        "<text>" + "a" * 1_000_001 + "</text>",
    ],
)
def test_what_a_chart_has_no_use_for_is_refused(inside):
    with pytest.raises(ReportError):
        svg.checked(HEAD + inside + "</svg>")


@pytest.mark.parametrize(
    "whole",
    [
        "",
        "inte xml",
        '<g xmlns="http://www.w3.org/2000/svg"/>',
        "<svg/>",
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + HEAD + "<text>&a;</text></svg>",
        '<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + HEAD + "</svg>",
        HEAD + "</svg>" + HEAD + "</svg>",
    ],
)
def test_what_is_no_plain_svg_is_refused(whole):
    with pytest.raises(ReportError):
        svg.checked(whole)


@given(st.text() | st.text(alphabet="<>/&;!svg \"'=#()[]-?", max_size=80).map(lambda inside: f"{HEAD}{inside}</svg>"))
def test_any_text_is_either_refused_or_well_formed(text):
    try:
        made = svg.checked(text)
    except ReportError:
        return
    assert ElementTree.fromstring(made).tag == "{http://www.w3.org/2000/svg}svg"
