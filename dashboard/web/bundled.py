"""What pages load besides our own files: plotly.js, Bootstrap's sheet and the font, all from installed packages."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode

import flask

ASSETS = Path(__file__).resolve().parent / "assets"
VENDOR = ASSETS / "vendor"
PLOTLY = "plotly-basic.min.js"
FONT = "inter-latin.woff2"
FULL_PLOTLY = "/_plotly.min.js"
FONT_FROM_PACKAGE = "/_inter.ttf"
BOOTSTRAP = "/_bootstrap.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """The local address of plotly.js, and the CSS rule that names Inter."""

    plotly: str
    font_face: str


def bundled() -> Bundled:
    """What documents load."""
    return Bundled(plotly=small_plotly() or FULL_PLOTLY, font_face=font_face())


def register(server: flask.Flask) -> None:
    """Add the addresses of what is sent from packages."""

    @server.get(FULL_PLOTLY)
    def full_plotly() -> flask.Response:
        """plotly.py's own plotly.js, for a clone without the vendor folder."""
        return flask.send_file(Path(str(resources.files("plotly"))) / "package_data" / "plotly.min.js")

    @server.get(BOOTSTRAP)
    def bootstrap_css() -> flask.Response:
        """Bootstrap's style sheet from its package, in a layer below our own."""
        answer = flask.Response(bootstrap_layer(), mimetype="text/css")
        answer.cache_control.max_age = server.config["SEND_FILE_MAX_AGE_DEFAULT"]
        return answer

    @server.get(FONT_FROM_PACKAGE)
    def font() -> flask.Response:
        """Inter from its package, for a clone without the vendor folder."""
        file = Path(str(resources.files("fontpkg_inter"))) / "files" / "Inter[opsz,wght].ttf"
        return flask.send_file(file, mimetype="font/ttf")


def small_plotly() -> str | None:
    """Address of the small plotly.js, or None where the vendor folder has not been made."""
    return _asset(PLOTLY)


def _asset(name: str) -> str | None:
    file = VENDOR / name
    return f"/assets/vendor/{name}?{urlencode({'m': int(file.stat().st_mtime)})}" if file.is_file() else None


@cache
def bootstrap_layer() -> str:
    """The rules of Bootstrap-Flask's Bootstrap 5 as the cascade layer ``bootstrap``."""
    file = resources.files("flask_bootstrap") / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    rules = file.read_text(encoding="utf-8").removeprefix('@charset "UTF-8";')
    return f"@layer bootstrap {{{rules.partition('/*# sourceMappingURL')[0]}}}"


def font_face() -> str:
    """The rule that names Inter: its Latin part, or the whole font where the vendor folder has not been made."""
    font = _asset(FONT)
    source = f'url("{font}") format("woff2")' if font else f'url("{FONT_FROM_PACKAGE}") format("truetype")'
    return f"@font-face {{ font-family: Inter; src: {source}; font-weight: 100 900; font-display: swap; }}\n"


def bootstrap_address() -> str:
    """Address of Bootstrap's sheet, which changes with its version."""
    return f"{BOOTSTRAP}?{urlencode({'v': version('bootstrap-flask')})}"
