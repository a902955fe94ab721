"""Small pictures of any size, as a camera or a drawing program begins them."""

import struct
import zlib


def png_start(width: int, height: int) -> bytes:
    """A PNG of one grey, whole and readable."""
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")))


def jpeg_start(width: int, height: int) -> bytes:
    """The first segments of a JPEG: what its program wrote of itself, then its size."""
    told = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF" + bytes(10)
    return b"\xff\xd8" + told + b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(20)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
