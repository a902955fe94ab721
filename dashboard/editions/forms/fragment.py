"""A fragment of HTML to paste into a web publishing system that refuses scripts and styles.

Only plain elements and attributes (``ALLOWED``); pictures travel inside it, so nothing else has to be uploaded. A chart
is drawn as wide as a phone's text, so that its letters are read there; a wide screen gets the wide drawing, where the
system lets <picture> through. It fits a phone with and without the one style it has.
"""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from dashboard.editions.content import NARROW_PX, Edition
from dashboard.editions.forms import _addresses as addresses
from dashboard.editions.forms._form import Form
from dashboard.editions.forms._markup import Elements, faults_of
from dashboard.editions.forms._on_a_phone import drawn_width, fluid, parts_of, svg_address, width_of
from dashboard.editions.municipality import table_of
from dashboard.editions.page_body import where_sv
from dashboard.editions.templates import environment, size_sv
from dashboard.editions.told import issue_sv, known_sv
from dashboard.model import DEMODATA
from dashboard.words import swedish

ALLOWED: dict[str, frozenset[str]] = {
    **{tag: frozenset[str]() for tag in ("h2", "h3", "h4", "p", "ul", "li", "strong", "br")},
    **{tag: frozenset[str]() for tag in ("table", "caption", "thead", "tbody", "tr", "td")},
    "th": frozenset({"scope"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "style"}),
    "picture": frozenset(),
    "source": frozenset({"media", "srcset"}),
}
"""Element → its attributes: what such systems let through or leave out without harm. No class, id or script."""
FIRST_HEADING = 2
"""The page that it is pasted into has the heading of the first level."""
LARGEST_BYTES = 2_500_000
_WIDEST_PX = 720
_PICTURED = {"img": "src", "source": "srcset"}


def fragment(edition: Edition) -> bytes:
    """The fragment as UTF-8. Where no picture was drawn the tables stand alone, which have every number."""
    made = environment().get_template("fragment.html")
    text = made.render(
        edition=edition,
        title=edition.summary_headline or edition.slides[0].headline,
        day=swedish.date_text(edition.head.day),
        where=where_sv(edition),
        issue=issue_sv(edition),
        known=known_sv(edition),
        demodata=DEMODATA,
        picture=lambda svg: svg_address(fluid(svg)),
        drawn=svg_address,
        sized=_sized,
        width_of=width_of,
        parts_of=parts_of,
        address=lambda link: addresses.of_link(edition, link),
        municipalities=[
            (
                one.name,
                table_of(one, edition.head.county_sv),
                one.not_shown,
                "; ".join(dict.fromkeys(row.source for row in one.rows)),
            )
            for one in edition.municipalities
        ],
    )
    return text.encode("utf-8")


def faults(edition: Edition, content: bytes) -> Iterator[str]:
    """What a publishing system would refuse, and what readers could not read."""
    yield from faults_of(edition, content, FIRST_HEADING)
    for tag, attributes in Elements(content).found:
        refused = set(attributes) - ALLOWED.get(tag, frozenset())
        if tag not in ALLOWED or refused:
            yield f"<{' '.join([tag, *sorted(refused)])}> släpps inte igenom av publiceringssystem"
        if tag in _PICTURED and not attributes.get(_PICTURED[tag], "").startswith("data:image/"):
            yield "en bild ligger utanför fragmentet"
        if tag == "img" and not _fits(attributes):
            yield "en bild är bredare än en telefon"
        if tag == "a" and not attributes.get("href", "").startswith(("https://", "http://", "mailto:")):
            yield "en länk leder ingenstans utanför Länspuls"
    if len(content) > LARGEST_BYTES:
        yield f"fragmentet är större än {size_sv(LARGEST_BYTES)}; ta bort en egen bild eller gör den mindre"


def _fits(attributes: Mapping[str, str]) -> bool:
    """Whether a picture is as wide as its place, or no wider than a phone; a drawing says that itself."""
    width = attributes.get("width", "")
    px = int(width) if width.isdecimal() else 0 if width else drawn_width(attributes.get("src", ""))
    return width == "100%" or 0 < px <= NARROW_PX


def _sized(width: int) -> Markup:
    """A picture's attributes: as wide as its place, and no wider than it is; one that fits a phone is as it is.

    width: its own, px; 0 where it has none.
    """
    if 0 < width <= NARROW_PX:
        return Markup(' width="{}"').format(width)
    most = min(width, _WIDEST_PX) if width else _WIDEST_PX
    return Markup(' width="100%" style="max-width:{}px"').format(most)


FORMS = (
    Form(
        word="fragment",
        ending="-fragment.html",
        title_sv="HTML att klistra in, utan skript",
        media="text/html",
        make=fragment,
        check=faults,
        order=25,
    ),
)
