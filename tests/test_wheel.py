"""What is installed: the product and nothing that only tests need."""

import io
import os
import re
import shutil
import subprocess
import sys
import tokenize
from dataclasses import fields
from zipfile import ZipFile

import pytest

from loaders.demo.publisher import Publisher, World
from tests.shared import REPOSITORY
from tests.simulated import FaultyPublisher
from tests.simulated.control import COMMANDS
from tests.waiting import HANG_SECONDS

OF_THE_PRODUCT = {"set_today"}
"""What the demo itself needs: another day."""


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
        demo = [name for name in file.namelist() if name.startswith("loaders/demo/") and name.endswith(".py")]
        code = {name: file.read(name).decode() for name in demo}
    switches = set(COMMANDS) - OF_THE_PRODUCT
    assert not switches & set(dir(Publisher)) and switches <= set(dir(FaultyPublisher))
    assert not any("_control" in text or f"def {name}(" in text for text in code.values() for name in switches)
    assert {name: found for name, text in code.items() if (found := names_of_faults(text))} == {}


def test_a_name_that_speaks_of_a_fault_is_seen():
    assert names_of_faults("made = x.switches('a') or is_faulty or default_fault or default\n") == {
        "switches", "is_faulty", "default_fault",
    }  # fmt: skip


def names_of_faults(code):
    """Names in the code that speak of faults; "default" has "fault" in it and does not."""
    names = {word.string for word in tokenize.generate_tokens(io.StringIO(code).readline) if word.type == tokenize.NAME}
    return {name for name in names if re.search("switch|(?<!de)fault|spoil|tamper|disturb", name)}


def test_the_products_publisher_counts_calls_and_lists_none():
    public = {name for name in dir(Publisher().window) if not name.startswith("_")}
    assert public == {"arrive", "calls", "seconds"}


def test_what_the_demo_lets_happen_is_late_notices_and_revised_guest_nights():
    assert [one.name for one in fields(World)] == ["notices_late_months", "guest_nights_revised_from"]


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
