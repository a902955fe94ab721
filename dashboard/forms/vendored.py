"""The third-party files for browsers that ``building/browser_files.py`` fetches, and the addresses of kept files.

A clone may lack the former.
"""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "web" / "assets" / "vendor"
PLOTLY = "plotly-basic.min.js"
"""The small plotly.js, of the version plotly.py carries."""
FONT = "inter-latin.woff2"


def content_of(name: str) -> bytes:
    """The bytes of one of them; none where it has not been fetched."""
    path = FOLDER / name
    return path.read_bytes() if path.is_file() else b""


AT = "/_fil"
"""Where files are served that a browser keeps for good."""


def hash_of(content: bytes) -> str:
    """Short text that is another for other content."""
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def address_of(name: str, content: bytes) -> str:
    """The address of a file with this name and content, where ``bundled.FILES`` knows it."""
    stem, _, ending = name.rpartition(".")
    return f"{AT}/{stem}.{hash_of(content)}.{ending}"
