"""Texts in the encodings publishers have been seen to send, and in those they should not."""

TWICE = "twice"
"""UTF-8 that somebody has read as Latin-1 and written as UTF-8 again."""


def encoded(text: str, codec: object) -> bytes:
    """The text in a codec Python knows, or TWICE. Letters the codec lacks become question marks."""
    if codec == TWICE:
        return text.encode("utf-8").decode("latin-1").encode("utf-8")
    return text.encode(str(codec), errors="replace")
