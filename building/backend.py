"""pip's hooks: setuptools', with the browser's files made before a wheel is, and the same bytes from the same source.

``pip wheel .`` and ``pip install .`` come here by pyproject.toml. A wheel carries all that pages load, so that an
installed copy serves what a clone serves; it fails where a file cannot be had. An editable installation makes none:
``make install`` does.
"""

import base64
import csv
import hashlib
import io
import os
import shutil
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]
EARLIEST = 315_532_800
"""1980-01-01, the first moment a zip file knows: what files are dated without SOURCE_DATE_EPOCH."""
MODE = 0o100644
HELP = "dashboard/forms/manual/carried"
"""Where the wheel carries the documents that a clone reads in docs/ (dashboard/forms/manual)."""


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """What pyproject.toml lists is all."""
    return []


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """The source alone; whoever builds from it needs npm."""
    return build_meta.build_sdist(sdist_directory, config_settings)


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """The wheel with the browser's files. RuntimeError where one of them cannot be had."""
    from building import bill, browser_files
    from dashboard.forms import manual

    faults = browser_files.make()
    if faults:
        raise RuntimeError("; ".join(str(fault) for fault in faults))
    shutil.rmtree(Path("build/lib"), ignore_errors=True)  # of an earlier build, whose files setuptools would take along
    name = build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)
    made = Path(wheel_directory) / name
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", EARLIEST))
    version = name.split("-")[1]
    further = {f"lanspuls-{version}.dist-info/{bill.NAME}": bill.bill(version)} | help_files(manual.PATTERNS)
    made.write_bytes(in_order(made.read_bytes(), moment, further))
    return name


def help_files(patterns: Sequence[str]) -> dict[str, bytes]:
    """The documents and pictures of the help by their names in a wheel. RuntimeError where there are none."""
    found = {path for pattern in patterns for path in Path().glob(pattern)}
    if not found:
        raise RuntimeError("the documents of the help are not here")
    return {f"{HELP}/{path.as_posix()}": path.read_bytes() for path in found}


def in_order(wheel: bytes, moment: int, further: dict[str, bytes]) -> bytes:
    """A wheel with further files: names sorted, one date, one mode, and its RECORD anew.

    moment: seconds since 1970. further: by name in the wheel.
    """
    with zipfile.ZipFile(io.BytesIO(wheel)) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    record = next(name for name in held if name.endswith(".dist-info/RECORD"))
    folder = record.removesuffix("RECORD")
    held |= further
    del held[record]
    names = sorted(held, key=lambda name: (name.startswith(folder), name))
    rows = io.StringIO()
    writer = csv.writer(rows, lineterminator="\n")
    writer.writerows([name, _digest(held[name]), len(held[name])] for name in names)
    writer.writerow([record, "", ""])
    dated = time.gmtime(max(moment, EARLIEST))[:6]
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in (*names, record):
            entry = zipfile.ZipInfo(name, dated)
            entry.create_system, entry.external_attr = 3, MODE << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, held[name] if name != record else rows.getvalue())
    return body.getvalue()


def _digest(content: bytes) -> str:
    """As RECORD writes it."""
    return f"sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b'=').decode()}"
