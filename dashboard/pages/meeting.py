"""/mote/<date>: what was published of a meeting, as files that nothing changes; on the analyst's machine its draft.

A plain document: it can be read without any script.
"""

from flask import Response, abort

from dashboard.meetings.material import Material
from dashboard.pages import DocumentKind, Part, _draft, _following, _published
from dashboard.pages._answers import or_message, or_told


def show(material: Material, day: str) -> Response:
    """The newest edition of a meeting; where drafts are shown, the meeting as its file says it."""
    if material.data.shows_drafts:
        return or_message(lambda: _draft.show(material, day))
    return or_message(lambda: _published.show(material, day))


def show_edition(material: Material, day: str, number: str) -> Response:
    """One edition of a meeting."""
    return or_message(lambda: _published.show(material, day, number))


def draft_figures(material: Material, day: str, size: str) -> Response:
    """The figures of a draft's slides at a size."""
    return or_told(lambda: _draft.figures(_of_drafts(material), day, size))


def draft_turned(material: Material, day: str) -> Response:
    """A draft's slides of other places."""
    return or_told(lambda: _draft.turned(_of_drafts(material), day))


def draft_pdf(material: Material, day: str) -> Response:
    """A draft's PDF."""
    return or_told(lambda: _draft.pdf(_of_drafts(material), day))


def draft_measures(material: Material, day: str) -> Response:
    """The measures that can be shown beside a draft's running order."""
    return or_told(lambda: _draft.measures(_of_drafts(material), day))


def draft_other(material: Material, day: str) -> Response:
    """A measure that is not in a draft's running order."""
    return or_told(lambda: _draft.other(_of_drafts(material), day))


def draft_parked(material: Material, day: str) -> Response:
    """A question from the meeting is parked in its draft."""
    return or_told(lambda: _draft.parked(_of_drafts(material), day))


def draft_followed(material: Material, day: str) -> Response:
    """The speaker's side tells participants what is shown."""
    return or_told(lambda: _following.tell(_of_drafts(material), day))


def draft_asked(material: Material, day: str) -> Response:
    """The speaker's side asks those who follow."""
    return or_told(lambda: _following.ask(_of_drafts(material), day))


def edition_figures(material: Material, day: str, number: str, size: str) -> Response:
    """The figures of an edition's slides at a size."""
    return or_told(lambda: _published.figures(material, day, number, size))


def edition_turned(material: Material, day: str, number: str) -> Response:
    """An edition's slides of other places."""
    return or_told(lambda: _published.turned(material, day, number))


def edition_file(material: Material, day: str, number: str, name: str) -> Response:
    """A form of an edition, or an attachment."""
    return or_message(lambda: _published.file(material, day, number, name))


def edition_pdf(material: Material, day: str, number: str) -> Response:
    """The PDF of an edition that was published without one."""
    return or_told(lambda: _published.pdf(material, day, number))


def _of_drafts(material: Material) -> Material:
    """The material where drafts are shown; 404 everywhere else."""
    if not material.data.shows_drafts:
        abort(404)
    return material


PAGE = DocumentKind(
    address="/mote/<day>",
    under="/moten",
    of_a_place=False,
    answer=show,
    parts=(
        Part(address="/figurer/<size>.json", answer=draft_figures),
        Part(address="/platser.json", answer=draft_turned),
        Part(address="/pdf", answer=draft_pdf, method="POST"),
        Part(address="/matt.json", answer=draft_measures),
        Part(address="/annat", answer=draft_other),
        Part(address="/fraga", answer=draft_parked, method="POST"),
        Part(address="/folj", answer=draft_followed, method="POST"),
        Part(address="/folj/fraga", answer=draft_asked, method="POST"),
        Part(address="/<number>", answer=show_edition),
        Part(address="/<number>/figurer/<size>.json", answer=edition_figures),
        Part(address="/<number>/platser.json", answer=edition_turned),
        Part(address="/<number>/fil/<name>", answer=edition_file),
        Part(address="/<number>/pdf", answer=edition_pdf, method="POST"),
    ),
    examples=("/mote/{meeting}", "/mote/{meeting}?vy=talare"),
)
