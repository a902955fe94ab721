"""Behind nginx, by its files in deploy/ as they are: an installed `lanspuls serve --workers 2`, and visitors.

The wheel is installed as part ``install`` does it. In namespaces of its own the loopback is the only network, the names
in the files are this machine's, and the certificate is made here; so the files stand on their own ports and need no
change. Every page, file and stream is compared with what the server itself answers (fronting.py). Needs root.
"""

import json
import subprocess
import sys
from pathlib import Path

from tests.attack.outcome import Count
from tests.editions.test_published import published
from tests.operate import say
from tests.operate.fronting import CERTIFICATE, KEY, OWN, SHARED
from tests.operate.part_install import INSTALL_SECONDS, made, pythons, wheelhouse
from tests.shared import REPOSITORY

CERTIFYING = (
    "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={OWN}",
    "-addext", f"subjectAltName=DNS:{OWN},DNS:{SHARED}", "-keyout", "lanspuls.key", "-out", "lanspuls.pem",
)  # fmt: skip
MOUNTED = f"""
set -e
mount --bind "$1/etc/hosts" /etc/hosts
mount --bind "$1/certs" {CERTIFICATE.parent}
mount --bind "$1/private" {KEY.parent}
mount --bind "$1/log" /var/log
exec "$0" -m tests.operate.fronting "$2" "$3" "$1" "$4"
"""


def run(folder: Path, front: str = "nginx") -> list[Count]:
    """Install, make a site with a published meeting, and let it be visited through each file of a program's."""
    minor = min(pythons())
    program = made(folder / "program", pythons()[minor], wheelhouse(folder, pythons()[minor])) / "bin/lanspuls"
    say("make figures and a published meeting")
    data = published(folder / "data").settings.data
    notes = folder / "notes"
    for name in ("etc", "certs", "private", "log/nginx"):
        (notes / name).mkdir(parents=True)
    (notes / "etc/hosts").write_text(f"127.0.0.1 localhost {OWN} {SHARED}\n")
    subprocess.run(CERTIFYING, cwd=notes, check=True, capture_output=True)
    (notes / "lanspuls.pem").rename(notes / "certs/lanspuls.pem")
    (notes / "lanspuls.key").rename(notes / "private/lanspuls.key")
    command = ["unshare", "-n", "-m", "sh", "-c", MOUNTED, sys.executable, notes, program, data, front]
    piped = {"stdout": subprocess.PIPE, "text": True, "timeout": INSTALL_SECONDS}
    ran = subprocess.run([str(word) for word in command], cwd=REPOSITORY, check=False, **piped)
    if ran.returncode:
        raise RuntimeError(f"the visit ended with {ran.returncode}; what it said stands above")
    return [Count(*one) for one in json.loads(ran.stdout)]
