"""docs/adding-a-page.md, done: one new file, and the page answers, stands in the menu and is what the tests open."""

import os
import re
import shutil
import subprocess
import sys
import textwrap

from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

DOCUMENT = (REPOSITORY / "docs/adding-a-page.md").read_text(encoding="utf-8")
LOOK = """
    import sys
    from pathlib import Path

    from dashboard.web.app import create_app
    from tests.dashboard.addresses import ADDRESSES, LIVE_ADDRESSES, made_site

    client = create_app(made_site(Path(sys.argv[1]))).server.test_client()
    page = client.get("/ordlista?region=2321")
    assert page.status_code == 200 and "<h1" in page.text and "Ordlista – Länspuls</title>" in page.text
    assert 'href="/indikator/arbetsloshet?region=2321"' in page.text
    assert 'DEMODATA' in page.text
    assert "/ordlista" in client.get("/_sida", query_string={"adress": "/ordlista"}).json["pages"]
    menus = {address: client.get(address).text.count('href="/ordlista') for address in ADDRESSES}
    assert "/ordlista" in menus and all(menus.values()), menus
    print(f"in the menu of {len(menus)} addresses, among {len(LIVE_ADDRESSES)} that travel as JSON")
"""


def clone_with_the_page(folder):
    """A copy of the tree with the document's file in it, and nothing else changed."""
    (name,) = re.findall(r"Create `dashboard/pages/(\w+\.py)`", DOCUMENT)
    (text,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    for package in ("loaders", "dashboard", "tests"):
        shutil.copytree(REPOSITORY / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    (folder / "dashboard/pages" / name).write_text(text, encoding="utf-8")
    return folder / "dashboard/pages" / name


def run_in(folder, *command):
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )


def test_one_new_file_is_a_whole_page(tmp_path):
    copy = tmp_path / "clone"
    clone_with_the_page(copy)
    run = run_in(copy, "-c", textwrap.dedent(LOOK), str(tmp_path / "site"))
    assert run.returncode == 0, run.stderr[-3000:]
    before = run_in(REPOSITORY, "-c", "from tests.dashboard.addresses import ADDRESSES; print(len(ADDRESSES))")
    assert f"in the menu of {int(before.stdout) + 1} addresses" in run.stdout


def test_a_page_with_a_component_that_would_never_work_stops_the_start(tmp_path):
    copy = tmp_path / "clone"
    page = clone_with_the_page(copy)
    page.write_text(page.read_text(encoding="utf-8") + "\nimport dash_bootstrap_components as dbc\nX = dbc.Tabs\n")
    run = run_in(copy, "-c", textwrap.dedent(LOOK), str(tmp_path / "site"))
    assert run.returncode != 0
    assert re.search(
        r"glossary\.py, line \d+: dbc\.Tabs has no plain HTML form\. Its behaviour never works here", run.stderr
    )
