"""What is installed: the product and nothing that only tests need."""

import os
import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest

from loaders.demo.publisher import Publisher
from tests.shared import REPOSITORY
from tests.simulated import FaultyPublisher
from tests.simulated.control import COMMANDS
from tests.waiting import HANG_SECONDS

OF_THE_PRODUCT = {"set_today", "switch"}
"""What the demo itself needs: another day, and notices that are late."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this repository, built from a copy so that nothing is left behind."""
    copy, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("loaders", "dashboard", "tests", "notebooks"):
        shutil.copytree(
            REPOSITORY / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "recorded", "golden")
        )
    for name in ("lanspuls.py", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, copy / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", out, copy]
    built = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert built.returncode == 0, built.stderr[-3000:]
    (path,) = out.glob("lanspuls-*.whl")
    return path


def test_the_wheel_has_the_product_and_no_test(wheel):
    names = ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"lanspuls.py", "loaders", "dashboard"}
    for name in ("loaders/ground/places.csv", "loaders/demo/data/regions.csv", "loaders/sni/scb_2007.toml"):
        assert name in names


def test_the_wheel_has_no_fault_switch(wheel):
    with ZipFile(wheel) as file:
        code = "".join(file.read(name).decode() for name in file.namelist() if name.startswith("loaders/demo/"))
    switches = set(COMMANDS) - OF_THE_PRODUCT
    assert all(f"def {name}(" not in code for name in switches)
    assert not switches & set(dir(Publisher)) and switches <= set(dir(FaultyPublisher))
    assert "_control" not in code


def test_the_wheel_reads_figures_without_the_repository(wheel, tmp_path):
    ZipFile(wheel).extractall(tmp_path)
    look = "import lanspuls, loaders.demo.server; print(lanspuls.__file__, len(lanspuls.places()))"
    ran = subprocess.run(
        [sys.executable, "-c", look],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=True,
    )
    assert ran.stdout.split() == [str(tmp_path / "lanspuls.py"), "312"]
