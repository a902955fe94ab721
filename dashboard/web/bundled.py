"""What pages load besides modules: sheets, plotly.js and the font, at addresses with a hash of their content.

A browser keeps them for good. ``building/browser_files.py`` compresses whatever pages load as far as brotli can, when a
wheel is made or a clone installed: that takes seconds and is no work for a request. A compressed file is found by the
hash of what it was made from, so it is never an old one's; where there is none, an answer is compressed on its way out,
less far.
"""

import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

import flask
from werkzeug.exceptions import NotFound

from dashboard.forms import manual, vendored
from dashboard.forms.vendored import AT, hash_of
from loaders.ground.errors import UsageError

ASSETS = Path(__file__).resolve().parent / "assets"
VENDOR = vendored.FOLDER
PLOTLY = vendored.PLOTLY
FONT = vendored.FONT
GENERATORS = "regenerator-runtime.js"
BOOTSTRAP = "bootstrap.min.css"
SWAGGER, SWAGGER_SHEET = "swagger-ui-bundle.js", "swagger-ui.css"
SHEET = "lanspuls.css"
KEPT_SECONDS = 31_536_000
"""A year: what stands at an address of the content served never changes."""
COMPRESSED = VENDOR
"""The folder of compressed files."""
WORTH_COMPRESSING = 500
"""Smaller answers gain nothing, bytes."""

_RULE = re.compile(r"(?P<head>[^{}]+)\{(?P<body>(?:[^{}]|\{[^{}]*\})*)\}")
_CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
_NAME = re.compile(r"[A-Za-z][\w-]*")
_OWN_PROPERTY = re.compile(r"(--bs-[\w-]+):")
_PUT_TOGETHER = re.compile(r"(?:align-items|justify-content|col|bg|alert|btn|btn-outline)-(?P<rest>[\w-]+)")
"""Classes that bootstrap.py puts together of a word of its own and one of a page's."""

Reader = Callable[[], bytes]


class Files:
    """Files by name, read anew when they change; served at ``/_fil/<name>.<hash>.<ending>``.

    ``common`` are further ones that are served with them, of which they are no part: a region's logo is its own.
    """

    def __init__(self, common: "Files | None" = None) -> None:
        self._readers: dict[str, Reader] = {}
        self._common = common

    def reader(self, name: str) -> Reader | None:
        """What reads a file of this name; None where there is none."""
        return self._readers.get(name) or (self._common.reader(name) if self._common else None)

    def add(self, name: str, source: Path | Reader) -> str:
        """The address of a file, or of what a function reads, as it is now. A name has one source."""
        self._readers[name] = _reader_of(source) if isinstance(source, Path) else source
        return vendored.address_of(name, self._readers[name]())

    def serve(self, server: flask.Flask) -> None:
        """Answer at the addresses. A page of an earlier version gets the file as it is now, not to be kept."""
        if "kept_file" in server.view_functions:
            return

        @server.get(f"{AT}/<stem>.<version>.<ending>")
        def kept_file(stem: str, version: str, ending: str) -> flask.Response:
            name = f"{stem}.{ending}"
            reader = self.reader(name)
            if reader is None:
                raise NotFound
            content = reader()
            answer = flask.Response(content, mimetype=_type_of(name))
            if version == hash_of(content):
                answer.cache_control.public = True
                answer.cache_control.max_age = KEPT_SECONDS
                answer.cache_control.immutable = True
            else:
                answer.cache_control.no_cache = True
            return answer


def send_compressed(server: flask.Flask) -> None:
    """Send what was compressed beforehand, where a browser takes brotli; before anything else compresses it."""

    @server.after_request
    def compressed(answer: flask.Response) -> flask.Response:
        kept = (answer.cache_control.max_age or 0) >= KEPT_SECONDS
        if not kept or answer.status_code != 200 or "br" not in flask.request.headers.get("Accept-Encoding", ""):
            return answer
        answer.direct_passthrough = False
        body = beforehand(hash_of(answer.get_data()))
        if body:
            answer.set_data(body)
            answer.headers["Content-Encoding"] = "br"
            answer.vary.add("Accept-Encoding")
        return answer


