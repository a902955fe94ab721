"""The edition as a workbook: contents, a sheet for each figure with Excel's own chart, definitions, signs.

What writes it is read when one is made: whoever serves pages needs none of it.
"""

from collections.abc import Iterable

from dashboard.editions.content import Edition
from dashboard.editions.forms._form import Form

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def document(edition: Edition) -> bytes:
    """The workbook."""
    from dashboard.editions.forms._book import written_book

    return written_book.document(edition)


def check(edition: Edition, content: bytes) -> Iterable[str]:
    """What is wrong with a workbook of the edition: sheets, numbers, charts' words, marks, formulas."""
    from dashboard.editions.forms._book import checked

    return checked.check(edition, content)


FORMS = (
    Form(
        word="xlsx",
        ending=".xlsx",
        title_sv="Excel, alla siffror med diagram",
        media=MEDIA,
        make=document,
        check=check,
        order=40,
    ),
)
