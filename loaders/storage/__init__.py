"""Data on more than one machine: one folder shared through S3, or a network share, version by version.

    storage = opened(settings)                        # where it lies: s3://bucket/prefix or file:///mnt/share
    desk = Desk(storage, settings.copy_dir)           # a machine that writes: its working copy
    desk.pull()                                       # what others have published, beside what is new here
    desk.publish(moment)                              # all of it as one version more, or not at all
    mirror = Mirror(storage, settings.copy_dir)       # a machine that shows
    mirror.refresh()                                  # the newest version, whole and verified, or the one before

Every file is a piece named by its hash; a version is a numbered list of them, created exclusively and never changed.
Listings are never believed: whoever knows number n asks for n + 1 by name. docs/many-machines.md draws it.
"""

from loaders.storage.desk import Desk, Published, Pulled
from loaders.storage.mirror import Mirror
from loaders.storage.mirror_state import MirrorState, mirror_state
from loaders.storage.opening import opened
from loaders.storage.place import Storage
from loaders.storage.whole import Checked, check_whole, put_again

__all__ = [
    "Checked", "Desk", "Mirror", "MirrorState", "Published", "Pulled", "Storage", "check_whole", "mirror_state",
    "opened", "put_again",
]  # fmt: skip
