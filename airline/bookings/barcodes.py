"""Boarding passes on pictures: the text of the barcode, whichever of the four kinds it is."""

import zxingcpp
from PIL import Image

from airline.bookings.bcbp import LONGEST, looks_like

# A barcode is legible in less than what a camera takes.
_SHARP_ENOUGH = 4000
_KINDS = ("PDF417", "Aztec", "QRCode", "DataMatrix")


def boarding_pass(image: Image.Image) -> str | None:
    """The text of a boarding pass's barcode (IATA Resolution 792: PDF417, Aztec, QR or Data Matrix)."""
    formats = zxingcpp.barcode_formats_from_str(",".join(_KINDS))
    image.thumbnail((_SHARP_ENOUGH, _SHARP_ENOUGH))
    codes = zxingcpp.read_barcodes(image, formats=formats, text_mode=zxingcpp.TextMode.Plain, try_invert=False)
    return next((code.text for code in codes if looks_like(code.text) and len(code.text) <= LONGEST), None)
