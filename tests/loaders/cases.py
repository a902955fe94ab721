"""Giving a file to the command line, and what is stored afterwards: for cases of files as people have them."""

from pathlib import Path

import pytest

from dashboard.commands.main import main
from loaders.store import Store


def import_file(tmp_path: Path, monkeypatch, capsys, source: str, path: Path, *options: str) -> tuple[int, str]:
    """`lanspuls import SOURCE PATH` with an empty or earlier data folder in ``tmp_path``: exit code and all it says."""
    monkeypatch.setenv("LANSPULS_DATA", str(tmp_path / "data"))
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["import", source, str(path), *options])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out + told.err


def stored(tmp_path: Path, indicator: str, **where: str) -> dict[tuple[str, str], float | None]:
    """Values by (region code, period); {} where nothing of the indicator is stored."""
    store = Store(tmp_path / "data" / "store")
    if not store.root.exists():
        return {}
    return {
        (key["region_code"], key["period"]): value
        for key, value, _, _ in store.read(indicator).rows()
        if all(key[name] == code for name, code in where.items())
    }


def circular(tmp_path: Path) -> dict[tuple[str, str], tuple[float, float, float]]:
    """All employed, those in circular industries, and their share in per cent, by (municipality, year)."""
    base = stored(tmp_path, "circular_base", denominator="all")
    persons = stored(tmp_path, "circular_employed", sni_set="scb_2007")
    share = stored(tmp_path, "circular_share", sni_set="scb_2007", denominator="all")
    return {key: (base[key], persons[key], share[key]) for key in base if len(key[0]) == 4}
