"""What others made: locked with hashes and without addresses, of licences that may be passed on, told in the wheel."""

import json
import re
import subprocess
import sys

import pytest

from building import bill, browser_files
from dashboard.commands.operating.licences_command import KNOWN, Part, installed
from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

LOCKS = sorted(REPOSITORY.glob("requirements*.lock"))


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_is_locked_with_its_hashes_and_no_address_stands_in_a_lock(path):
    text = path.read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "@ " not in text
    packages = bill.locked(text)
    assert packages and [name for name, _, hashes in packages if not hashes] == []
    assert len({name for name, _, _ in packages}) == len(packages)


def test_no_package_is_locked_at_two_versions():
    found = {}
    for path in LOCKS:
        for name, version, hashes in bill.locked(path.read_text(encoding="utf-8")):
            assert found.setdefault(name, (version, hashes)) == (version, hashes), name


def test_every_part_that_is_installed_has_a_licence_that_may_be_passed_on():
    parts = tuple(installed())
    assert {one.name for one in parts} > {"lanspuls", "dash", "pandas", "typst"} and len(parts) > 50
    assert [(one.name, one.licences) for one in parts if not one.is_known] == []
    assert not Part(name="x", version="1", licences=("AGPL-3.0-only",)).is_known
    assert not Part(name="x", version="1", licences=()).is_known
    assert not {one for one in KNOWN if one.startswith(("GPL", "AGPL", "SSPL"))}


def test_what_is_installed_is_what_the_lock_says():
    locked = {name.lower(): version for name, version, _ in bill.locked((REPOSITORY / "requirements.lock").read_text())}
    other = {one.name: one.version for one in installed() if locked.get(one.name, one.version) != one.version}
    assert other == {}


def test_the_command_lists_them_and_ends_well():
    command = [sys.executable, "-m", "dashboard.commands.main", "licences"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^pandas +3\.\S+ +BSD", done.stdout, re.MULTILINE)


def test_the_bill_of_materials_names_every_package_and_every_file_of_browsers_and_is_the_same_each_time(monkeypatch):
    monkeypatch.chdir(REPOSITORY)
    body = bill.bill("0.1.0")
    assert body == bill.bill("0.1.0")
    told = json.loads(body)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    purls = {one["purl"] for one in told["components"]}
    assert len(purls) == len(told["components"])
    taken = [one.package.rpartition("@") for one in browser_files.wanted()]
    assert {f"pkg:npm/{name.replace('@', '%40')}@{version}" for name, _, version in taken} < purls
    locked = bill.locked((REPOSITORY / "requirements.lock").read_text())
    assert {f"pkg:pypi/{name}@{version}" for name, version, _ in locked} < purls