@lru_cache(maxsize=64)
def beforehand(content: str) -> bytes | None:
    """What was compressed of content with this hash, or None."""
    file = COMPRESSED / f"{content}.br"
    return file.read_bytes() if file.is_file() else None


def _reader_of(path: Path) -> Reader:
    return lambda: _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> bytes:
    return path.read_bytes()


def know_types() -> None:
    """Let files of libraries too be of the type they are: on Windows a registry says it, which many programs spoil.

    A script that is sent as text is not run, since nothing may be guessed (``nosniff``).
    """
    for ending, kind in _TYPES.items():
        mimetypes.add_type(kind, ending)


_TYPES = {
    ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".html": "text/html",
    ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2",
    ".ttf": "font/ttf",
}  # fmt: skip


def _type_of(name: str) -> str:
    return _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


FILES = Files()
"""Every file of this room and of packages that pages load."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """The local address of plotly.js, the CSS rule that names Inter, a region's logo, and the files it is among."""

    plotly: str
    font_face: str
    logo: str = ""
    files: Files = FILES


def bundled(colour: str = "", logo: Path | None = None) -> Bundled:
    """What documents load. colour: the region's own for links and menu, #RRGGBB; logo: its file. UsageError."""
    for picture in manual.pictures().values():
        FILES.add(picture.name, picture.file)
    rules = font_face() + (f":root:root {{ --chosen: {colour}; }}\n" if colour else "")
    files = Files(FILES)
    address = logo_address(logo, files)
    return Bundled(plotly=small_plotly() or full_plotly(), font_face=rules, logo=address, files=files)


LARGEST_LOGO_BYTES = 100_000


def logo_address(file: Path | None, files: Files) -> str:
    """Address of a logo among files; empty for none. UsageError where it is no SVG or PNG that is small enough."""
    if file is None:
        return ""
    kind = file.suffix.lower()
    try:
        content = file.read_bytes() if file.is_file() else b""
    except OSError:
        content = b""
    begins = {".svg": b"<svg" in content, ".png": content.startswith(b"\x89PNG")}
    if not begins.get(kind) or len(content) > LARGEST_LOGO_BYTES:
        raise UsageError(
            f"logo {file.name}: must be an SVG or PNG file of at most {LARGEST_LOGO_BYTES // 1000} kB",
            f"Logotypen {file.name} ska vara en SVG- eller PNG-fil på högst {LARGEST_LOGO_BYTES // 1000} kB.",
        )
    return files.add(f"logga{kind}", lambda: content)


def small_plotly() -> str | None:
    """Address of the small plotly.js, or None where the vendor folder has not been made."""
    return FILES.add(PLOTLY, VENDOR / PLOTLY) if (VENDOR / PLOTLY).is_file() else None


def full_plotly() -> str:
    """Address of plotly.py's own plotly.js, for a clone without the vendor folder."""
    return FILES.add("plotly.min.js", Path(str(resources.files("plotly"))) / "package_data" / "plotly.min.js")


def small_polyfill() -> str | None:
    """Address of what Dash's scripts call of their polyfill, or None where the vendor folder has not been made."""
    return FILES.add(GENERATORS, polyfill) if (VENDOR / GENERATORS).is_file() else None


