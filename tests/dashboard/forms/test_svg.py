"""Both ways to an SVG: drawn here with Chromium, and checked when a stranger's browser drew it."""

import contextlib
import os
import re
import signal
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.figures.across.swarm import dots_shape
from dashboard.forms import svg, untrusted_svg
from loaders.ground.errors import ReportError
from tests.dashboard import made_meetings
from tests.operate.visiting import family
from tests.shared import chromium

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10" height="10">'


@pytest.mark.browser
def test_figures_are_drawn_at_their_own_size_with_their_swedish_letters():
    chromium()
    dotted = made_meetings.figure(label="Östersund")
    dotted["layout"]["shapes"] = [dots_shape([(1, 2), (2, 2)], 7, "#C3CBD2")]
    first, second = svg.draw([made_meetings.figure(label="Åre"), dotted])
    assert 'width="700" height="430"' in first
    assert "Åre 3,7" in first
    assert "Östersund 3,7" in second
    assert "Åre 3,7" in untrusted_svg.checked(first)
    assert second.count('fill-rule="nonzero" stroke-linecap="round"') == 1 and "stroke-linecap" not in first


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


@pytest.mark.browser
def test_one_browser_draws_again_also_after_what_cannot_be_drawn():
    chromium()
    with svg.drawing() as draw:
        (first,) = draw([made_meetings.figure()])
        with pytest.raises(ReportError, match="could not be drawn"):
            draw([{"data": [{"x": [object()]}], "layout": {}}])
        (again,) = draw([made_meetings.figure()])
        assert len(again) == len(first) and draw([]) == ()  # only the ids are others


class _Deadly(list):
    """Figures, of which the second finds no browser any more: what has begun since ``known`` is killed."""

    known: frozenset[int] = frozenset()

    def __iter__(self):
        first, *others = super().__iter__()
        yield first
        for process in set(family(os.getpid())) - self.known:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        yield from others


@pytest.mark.browser
def test_a_browser_that_is_killed_while_it_draws_is_told_and_what_is_asked_for_afterwards_has_another():
    chromium()
    deadly = _Deadly([made_meetings.figure()] * 3)
    deadly.known = frozenset(family(os.getpid()))
    with svg.drawing() as draw:
        with pytest.raises(ReportError, match="ended while it drew"):
            draw(deadly)
        (again,) = draw([made_meetings.figure()])
        assert "Jämtlands län 3,7" in again


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
    made = untrusted_svg.checked(given_ + "</svg>")
    root = ElementTree.fromstring(made)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    text = root.find(".//{http://www.w3.org/2000/svg}text")
    assert (text.text, text.get("style")) == ("Åre < 3", "font-weight: 700")
    assert "class" not in made
    assert untrusted_svg.checked(made) == made


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
        untrusted_svg.checked(HEAD + inside + "</svg>")


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
        untrusted_svg.checked(whole)


@given(st.text() | st.text(alphabet="<>/&;!svg \"'=#()[]-?", max_size=80).map(lambda inside: f"{HEAD}{inside}</svg>"))
def test_any_text_is_either_refused_or_well_formed(text):
    try:
        made = untrusted_svg.checked(text)
    except ReportError:
        return
    assert ElementTree.fromstring(made).tag == "{http://www.w3.org/2000/svg}svg"


CLIPS = "".join(
    f'<clipPath id="c{n}">' + f'<rect width="9" height="9" clip-path="url(#c{n + 1})"/>' * 10 + "</clipPath>"
    for n in range(9)
)
CLIP = '<clipPath id="a">' + '<rect width="5" height="5"/>' * 1000 + "</clipPath>"
GRADIENT = '<linearGradient id="a">' + '<stop offset="0.5"/>' * 1000 + "</linearGradient>"


