"""The processes of one side: started in groups of their own, watched, and always stopped."""

import os
import resource
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

READY_SECONDS = 300.0
STOP_SECONDS = 15.0
LONGEST_SECONDS = 3 * 3600.0


class Processes:
    """A few named processes that belong together."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.peak_rss: dict[str, int] = {}
        logs.mkdir(parents=True, exist_ok=True)

    def start(
        self, name: str, command: Sequence[str] | str, *, environment: Mapping[str, str], folder: Path
    ) -> subprocess.Popen[bytes]:
        """Start a process whose output goes to `NAME.log`; a command in one string goes through the shell."""
        with (self._logs / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                command,
                shell=isinstance(command, str),
                env=dict(environment),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self._running[name]

    def wait_ready(self, url: str) -> float:
        """Seconds until `url` answers 200. Exits when a process dies first or time runs out."""
        started = time.perf_counter()
        while time.perf_counter() - started < READY_SECONDS:
            if _answers(url):
                return time.perf_counter() - started
            self.sample()
            self.refuse_dead()
            time.sleep(0.1)
        raise SystemExit(f"{url} did not answer within {READY_SECONDS:.0f} s; see {self._logs}")

    def refuse_dead(self) -> None:
        """Exits when a process has ended by itself."""
        for name, process in self._running.items():
            if process.poll() is not None:
                log = self._logs / f"{name}.log"
                tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
                raise SystemExit(f"{name} ended with {process.returncode}; {log} ends:\n{tail}")

    def sample(self) -> None:
        """Note how much memory each process and its children hold now."""
        for name, tree in self._trees().items():
            rss = sum(_rss(process) for process in tree)
            self.peak_rss[name] = max(rss, self.peak_rss.get(name, 0))

    def cpu_seconds(self) -> dict[str, float]:
        """Processor time that each process and its children have used so far."""
        return {name: sum(_cpu(process) for process in tree) for name, tree in self._trees().items()}

    def pids(self) -> dict[str, int]:
        """The process id of each, for whoever wants to look closer."""
        return {name: process.pid for name, process in self._running.items()}

    def stop(self) -> None:
        """End every process with all of its children: politely, then for good."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            for process in self._running.values():
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, number)
            deadline = time.monotonic() + STOP_SECONDS
            for process in self._running.values():
                with suppress(subprocess.TimeoutExpired):
                    process.wait(max(0.1, deadline - time.monotonic()))
        self._running.clear()

    def _trees(self) -> dict[str, list[psutil.Process]]:
        return {name: _tree(process.pid) for name, process in self._running.items()}


@dataclass(frozen=True)
class Training:
    """What teaching an assistant `sentences` took: by the clock, and of the processors."""

    sentences: int
    seconds: float
    cpu_seconds: float


def timed(command: Sequence[str], *, environment: Mapping[str, str], folder: Path, log: Path) -> tuple[float, float]:
    """Run to the end; seconds by the clock and of the processors. Exits when it fails."""
    started, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with log.open("wb") as output:
        result = subprocess.run(
            command, check=False, env=dict(environment), cwd=folder, stdout=output, stderr=subprocess.STDOUT,
            timeout=LONGEST_SECONDS,
        )  # fmt: skip
    if result.returncode:
        raise SystemExit(f"{' '.join(command)} failed; see {log}")
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return round(time.perf_counter() - started, 1), round(cpu, 1)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=3) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _tree(pid: int) -> list[psutil.Process]:
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _cpu(process: psutil.Process) -> float:
    try:
        used = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(used.user + used.system)
