"""A place on this disk, as a share is."""

import pytest

from loaders.storage.folder import FolderStorage


@pytest.fixture
def place(tmp_path):
    root = tmp_path / "delat"
    root.mkdir()
    return FolderStorage(root)
