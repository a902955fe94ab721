"""docs/adding-an-indicator.md, done: one new file, and a table never asked before is fetched, shown and said."""

import os
import re
import shutil
import subprocess
import sys
import textwrap

from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

PAGE = (REPOSITORY / "docs/adding-an-indicator.md").read_text(encoding="utf-8")
LOOK = """
    import sys
    from datetime import date
    from pathlib import Path

    from dashboard.web.app import create_app
    from dashboard.words.line_breaks import bound
    from loaders.demo.server import running_publisher
    from loaders.export import serialised, table
    from loaders.fetching.refresh import refresh
    from loaders.settings import load_settings
    from loaders.store import Store

    folder, today = Path(sys.argv[1]), date(2026, 11, 22)
    with running_publisher(today=today, calls_per_window=1000) as (url, _):
        settings = load_settings(folder, {"LANSPULS_DATA": str(folder), "LANSPULS_SCB_URL": url})
        report = refresh(settings, ["young_adults"], today=today)
    assert not report.failed, report
    periods = Store(settings.store_dir).read("young_adults", regions=("2321",)).axes["period"]
    client = create_app(settings).server.test_client()
    assert bound("Invånare 20–29 år") in client.get("/_sida", query_string={"adress": "/?region=2321"}).text
    page = client.get("/_sida", query_string={"adress": "/indikator/invanare-20-29?region=2321"}).text
    assert bound("invånare 20–29 år i Åre kommun") in page, page[:400]
    assert "DEMODATA" in page
    print(f"periods {len(periods)} to {periods[-1]}")
"""


def test_one_new_file_is_a_whole_indicator(tmp_path):
    (name,) = re.findall(r"Create `loaders/indicators/(\w+\.py)`", PAGE)
    (declaration,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    copy = tmp_path / "clone"
    for package in ("loaders", "dashboard"):
        shutil.copytree(REPOSITORY / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    (copy / "loaders/indicators" / name).write_text(declaration, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LOOK), str(tmp_path)],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    assert run.stdout.strip() == "periods 21 to 2026-09"
