"""A publisher's notes: kept as published, offered as plain text. SCB writes Markdown links and runs of CRLF in them."""

import re

_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+\"[^\"]*\")?\s*\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_CONTROL = re.compile(r"[^\S\n]+|[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_BREAKS = re.compile(r"\s*\n\s*")


class Note(str):
    """A note exactly as published, which knows what it is about and whether the publisher requires it shown.

    ``dimension`` and ``code`` are empty for a note on the whole table, ``code`` for one on a variable.
    """

    mandatory: bool
    dimension: str
    code: str

    def __new__(cls, text: str, *, mandatory: bool = False, dimension: str = "", code: str = "") -> "Note":
        """Wrap the text."""
        note = super().__new__(cls, text)
        note.mandatory, note.dimension, note.code = mandatory, dimension, code
        return note

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (str(self),), {"mandatory": self.mandatory, "dimension": self.dimension, "code": self.code}

    @property
    def plain(self) -> str:
        """The note as text to show: see plain_text."""
        return plain_text(self)


def plain_text(note: str) -> str:
    r"""Markdown, markup and control characters taken out; paragraphs are parted by one ``\n``.

    A link becomes its text with the address in parentheses if that is http(s), else its text alone.
    """

    def unlink(link: re.Match[str]) -> str:
        text, address = link[1].strip(), link[2]
        if not re.match(r"https?://", address, re.IGNORECASE) or text == address:
            return text
        return f"{text} ({address})" if text else address

    text = note.replace("\r\n", "\n").replace("\r", "\n")
    text = _BOLD.sub(r"\1", _HEADING.sub("", _LINK.sub(unlink, _TAG.sub("", text))))
    return _BREAKS.sub("\n", _CONTROL.sub(" ", text)).strip()
