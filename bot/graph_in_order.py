"""The assistant's components one after the other, without a scheduler.

Rasa hands every message and every prediction to dask, which sorts the same few components anew each time and writes
all that goes in into a line for the log: a tenth of a turn for a graph that never changes.
"""

from graphlib import TopologicalSorter
from typing import Any, Optional

from rasa.core import processor
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

_Step = tuple[str, GraphNode, list[str]]


class GraphInOrder(DaskGraphRunner):
    """Runs the components that lead to a target, each after those it needs."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._found: dict[tuple[str, ...], list[_Step]] = {}

    def run(self, inputs: Optional[dict[str, Any]] = None, targets: Optional[list[str]] = None) -> dict[str, Any]:
        """See the parent class."""
        wanted = tuple(targets or self._graph_schema.target_names)
        done: dict[str, Any] = dict(inputs or {})
        for name, node, needs in self._steps(wanted):
            _, done[name] = node(*((need, done[need]) for need in needs))
        return {name: done[name] for name in wanted}

    def _steps(self, targets: tuple[str, ...]) -> list[_Step]:
        """The way to the targets, found once."""
        if targets not in self._found:
            nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
            needs = {name: [*node.needs.values()] for name, node in nodes.items()}
            order = TopologicalSorter(needs).static_order()
            steps = [(name, self._instantiated_nodes[name], needs[name]) for name in order if name in nodes]
            self._found[targets] = steps
        return self._found[targets]


def run_in_order() -> None:
    """Let models that are loaded from now on run so: Rasa names the runner in one place."""
    processor.DaskGraphRunner = GraphInOrder
