"""Printed pages: a template of Typst and the data on it become a PDF that looks the same on every machine."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

PAGES = Path(__file__).parent / "pages"
# The wheel that holds Noto Sans CJK.
FONT = "noto_cjk_sans_otc"


def pdf(template: Path, **data: Mapping[str, Any]) -> bytes:
    """The page, with what is on it as JSON under its names: text that somebody typed is never read as markup.

    Takes some 50 ms of work: to be called outside a transaction.
    """
    made: bytes = typst.compile(  # type: ignore[misc]  # its stub leaves the type of the absent output open
        template,
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(value) for name, value in data.items()},
    )
    return made


@cache
def _fonts() -> str:
    """The folder of the font. Found without importing the package: it holds nothing else."""
    spec = find_spec(FONT)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{FONT} is not installed")
    return str(Path(spec.origin).parent)
