"""What python-pptx has no words for, in the XML of a chart; each element where the schema wants it."""

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.oxml import parse_xml

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_NS = f'xmlns:c="{_C}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_GREY = '<a:schemeClr val="tx1"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:schemeClr>'


def leave_gaps(chart: Any) -> None:
    """No title of its own, and a gap where there is no number."""
    inside = chart._chartSpace.chart
    inside.get_or_add_autoTitleDeleted().set("val", "1")
    blanks = inside.find(_tag("dispBlanksAs"))
    if blanks is not None:
        blanks.set("val", "gap")


def set_plot(chart: Any, shares: Sequence[float]) -> None:
    """The plot's left, top, width and height as shares of the chart's, axes not counted."""
    x, y, w, h = (f"{one:.4f}" for one in shares)
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(_tag("layout")):
        area.remove(old)
    layout = (
        f'<c:layout {_NS}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x}"/><c:y val="{y}"/><c:w val="{w}"/><c:h val="{h}"/></c:manualLayout></c:layout>'
    )
    area.insert(0, parse_xml(layout))


def set_time_units(axis: Any, step: int, unit: str) -> None:
    """An axis of months with a name every so many months or years."""
    element = axis._element
    for tag in ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit"):
        for old in element.findall(_tag(tag)):
            element.remove(old)
    for tag, said in (("baseTimeUnit", "months"), ("majorUnit", str(step)), ("majorTimeUnit", unit)):
        etree.SubElement(element, _tag(tag)).set("val", said)


def name_every(axis: Any, every: int) -> None:
    """A name under every so many columns."""
    element = axis._element
    last = element.find(_tag("noMultiLvlLbl"))
    for tag in ("tickLblSkip", "tickMarkSkip"):
        made = etree.Element(_tag(tag))
        made.set("val", str(every))
        element.insert(len(element) if last is None else list(element).index(last), made)


def join_high_and_low(plot: Any) -> None:
    """A line between the two marks of each place."""
    made = parse_xml(
        f'<c:hiLowLines {_NS}><c:spPr><a:ln w="19050"><a:solidFill>{_GREY}</a:solidFill></a:ln></c:spPr></c:hiLowLines>'
    )
    marker = plot._element.find(_tag("marker"))
    if marker is not None:
        marker.addprevious(made)


def say(label: Any, *, named: bool) -> None:
    """What a label says: the number, and on a line above it the name of its series."""
    for tag, is_on in (("showVal", True), ("showSerName", named), ("showLegendKey", False), ("showCatName", False)):
        found = label.find(_tag(tag))
        if found is not None:
            found.set("val", "1" if is_on else "0")
    if named:
        etree.SubElement(label, _tag("separator")).text = "\n"


def lay_on_paper(label: Any) -> None:
    """Paper under a label, so that a line behind it does not cross its letters."""
    old = label.find(_tag("spPr"))
    if old is not None:
        label.remove(old)
    paper = parse_xml(f'<c:spPr {_NS}><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></c:spPr>')
    label.find(_tag("txPr")).addprevious(paper)


def show_as(label: Any, form: str) -> None:
    """The form of a label's number."""
    made = etree.Element(_tag("numFmt"))
    made.set("formatCode", form)
    made.set("sourceLinked", "0")
    label.insert(1, made)


def move_down(label: Any, share: float) -> None:
    """A label moved from its place by a share of the chart's height."""
    layout = f'<c:layout {_NS}><c:manualLayout><c:x val="0"/><c:y val="{share:.4f}"/></c:manualLayout></c:layout>'
    label.insert(1, parse_xml(layout))


def _tag(name: str) -> str:
    return f"{{{_C}}}{name}"
