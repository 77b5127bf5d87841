"""QR codes as inline drawings."""

import segno
from markupsafe import Markup


def svg(address: str, dark: str = "#1B2A2F") -> Markup:
    """Return the QR code of an address as an SVG that fills its box; the ground must be light."""
    code = segno.make_qr(address, error="m")
    drawn = code.svg_inline(border=0, dark=dark, light=None, omitsize=True)
    return Markup(drawn)  # noqa: S704  # squares only: the address is not written into it
