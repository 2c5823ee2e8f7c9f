"""The two sides of the comparison, started and ready to be talked to."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench import stock
from bench.load import Customer, ProductTalk, Round, StockTalk, Talk
from bench.messages import ROOT
from bench.processes import Processes, free_port
from bench.product import Product
from bench.stock import StockModel

STOCK, PRODUCT = "stock", "product"


@dataclass
class Side:
    """One side while it runs. `rounds` collects what was measured, by number of conversations."""

    name: str
    port: int
    processes: Processes
    new_talk: Callable[[int], Talk]
    ready_seconds: float
    product: Product | None = None
    first_seconds: float = 0.0
    rounds: dict[int, list[Round]] = field(default_factory=dict)
    _customers: dict[int, list[Customer]] = field(default_factory=dict)

    def customers(self, level: int) -> list[Customer]:
        """The customers of a level; they stay the same from round to round."""
        if level not in self._customers:
            self._customers[level] = [Customer(self.new_talk(number)) for number in range(level)]
        return self._customers[level]


def start(name: str, folder: Path, stack: ExitStack, model: StockModel | None) -> Side:
    """Start one side; it is stopped when `stack` ends, whatever happened."""
    processes = Processes(folder / name)
    stack.callback(processes.stop)
    if name == PRODUCT:
        return _start_product(processes, folder)
    return _start_stock(processes, model or stock.trained())


def _start_stock(processes: Processes, model: StockModel) -> Side:
    port = free_port()
    processes.start("rasa", stock.serve_command(port), environment=stock.environment(), folder=model.folder)
    ready = processes.wait_ready(f"http://127.0.0.1:{port}/webhooks/rest/")
    return Side(STOCK, port, processes, lambda _: StockTalk(), ready)


def _start_product(processes: Processes, folder: Path) -> Side:
    product = Product(folder)
    started = time.perf_counter()
    for name, command in product.commands().items():
        processes.start(name, command, environment=product.environment, folder=ROOT)
    processes.wait_ready(f"http://127.0.0.1:{product.port}/readyz")
    ready = time.perf_counter() - started
    languages = ("zh", "en")
    return Side(PRODUCT, product.port, processes, lambda n: ProductTalk(languages[n % 2]), ready, product)
