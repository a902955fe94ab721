"""From a wheel, without network, make, git or node: the demo to a page, slides and a PDF, with every Python there is.

A wheel of this repository and the locked packages are laid in a folder, which is all that an installation takes from:
``pip install --no-index --find-links``. It is done with each Python from 3.11 that the machine has, in a folder with a
space and å, and in a bare Debian root where debootstrap makes one. The demo starts in a network namespace where only
the loopback is, with no variable but a path that leads to its own program; a Chromium visits it, then again behind
nginx under a prefix (visiting.py). Needs root, for the namespace.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from tests.attack.outcome import Count
from tests.operate.visiting import Asked, Seen
from tests.shared import REPOSITORY
from tests.test_wheel import build
from tests.waiting import HANG_SECONDS

MINORS = range(11, 16)
MOST_CPU_SECONDS, MOST_MB = 60, 500
INSTALL_SECONDS = 3600
OF_PYENV = Path.home() / ".pyenv" / "versions"


def run(folder: Path) -> list[Count]:
    """Every installation, two at a time, and then what the visit to each counted."""
    found = pythons()
    wheels = wheelhouse(folder, list(found.values()))
    counts = [Count(f"Python 3.{minor} is not on this machine", 1) for minor in MINORS if minor not in found]
    with ThreadPoolExecutor(2) as pool:
        bare = pool.submit(in_bare_root, folder, wheels)
        places = {minor: pool.submit(beside, folder, minor, python, wheels) for minor, python in found.items()}
    root = bare.result()
    if root is None:
        counts.append(Count("bare Debian root: no debootstrap here, or no mirror answers", 1))
    else:
        counts += told("bare Debian root", visit(root))
    for minor, place in places.items():
        counts += told(f"Python 3.{minor}", visit(place.result()))
    return counts


def beside(folder: Path, minor: int, python: Path, wheels: Path) -> Asked:
    """The wheel installed for one Python of this machine."""
    home = folder / f"hemma på {minor}"
    installed = made(home / "program", python, wheels)
    return Asked(start_in=str(started_in(home)), root="/", path=str(installed / "bin"), notes=str(home))


def in_bare_root(folder: Path, wheels: Path) -> Asked | None:
    """The wheel installed in a bare Debian; None where none can be made."""
    root = bare_root(folder)
    if root is None:
        return None
    shutil.copytree(wheels, root / "wheels")
    inside(root, "/usr/bin/python3", "-m", "venv", "/opt/lanspuls")
    (wheel,) = (root / "wheels").glob("lanspuls-*.whl")
    inside(root, "/opt/lanspuls/bin/python", *INSTALL, "--find-links", "/wheels", f"/wheels/{wheel.name}")
    started_in(root / "srv")
    home = folder / "bare"
    home.mkdir()
    return Asked(start_in="/srv/mätt", root=str(root), path="/opt/lanspuls/bin", notes=str(home))


INSTALL = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index")


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


def wheelhouse(folder: Path, interpreters: list[Path]) -> Path:
    """The wheel of this repository and every locked package, for each interpreter.

    LANSPULS_WHEELHOUSE: a folder with the packages, where they need not be asked for again.
    """
    house = folder / "wheels"
    kept = os.environ.get("LANSPULS_WHEELHOUSE")
    if kept:
        shutil.copytree(kept, house)
    else:
        asked = ("--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:")
        for python in interpreters:
            lock = ("-r", str(REPOSITORY / "requirements.lock"), "-d", str(house))
            _done([python, "-m", "pip", "download", *asked, *lock])
    source = folder / "source"
    source.mkdir()
    build(source, house)
    return house


def made(folder: Path, python: Path, wheels: Path) -> Path:
    """An environment with the wheel in it."""
    _done([python, "-m", "venv", folder])
    (wheel,) = wheels.glob("lanspuls-*.whl")
    _done([folder / "bin" / "python", *INSTALL, "--find-links", wheels, wheel])
    return folder


def started_in(folder: Path) -> Path:
    """A folder to start in, whose name is not plain."""
    place = folder / "mätt"
    place.mkdir(parents=True)
    return place


def bare_root(folder: Path) -> Path | None:
    """A Debian of its base packages and Python; None where it cannot be made."""
    kept = os.environ.get("LANSPULS_DEBIAN_ROOT")
    root = folder / "root"
    if kept:
        shutil.copytree(kept, root, symlinks=True, ignore=shutil.ignore_patterns("proc", "sys", "dev"))
        for name in ("proc", "dev/shm", "sys"):
            (root / name).mkdir(parents=True, exist_ok=True)
        for name, minor in {"null": 3, "zero": 5, "urandom": 9, "random": 8}.items():
            os.mknod(root / "dev" / name, 0o020666, os.makedev(1, minor))
        return root
    program = shutil.which("debootstrap")
    if program is None:
        return None
    asked = [program, "--variant=minbase", "--include=python3,python3-venv", "bookworm", root]
    return root if subprocess.run(asked, stdout=subprocess.DEVNULL, check=False).returncode == 0 else None


def inside(root: Path, *command: str) -> None:
    """Run a command in a root without network."""
    _done(["unshare", "-n", "chroot", root, "/usr/bin/env", "-i", "PATH=/usr/bin:/bin", *command])


def visit(asked: Asked) -> Seen:
    """What visiting.py counts, in namespaces of its own: no network, and the root's /proc."""
    if asked.root == "/":
        mounted = ""
    else:
        mounted = f"mount -t proc proc '{asked.root}/proc' && mount -t tmpfs tmpfs '{asked.root}/dev/shm' && "
    work = f'{mounted}exec "$0" -m tests.operate.visiting "$1"'
    command = ["unshare", "-n", "-m", "sh", "-c", work, sys.executable, json.dumps(asdict(asked))]
    return Seen(**json.loads(_done(command)))


def told(where: str, seen: Seen) -> list[Count]:
    """The counts of one visit."""
    return [
        Count(f"{where}: seconds until the first page, by the clock of a busy machine", round(seen.seconds)),
        Count(f"{where}: seconds of processor until the first page", round(seen.cpu_seconds), MOST_CPU_SECONDS),
        Count(f"{where}: MB at most while it filled and was visited", round(seen.peak_mb)),
        Count(f"{where}: MB once filled", round(seen.filled_mb), MOST_MB),
        Count(f"{where}: MB after a page, a meeting and two PDFs", round(seen.visited_mb), MOST_MB),
        Count(f"{where}: seconds until the first page the second time", round(seen.again_seconds)),
        Count(f"{where}: slides without a slide's text", max(0, 1 - seen.slides), 0),
        Count(
            f"{where}: kB of the meeting's PDF{' (drawn by the visitor)' if seen.drawn_there else ''}",
            seen.pdf_bytes // 1000,
        ),
        Count(f"{where}: kB of a fact sheet's PDF", seen.fact_sheet_bytes // 1000),
        Count(f"{where}: requests to other machines, and networks it could use", seen.outside, 0),
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
