"""Writes trained weights as an ONNX file with whole numbers of 8 bits, and checks it.

usage: export.py WEIGHTS.pt VOCAB.txt FOLDER

Each row of a matrix is stored as 384 or 1,536 whole numbers from -127 to 127 and one scale,
a quarter of the size of the exact weights. The table of words stays so while it runs: only
the rows of a text are made into fractions.
Also writes vocab.txt, tokens.json (texts and their ids, to hold another tokeniser against)
and SHA256SUMS.
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from encoder import QUESTION_PREFIX, Tokeniser, read_weights, stack

OPSET = 17
EXAMPLES = [
    QUESTION_PREFIX + "Quelle peine pour l’administration illicite d'une plateforme ?",
    QUESTION_PREFIX + "how long can police custody last in a cybercrime case?",
    "L'article 323-3-2 du Code pénal : sept ans d'emprisonnement et 500 000 € d'amende.",
    "Article 323-3-2 of the Criminal Code: seven years' imprisonment and a €500,000 fine.",
    "Œuvre, cœur, naïveté, août, ça, être, GARDE À VUE",
    "n° 2023-22 du 24 janvier 2023 (LOPMI) ; art. L. 12-10-1 « assurance »",
    "jai pay la rançon, je suis couvert ou pa ??",
    "foo_bar a+b=c <x> $5 m² 10 % — … ‘q’",
    "",
    "anticonstitutionnellement 🙂 中文",
]


def graph_of(weights: str) -> onnx.ModelProto:
    """The network as an ONNX graph with exact weights."""
    encoder = read_weights(weights).eval()
    ids, mask = stack([[101, 2054, 2003, 102], [101, 2054, 102]])
    path = Path(weights).with_suffix(".float.onnx")
    torch.onnx.export(
        encoder, (ids, mask), str(path), opset_version=OPSET,
        input_names=["input_ids", "attention_mask"], output_names=["sentence_embedding"],
        dynamic_axes={
            "input_ids": {0: "batch", 1: "length"},
            "attention_mask": {0: "batch", 1: "length"},
            "sentence_embedding": {0: "batch"},
        },
    )
    return onnx.load(str(path))


def shorten(model: onnx.ModelProto) -> onnx.ModelProto:
    """Replaces each matrix by whole numbers and scales."""
    graph = model.graph
    matrices = {t.name: t for t in graph.initializer if len(t.dims) == 2 and t.dims[0] * t.dims[1] > 100_000}
    nodes = []

    def add_initializer(name: str, values: numpy.ndarray) -> str:
        graph.initializer.append(numpy_helper.from_array(values, name))
        return name

    add_initializer("last_axis", numpy.array([-1], numpy.int64))
    done = set()
    for node in list(graph.node):
        name = next((n for n in node.input if n in matrices), None)
        if name is None or node.op_type not in ("Gather", "MatMul"):
            nodes.append(node)
            continue
        values = numpy_helper.to_array(matrices[name])
        axis = 0 if node.op_type == "Gather" else 1  # the axis with one scale for each of its places
        scale = (numpy.abs(values).max(axis=1 - axis, keepdims=True) / 127).astype(numpy.float32)
        whole = numpy.clip(numpy.rint(values / scale), -127, 127).astype(numpy.int8)
        done.add(name)
        add_initializer(name + ".whole", whole)
        if node.op_type == "Gather":
            add_initializer(name + ".scale", scale.ravel())
            rows, scales, column, exact = (f"{name}.{part}" for part in ("rows", "scales", "column", "exact"))
            nodes += [
                helper.make_node("Gather", [name + ".whole", node.input[1]], [rows]),
                helper.make_node("Cast", [rows], [exact], to=TensorProto.FLOAT),
                helper.make_node("Gather", [name + ".scale", node.input[1]], [scales]),
                helper.make_node("Unsqueeze", [scales, "last_axis"], [column]),
                helper.make_node("Mul", [exact, column], list(node.output), name=node.name),
            ]
            continue
        add_initializer(name + ".scale", scale.ravel())
        nodes.append(helper.make_node("DequantizeLinear", [name + ".whole", name + ".scale"], [name], axis=axis))
        nodes.append(node)
    kept = [t for t in graph.initializer if t.name not in done]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    model.producer_name = "LopmiBot training/encoder"
    onnx.checker.check_model(model)
    return model


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("weights", "vocabulary", "folder"):
        options.add_argument(name)
    chosen = options.parse_args()
    folder = Path(chosen.folder)
    folder.mkdir(parents=True, exist_ok=True)

    onnx.save(shorten(graph_of(chosen.weights)), str(folder / "encoder.onnx"))
    shutil.copyfile(chosen.vocabulary, folder / "vocab.txt")
    tokenise = Tokeniser(chosen.vocabulary)
    examples = [{"text": text, "ids": tokenise(text, 256)} for text in EXAMPLES]
    lines = ",\n".join("  " + json.dumps(example, ensure_ascii=False) for example in examples)
    (folder / "tokens.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    sums = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in ("encoder.onnx", "tokens.json", "vocab.txt")
    ]
    (folder / "SHA256SUMS").write_text("".join(sums))
    print("".join(sums), (folder / "encoder.onnx").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
