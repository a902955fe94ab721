"""The commits of the repository: where their nets are kept, and making the net of one with its own tests."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from tests.shared import REPOSITORY

HERE = "this tree"
_PACKAGE = "tests/golden_pages"
_LENGTH = 12


class CommitError(Exception):
    """A commit that is not there, or that has no net."""


def _git(*arguments: str) -> str:
    answer = subprocess.run(["git", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise CommitError(answer.stderr.strip() or f"git {' '.join(arguments)} failed")
    return answer.stdout.strip()


def commit(ref: str) -> str:
    """The first twelve digits of the commit that a name means. CommitError if there is none."""
    try:
        return _git("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")[:_LENGTH]
    except CommitError:
        raise CommitError(f"there is no commit {ref}") from None


def shared_folder() -> Path:
    """Where the nets of commits and filled stores are kept: one folder for all worktrees of the clone."""
    common = Path(_git("rev-parse", "--path-format=absolute", "--git-common-dir"))
    return common.parent / "build" / "golden"


def own_folder() -> Path:
    """Where the net of this tree goes: under its commit if the tree is as committed, else under ``tree``."""
    if _git("status", "--porcelain"):
        return tree_folder()
    return shared_folder() / commit("HEAD")


def tree_folder() -> Path:
    """Where the net of a tree goes that is not, or need not be, as committed."""
    return REPOSITORY / "build" / "golden" / "tree"


def make_net(ref: str, arguments: Sequence[str]) -> Path:
    """The folder with a commit's net, what it lacked made by the commit's own code in a worktree of its own.

    CommitError if there is no such commit, it has no net, or its net cannot be made.
    """
    sha = commit(ref)
    try:
        _git("cat-file", "-e", f"{sha}:{_PACKAGE}/__main__.py")
    except CommitError:
        raise CommitError(f"{ref} ({sha}) has no {_PACKAGE}: only commits that have it can be compared with") from None
    shared_folder().mkdir(parents=True, exist_ok=True)
    with FileLock(shared_folder() / f"{sha}.lock"), _worktree(sha) as tree:
        command = [sys.executable, "-m", "tests.golden_pages", "--keep", *arguments]
        environment = os.environ | {"PYTHONPATH": str(tree)}
        answer = subprocess.run(command, cwd=tree, env=environment, check=False)
    if answer.returncode != 0:
        raise CommitError(f"the net of {ref} ({sha}) could not be made")
    return shared_folder() / sha


@contextmanager
def _worktree(sha: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="lanspuls-golden-") as made:
        tree = Path(made) / sha
        _git("worktree", "add", "--quiet", "--detach", str(tree), sha)
        try:
            generated = _vendor(REPOSITORY)
            if generated.is_dir():
                shutil.copytree(generated, _vendor(tree))
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _vendor(tree: Path) -> Path:
    """The folder of generated files in a tree, wherever its .gitignore says that it is."""
    ignored = (tree / ".gitignore").read_text(encoding="utf-8").splitlines()
    return tree / next(line.strip("/") for line in ignored if line.endswith("/vendor/"))
