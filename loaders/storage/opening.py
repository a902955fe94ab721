"""The place that the settings name."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from loaders.ground.errors import UsageError
from loaders.settings import Settings
from loaders.storage.folder import FolderStorage
from loaders.storage.place import Storage

LONGEST_WAIT_SECONDS = 10.0
MOST_RETRIES = 3


def opened(settings: Settings) -> Storage:
    """The place where the data is shared. UsageError where the settings name none, or what it needs is lacking."""
    if not settings.remote:
        raise UsageError("`data` is a folder of this machine alone", "Inställningen data är en mapp på den här datorn.")
    parts = urlsplit(settings.remote)
    if parts.scheme == "file":
        path = unquote(parts.path)
        return FolderStorage(Path(path[1:] if re.match(r"/[A-Za-z]:", path) else path))
    from loaders.http.s3 import S3Storage

    return S3Storage(
        parts.netloc,
        parts.path.strip("/"),
        endpoint=settings.s3_endpoint,
        region=settings.s3_region,
        timeout=min(settings.timeout, LONGEST_WAIT_SECONDS),
        tries=1 + min(settings.retries, MOST_RETRIES),
    )
