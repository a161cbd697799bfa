"""The sentence encoder: its tokeniser, its network, and how its weights are read.

The network is that of snowflake-arctic-embed-xs: BERT with 6 layers, 384 wide.
The vector of a text is the first token's, brought to unit length.
"""

import copy
import unicodedata

import onnx
import torch
import torch.nn.functional as functional
from onnx import numpy_helper
from torch import nn

# Stands before a question, never before a passage.
QUESTION_PREFIX = "Represent this sentence for searching relevant passages: "

WIDTH, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512

# Chinese signs, each of which is a word.
IDEOGRAPHS = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"))


def passage_text(title: str, heading: str, text: str) -> str:
    """A passage as the encoder reads it: the title, the heading, the paragraph."""
    return ". ".join(part for part in (title, heading) if part) + ": " + text if title or heading else text


class Tokeniser:
    """Gives the ids that Microsoft.ML.Tokenizers' BertTokenizer gives after `prepare`.

    Lower case, accents removed, words and punctuation apart, other signs dropped,
    words cut into the longest known pieces.
    """

    START, END, UNKNOWN = 101, 102, 100

    def __init__(self, vocabulary_path: str):
        with open(vocabulary_path, encoding="utf-8") as lines:
            self.ids = {line.rstrip("\n"): number for number, line in enumerate(lines)}
        self._pieces: dict[str, list[int]] = {}

    @staticmethod
    def prepare(text: str) -> str:
        """What the C# side does before its tokeniser: one apostrophe, no ligatures, single spaces.

        The tokeniser drops tabs and line ends as control characters, and so would join words.
        """
        for old, new in (("’", "'"), ("‘", "'"), ("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae")):
            text = text.replace(old, new)
        return " ".join(text.split())

    @staticmethod
    def words(text: str) -> list[str]:
        """Runs of letters, digits and connectors, and single signs of punctuation."""
        found, word = [], ""
        for sign in unicodedata.normalize("NFD", text.lower()):
            kind = unicodedata.category(sign)
            if kind in ("Mn", "Cc"):
                continue
            ideograph = any(first <= sign <= last for first, last in IDEOGRAPHS)
            if not ideograph and sign <= "\uffff" and (kind[0] == "L" or kind in ("Nd", "Pc")):
                word += sign
                continue
            if word:
                found.append(word)
                word = ""
            if ideograph or kind[0] == "P":
                found.append(sign)
        return found + [word] if word else found

    def pieces(self, word: str) -> list[int]:
        """The longest known piece first, then the longest of what is left."""
        if word not in self._pieces:
            result, start = [], 0
            while start < len(word):
                for end in range(len(word), start, -1):
                    number = self.ids.get(("##" if start else "") + word[start:end])
                    if number is not None:
                        break
                else:
                    result = [self.UNKNOWN]
                    break
                result.append(number)
                start = end
            self._pieces[word] = result if len(word) <= 100 else [self.UNKNOWN]
        return self._pieces[word]

    def __call__(self, text: str, longest: int) -> list[int]:
        ids = [self.START]
        for word in self.words(self.prepare(text)):
            ids += self.pieces(word)
        return ids[: longest - 1] + [self.END]


class Layer(nn.Module):
    """One layer of BERT: attention, then two linear maps."""

    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_attention, self.norm_output = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))

    def forward(self, states: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        def split(linear: nn.Linear) -> torch.Tensor:
            return linear(states).reshape(count, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        count, length = states.shape[0], states.shape[1]
        scores = (split(self.query) * (WIDTH // HEADS) ** -0.5) @ split(self.key).transpose(-1, -2)
        mixed = (scores + hidden).softmax(-1) @ split(self.value)
        mixed = mixed.transpose(1, 2).reshape(count, length, WIDTH)
        states = self.norm_attention(states + self.output(mixed))
        return self.norm_output(states + self.narrow(functional.gelu(self.widen(states))))


class Encoder(nn.Module):
    """Ids and mask in, vectors of unit length out."""

    def __init__(self, vocabulary: int = VOCABULARY):
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]] + self.kind)
        hidden = (1 - mask.to(states.dtype))[:, None, None, :] * -10000.0
        for layer in self.layers:
            states = layer(states, hidden)
        return functional.normalize(states[:, 0].float(), dim=-1)


def read_base(path: str) -> Encoder:
    """Reads the ONNX file of the base model."""
    graph = onnx.load(path).graph
    stored = {tensor.name: torch.tensor(numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    factors = {node.name: node.input[1] for node in graph.node if node.op_type == "MatMul"}
    state = {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"],
        "kind": stored["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    linear = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "output": "attention.output.dense", "widen": "intermediate.dense", "narrow": "output.dense",
    }
    norms = {"norm_attention": "attention.output.LayerNorm", "norm_output": "output.LayerNorm"}
    for number in range(LAYERS):
        ours, theirs = f"layers.{number}", f"encoder.layer.{number}"
        for short, name in linear.items():
            node = f"/encoder/layer.{number}/{name.replace('.', '/')}/MatMul"
            state[f"{ours}.{short}.weight"] = stored[factors[node]].T.contiguous()
            state[f"{ours}.{short}.bias"] = stored[f"{theirs}.{name}.bias"]
        for short, name in norms.items():
            for part in ("weight", "bias"):
                state[f"{ours}.{short}.{part}"] = stored[f"{theirs}.{name}.{part}"]
    encoder = Encoder()
    encoder.load_state_dict(state)
    return encoder


def read_weights(path: str) -> Encoder:
    """Reads a base model (.onnx) or what the training wrote (.pt)."""
    if path.endswith(".onnx"):
        return read_base(path)
    state = torch.load(path)
    encoder = Encoder(len(state["words.weight"]))
    encoder.load_state_dict(state)
    return encoder


def stack(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows of ids as one tensor, filled up with zeros, and the mask of what is real."""
    length = max(map(len, rows))
    ids = torch.tensor([row + [0] * (length - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in rows])
    return ids, mask


@torch.no_grad()
def encode(encoder: Encoder, rows: list[list[int]], size: int = 64, fast: bool = False) -> torch.Tensor:
    """The vectors of many texts, given as ids. `fast` computes in 16 bits."""
    network = copy.deepcopy(encoder).bfloat16() if fast else encoder
    result = torch.empty(len(rows), WIDTH)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    for start in range(0, len(order), size):
        part = order[start : start + size]
        result[part] = network(*stack([rows[i] for i in part]))
    return result
