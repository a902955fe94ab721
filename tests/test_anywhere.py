"""Runs on Windows, macOS and Linux: nothing of ours needs what only POSIX has, and folders may be called anything."""

import ast
import os
import subprocess
import sys

import pytest

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


WITHOUT = """
import asyncio, ctypes, multiprocessing, os, signal, subprocess, sys, threading, urllib.request
import dash, filelock, kaleido, pandas, pikepdf, pptx, pyarrow.parquet, requests, typst, uvicorn, werkzeug.serving
import xlsxwriter  # others' own ways
MODULES, OF_OS, OF_SIGNAL = {lists}
for name in MODULES:
    sys.modules[name] = None
for module, names in ((os, OF_OS), (signal, OF_SIGNAL)):
    for name in names:
        if hasattr(module, name) and name not in ("SIGKILL", "WNOHANG", "statvfs"):  # of subprocess and shutil
            delattr(module, name)

from dataclasses import replace
from datetime import date
from pathlib import Path
from dashboard.commands.demo_past import fetch, write_files
from dashboard.web.app import create_app
from dashboard.web.serving import Opened
from loaders.ground.files import sweep_temporary
from loaders.settings import Settings
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
        print(answer.status, answer.read()[:5])
server.stop()
thread.join()
"""


def test_all_works_where_the_system_has_nothing_of_posix_and_folders_have_spaces_and_swedish_letters(tmp_path):
    site = tmp_path / "Länets siffror, Åre & Ånge"
    made_site(site)
    lists = (MODULES, OF_OS, OF_SIGNAL)
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(lists=lists, seconds=HANG_SECONDS), site, tmp_path / "påhittat här"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr[-3000:]
    answers = ran.stdout.splitlines()
    assert len(answers) == 5 and {line[:3] for line in answers} == {"200"} and "b'%PDF-'" in answers[3]
    assert (tmp_path / "påhittat här" / "store" / "manifest.json").is_file()
