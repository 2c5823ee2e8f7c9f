"""Photos as phones take them, HEIC, made into JPEG: in a process of its own, which a malformed one may crash."""

import contextlib
import io
import os
import subprocess
import sys
from typing import BinaryIO

from crm.errors import FileTooLarge, FileUnreadable

# What follows the length of the first box (ISO/IEC 23008-12): the brands of single pictures and of their sequences.
_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_BRAND = slice(8, 12)
SECONDS = 20
_MEMORY = 1024**3
_QUALITY = 95
_TOO_LARGE = 3


def is_heic(data: bytes) -> bool:
    """Whether a file begins as such a photo does."""
    return data[4:8] == b"ftyp" and data[_BRAND] in _BRANDS


def as_jpeg(data: bytes, *, max_pixels: int) -> bytes:
    """The photo, turned upright. Raises FileTooLarge, FileUnreadable.

    The decoder is written in C and falls over what is malformed. So it runs by itself, without our settings and with
    little memory; where it is not installed, the photo is one that cannot be read.
    """
    command = [sys.executable, "-P", "-m", "crm.heic", str(max_pixels)]
    path = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(  # noqa: S603 — a fixed command
            command, input=data, capture_output=True, timeout=SECONDS, env={"PYTHONPATH": path}, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise FileUnreadable from error
    if done.returncode == _TOO_LARGE:
        raise FileTooLarge("This picture has too many pixels.", max_pixels=max_pixels)
    if done.returncode != 0:
        raise FileUnreadable
    return done.stdout


def _convert(source: BinaryIO, target: BinaryIO, *, max_pixels: int) -> int:
    """What the process does; returns its exit code."""
    from pi_heif import register_heif_opener
    from PIL import Image

    register_heif_opener(thumbnails=False)
    with Image.open(io.BytesIO(source.read()), formats=("HEIF",)) as image:
        if image.width * image.height > max_pixels:
            return _TOO_LARGE
        image.convert("RGB").save(target, "JPEG", quality=_QUALITY)
    return 0


def _limit() -> None:
    """Little memory, little time, no files. Not every system can say so."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit()
    sys.exit(_convert(sys.stdin.buffer, sys.stdout.buffer, max_pixels=int(sys.argv[1])))
