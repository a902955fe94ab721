"""The Python of the README prints what the README shows."""

import contextlib
import io
import re

from tests.shared import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_the_python_shown_prints_what_is_shown(demo, tmp_path, monkeypatch):
    ((code, shown),) = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/demo").symlink_to(demo.store.root.parent, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "README.md", "exec"), {})
    assert printed.getvalue() == shown
