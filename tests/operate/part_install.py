"""From a wheel, without network, make, git or node: the demo to a page, slides, a deck and two PDFs, with every Python.

A wheel of this repository and the locked packages are laid in a folder, which is all that an installation takes from:
``pip install --no-index --find-links``. It is done with each Python from 3.11 that the machine has, in a folder with a
space and å, and in a bare Debian root that debootstrap makes. The demo starts in a network namespace where only the
loopback is, with no variable but a path that leads to its own program, without a single right of an administrator and
with its program's folder mounted read-only; a Chromium visits it (visiting.py). Needs root, for the namespaces.

How soon the first page is there is only told: a busy machine's clock says nothing, and ``make bench`` has the bound.
``elsewhere`` asks pip whether every locked package has a built file for Windows, macOS and other processors.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from filelock import FileLock
from packaging.requirements import Requirement

from loaders.ground.files import digest
from tests.attack.outcome import Count
from tests.golden_pages.commits import shared_folder
from tests.operate import say
from tests.operate.visiting import UNPRIVILEGED, Asked, Seen
from tests.shared import REPOSITORY
from tests.test_wheel import build
from tests.waiting import HANG_SECONDS

MINORS = range(11, 16)
MOST_MB = 500
INSTALL_SECONDS = 3600
OF_PYENV = Path.home() / ".pyenv" / "versions"
LOCK = REPOSITORY / "requirements.lock"
DEBIAN = "bookworm"
PIP = ("-m", "pip", "--disable-pip-version-check")
SYSTEMS = {
    "Windows": ("win_amd64",),
    "macOS, Apple's processor": ("macosx_11_0_arm64", "macosx_12_0_arm64", "macosx_14_0_arm64", "macosx_15_0_arm64"),
    "Linux, ARM": ("manylinux2014_aarch64", "manylinux_2_28_aarch64"),
}
"""What pip calls the systems that are not this one."""
BUILDERS = ("make", "git", "node", "npm", "gcc", "chromium")


def with_python(minor: int, folder: Path) -> list[Count]:
    """The wheel installed for one Python of this machine, and visited."""
    python, home = pythons()[minor], folder / f"hemma på {minor}"
    wheels = wheelhouse(folder, python)
    installed = made(home / "program", python, wheels)
    asked = Asked(start_in=str(started_in(home)), root="/", path=str(installed / "bin"), notes=str(home))
    return told(visit(asked, read_only=installed))


def in_bare_debian(folder: Path) -> list[Count]:
    """The wheel installed in a bare Debian, and visited."""
    root, home = bare_root(folder), folder / "bare"
    tools = [name for name in BUILDERS if shutil.which(name, path=f"{root}/usr/bin:{root}/usr/sbin")]
    shutil.copytree(wheelhouse(folder, pythons()[11]), root / "wheels")
    (wheel,) = (root / "wheels").glob("lanspuls-*.whl")
    say(f"install {wheel.name} in Debian's Python")
    inside(root, "/usr/bin/python3", "-m", "venv", "/opt/lanspuls")
    inside(root, "/opt/lanspuls/bin/python", *INSTALL, "--find-links", "/wheels", f"/wheels/{wheel.name}")
    shutil.rmtree(root / "wheels")
    started_in(root / "srv")
    home.mkdir()
    asked = Asked(start_in="/srv/mätt", root=str(root), path="/opt/lanspuls/bin", notes=str(home))
    counts = told(visit(asked, read_only=root))
    return [Count(f"of {', '.join(BUILDERS)} in it", len(tools), 0), *counts]


def elsewhere(folder: Path) -> list[Count]:
    """Whether what is locked can be had without a compiler on systems that are not here."""
    counts = []
    for system, platforms in SYSTEMS.items():
        for minor in MINORS:
            say(f"ask for built files: {system}, Python 3.{minor}")
            lacking = sorted(_without_file(minor, platforms, folder))
            what = f"packages without a built file for {system}, Python 3.{minor}"
            counts.append(Count(f"{what}{': ' if lacking else ''}{', '.join(lacking)}", len(lacking)))
    return counts


INSTALL = (*PIP, "install", "--quiet", "--no-index")


def _without_file(minor: int, platforms: tuple[str, ...], folder: Path) -> Iterator[str]:
    """Locked packages that pip finds no file of, which it names one at a time."""
    pinned = [line.rstrip(" \\") for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line]
    known, version = (Requirement(line) for line in pinned), {"python_full_version": f"3.{minor}.0"}
    wanted = [f"{one.name}{one.specifier}" for one in known if one.marker is None or one.marker.evaluate(version)]
    asked = ("--quiet", "--dry-run", "--ignore-installed", "--no-deps", "--only-binary", ":all:")
    system = [word for one in platforms for word in ("--platform", one)]
    where = ("--python-version", f"3.{minor}", "--implementation", "cp", "--target", str(folder / "target"))
    while wanted:
        command = [sys.executable, *PIP, "install", *asked, *where, *system, *wanted]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)
        if ran.returncode == 0:
            return
        named = [one for one in wanted if f"No matching distribution found for {one}" in ran.stderr]
        if not named:
            raise RuntimeError(ran.stderr[-2000:])
        yield from (one.partition("==")[0] for one in named)
        wanted = [one for one in wanted if one not in named]


def pythons() -> dict[int, Path]:
    """Interpreters of this machine by minor version, those that start."""
    return {minor: path for minor in MINORS if (path := next(_interpreters(minor), None)) is not None}


def _interpreters(minor: int) -> Iterator[Path]:
    kept = sorted(OF_PYENV.glob(f"3.{minor}.*/bin/python3")) if OF_PYENV.is_dir() else []
    here = [Path(sys.base_prefix) / "bin" / f"python3.{minor}"]
    on_path = shutil.which(f"python3.{minor}")
    for path in (*here, *kept, *([Path(on_path)] if on_path else [])):
        if path.exists() and _says(path) == f"3.{minor}":
            yield path


def _says(python: Path) -> str:
    code = "import sys, ensurepip; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip()


def wheelhouse(folder: Path, python: Path) -> Path:
    """The wheel of this repository and every locked package for an interpreter; packages are asked for once."""
    kept = shared_folder() / "wheelhouse" / _says(python)
    with FileLock(f"{kept}.lock"):
        say(f"packages for Python {_says(python)} into {kept}")
        asked = ("--quiet", "--no-deps", "--only-binary", ":all:", "-r", str(LOCK), "-d", str(kept))
        ran = subprocess.run([python, *PIP, "download", "--no-index", "--find-links", str(kept), *asked], check=False)
        if ran.returncode:
            _done([python, *PIP, "download", *asked])
    house, source = folder / "wheels", folder / "source"
    shutil.copytree(kept, house)
    source.mkdir()
    say("build the wheel")
    build(source, house)
    return house


def made(folder: Path, python: Path, wheels: Path) -> Path:
    """An environment with the wheel in it."""
    (wheel,) = wheels.glob("lanspuls-*.whl")
    say(f"install {wheel.name} with {python}")
    _done([python, "-m", "venv", folder])
    _done([folder / "bin" / "python", *INSTALL, "--find-links", wheels, wheel])
    return folder


def started_in(folder: Path) -> Path:
    """A folder to start in, whose name is not plain."""
    place = folder / "mätt"
    place.mkdir(parents=True)
    return place


def bare_root(folder: Path, more: Sequence[str] = ()) -> Path:
    """A Debian of its base packages, Python and ``more``, made once and copied. RuntimeError where none can be made."""
    packages = ",".join(("python3", "python3-venv", *more))
    kept, root = shared_folder() / f"debian-{DEBIAN}-{digest(packages.encode())[:8]}", folder / "root"
    with FileLock(f"{kept}.lock"):
        if not (kept / "usr/bin/python3").exists():
            program = shutil.which("debootstrap")
            if program is None:
                raise RuntimeError("debootstrap is not installed")
            say(f"make a bare Debian in {kept}")
            _done([program, "--variant=minbase", f"--include={packages}", DEBIAN, kept])
    _done(["cp", "-a", kept, root])
    return root


def inside(root: Path, *command: str) -> None:
    """Run a command in a root without network."""
    _done(["unshare", "-n", "chroot", root, "/usr/bin/env", "-i", "PATH=/usr/bin:/bin", *command])


MOUNTED = """
set -e
mount --bind "$2" "$2" && mount -o remount,bind,ro "$2"
if [ "$3" != / ]; then
    for place in srv tmp; do mount --bind "$3/$place" "$3/$place" && mount -o remount,bind,rw "$3/$place"; done
    mount -t proc proc "$3/proc" && mount -t tmpfs tmpfs "$3/dev/shm"
