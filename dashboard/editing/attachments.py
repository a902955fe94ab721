"""Files that are attached to a meeting: chosen in the browser, and put beside its file under a name that says what."""

import base64
import binascii
from pathlib import Path, PurePosixPath

from dashboard.meetings.file_details import ATTACHED
from dashboard.publishing.checking import LARGEST_ATTACHMENT_BYTES
from loaders.ground.errors import UsageError
from loaders.ground.files import digest, write_atomically
from loaders.ground.names import fold

LONGEST_NAME = 60
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BEGINS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    **dict.fromkeys((".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods"), _OFFICE),
}
"""How files of some kinds begin; one that does not is another kind under a name that misleads. Office files with a
password begin otherwise than those without."""


def keep(name: str, encoded: str, slug: str, folder: Path) -> str:
    """Write a file (base64) beside the meeting files and give its name there: the meeting's day and the name it had.

    The same file has the same name; another of the same name gets one of its own. UsageError, in English and Swedish,
    for a kind of file that is not attached, for another kind than the name says, and for what is too large.
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if ending not in ATTACHED:
        raise UsageError(
            f"'{ending}' files are not attached ({', '.join(ATTACHED)})",
            f"Filer som slutar på ”{ending}” kan inte bifogas. Det går med {', '.join(ATTACHED)}.",
        )
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise UsageError("the file is not base64", "Filen kom inte fram hel. Försök igen.") from None
    if not content:
        raise UsageError("the file is empty", "Filen är tom.")
    if len(content) > LARGEST_ATTACHMENT_BYTES:
        raise UsageError(
            f"the file has {len(content)} bytes; {LARGEST_ATTACHMENT_BYTES} fit",
            f"Filen är {len(content) / 1e6:.0f} MB, högst {LARGEST_ATTACHMENT_BYTES / 1e6:.0f} MB får plats.",
        )
    if not content.startswith(_BEGINS.get(ending, (b"",))):
        raise UsageError(
            f"the file is no {ending}", f"Filen heter {ending} men är något annat. Spara om den i rätt format."
        )
    stem = PurePosixPath(name.replace("\\", "/")).stem
    plain = "-".join(fold(stem).encode("ascii", "ignore").decode().split())[:LONGEST_NAME].strip("-")
    kept = f"{slug}-{(plain or 'bilaga').removeprefix(f'{slug}-')}"
    path = folder / f"{kept}{ending}"
    if path.exists() and path.read_bytes() != content:
        path = folder / f"{kept}-{digest(content)[:8]}{ending}"
    if not path.exists():
        write_atomically(path, content)
    return path.name
