"""The bill of materials that lies in the wheel (CycloneDX 1.6, as PEP 770 places it): what is installed and sent."""

import json
import re
from pathlib import Path
from typing import Any

from building.browser_files import wanted

NAME = "sboms/lanspuls.cdx.json"
"""Below the wheel's ``.dist-info``."""
LOCK = Path("requirements.lock")


def bill(version: str) -> bytes:
    """The bill of this version: the packages of the lock with their hashes, and the files browsers load.

    No moment and no random number stands in it: the same source gives the same bytes.
    """
    parts = [*(_package(*found) for found in locked(LOCK.read_text(encoding="utf-8"))), *map(_file, wanted())]
    body = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": _component("pypi", "lanspuls", version) | {"type": "application"}},
        "components": list({one["purl"]: one for one in parts}.values()),
    }
    return json.dumps(body, indent=1, ensure_ascii=False).encode()


def locked(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Name, version and SHA-256 hashes of every package in a lock."""
    found = []
    for one in re.split(r"\n(?=\S)", text.strip()):
        pinned = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", one)
        if pinned is None:
            raise ValueError(f"a line of the lock pins nothing: {one[:80]}")
        found.append((pinned[1], pinned[2], tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", one))))
    return found


def _component(kind: str, name: str, version: str) -> dict[str, Any]:
    purl = f"pkg:{kind}/{name.replace('@', '%40')}@{version}"
    return {"type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl}


def _package(name: str, version: str, hashes: tuple[str, ...]) -> dict[str, Any]:
    one = _component("pypi", name, version)
    listed = [{"name": "lock:sha256", "value": value} for value in hashes]
    return one | {"properties": listed} if listed else one


def _file(one: Any) -> dict[str, Any]:
    name, _, version = one.package.rpartition("@")
    return _component("npm", name, version) | {"licenses": [{"license": {"id": one.licence}}]}
