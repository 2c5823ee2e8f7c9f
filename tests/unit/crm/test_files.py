"""Files: made safe before they are kept, whatever they were."""

import io
import struct
import zlib

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps, PngImagePlugin

from airline.bookings.barcodes import boarding_pass
from crm.errors import FileTooLarge, FileUnreadable
from crm.files import JPEG, MAX_BYTES, MAX_SIDE, PDF, examine

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F
READERS = {"boarding_pass": boarding_pass}
BCBP = "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 100"


def picture(size=(60, 40), *, form="JPEG", mode="RGB", **options) -> bytes:
    drawn = Image.new(mode, size, "red" if mode == "RGB" else 0)
    content = io.BytesIO()
    drawn.save(content, form, **options)
    return content.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def photo_with_everything() -> bytes:
    """What a telephone sends: lying on its side, with its maker, the place and a comment."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "Lantern Phone"
    exif.get_ifd(GPS).update({1: "N", 2: (31.0, 9.0, 0.0), 3: "E", 4: (121.0, 48.0, 0.0)})
    return picture(exif=exif, comment=b"at home", icc_profile=b"a profile", xmp=b"<x:xmpmeta/>")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_kept_as_jpeg(form):
    kept = examine(picture(form=form), name="bag.png")

    assert (kept.media_type, kept.name, kept.width, kept.height) == (JPEG, "bag.jpg", 60, 40)
    assert opened(kept.content).format == "JPEG"


def test_nothing_hangs_on_a_picture_any_more_and_it_stands_upright():
    sent = photo_with_everything()
    assert opened(sent).getexif().get_ifd(GPS)

    kept = examine(sent, name="IMG_1.JPG")

    again = opened(kept.content)
    assert (kept.width, kept.height) == again.size == (40, 60)
    assert not again.getexif()
    assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Lantern Phone" not in kept.content
    assert b"at home" not in kept.content


def test_a_large_picture_is_shrunk_and_a_transparent_one_put_on_white():
    assert max(opened(examine(picture((3000, 1500)), name="a").content).size) == MAX_SIDE

    clear = examine(picture(form="PNG", mode="RGBA"), name="a")
    assert opened(clear.content).getpixel((5, 5)) == (255, 255, 255)


def test_an_animation_becomes_its_first_frame():
    second = Image.new("RGB", (60, 40), "blue")

    kept = examine(picture(form="GIF", save_all=True, append_images=[second]), name="a.gif")

    red, _, blue = opened(kept.content).getpixel((5, 5))
    assert red > 200 > blue


def test_a_boarding_pass_is_read_even_when_it_is_small_in_a_large_picture():
    sheet = Image.new("RGB", (4000, 3000), "white")
    sheet.paste(barcode(BCBP), (1700, 1400))
    content = io.BytesIO()
    sheet.save(content, "JPEG", quality=90)

    assert examine(content.getvalue(), name="pass.jpg", readers=READERS).found == {"boarding_pass": BCBP}


def test_another_barcode_is_no_boarding_pass():
    content = io.BytesIO()
    sheet = Image.new("RGB", (600, 600), "white")
    sheet.paste(barcode("https://example.com/menu"), (60, 60))
    sheet.save(content, "PNG")

    assert examine(content.getvalue(), name="a.png", readers=READERS).found == {}


def barcode(text: str) -> Image.Image:
    made = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Aztec), scale=4)
    height, width = made.shape[:2]
    return Image.frombytes("L", (width, height), bytes(memoryview(made))).convert("RGB")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"This is a text file that calls itself a picture.",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"BM" + bytes(100),
        picture()[:200],
        picture(form="PNG")[:60],
        b"MZ" + picture(),
    ],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(FileUnreadable):
        examine(data, name="photo.jpg")


def test_a_pdf_is_kept_only_where_it_is_allowed():
    kept = examine(b"%PDF-1.7 a receipt", name="Receipt.PDF", allow_pdf=True)
    assert (kept.media_type, kept.name, kept.content) == (PDF, "Receipt.pdf", b"%PDF-1.7 a receipt")

    with pytest.raises(FileUnreadable, match="not a PDF"):
        examine(b"%PDF-1.7 a receipt", name="receipt.jpg")


def test_more_than_ten_mebibytes_are_refused():
    with pytest.raises(FileTooLarge):
        examine(picture() + bytes(MAX_BYTES), name="a.jpg")


@pytest.mark.parametrize("side", [6_400, 13_000, 60_000])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(side):
    """A few kilobytes that claim to be up to 3,600 megapixels."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side // 8 + 1) * 100)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")

    with pytest.raises(FileTooLarge) as refused:
        examine(bomb, name="a.png")

    assert refused.value.details["max_pixels"] == 40_000_000


def test_a_text_bomb_inside_a_picture_is_refused():
    info = PngImagePlugin.PngInfo()
    info.add_text("a", "x" * 80_000_000, zip=True)

    with pytest.raises(FileUnreadable):
        examine(picture(form="PNG", pnginfo=info), name="a.png")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("C:\\Users\\me\\箱子.png", "箱子.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie x.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("", "file.jpg"),
        (".jpg", "jpg.jpg"),
        ("x" * 300 + ".jpg", "x" * 100 + ".jpg"),
    ],
)
def test_a_name_is_shown_without_tricks(given_name, shown):
    assert examine(picture(), name=given_name).name == shown


# Pillow also mentions what is odd about a picture.
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "photo"]), data=st.data())
def test_a_damaged_picture_is_read_or_refused_and_nothing_else(form, data):
    whole = bytearray(photo_with_everything() if form == "photo" else picture((24, 16), form=form))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(whole)))

    try:
        kept = examine(bytes(whole[:cut]), name="a")
    except (FileUnreadable, FileTooLarge):
        return
    assert opened(kept.content).format == "JPEG"


def test_a_picture_that_would_be_painted_over_and_over_is_refused():
    """Each scan of a progressive JPEG is a few bytes and the work of a whole picture."""
    whole = picture((200, 200), progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]

    with pytest.raises(FileUnreadable):
        examine(whole[:-2] + last * 1000 + whole[-2:], name="a.jpg")
    # A film behind the picture, as telephones send it, may hold anything.
    assert examine(whole + last * 1000, name="a.jpg").media_type == JPEG


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_holding_a_camera_is_put_upright(orientation):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    sent = Image.new("RGB", (64, 32), "white")
    sent.paste("red", (0, 0, 16, 16))
    content = io.BytesIO()
    sent.save(content, "JPEG", exif=exif, quality=95)

    kept = opened(examine(content.getvalue(), name="a").content)

    right = ImageOps.exif_transpose(opened(content.getvalue()))
    assert kept.size == right.size
    assert all(
        (kept.getpixel(corner)[1] < 100) == (right.getpixel(corner)[1] < 100)
        for corner in ((4, 4), (kept.width - 5, 4), (4, kept.height - 5), (kept.width - 5, kept.height - 5))
    )


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=300, deadline=None)
@given(spoilt=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6))
def test_whatever_a_camera_wrote_beside_a_picture_the_picture_is_taken(spoilt):
    whole = bytearray(photo_with_everything())
    start = whole.index(b"Exif\0\0") + 6
    length = int.from_bytes(whole[start - 8 : start - 6], "big") - 8
    for place, value in spoilt:
        whole[start + place % length] = value

    assert examine(bytes(whole), name="a").media_type == JPEG
