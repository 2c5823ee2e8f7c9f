"""Signs for counters: the code that opens a counter's survey, alone or on a page to be printed."""

from typing import Literal

from crm import printed, qr_codes, texts
from crm.counter_rows import Counter
from crm.site import site

Form = Literal["svg", "png", "pdf"]


def address(counter: Counter, public_url: str) -> str:
    """What the code says."""
    return f"{public_url.rstrip('/')}/q/{counter.code}"


def drawn(counter: Counter, form: Form, *, public_url: str) -> bytes:
    """The code as a picture, or with `pdf` on a page (A5) in both languages."""
    target = address(counter, public_url)
    if form == "svg":
        return qr_codes.svg(target).encode()
    if form == "png":
        return qr_codes.png(target)
    words = texts.load("surveys")["counter"]
    return printed.pdf(
        printed.PAGES / "counter.typ",
        sign={
            "site": site().name.model_dump(),
            "place": counter.name,
            "code": qr_codes.svg(target),
            "address": target,
            **{name: words[name] for name in ("ask", "how", "kept")},
        },
    )
