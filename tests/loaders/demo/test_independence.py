"""The publisher must not know what the project declares: otherwise nothing is tested by it."""

import ast
from pathlib import Path

from tests.shared import REPOSITORY


def test_nothing_of_the_project_outside_the_publisher_is_imported():
    for path in sorted(Path(REPOSITORY / "loaders" / "demo").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            ours = [name for name in names if name.split(".")[0] in ("loaders", "dashboard")]
            assert all(name.startswith("loaders.demo") for name in ours), f"{path.name} imports {ours}"
