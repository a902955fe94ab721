"""What slides stand on: our own plain master, or a region's template, whose fonts, colours and logo are kept.

Measures are px of a slide of 1280 × 720, whatever the template's own size.
"""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Emu

from dashboard.figures.theme import THEME
from loaders.ground.errors import UsageError

WIDTH, HEIGHT = 1280, 720
LEFT, RIGHT = 56, 1224
FONT = "Arial"
"""A deck is opened on machines we do not know; a font that is missing there would have other widths."""
_PX = 9525
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_COLOURS = {
    "dk1": THEME.ink,
    "lt1": THEME.paper,
    "dk2": THEME.ink_2,
    "lt2": THEME.wash,
    "accent1": THEME.chosen,
    "accent2": THEME.context,
    "accent3": THEME.gran,
    "accent4": THEME.ljung,
    "accent5": THEME.hjortron,
    "accent6": THEME.lingon,
    "hlink": THEME.chosen,
    "folHlink": THEME.ljung,
}
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_LARGEST_TEMPLATE = 60_000_000
_MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.%s.main+xml"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, px."""

    x: float
    y: float
    width: float
    height: float


class Stage:
    """A presentation without slides, and where on it things may stand.

    own: whether it is our master. right: how far to the right titles may go; bottom: where feet end. Both make room
    for a template's logo.
    """

    def __init__(self, template: bytes | None = None) -> None:
        """UsageError for a template that cannot be used, with what it lacks."""
        self.own = template is None
        self.show: Any = _ours() if template is None else _regions(template)
        self._across = self.show.slide_width / WIDTH
        self._down = self.show.slide_height / HEIGHT
        self.body = _layout(self.show, ("titleOnly", "obj", "tx"))
        self.cover = _layout(self.show, ("title",), self.body)
        self.right, self.bottom = (float(RIGHT), 708.0) if self.own else self._beside_logo()

    @property
    def text_scale(self) -> float:
        """Sizes of text against those of 1280 × 720."""
        return min(self._across, self._down) / _PX

    def new(self, layout: Any, title: str) -> Any:
        """A new slide with this title; placeholders that nobody fills are taken away."""
        made = self.show.slides.add_slide(layout)
        for shape in list(made.placeholders):
            if shape.placeholder_format.type in _TITLES:
                shape.text_frame.text = title
            elif not (layout is self.cover and shape.placeholder_format.type is PP_PLACEHOLDER.SUBTITLE):
                shape._element.getparent().remove(shape._element)
        return made

    def at(self, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
        """A place in the presentation's own units."""
        across, down = self._across, self._down
        return (
            Emu(int(box.x * across)),
            Emu(int(box.y * down)),
            Emu(int(box.width * across)),
            Emu(int(box.height * down)),
        )

    def _beside_logo(self) -> tuple[float, float]:
        """How far titles and feet go beside the pictures of a template's master and layout."""
        right, bottom = float(RIGHT), 708.0
        for holder in (self.body, self.body.slide_master):
            for shape in holder.shapes:
                if not shape._element.tag.endswith("}pic"):
                    continue
                x, y = shape.left / self._across, shape.top / self._down
                wide, high = shape.width / self._across, shape.height / self._down
                if wide > WIDTH / 2 and high > HEIGHT / 2:
                    continue  # a background
                if y + high / 2 < 130 and x > WIDTH / 2:
                    right = min(right, x - 16)
                elif y + high / 2 > 600:
                    bottom = min(bottom, y - 8)
        return right, max(bottom, 600.0)


def _ours() -> Any:
    show: Any = Presentation()
    show.slide_width, show.slide_height = Emu(WIDTH * _PX), Emu(HEIGHT * _PX)
    for layout in list(show.slide_layouts):
        if layout.name not in ("Title Slide", "Title Only"):
            show.slide_layouts.remove(layout)
    package = show.part.package
    for rels in (package._rels, show.part.rels):
        for key, relation in list(rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                rels.pop(key)
    master = show.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _theme(theme.blob)
    cover, body = show.slide_layouts
    _place(master._element, _MASTER)
    _place(cover._element, _COVER)
    _place(body._element, _BODY)
    for layout, name in ((cover, "Omslag"), (body, "Påstående")):
        layout._element.cSld.set("name", name)
    styles = master._element.find(".//{*}txStyles")
    styles.getparent().replace(styles, parse_xml(_STYLES))
    return show


def _regions(template: bytes) -> Any:
    """A region's own template without its slides; that of a new document (.potx) too."""
    try:
        show: Any = Presentation(io.BytesIO(_as_presentation(template)))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise UsageError(
            f"the template cannot be read as a PowerPoint file ({error})",
            "Mallen går inte att läsa som en PowerPoint-fil. Spara den som .pptx eller .potx och försök igen.",
        ) from None
    ids = show.slides._sldIdLst
    for slide in list(ids):
        show.part.drop_rel(slide.rId)
        ids.remove(slide)
    for section in show.part._element.findall(".//{*}sectionLst"):
        section.getparent().getparent().remove(section.getparent())
    return show


def _as_presentation(template: bytes) -> bytes:
    """The file with the content type of a presentation. UsageError where it has macros or is larger than decks are."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as read, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        if sum(one.file_size for one in read.infolist()) > _LARGEST_TEMPLATE:
            raise UsageError("the template is larger than 60 MB", "Mallen är större än 60 MB. Ta bort bilder ur den.")
        for one in read.infolist():
            if one.filename.endswith("vbaProject.bin"):
                raise UsageError("the template has macros", "Mallen har makron. Spara den utan, som .potx.")
            inside = read.read(one)
            if one.filename == "[Content_Types].xml":
                inside = inside.replace(_MAIN % b"template", _MAIN % b"presentation")
            written.writestr(one.filename, inside)
    return target.getvalue()


def _layout(show: Any, kinds: tuple[str, ...], otherwise: Any = None) -> Any:
    """The first layout of these types that has a title, else any that has."""
    titled = [one for one in show.slide_layouts if any(p.placeholder_format.type in _TITLES for p in one.placeholders)]
    if not titled:
        names = ", ".join(one.name for one in show.slide_layouts) or "–"
        raise UsageError(
            f"no layout of the template has a title placeholder (layouts: {names})",
            f"Ingen layout i mallen har en platshållare för rubrik (layouter: {names}). Lägg till den där.",
        )
    for kind in kinds:
        for one in titled:
            if one._element.get("type") == kind:
                return one
    return otherwise or titled[-1]


def _theme(blob: bytes) -> bytes:
    """The theme with our colours and font."""
    root = etree.fromstring(blob)
    space = {"a": root.nsmap["a"]}
    root.set("name", "Länspuls")
    colours = root.find(".//a:clrScheme", space)
    colours.set("name", "Länspuls")
    for child in list(colours):
        colours.remove(child)
    for name, colour in _COLOURS.items():
        etree.SubElement(etree.SubElement(colours, f"{{{space['a']}}}{name}"), f"{{{space['a']}}}srgbClr").set(
            "val", colour[1:]
        )
    fonts = root.find(".//a:fontScheme", space)
    fonts.set("name", "Länspuls")
    for latin in fonts.findall(".//a:latin", space):
        latin.set("typeface", FONT)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _place(element: Any, shapes: str) -> None:
    """A master's or a layout's shapes instead of those it has."""
    tree = element.cSld.spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for shape in parse_xml(f"<p:spTree {_NS}>{shapes}</p:spTree>"):
        tree.append(shape)


def _holder(number: int, name: str, kind: str, box: Box | None, anchor: str = "t", style: str = "") -> str:
    where = ""
    if box is not None:
        x, y, wide, high = (int(one * _PX) for one in (box.x, box.y, box.width, box.height))
        where = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        where += '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{where}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f'<a:lstStyle>{style}</a:lstStyle><a:p><a:r><a:rPr lang="sv-SE"/><a:t>{name}</a:t></a:r></a:p>'
        "</p:txBody></p:sp>"
    )


def _line(number: int, y: int) -> str:
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="Linje"/><p:cNvCxnSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvCxnSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{LEFT * _PX}" y="{y * _PX}"/><a:ext cx="{(RIGHT - LEFT) * _PX}" cy="0"/></a:xfrm>'
        '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:schemeClr val="tx1">'
        '<a:lumMod val="15000"/><a:lumOff val="85000"/></a:schemeClr></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )


def _level(name: str, size: int, colour: str, bold: int) -> str:
    return (
        f'<a:{name} marL="0" indent="0" algn="l"><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        '<a:spcBef><a:spcPts val="0"/>'
        f'</a:spcBef><a:buNone/><a:defRPr sz="{size}" b="{bold}" kern="1200"><a:solidFill><a:schemeClr val="{colour}"/>'
        '</a:solidFill><a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
        f"</a:{name}>"
    )


TITLE = Box(LEFT, 36, RIGHT - LEFT, 92)
FOOT_LINE = 652
_MASTER = _holder(2, "Rubrik", 'type="title"', TITLE) + _holder(
    3, "Text", 'type="body" idx="1"', Box(LEFT, 150, RIGHT - LEFT, 480)
)
_BODY = _holder(2, "Rubrik", 'type="title"', None) + _line(3, FOOT_LINE)
_COVER = (
    _holder(
        2, "Rubrik", 'type="ctrTitle"', Box(LEFT, 120, 1100, 150), "b", '<a:lvl1pPr><a:defRPr sz="4400"/></a:lvl1pPr>'
    )
    + _holder(3, "Underrubrik", 'type="subTitle" idx="1"', Box(LEFT, 296, 1100, 330))
    + _line(4, FOOT_LINE)
)
_STYLES = (
    f"<p:txStyles {_NS}><p:titleStyle>{_level('lvl1pPr', 2800, 'tx1', 1)}</p:titleStyle>"
    f"<p:bodyStyle>{_level('lvl1pPr', 1800, 'tx1', 0)}</p:bodyStyle>"
    f"<p:otherStyle>{_level('lvl1pPr', 1800, 'tx1', 0)}</p:otherStyle></p:txStyles>"
)
