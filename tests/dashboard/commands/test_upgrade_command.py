"""Every format the store has ever had is read, backed up, put back, moved up and back, with the same answers."""

import zipfile
from datetime import UTC, date, datetime

import orjson
import pytest
from typer.testing import CliRunner

from dashboard.commands.main import app
from dashboard.commands.operating.backup_command import back_up, put_back
from loaders.settings import Settings
from loaders.store import Store
from loaders.store.snapshots import Snapshots
from loaders.store.verifying import verify_store
from tests.loaders.store.publishing import held
from tests.shared import REPOSITORY

STORES = sorted((REPOSITORY / "tests" / "loaders" / "store" / "formats").glob("*.zip"))
MOMENT = datetime(2026, 11, 28, tzinfo=UTC)
DAYS = {
    date(2026, 2, 28): {
        ("men", "00", "2025-12"): (2.0, "preliminary"),
        ("women", "2321", "2025-12"): (12.0, "preliminary"),
    },
    date(2026, 3, 31): {("men", "23", "2025-12"): (None, "suppressed"), ("men", "00", "2025-11"): (1.0, "preliminary")},
    date(2026, 4, 30): {("men", "00", "2025-11"): (100.0, ""), ("women", "2321", "2026-01"): (18.0, "")},
    date(2026, 6, 10): {("men", "00", "2025-12"): (55.0, ""), ("men", "00", "2025-11"): (100.0, "")},
    date(2026, 6, 30): {("men", "00", "2025-12"): (2.0, "")},
    date(2026, 7, 31): {("men", "00", "2026-02"): (7.0, ""), ("men", "00", "2025-12"): (2.0, "")},
}


def answers(settings):
    store = Store(settings.store_dir)
    return {day: held(store.read("made_up", as_of=day)) for day in DAYS}


def told(settings):
    for day, expected in DAYS.items():
        assert held(Store(settings.store_dir).read("made_up", as_of=day)).items() >= expected.items(), day


def run(folder, monkeypatch, *words):
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(app, [*words], env={"LANSPULS_DATA": str(folder / "data")})
    return done.exit_code, done.output


@pytest.mark.parametrize("archive", STORES, ids=lambda path: path.stem)
def test_every_format_reads_is_backed_up_and_moved_up_and_back(archive, tmp_path, monkeypatch):
    settings = Settings(data=tmp_path / "data")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(settings.data)
    told(settings)
    expected = answers(settings)
    backup, _ = back_up(settings, tmp_path / "lanspuls.toml", tmp_path / "copies", MOMENT)
    other = Settings(data=tmp_path / "elsewhere" / "data")
    other.data.parent.mkdir()
    put_back(other, backup, MOMENT, replace=False)
    assert answers(other) == expected and not verify_store(other.store_dir).damages
    bodies = [list(Snapshots(other.raw_dir).read(one)) for one in Snapshots(other.raw_dir).snapshots()]
    assert bodies in ([], [[b'{"value": [1, 2]}']])

    before = orjson.loads((settings.store_dir / "manifest.json").read_bytes())
    code, said = run(tmp_path, monkeypatch, "upgrade")
    assert code == 0, said
    if before["schema"] == 1:
        assert "från format 1 till 2" in said
        kept = next(settings.store_dir.glob("moved-aside/*/manifest.json"))
        assert orjson.loads(kept.read_bytes()) == before
    else:
        assert "redan i format 2" in said
    assert answers(settings) == expected
    code, said = run(tmp_path, monkeypatch, "compact")
    assert code == 0, said
    assert answers(settings) == expected
    code, said = run(tmp_path, monkeypatch, "upgrade", "--back")
    assert code == 0 and "från format 2 till 1" in said, said
    after = orjson.loads((settings.store_dir / "manifest.json").read_bytes())
    assert after["schema"] == 1
    if before["schema"] == 1:
        assert after["indicators"] == before["indicators"]  # nothing lost, nothing added
    assert answers(settings) == expected and not verify_store(settings.store_dir).damages


def test_a_damaged_store_stays_in_its_format(tmp_path, monkeypatch):
    settings = Settings(data=tmp_path / "data")
    with zipfile.ZipFile(STORES[0]) as packed:
        packed.extractall(settings.data)
    next(settings.store_dir.glob("*/*.parquet")).unlink()
    before = (settings.store_dir / "manifest.json").read_bytes()
    code, _ = run(tmp_path, monkeypatch, "upgrade")
    assert code != 0 and (settings.store_dir / "manifest.json").read_bytes() == before


def test_a_store_of_a_later_program_is_told_clearly(tmp_path, monkeypatch):
    settings = Settings(data=tmp_path / "data")
    with zipfile.ZipFile(STORES[0]) as packed:
        packed.extractall(settings.data)
    (settings.store_dir / "manifest.json").write_bytes(orjson.dumps({"schema": 3, "synthetic": True, "indicators": {}}))
    done = CliRunner().invoke(app, ["verify"], env={"LANSPULS_DATA": str(settings.data)})
    assert "schema 3" in str(done.exception) and "Update Länspuls" in str(done.exception)
