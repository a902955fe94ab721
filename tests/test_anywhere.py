"""Runs on Windows, macOS and Linux: nothing of ours needs what only POSIX has, and folders may be called anything."""

import ast
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from dashboard.editions.followed import WORD
from loaders.declared import NAME
from tests.dashboard.addresses import made_site
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

MODULES = (
    "crypt", "fcntl", "grp", "nis", "posix", "pty", "pwd", "resource", "spwd", "syslog", "termios", "tty",
)  # fmt: skip
"""Of the standard library, not on Windows (its documentation says *Availability: Unix*)."""
OF_OS = (
    "WNOHANG", "chown", "chroot", "confstr", "ctermid", "eventfd", "fchdir", "fchmod", "fchown", "fdatasync", "fork",
    "forkpty", "getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid", "getpgrp", "getpriority",
    "getresuid", "getuid", "initgroups", "killpg", "lchown", "lockf", "major", "makedev", "memfd_create", "mkfifo",
    "mknod", "nice", "openpty", "pipe2", "posix_fadvise", "posix_fallocate", "posix_spawn", "pread", "preadv", "pwrite",
    "sched_getaffinity", "sched_setaffinity", "sendfile", "setgid", "setpgid", "setpriority", "setsid", "setuid",
    "statvfs", "sync", "sysconf", "tcgetpgrp", "ttyname", "uname", "wait", "wait3", "wait4", "waitid",
)  # fmt: skip
OF_SIGNAL = (
    "ITIMER_REAL", "SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGSTOP", "SIGTSTP", "SIGUSR1",
    "SIGUSR2", "SIGXCPU", "SIGXFSZ", "alarm", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "sigwait",
)  # fmt: skip
SOURCES = sorted(path for top in ("loaders", "dashboard") for path in (REPOSITORY / top).rglob("*.py"))


def needed_of_posix(source: str) -> list[str]:
    """What a Python text takes that Windows lacks, and does not ask for with getattr or try."""
    tree = ast.parse(source)
    tried = {
        inside
        for node in ast.walk(tree)
        if isinstance(node, ast.Try)
        for handler in node.handlers
        if "ImportError" in ast.unparse(handler.type or ast.Name("ImportError"))
        for statement in node.body
        for inside in ast.walk(statement)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and node not in tried:
            found += [alias.name for alias in node.names if alias.name in MODULES]
        elif isinstance(node, ast.ImportFrom) and node not in tried:
            found += [node.module] if node.module in MODULES else []
            names = {"os": OF_OS, "signal": OF_SIGNAL}.get(node.module or "", ())
            found += [f"{node.module}.{alias.name}" for alias in node.names if alias.name in names]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            names = {"os": OF_OS, "signal": OF_SIGNAL}.get(node.value.id, ())
            found += [f"{node.value.id}.{node.attr}"] if node.attr in names else []
    return sorted(found)


FORKING = "dashboard/web/operating/workers.py"
"""Several processes for one server: asked for where `can_fork` says that there are such, and nowhere else."""
FORKLESS = """
import os, signal
import dashboard.pages, dashboard.web.operating.logs, dashboard.web.operating.metrics, dashboard.web.serving
for module, names in ((os, {of_os}), (signal, {of_signal})):
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
import dashboard.web.operating.workers as workers
print(workers.can_fork())
"""


def test_no_module_takes_what_windows_lacks():
    found = {path.relative_to(REPOSITORY).as_posix(): needed_of_posix(path.read_text("utf-8")) for path in SOURCES}
    assert {name for name, names in found.items() if names} == {FORKING}


def test_what_forks_can_be_asked_where_nothing_can_fork():
    lacking = FORKLESS.format(of_os=("fork", "WNOHANG", "waitpid"), of_signal=("SIGCHLD", "SIGKILL", "SIGHUP"))
    ended = subprocess.run([sys.executable, "-c", lacking], capture_output=True, text=True, cwd=REPOSITORY)
    assert (ended.returncode, ended.stdout.strip()) == (0, "False"), ended.stderr


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os\nos.getuid()", ["os.getuid"]),
        ("from signal import SIGALRM", ["signal.SIGALRM"]),
        ("import fcntl", ["fcntl"]),
        ("try:\n    import fcntl\nexcept ImportError:\n    fcntl = None", []),
        ("import os\nowner = getattr(os, 'getuid', None)", []),
    ],
)
def test_the_guard_sees_what_windows_lacks(source, found):
    assert needed_of_posix(source) == found


MOVES_FILES = "loaders/ground/files.py"
"""Windows refuses to move or remove a file that somebody has open: there it is tried again."""


def moved_at_once(source: str) -> list[str]:
    """Where a Python text moves or removes a file by itself: Path.rename, Path.unlink, Path.replace with one word."""
    called = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    methods = [(node, node.func.attr) for node in called if isinstance(node.func, ast.Attribute)]
    is_one = {"replace": 1, "rename": 1, "unlink": 0}
    return [
        f"{node.lineno}: {name}"
        for node, name in methods
        if name in is_one and len(node.args) == is_one[name] and {word.arg for word in node.keywords} <= {"missing_ok"}
    ]


