"""The encoder e5 as an ONNX graph: twelve layers of BERT over word pieces that were looked up before."""

from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from bot.e5_source import INPUT, Weights, dequantised

OUTPUT = "meanings"


def network(weights: Weights) -> bytes:
    """(1, pieces, size) becomes (1, pieces, size): one sentence at a time, so that nothing has to be filled up."""
    graph = _Graph(weights)
    last = graph.normalised(INPUT, "emb.ln")
    for layer in range(weights.layers):
        last = graph.layer(last, f"l{layer}.")
    graph.add("Identity", [last], OUTPUT)
    return graph.serialised()


class _Graph:
    """Nodes and constants, as they are added."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        share = weights.size // weights.heads
        self._constant("scale", np.float32(share**-0.5))
        self._constant("half", np.float32(0.5))
        self._constant("one", np.float32(1))
        self._constant("root", np.float32(0.5**0.5))
        self._constant("divided", np.array([0, 0, weights.heads, share], dtype=np.int64))
        self._constant("joined", np.array([0, 0, weights.size], dtype=np.int64))

    def add(self, kind: str, inputs: list[str], output: str, **settings: Any) -> str:
        """One node; its output has its name."""
        self._nodes.append(helper.make_node(kind, inputs, [output], name=output, **settings))
        return output

    def normalised(self, inputs: str, name: str) -> str:
        """Layer normalisation."""
        learned = [self._constant(f"{name}.{part}", self._weights.numbers(f"{name}.{part}")) for part in "wb"]
        return self.add("LayerNormalization", [inputs, *learned], name, epsilon=self._weights.epsilon)

    def layer(self, inputs: str, name: str) -> str:
        """Attention and what follows it, each added to what it was given."""
        attended = self._linear(self._attention(inputs, name), f"{name}ao", self._weights.size)
        inner = self.normalised(self.add("Add", [inputs, attended], f"{name}attended"), f"{name}aln")
        wide = self._gelu(self._linear(inner, f"{name}fi", self._weights.inner), name)
        narrow = self._linear(wide, f"{name}fo", self._weights.size)
        return self.normalised(self.add("Add", [inner, narrow], f"{name}thought"), f"{name}oln")

    def serialised(self) -> bytes:
        """The graph as a file's content."""
        size = self._weights.size
        ends = [
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "count", size])] for name in (INPUT, OUTPUT)
        ]
        graph = helper.make_graph(self._nodes, "e5", *ends, self._constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        content: bytes = model.SerializeToString()
        return content

    def _constant(self, name: str, value: Any) -> str:
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def _linear(self, inputs: str, name: str, width: int) -> str:
        weights = dequantised(self._weights.blocks(f"{name}.w")).reshape(width, -1).T
        product = self.add("MatMul", [inputs, self._constant(f"{name}.w", weights)], f"{name}.product")
        return self.add("Add", [product, self._constant(f"{name}.b", self._weights.numbers(f"{name}.b"))], name)

    def _attention(self, inputs: str, name: str) -> str:
        query, key, value = (self._head(inputs, f"{name}{part}") for part in "qkv")
        alike = self.add("Mul", [self.add("MatMul", [query, key], f"{name}alike"), "scale"], f"{name}scaled")
        shares = self.add("Softmax", [alike], f"{name}shares", axis=-1)
        found = self.add("MatMul", [shares, value], f"{name}found")
        ordered = self.add("Transpose", [found], f"{name}ordered", perm=[0, 2, 1, 3])
        return self.add("Reshape", [ordered, "joined"], f"{name}heads")

    def _head(self, inputs: str, name: str) -> str:
        divided = self.add("Reshape", [self._linear(inputs, name, self._weights.size), "divided"], f"{name}.divided")
        order = [0, 2, 3, 1] if name.endswith("k") else [0, 2, 1, 3]
        return self.add("Transpose", [divided], f"{name}.turned", perm=order)

    def _gelu(self, inputs: str, name: str) -> str:
        curve = self.add("Erf", [self.add("Mul", [inputs, "root"], f"{name}rooted")], f"{name}curve")
        weighed = self.add("Mul", [self.add("Add", [curve, "one"], f"{name}raised"), inputs], f"{name}weighed")
        return self.add("Mul", [weighed, "half"], f"{name}gelu")
