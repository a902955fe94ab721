"""What stands on the sheets of a PDF, as text; and a picture to put on one."""

import pypdfium2

from dashboard.words.line_breaks import JOINER

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="700" height="430" viewBox="0 0 700 430">'
    '<path d="M50,200L600,180" style="stroke: #0F5C7A; fill: none"/>'
    '<text x="610" y="180" style="font-family: Inter, \'Segoe UI\', sans-serif; font-size: 14px">Åre 3,7</text></svg>'
)
"""A figure as a browser draws it."""


def raw_texts(pdf: bytes) -> list[str]:
    """The text of each sheet as it was set, no-break spaces and all."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [sheet.get_textpage().get_text_range() for sheet in document]
    finally:
        document.close()


def texts(pdf: bytes) -> list[str]:
    """The text of each sheet with every run of white space made one space, without joiners."""
    return [" ".join(text.replace(JOINER, "").split()) for text in raw_texts(pdf)]