def test_only_one_module_moves_and_removes_files():
    found = {path.relative_to(REPOSITORY).as_posix(): moved_at_once(path.read_text("utf-8")) for path in SOURCES}
    assert {name for name, calls in found.items() if calls} == {MOVES_FILES}


def encoded_as_the_machine_says(source: str) -> list[str]:
    """Where a Python text reads or writes text without saying how it is encoded: as cp1252 on many a Windows."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or any(word.arg == "encoding" for word in node.keywords):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        is_method = isinstance(node.func, ast.Attribute)
        texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        is_bytes = any("b" in one for one in texts if re.fullmatch("[rwaxbt+]{1,3}", one))
        if name in ("read_text", "write_text") and len(node.args) < {"read_text": 1, "write_text": 2}[name]:
            found.append(f"{node.lineno}: {name}")
        elif name == "open" and not is_bytes and not (is_method and ast.unparse(node.func) in OTHERS_OPEN):
            found.append(f"{node.lineno}: {ast.unparse(node.func)}")
    return found


OTHERS_OPEN = ("os.open", "webbrowser.open", "pikepdf.open", "self._file.open", "archive.open", "self.file.open")
"""Of no text: a handle, a browser, a PDF, what is in a zip file."""


def test_every_text_says_how_it_is_encoded():
    found = {
        path.relative_to(REPOSITORY).as_posix(): encoded_as_the_machine_says(path.read_text("utf-8"))
        for path in SOURCES
    }
    assert {name: calls for name, calls in found.items() if calls} == {}
    assert encoded_as_the_machine_says("p.read_text(); open('a'); p.open('w'); p.write_text('b')") != []


def test_a_name_that_people_give_is_no_device_of_windows():
    for name in ("con", "aux", "nul", "prn", "com1", "lpt9"):
        assert not WORD.fullmatch(name) and not NAME.fullmatch(name)
    for name in ("konjunktur", "auxiliar", "com10", "nulaget", "con-1"):
        assert WORD.fullmatch(name) and NAME.fullmatch(name)


LONGEST_NAME = 160
"""Of 260 that Windows has for a whole path, where nobody has asked it for more: the rest is the folder's."""
_UNLAWFUL = re.compile(r'[<>:"|?*\\\x00-\x1f]|[ .]\Z|(?i:(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z))')


def unlawful_names(folder: Path) -> list[str]:
    """What lies in a folder under a name that Windows or macOS cannot have, or has for another file as well."""
    names = [path.relative_to(folder) for path in folder.rglob("*")]
    same = Counter(unicodedata.normalize("NFC", name.as_posix()).casefold() for name in names)
    return sorted(
        name.as_posix()
        for name in names
        if same[unicodedata.normalize("NFC", name.as_posix()).casefold()] > 1
        or len(name.as_posix()) > LONGEST_NAME
        or any(_UNLAWFUL.search(part) if part not in (".", "..") else False for part in name.parts)
    )


AS_WINDOWS = """
import os, threading
refused = []
def is_open(path):
    real = os.path.realpath(path)
    for handle in os.listdir("/proc/self/fd"):
        try:
            if os.readlink("/proc/self/fd/" + handle) == real:
                return True
        except OSError:
            pass
    return False
def refusing(act):
    def acted(*paths, **words):
        if any(isinstance(path, (str, os.PathLike)) and os.path.isfile(path) and is_open(path) for path in paths):
            refused.append(str(paths[0]))
            error = PermissionError(13, "The process cannot access the file", str(paths[0]))
            error.winerror = 32
            raise error
        return act(*paths, **words)
    return acted
if os.path.isdir("/proc/self/fd"):
    for name in ("replace", "rename", "unlink", "remove"):
        setattr(os, name, refusing(getattr(os, name)))
"""
"""Refuses what Windows refuses of a file that this process has open, with its number for it."""
READ_MEANWHILE = """
import sys, time
from pathlib import Path
from loaders.ground import files
path = Path(sys.argv[1]) / "läst.json"
files.write_atomically(path, b"old")
reading = path.open("rb")
def read_on():
    while not refused:
        time.sleep(0.01)
    print(reading.read())
    reading.close()
reader = threading.Thread(target=read_on)
reader.start()
files.write_atomically(path, b"new")
reader.join()
print(path.read_bytes(), [one.name for one in Path(sys.argv[1]).iterdir()] == [path.name], bool(refused))
"""


def test_a_file_that_somebody_reads_is_replaced_when_they_have_read(tmp_path):
    command = [sys.executable, "-c", AS_WINDOWS + READ_MEANWHILE, tmp_path]
    ran = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert ran.stdout.split("\n")[:2] == ["b'old'", "b'new' True True"]


