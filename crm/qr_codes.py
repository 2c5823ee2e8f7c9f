"""QR codes: an address as a picture that phones read (ISO/IEC 18004)."""

import io

import zxingcpp
from PIL import Image

# A quarter of the code may be dirty or torn, as signs at counters are.
_CORRECTION = "Q"
_DOTS = 12


def svg(text: str) -> str:
    """As a drawing that can be printed at any size."""
    drawn: str = zxingcpp.write_barcode_to_svg(_code(text), scale=4, add_quiet_zones=True)
    return drawn


def png(text: str) -> bytes:
    """As a picture, each of its squares some dots wide."""
    drawn = zxingcpp.write_barcode_to_image(_code(text), scale=_DOTS, add_quiet_zones=True)
    out = io.BytesIO()
    Image.fromarray(drawn).save(out, "PNG")
    return out.getvalue()


def _code(text: str) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=_CORRECTION)