@pytest.mark.parametrize(
    "inside",
    [
        CLIPS + '<rect clip-path="url(#c0)"/>',
        CLIPS.replace("clip-path=", 'style="clip-path: ').replace(')"/>', ')"/>') + "<rect/>",
        '<clipPath id="a" clip-path="url(#b)"><rect/></clipPath><clipPath id="b"><rect/></clipPath>',
        '<clipPath id="a"><g clip-path="url(#a)"><rect/></g></clipPath>',
        '<clipPath id="a"><rect fill="url(#b)"/></clipPath><linearGradient id="b"/>',
        '<clipPath id="a"><clipPath id="b"><rect/></clipPath></clipPath>',
        '<clipPath id="a"/><clipPath id="a"><rect/></clipPath>',
        '<linearGradient id="a"/><g clip-path="url(#a)"><rect/></g>',
        '<clipPath id="a"/><rect fill="url(#a)"/>',
        '<rect style="clip-path:url(#a) url(#b)"/>',
        '<rect opacity="url(#a)"/>',
        '<rect style="mask: url(#a)"/>',
        '<pattern id="a"><rect fill="url(#a)"/></pattern>',
        '<mask id="a"><rect mask="url(#a)"/></mask>',
        '<filter id="a"><feImage/></filter>',
        '<marker id="a"/>',
        '<symbol id="a"/>',
        CLIP + '<rect clip-path="url(#a)"/>' * 50,
        '<g clip-path="url(#a)">' * 39 + '<rect clip-path="url(#a)"/>' * 20 + "</g>" * 39 + CLIP,
        GRADIENT + '<rect fill="url(#a)"/>' * 50,
        GRADIENT + "<rect style=\"stroke: url('#a')\"/>" * 50,
        '<clipPath id="a"><path d="M' + "1,1 " * 100_000 + '"/></clipPath>' + '<g clip-path="url(#a)"/>' * 20,
        '<clipPath id="a"><text>' + "a" * 30_000 + "</text></clipPath>" + '<g clip-path="url(#a)"/>' * 20,
        '<rect width="1e300"/>',
        '<rect width="99999999"/>',
        '<g transform="scale(1e9)"/>',
        '<text style="font-size: 10000000px">a</text>',
    ],
)
def test_what_multiplies_is_refused_before_it_is_drawn(inside):
    with pytest.raises(ReportError):
        untrusted_svg.checked(HEAD + inside + "</svg>")


def test_what_charts_clip_and_shade_comes_through():
    inside = '<defs><clipPath id="a"><rect width="5" height="5"/></clipPath><linearGradient id="b"><stop/>'
    inside += '</linearGradient></defs><g clip-path="url(&quot;#a&quot;)" style="fill: url(#b)">'
    inside += '<g clip-path="url(#a)"><rect stroke="url(#nosuch)"/></g></g>'
    assert untrusted_svg.checked(HEAD + inside + "</svg>").count("url(") == 4


@given(st.from_regex(r"[0-9a-f]{6}", fullmatch=True))
@example("6e48a1")
@example("9e9999")
@example("123456")
def test_neither_random_names_nor_colours_are_numbers(six):
    """Plotly names what it clips by six random digits of 16: one picture in some twenty holds what looks like 6e48."""
    inside = f'<clipPath id="clip{six}9999xyplot"><rect/></clipPath><g clip-path="url(#clip{six}9999xyplot)">'
    inside += f'<rect fill="#{six}" style="stroke: #{six}; fill: url(&quot;#g{six}&quot;)"/></g>'
    made = untrusted_svg.checked(HEAD + inside + "</svg>")
    assert made.count(six) == 5


def test_pictures_that_are_cheap_alone_may_be_too_dear_together():
    one = HEAD + "<rect/>" * 19_000 + "</svg>"
    assert untrusted_svg.all_checked([one, None])[1] is None
    with pytest.raises(ReportError, match="together"):
        untrusted_svg.all_checked([one] * 7)


@given(
    st.recursive(
        st.sampled_from(["<rect/>", '<path d="M0,0"/>', "<text>a</text>"]),
        lambda inner: st.builds(
            lambda wrap, parts: wrap % "".join(parts),
            st.sampled_from(
                [
                    "<g>%s</g>",
                    '<g clip-path="url(#a)">%s</g>',
                    '<clipPath id="a">%s</clipPath>',
                    '<clipPath id="b">%s</clipPath>',
                    "<defs>%s</defs>",
                ]
            ),
            st.lists(inner, max_size=4),
        ),
        max_leaves=30,
    )
)
def test_whatever_is_combined_no_definition_refers_to_another(inside):
    try:
        made = untrusted_svg.checked(f"{HEAD}{inside}</svg>")
    except ReportError:
        return
    for clip in ElementTree.fromstring(made).iter("{http://www.w3.org/2000/svg}clipPath"):
        assert "url(" not in ElementTree.tostring(clip, encoding="unicode")
