"""Networks as files: pre-trained weights in the form of Hugging Face, the tuned network as ONNX in eight bits."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file, save_file
from transformers import ElectraConfig

from docanalyzer.core.errors import ModelError
from docanalyzer.learned.encoder import NETWORK, VOCABULARY
from docanalyzer.training.encoder_model import Body
from docanalyzer.training.encoder_tune import Network
from docanalyzer.training.encoder_vocabulary import BEGIN, END, MASK, PAD, UNKNOWN

WEIGHTS = "model.safetensors"
CONFIG = "config.json"
_TOKENS = "tokenizer_config.json"
PRETRAINED = (CONFIG, WEIGHTS, VOCABULARY, _TOKENS)
"""The files of a pre-trained body: what Hugging Face's libraries open as well."""

_INPUTS = ("ids", "mask")
_OUTPUTS = ("vector", "role", "force", "tags")


def write_pretrained(body: Body, vocabulary: Path, folder: Path) -> None:
    """The body with its vocabulary, weights in 16 bits."""
    folder.mkdir(parents=True, exist_ok=True)
    # Places are counted anew by whoever opens it.
    weights = {
        name: value.detach().half().contiguous()
        for name, value in body.model.state_dict().items()
        if not name.endswith("position_ids")
    }
    save_file(weights, folder / WEIGHTS, metadata={"format": "pt"})
    config: dict[str, Any] = {**body.config.to_dict(), "architectures": ["ElectraModel"]}
    for of_this_machine in ("transformers_version", "_name_or_path"):
        config.pop(of_this_machine, None)
    _write(folder / CONFIG, config)
    _write(
        folder / _TOKENS,
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": body.config.max_position_embeddings,
            "pad_token": PAD,
            "unk_token": UNKNOWN,
            "cls_token": BEGIN,
            "sep_token": END,
            "mask_token": MASK,
        },
    )
    if vocabulary.resolve() != (folder / VOCABULARY).resolve():
        shutil.copyfile(vocabulary, folder / VOCABULARY)


def read_pretrained(folder: Path, name: str = "encoder", dropout: float = 0.1) -> Body:
    """The body in a folder, ready to be tuned; raises :class:`ModelError` where it cannot be read."""
    try:
        config = ElectraConfig(**json.loads((folder / CONFIG).read_text("utf-8")))
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = dropout
        body = Body(config)
        weights = {key: value.float() for key, value in load_file(folder / WEIGHTS).items()}
        missing, strange = body.model.load_state_dict(weights, strict=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError(name, f"the pre-trained weights in {folder} cannot be read: {error}") from error
    missing = [key for key in missing if not key.endswith(("position_ids", "token_type_ids"))]
    if other := [*missing, *strange]:
        raise ModelError(name, f"the pre-trained weights in {folder} are of another network: {other[:3]}")
    return body


def write_network(network: Network, path: Path) -> None:
    """The tuned network as ONNX with weights in eight bits."""
    network.eval()
    ids = torch.randint(5, 100, (2, 24))
    mask = torch.ones_like(ids)
    mask[1, 10:] = 0
    dynamic = {name: {0: "rows", 1: "pieces"} for name in ("ids", "mask", "role", "tags")}
    dynamic |= {name: {0: "rows"} for name in ("vector", "force")}
    logging.getLogger().setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / NETWORK
        torch.onnx.export(
            network,
            (ids, mask),
            str(whole),
            input_names=list(_INPUTS),
            output_names=list(_OUTPUTS),
            dynamic_axes=dynamic,
            opset_version=17,
            # The other exporter needs one library more.
            dynamo=False,
        )
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True)


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8", newline="\n")