fi
exec "$0" -m tests.operate.visiting "$1"
"""


def visit(asked: Asked, *, read_only: Path) -> Seen:
    """What visiting.py counts, in namespaces of its own: no network, the program read-only, and the root's /proc."""
    say(f"visit, without network or rights ({' '.join(UNPRIVILEGED)}), with {read_only} read-only")
    (Path(asked.root) / "dev/shm").mkdir(exist_ok=True)
    told_to = json.dumps(asdict(asked))
    command = ["unshare", "-n", "-m", "sh", "-c", MOUNTED, sys.executable, told_to, str(read_only), asked.root]
    ran = subprocess.run(
        command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, timeout=INSTALL_SECONDS, check=False
    )
    if ran.returncode:
        raise RuntimeError(f"the visit ended with {ran.returncode}; what it said stands above")
    return Seen(**json.loads(ran.stdout))


def told(seen: Seen) -> list[Count]:
    """The counts of one visit."""
    return [
        Count("seconds until the first page, by the clock of a busy machine", round(seen.seconds)),
        Count("seconds of processor until the first page", round(seen.cpu_seconds)),
        Count("MB at most while it filled and was visited", round(seen.peak_mb)),
        Count("MB once filled", round(seen.filled_mb), MOST_MB),
        Count("MB after a page, a meeting and two PDFs", round(seen.visited_mb), MOST_MB),
        Count("seconds until the first page the second time", round(seen.again_seconds)),
        Count("slides of the meeting that lack", max(0, 1 - seen.slides), 0),
        Count(
            f"kB of the meeting's PDF{' (drawn by the visitor)' if seen.drawn_there else ''}", seen.pdf_bytes // 1000
        ),
        Count("kB of a fact sheet's PDF", seen.fact_sheet_bytes // 1000),
        Count("kB of a workbook", seen.workbook_bytes // 1000),
        Count("files that the program's folder took", seen.taken, 0),
        Count("requests to other machines, and networks it could use", seen.outside, 0),
        Count("words of `lanspuls meeting pdf` that do not tell what to do without a browser", seen.untold, 0),
    ]


def _done(command: list[object]) -> str:
    """What a command writes; RuntimeError with its last words where it fails."""
    ran = subprocess.run(
        [str(word) for word in command], cwd=REPOSITORY, env={**os.environ, "PYTHONPATH": ""}, text=True,
        capture_output=True, timeout=max(INSTALL_SECONDS, HANG_SECONDS), check=False,
    )  # fmt: skip
    if ran.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {ran.returncode}: {ran.stderr[-3000:]}")
    return ran.stdout


PIECES: dict[str, Callable[[Path], list[Count]]] = {
    **{f"3.{minor}": partial(with_python, minor) for minor in pythons()},
    "debian": in_bare_debian,
    "elsewhere": elsewhere,
}