def polyfill(folder: Path = VENDOR) -> bytes:
    """The polyfill without the lines that are notes to its builders, which are half of what would be sent."""
    lines = (line.strip() for line in (folder / GENERATORS).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")).encode()


@cache
def bootstrap_layer() -> str:
    """Bootstrap 5 as the cascade layer ``bootstrap``: the vendor folder's, or a clone's from its Bootstrap-Flask."""
    if (VENDOR / BOOTSTRAP).is_file():
        return as_layer((VENDOR / BOOTSTRAP).read_text(encoding="utf-8"))
    file = resources.files("flask_bootstrap") / "static" / "bootstrap5" / "css" / "bootstrap.min.css"
    return as_layer(file.read_text(encoding="utf-8"))


def as_layer(sheet: str) -> str:
    """The rules of Bootstrap's sheet that a page may need, as the cascade layer ``bootstrap`` below our own."""
    plain = re.sub(r"/\*.*?\*/", "", sheet.removeprefix('@charset "UTF-8";'), flags=re.DOTALL)
    return f"@layer bootstrap {{{used_rules(plain, _names())}}}"


def _names() -> frozenset[str]:
    """Every word in the code and templates of the pages: whatever class a page has is among them."""
    room = Path(__file__).resolve().parents[1]
    files = (one for one in room.rglob("*") if one.suffix in (".py", ".js", ".html") and VENDOR not in one.parents)
    return frozenset(name for file in files for name in _NAME.findall(file.read_text(encoding="utf-8")))


def used_rules(sheet: str, names: frozenset[str]) -> str:
    """The rules of a minified sheet that a page with these names for classes may need, and the properties they use."""
    rules, fewer = "", _used(sheet, names)
    own = "".join(file.read_text(encoding="utf-8") for file in ASSETS.glob("*.css"))
    while fewer != rules:
        rules = fewer
        unknown = set(_OWN_PROPERTY.findall(rules)) - set(re.findall(r"var\((--bs-[\w-]+)", rules + own))
        declared = "|".join(sorted(map(re.escape, unknown), key=len, reverse=True))
        fewer = re.sub(rf"(?:{declared}):[^;}}]*;?", "", rules) if unknown else rules
    return re.sub(r"[^{}]+\{\}", "", rules)


def _used(sheet: str, names: frozenset[str]) -> str:
    kept = []
    for found in _RULE.finditer(sheet):
        head, body = found["head"].strip(), found["body"]
        if head.startswith(("@media", "@supports")):
            body = _used(body, names)
        elif head.startswith("@keyframes"):
            body = body if head.split()[1] in names else ""
        elif not head.startswith("@"):
            head = ",".join(one for one in re.split(r",(?![^(]*\))", head) if _is_used(one, names))
        if head and body:
            kept.append(f"{head}{{{body}}}")
    return "".join(kept)


def _is_used(selector: str, names: frozenset[str]) -> bool:
    if "[data-bs-theme=dark]" in selector:
        return False
    said = re.sub(r":not\([^)]*\)", "", selector)
    classes = [one.replace("\\", "") for one in _CLASS.findall(said)]
    return all(one in names or _is_put_together(one, names) for one in classes)


def _is_put_together(name: str, names: frozenset[str]) -> bool:
    found = _PUT_TOGETHER.fullmatch(name)
    return found is not None and all(part.isdigit() or part in names for part in found["rest"].split("-"))


def font_face() -> str:
    """The rule that names Inter: its Latin part, or the whole font where the vendor folder has not been made."""
    if (VENDOR / FONT).is_file():
        source = f'url("{FILES.add(FONT, VENDOR / FONT)}") format("woff2")'
    else:
        whole = Path(str(resources.files("fontpkg_inter"))) / "files" / "Inter[opsz,wght].ttf"
        source = f'url("{FILES.add("inter.ttf", whole)}") format("truetype")'
    return f"@font-face {{ font-family: Inter; src: {source}; font-weight: 100 900; font-display: swap; }}\n"


def bootstrap_address() -> str:
    """Address of Bootstrap's sheet."""
    return FILES.add("bootstrap.css", lambda: bootstrap_layer().encode())


def sheet_address() -> str:
    """Address of our own sheet."""
    return FILES.add(SHEET, ASSETS / SHEET)
