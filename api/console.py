"""What the terminal shows of the processes: an error in one line. All that they write goes to a file for each."""

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol, TextIO

from honcho.manager import SYSTEM_PRINTER_NAME

# How structlog, uvicorn and Rasa mark an error.
_ERROR = re.compile(
    r"\[(?:error|critical)\s*\]|\"level\": \"(?:error|critical)\"|^(?:ERROR|CRITICAL)\b|\s(?:ERROR|CRITICAL)\s"
)
_TRACEBACK = "Traceback (most recent call last)"
# Some libraries colour what goes to a file, too.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# That a process ends when it is asked to is no news.
_FAILED = re.compile(r"\S+ stopped \(rc=(?!(?:0|-2|-15|130|143)\))")
LONGEST = 300


class Line(Protocol):
    """What the manager hands to its printer."""

    @property
    def data(self) -> str | bytes: ...
    @property
    def name(self) -> str | None: ...


class Console:
    """A printer for the manager of the processes: `<name>.log` for each, begun anew at every start."""

    def __init__(self, folder: Path, terminal: TextIO = sys.stdout) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        # The manager sets it, to line up names that are not shown here.
        self.width = 0
        self._folder = folder
        self._terminal = terminal
        self._begun: set[str] = set()
        self._in_traceback: set[str] = set()

    def write(self, line: Line) -> None:
        """Keep what a process wrote, and show it if it is an error."""
        name = line.name or SYSTEM_PRINTER_NAME
        text = line.data.decode("utf-8", "replace") if isinstance(line.data, bytes) else line.data
        for one in _COLOUR.sub("", text).splitlines():
            self._keep(name, one)
            if self._is_error(name, one):
                self._show(name, one)

    def _is_error(self, name: str, line: str) -> bool:
        if name == SYSTEM_PRINTER_NAME:
            return bool(_FAILED.match(line))
        if line.startswith(_TRACEBACK):
            self._in_traceback.add(name)
            return False
        if name in self._in_traceback and line[:1].strip():
            # What was raised; the places before it are for the file.
            self._in_traceback.discard(name)
            return True
        return bool(_ERROR.search(line))

    def _keep(self, name: str, line: str) -> None:
        mode = "a" if name in self._begun else "w"
        self._begun.add(name)
        with (self._folder / f"{name}.log").open(mode, encoding="utf-8") as file:
            file.write(f"{line}\n")

    def _show(self, name: str, line: str) -> None:
        where = "" if name == SYSTEM_PRINTER_NAME else f"{name}: "
        # The product goes on when nobody looks at its terminal any more.
        with suppress(BrokenPipeError):
            print(f"{where}{line.strip()[:LONGEST]}", file=self._terminal, flush=True)
