"""The units of deploy/ under a systemd of their own: a bare Debian with the wheel installed as the documents say.

systemd is the first process of namespaces of its own, so that its sandbox, its timers and its journal are real. The
pages serve, are killed and come back, the timers stand at the publishers' hours, verifying and fetching do their work
within what is left to them. The network is the loopback: what is fetched is a simulated publisher's. Needs root.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.attack.outcome import Count
from tests.editions.test_published import published
from tests.operate import say
from tests.operate.part_install import INSTALL, bare_root, inside, pythons, wheelhouse
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS, wait_until

UNITS = sorted((REPOSITORY / "deploy").glob("lanspuls*.*"))
SERVICES = tuple(path.name for path in UNITS if path.suffix == ".service")
HOME = "var/lib/lanspuls"
BOOT = """
set -e
cd "$1"
mount --bind . . && cd "$1" && mount --make-private .
mount -t proc proc proc && mount -t sysfs -o ro sysfs sys
mount -t tmpfs tmpfs run && mount -t tmpfs -o mode=755 tmpfs dev
for one in null:3 zero:5 full:7 random:8 urandom:9; do mknod -m 666 "dev/${one%:*}" c 1 "${one#*:}"; done
mkdir dev/shm dev/pts && mount -t tmpfs tmpfs dev/shm && mount -t devpts -o newinstance devpts dev/pts
ln -s /proc/self/fd dev/fd && ln -s pts/ptmx dev/ptmx
mount -t tmpfs -o mode=755 tmpfs sys/fs/cgroup && mkdir sys/fs/cgroup/unified sys/fs/cgroup/systemd
mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
mount -t cgroup -o none,name=systemd systemd sys/fs/cgroup/systemd
mkdir -p .before && pivot_root . .before && umount -l /.before
exec /usr/bin/env -i container=lxc PATH=/usr/sbin:/usr/bin /lib/systemd/systemd --system --unit=multi-user.target \
    --log-target=console </dev/null >/boot.log 2>&1
"""
FETCHES = """[Service]
Environment=LANSPULS_SCB_URL=http://127.0.0.1:8051/api/v2
ExecStart=
ExecStart=/opt/lanspuls/bin/lanspuls fetch bankruptcies
"""
"""One measure of the simulated publisher instead of all that is due: what the unit forbids is the same."""


class System:
    """A running systemd, and what is asked of it."""

    def __init__(self, root: Path, process: int) -> None:
        self.root, self._process = root, process

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command within it."""
        entered = ("nsenter", "-t", str(self._process), "-a", "/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin")
        return subprocess.run([*entered, *words], capture_output=True, text=True, timeout=HANG_SECONDS, check=False)

    def of(self, unit: str, name: str) -> str:
        """A property of a unit."""
        return self.ask("systemctl", "show", "-P", name, unit).stdout.strip()

    def page(self, address: str) -> str:
        """What the pages answer; empty where they do not."""
        return self.ask("curl", "-s", "-f", "-m", "60", f"http://127.0.0.1:8050{address}").stdout

    def log(self, unit: str) -> list[str]:
        """What a unit has written."""
        return self.ask("journalctl", "-u", unit, "-o", "cat", "--no-pager").stdout.splitlines()


@contextmanager
def booted(root: Path) -> Iterator[System]:
    """The systemd of a root, until the block ends."""
    apart = ("--pid", "--fork", "--kill-child", "--mount", "--uts", "--ipc", "--net", "--cgroup")
    process = subprocess.Popen(["unshare", *apart, "sh", "-c", BOOT, "sh", str(root)])
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    try:
        wait_until(lambda: process.poll() is not None or children.read_text().strip(), "systemd begins")
        system = System(root, int(children.read_text()))
        booting = ("", "initializing", "starting", "offline", "unknown")
        state = ("systemctl", "is-system-running")
        wait_until(lambda: system.ask(*state).stdout.strip() not in booting, "it runs")
        yield system
    finally:
        process.kill()
        process.wait(HANG_SECONDS)


def run(folder: Path) -> list[Count]:
    """Install as docs/operating.md says, boot, and ask."""
    root = bare_root(folder, ("systemd", "systemd-sysv", "dbus", "curl"))
    installed(root, folder)
    say("boot systemd")
    with booted(root) as system:
        system.ask("systemctl", "enable", "--now", "lanspuls", "lanspuls-fetch.timer", "lanspuls-verify.timer")
        say("the pages")
        wait_until(lambda: system.page("/halsa"), "the pages answer")
        return [*pages(system), *timers(system), *works(system), *ended(system)]


