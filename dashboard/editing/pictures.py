"""Pictures that are pasted or chosen for a free slide: put beside the meeting file under a name of their own."""

import base64
import binascii
from pathlib import Path

from dashboard.forms import untrusted_svg
from dashboard.meetings.slides.free import LARGEST_PICTURE_BYTES
from loaders.ground.errors import ReportError, UsageError
from loaders.ground.files import digest, write_atomically

_BEGINS = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff"}


def keep(encoded: str, slug: str, folder: Path) -> str:
    """Write a picture (base64) beside the meeting files and give its name, the same for the same picture.

    UsageError, in English and Swedish, for what is no PNG, JPEG or safe SVG, or larger than a slide's may be.
    """
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise UsageError("the picture is not base64", "Bilden kom inte fram hel. Försök igen.") from None
    if len(content) > LARGEST_PICTURE_BYTES:
        raise UsageError(
            f"the picture has {len(content)} bytes; {LARGEST_PICTURE_BYTES} fit",
            f"Bilden är {len(content) / 1e6:.1f} MB".replace(".", ",") + ", högst 1 MB får plats. Spara om den mindre.",
        )
    ending = next((end for end, begins in _BEGINS.items() if content.startswith(begins)), "")
    if not ending:
        ending, content = ".svg", _checked_svg(content)
    name = f"{slug}-bild-{digest(content)[:8]}{ending}"
    if not (folder / name).exists():
        write_atomically(folder / name, content)
    return name


def _checked_svg(content: bytes) -> bytes:
    try:
        return untrusted_svg.checked(content.decode()).encode()
    except (ReportError, UnicodeDecodeError):
        raise UsageError(
            "the picture is no PNG, JPEG or safe SVG", "Bilden är ingen PNG, JPEG eller SVG som kan användas."
        ) from None
