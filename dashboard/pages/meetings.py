"""Möten: every meeting file, newest first, with the fault of one that cannot be read. A plain document."""

from pathlib import Path

from flask import render_template

from dashboard.data.meeting_days import meeting_files, misnamed_files
from dashboard.meetings.file import load_meeting
from dashboard.meetings.material import Material
from dashboard.pages import DocumentKind
from dashboard.words import swedish
from loaders.ground.errors import UsageError


def listing(material: Material) -> str:
    """The list of meetings."""
    misnamed = [error.message_sv for _, error in misnamed_files(material.folder)]
    return render_template("moten.html", meetings=_listed(material.folder), misnamed=misnamed)


def _listed(folder: Path | None) -> list[dict[str, str]]:
    rows = []
    for path in meeting_files(folder):
        try:
            found = load_meeting(path)
        except UsageError as error:
            rows.append({"slug": path.stem, "title": "Möte", "day": path.stem, "fault": error.message_sv})
            continue
        count = len(found.views)
        rows.append(
            {
                "slug": found.slug,
                "title": found.title,
                "day": swedish.date_text(found.date),
                "place": found.place,
                "count": f"{swedish.small_number(count)} {'bild' if count == 1 else 'bilder'}",
            }
        )
    return rows


PAGE = DocumentKind(
    address="/moten",
    menu_sv="Möten",
    order=60,
    of_a_place=False,
    answer=listing,
    synonyms=("möten", "näringslivsdialog", "protokoll", "bilder"),
)
