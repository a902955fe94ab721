"""Office files made the same: what is in them depends on the edition alone, never on when they were written."""

import io
import re
import zipfile
from datetime import UTC, datetime

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def packed(content: bytes, moment: datetime) -> bytes:
    """The same package with every time in it that of the moment; workbooks inside it too."""
    when = moment.astimezone(UTC)
    stamp = max((when.year, when.month, when.day, when.hour, when.minute, when.second), _EARLIEST)
    said = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for one in read.infolist():
            inside = read.read(one)
            if one.filename.endswith(".xlsx"):
                inside = packed(inside, moment)
            elif one.filename == "docProps/core.xml":
                inside = _DATES.sub(lambda found: found[1] + said + found[3], inside)
            info = zipfile.ZipInfo(one.filename, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            written.writestr(info, inside)
    return target.getvalue()
