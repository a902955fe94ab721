"""Output where the terminal, or the file it is led into, has not all signs: Windows' own encodings lack − and →.

A sign that cannot be written is written as what is nearest to it, never as a fault in the midst of a command, and never
as a question mark where a minus stood.
"""

import codecs
import io
import sys
import unicodedata

NEAREST = {
    "−": "-", "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≈": "~", "…": "...", "–": "-", "—": "-", "”": '"', "“": '"',
    "’": "'", "·": "-", "●": "*", "✓": "ok", "\u2011": "-", "×": "x", "§": "par.",
}  # fmt: skip
_NAME = "lanspuls-nearest"


def write_nearest() -> None:
    """Let this process write what its output has no sign for as what is nearest."""
    codecs.register_error(_NAME, _nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
            stream.reconfigure(errors=_NAME)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacked = error.object[error.start : error.end]
    return "".join(NEAREST.get(sign) or _plain(sign) for sign in lacked), error.end


def _plain(sign: str) -> str:
    """A letter without what stands above it, a narrow space as a space."""
    return unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode() or "?"