SPEAK = """
import sys
from rich.console import Console
from dashboard.commands.operating.terminal import write_nearest
write_nearest()
out, err = (Console(stderr=is_err, highlight=False, markup=False, soft_wrap=True) for is_err in (False, True))
for console in (out, err):
    console.print("Länet: −1,5 procent → ≥ 3 å\u202f000 … ✓ 漢")
"""


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("cp1252", "Länet: -1,5 procent -> >= 3 å 000 … ok ?"),
        ("cp850", "Länet: -1,5 procent -> >= 3 å 000 ... ok ?"),
        ("ascii", "Lanet: -1,5 procent -> >= 3 a 000 ... ok ?"),
        ("utf-8", "Länet: −1,5 procent → ≥ 3 å\u202f000 … ✓ 漢"),
    ],
)
def test_a_terminal_that_lacks_a_sign_gets_what_is_nearest(encoding, written):
    said = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    ran = subprocess.run([sys.executable, "-c", SPEAK], capture_output=True, cwd=REPOSITORY, env=said, check=True)
    assert [one.decode(encoding).strip() for one in (ran.stdout, ran.stderr)] == [written] * 2


WITHOUT = """
import asyncio, ctypes, mimetypes, multiprocessing, os, signal, subprocess, sys, threading, urllib.request
import dash, filelock, kaleido, pandas, pikepdf, pptx, pyarrow.parquet, requests, typst, uvicorn, werkzeug.serving
import xlsxwriter  # others' own ways
MODULES, OF_OS, OF_SIGNAL = {lists}
mimetypes.add_type("text/plain", ".js")  # as some machines' registry says
for name in MODULES:
    sys.modules[name] = None
for module, names in ((os, OF_OS), (signal, OF_SIGNAL)):
    for name in names:
        if hasattr(module, name) and name not in ("SIGKILL", "WNOHANG", "statvfs"):  # of subprocess and shutil
            delattr(module, name)

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from dashboard.commands.demo_past import fetch, write_files
from dashboard.web.app import create_app
from dashboard.web.serving import Opened, is_answered
from loaders.ground.files import sweep_temporary
from loaders.settings import Settings
from loaders.store import Store
from tests.dashboard.made import add_revision
from tests.editions.fixture import publish_without_drawings

site, filled = (Settings(data=Path(name)) for name in sys.argv[1:])
fetch(filled, ["bankruptcies"], date(2026, 11, 22))
write_files(filled, date(2026, 11, 22))
assert sweep_temporary() == ()
publish_without_drawings(site, "2026-11-30")
server = Opened(create_app(site).server, "127.0.0.1", 0)
thread = threading.Thread(target=server.run, daemon=True)
thread.start()
for page in ("/", "/indikator/arbetsloshet", "/mote/2026-11-30", "/faktablad/2321.pdf", "/halsa"):
    with urllib.request.urlopen(f"http://127.0.0.1:{{server.port}}{{page}}", timeout={seconds}) as answer:
        body = answer.read()
        print(answer.status, body[:5])
        scripts = set(re.findall(rb'<script[^>]* src="([^"]+)"', body))
        for script in scripts:
            address = f"http://127.0.0.1:{{server.port}}{{script.decode()}}"
            with urllib.request.urlopen(address, timeout={seconds}) as one:
                if "javascript" not in one.headers["Content-Type"]:
                    print(script, one.headers["Content-Type"])
moment = datetime(2026, 11, 28, 7, tzinfo=UTC)
add_revision(Store(site.store_dir), "unemployment_rate", {{("2321", "2026-08"): 4.0}}, at=moment)  # while it serves
fetch(filled, ["bankruptcies"], date(2026, 11, 22))
port = server.port
assert asyncio.run(is_answered("0.0.0.0", port))
server.stop()
thread.join()
assert not asyncio.run(is_answered("0.0.0.0", port))
"""


def test_all_works_where_the_system_has_nothing_of_posix_and_folders_have_spaces_and_swedish_letters(tmp_path):
    site = tmp_path / "Länets siffror, Åre & Ånge"
    filled = tmp_path / "påhittat här"
    made_site(site)
    lists = (MODULES, OF_OS, OF_SIGNAL)
    ran = subprocess.run(
        [sys.executable, "-c", AS_WINDOWS + WITHOUT.format(lists=lists, seconds=HANG_SECONDS), site, filled],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONTZPATH": ""},  # Windows has no times of the world
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr[-3000:]
    answers = ran.stdout.splitlines()
    assert len(answers) == 5 and {line[:3] for line in answers} == {"200"} and "b'%PDF-'" in answers[3]
    assert (filled / "store" / "manifest.json").is_file()
    assert [unlawful_names(folder) for folder in (site, filled)] == [[], []]


@pytest.mark.parametrize("name", ["a:b", "aux.json", "a. ", "fråga?", "x" * 200])
def test_a_name_that_windows_cannot_have_is_seen(tmp_path, name):
    (tmp_path / name).touch()
    assert unlawful_names(tmp_path) == [name]