def installed(root: Path, folder: Path) -> None:
    """The wheel in /opt, a user, a data folder with a published meeting, and the units."""
    wheels = shutil.copytree(wheelhouse(folder, pythons()[11]), root / "wheels")
    (wheel,) = wheels.glob("lanspuls-*.whl")
    say("install")
    inside(root, "/usr/sbin/useradd", "lanspuls", "--system", "--home-dir", f"/{HOME}")
    inside(root, "/usr/bin/python3", "-m", "venv", "/opt/lanspuls")
    inside(root, "/opt/lanspuls/bin/python", *INSTALL, "--find-links", "/wheels", f"/wheels/{wheel.name}")
    shutil.rmtree(wheels)
    published(root / HOME / "data")
    settings = 'county = "23"\nhosts = ["127.0.0.1"]\nmetrics = true\n'
    (root / HOME / "lanspuls.toml").write_text(settings, encoding="utf-8")
    inside(root, "/bin/chown", "-R", "lanspuls:", f"/{HOME}")
    for unit in UNITS:
        shutil.copy(unit, root / "etc/systemd/system")
    more = root / "etc/systemd/system/lanspuls-fetch.service.d"
    more.mkdir()
    (more / "one.conf").write_text(FETCHES, encoding="utf-8")


def pages(system: System) -> list[Count]:
    """The pages: who runs them, what they may write, what they log, and that they come back."""
    front, main = system.page("/"), system.of("lanspuls", "MainPID")
    status = system.ask("cat", f"/proc/{main}/status").stdout
    logged = [line for line in system.log("lanspuls") if line.startswith("{")]
    system.ask("systemctl", "kill", "-s", "KILL", "--kill-whom=main", "lanspuls")
    wait_until(lambda: system.page("/halsa") and system.of("lanspuls", "MainPID") not in ("0", main), "they come back")
    exposed = system.ask("systemd-analyze", "security", "lanspuls", "--no-pager").stdout
    level = re.search(r"Overall exposure level for \S+: ([\d.]+)", exposed)
    main = system.of("lanspuls", "MainPID")
    workers = system.ask("cat", f"/proc/{main}/task/{main}/children").stdout.split()
    rights = re.search(r"CapEff:\s+(\w+)", status)
    return [
        Count("front pages that lack", int("<h1" not in front), 0),
        Count("rights that the pages have (CapEff)", int(rights[1], 16) if rights else 1, 0),
        Count("of system calls: unfiltered", int("Seccomp:\t2" not in status), 0),
        Count("lines of the log that lack route or status", sum(not _is_request(one) for one in logged), 0),
        Count("requests that the log lacks", int(not logged), 0),
        Count("workers that lack after the first process was killed", max(0, 2 - len(workers)), 0),
        Count("what is left to them if taken over, by systemd (of 10)", float(level[1]) if level else 10, 2),
    ]


def _is_request(line: str) -> bool:
    told = json.loads(line)
    return told["event"] != "request" or {"route", "status", "ms"} <= told.keys()


def timers(system: System) -> list[Count]:
    """The hours at which the timers go next, as systemd reckons them."""
    shown = [system.of(f"lanspuls-{one}.timer", "TimersCalendar") for one in ("fetch", "verify")]
    hours = re.findall(r"next_elapse=\w+ [\d-]+ ([\d:]+) UTC", "".join(shown))
    known = {"07:05:00", "08:35:00", "02:10:00"}  # Swedish winter time, an hour before UTC's clock
    return [Count("timers that do not go at 08:05, 09:35 and 03:10 Swedish time", len(known - set(hours)), 0)]


def works(system: System) -> list[Count]:
    """Verifying and fetching within their sandboxes, and that the pages know of it without a restart."""
    say("verify, fetch")
    system.ask("systemd-run", "-q", "--unit=publisher", "/opt/lanspuls/bin/lanspuls", "publisher")
    asking = ("curl", "-s", "-f", "http://127.0.0.1:8051/api/v2/config")
    wait_until(lambda: system.ask(*asking).returncode == 0, "a publisher")
    system.ask("systemctl", "start", "lanspuls-verify")
    system.ask("systemctl", "start", "lanspuls-fetch")
    results = {one: system.of(one, "ExecMainStatus") for one in SERVICES if one != "lanspuls.service"}
    for one, result in results.items():
        if result != "0":
            say("\n".join([f"{one} ended with {result}:", *system.log(one)[-20:]]))
    health, memory = json.loads(system.page("/halsa")), system.of("lanspuls", "MemoryCurrent")
    return [
        Count("of verifying and fetching: not done", sum(result != "0" for result in results.values()), 0),
        Count("of them that /halsa does not tell", int(not health.get("verify")), 0),
        Count("MB that the pages take by systemd", int(memory) // 1_000_000 if memory.isdigit() else -1),
    ]


def ended(system: System) -> list[Count]:
    """Stopped as systemd stops: nobody is killed."""
    system.ask("systemctl", "stop", "lanspuls")
    return [
        Count("of the pages' end: not by themselves", int(system.of("lanspuls", "Result") != "success"), 0),
        Count("tracebacks in the journal", sum("Traceback" in line for one in SERVICES for line in system.log(one)), 0),
    ]
