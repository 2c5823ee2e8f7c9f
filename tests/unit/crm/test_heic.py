"""Photos of phones: read like any other picture, and harmless where they are malformed."""

import base64
import io
import random

import pytest
from PIL import Image

from crm import files, heic
from crm.errors import FileTooLarge, FileUnreadable
from crm.files import JPEG, examine

pytest.importorskip("pi_heif")

# 64 × 48 pixels, red on the left and white on the right, lying on its side, with its maker beside it.
PHOTO = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAACUAAgAAAAACEQABAAAAAAAAADwAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZodmNDAQNwAAAA"
    "kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq"
    "5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90AwAAABlpcG1hAAAAAAAAAAEA"
    "AQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAGltZGF0AAAAISgBrxmA70mlv//q35/35a/5fsheF/Nrkd2bR/vI"
    "INtbwAAAAAZFeGlmAABNTQAqAAAACAACAQ8AAgAAAAsAAAAmARIAAwAAAAEABgAAAAAAAFBob25lTWFrZXIAAA=="
)


def test_a_phones_photo_is_kept_as_jpeg_upright_and_alone():
    kept = examine(PHOTO, name="IMG_0001.HEIC")

    assert (kept.name, kept.media_type, kept.width, kept.height) == ("IMG_0001.jpg", JPEG, 48, 64)
    picture = Image.open(io.BytesIO(kept.content))
    red, green, blue = picture.getpixel((5, 5))
    assert red > 150 > max(green, blue)
    assert not picture.getexif()
    assert b"PhoneMaker" not in kept.content


def test_one_of_too_many_pixels_is_told_so_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(files, "MAX_PIXELS", 1000)

    with pytest.raises(FileTooLarge):
        examine(PHOTO, name="IMG_0001.HEIC")


@pytest.mark.parametrize("seed", range(8))
def test_a_malformed_one_is_refused_or_read_and_takes_nobody_with_it(seed):
    drawn, broken = random.Random(seed), bytearray(PHOTO)
    for _ in range(6):
        broken[drawn.randrange(12, len(broken))] = drawn.randrange(256)

    try:
        kept = examine(bytes(broken), name="a.heic")
    except (FileUnreadable, FileTooLarge):
        return
    assert Image.open(io.BytesIO(kept.content)).format == "JPEG"


def test_a_film_is_no_photo():
    assert not heic.is_heic(PHOTO[:8] + b"isom" + PHOTO[12:])
    with pytest.raises(FileUnreadable):
        examine(PHOTO[:8] + b"isom" + PHOTO[12:], name="film.mov")


def test_a_decoder_that_hangs_is_stopped(monkeypatch):
    monkeypatch.setattr(heic, "SECONDS", 0.001)

    with pytest.raises(FileUnreadable):
        heic.as_jpeg(PHOTO, max_pixels=files.MAX_PIXELS)
