"""docs/adding-a-way.md, done: one new file, and the way is offered in the control, the address and the page."""

import os
import re
import shutil
import subprocess
import sys
import textwrap

from tests.shared import REPOSITORY
from tests.waiting import HANG_SECONDS

DOCUMENT = (REPOSITORY / "docs/adding-a-way.md").read_text(encoding="utf-8")
LOOK = """
    import re
    import sys
    from pathlib import Path

    from dashboard.views import ways
    from dashboard.web.app import create_app
    from tests.dashboard.addresses import made_site

    client = create_app(made_site(Path(sys.argv[1]))).server.test_client()
    control = client.get("/indikator/sysselsatta?region=2321").text
    assert re.search(r'<a[^>]*href="/indikator/sysselsatta[?]region=2321&amp;matt=tre"[^>]*>3 månader</a>', control)
    answer = client.get("/indikator/sysselsatta?region=2321&matt=tre")
    assert answer.status_code == 200 and "Personer, medelvärde av tre månader" in answer.text
    headline = re.search(r"<title>(.*?) – Länspuls</title>", answer.text)[1]
    assert re.fullmatch(r".* i medeltal [0-9\u00a0]+ på tre månader till och med .*", headline), headline
    assert "Linjediagram över " in answer.text and "Alla siffror i diagrammet" in answer.text
    refused = client.get("/indikator/arbetsloshet?matt=tre")
    assert "kan inte visas för arbetslöshet: finns bara för antal per månad" in refused.text
    assert "3 månader" not in client.get("/indikator/arbetsloshet").text  # only what can be shown is offered
    print(" ".join(ways.by_word()))
"""


def test_one_new_file_is_a_whole_way(tmp_path):
    (name,) = re.findall(r"Create `dashboard/views/ways/(\w+\.py)`", DOCUMENT)
    (text,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    copy = tmp_path / "clone"
    for package in ("loaders", "dashboard", "tests"):
        shutil.copytree(REPOSITORY / package, copy / package, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    (copy / "dashboard/views/ways" / name).write_text(text, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(LOOK), str(tmp_path / "site")],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    assert run.stdout.split() == [
        "niva",
        "serie",
        "fjol",
        "tolv",
        "tre",
        "index",
        "gap",
        "kommuner",
        "vinter",
        "sommar",
        "delar",
        "branscher",
        "versioner",
        "karta",
        "rangordning",
        "fordelning",
        "smadiagram",
        "per-tusen",
        "riksandel",
        "aterhamtning",
    ]
