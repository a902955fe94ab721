"""Pictures on slides: an analyst's own, and drawings that cannot be native charts; SVG, with a PNG for old readers."""

import base64
import io
from typing import Any

import typst
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from dashboard.editions.content import Slide
from dashboard.editions.forms._deck.base import Box, Stage
from dashboard.editions.forms._deck.ink import describe
from dashboard.forms.svg import FONT_FOLDER
from loaders.ground.errors import ReportError

_PPI = 200
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 876pt)'


def picture_of(slide: Slide) -> tuple[bytes, bool] | None:
    """A slide's picture and whether it is SVG: its own, else the drawing of its figure; None where there is none."""
    if slide.picture is not None:
        return base64.b64decode(slide.picture.base64), slide.picture.format == "svg"
    return (slide.drawings.svg.encode(), True) if slide.drawings.svg else None


def add_picture(stage: Stage, slide: Any, content: bytes, is_svg: bool, box: Box, *, name: str, alt: str) -> None:
    """A picture as large as its place allows, in its own proportions. ReportError where it cannot be drawn."""
    drawn = _png(content) if is_svg else content
    try:
        shape = slide.shapes.add_picture(io.BytesIO(drawn), *stage.at(box)[:2])
    except (OSError, ValueError) as error:
        raise ReportError(f"{name}: the picture cannot be read ({error})") from None
    x, y, wide, high = stage.at(box)
    share = min(wide / shape.width, high / shape.height)
    shape.width, shape.height = int(shape.width * share), int(shape.height * share)
    shape.left, shape.top = x + (wide - shape.width) // 2, y
    describe(shape, name, alt)
    if is_svg:
        _beside(slide, shape, content)


def _png(content: bytes) -> bytes:
    """An SVG as PNG, by the typesetter, the same bytes for the same picture."""
    fonts: Any = [FONT_FOLDER]
    try:
        told = {"svg": content.decode("utf-8")}
        made = typst.compile(
            _PAGE.encode(), sys_inputs=told, font_paths=fonts, ignore_system_fonts=True, format="png", ppi=_PPI
        )
    except (typst.TypstError, UnicodeDecodeError) as error:
        raise ReportError(f"a picture cannot be drawn ({error})") from None
    return made


def _beside(slide: Any, shape: Any, content: bytes) -> None:
    """The SVG itself, for readers that draw it."""
    package = slide.part.package
    number = sum(1 for part in package.iter_parts() if part.partname.endswith(".svg")) + 1
    part = Part(PackURI(f"/ppt/media/drawing{number}.svg"), "image/svg+xml", package, content)
    key = slide.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    blip = shape._element.find(".//{*}blip")
    blip.append(
        parse_xml(
            '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
            f'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{key}"/></a:ext>'
            "</a:extLst>"
        )
    )
