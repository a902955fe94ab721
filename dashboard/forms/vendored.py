"""The third-party files for browsers that ``building/browser_files.py`` fetches; a clone may lack them."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "web" / "assets" / "vendor"
PLOTLY = "plotly-basic.min.js"
"""The small plotly.js, of the version plotly.py carries."""
FONT = "inter-latin.woff2"


def content_of(name: str) -> bytes:
    """The bytes of one of them; none where it has not been fetched."""
    path = FOLDER / name
    return path.read_bytes() if path.is_file() else b""
