"""What stands on the sheets of a PDF, as text."""

import pypdfium2


def raw_texts(pdf: bytes) -> list[str]:
    """The text of each sheet as it was set, no-break spaces and all."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [sheet.get_textpage().get_text_range() for sheet in document]
    finally:
        document.close()


def texts(pdf: bytes) -> list[str]:
    """The text of each sheet with every run of white space made one space."""
    return [" ".join(text.split()) for text in raw_texts(pdf)]
