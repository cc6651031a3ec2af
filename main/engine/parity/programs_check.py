#!/usr/bin/env python3
"""Runs the programs that the lab writes, and holds their logits against the lab's engine.

usage: python3 programs_check.py FOLDER FRAMEWORK     (FRAMEWORK: pytorch, keras or flax; needs it, NumPy and safetensors)

The folder holds for each network NAME: NAME.FRAMEWORK.py, the program; NAME.safetensors, what the network has learnt, under the names of the
PyTorch program; NAME.batch.safetensors, `images` and the engine's `logits`; NAME.json, its layers with weights in their order. Prints one
JSON object a line: name, parameters, the largest difference of a logit relative to the largest logit, or the error.
"""
import json
import os
import re
import sys
import traceback
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"


def executed(path):
    namespace = {"__name__": path.stem}
    exec(compile(path.read_text(), str(path), "exec"), namespace)
    return namespace


def pytorch_logits(namespace, layers, state, images):
    import torch

    model = namespace["model"]
    model.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in state.items()})
    model.eval()
    with torch.no_grad():
        logits = model(torch.from_numpy(images)).numpy()
    return logits, sum(parameter.numel() for parameter in model.parameters())


def turned_kernel(weight, groups):
    """The kernel [h, w, in / groups, out] of the convolution that does what a transposed one with weight [in, out / groups, h, w] does."""
    parts = [part[:, :, ::-1, ::-1].transpose(2, 3, 0, 1) for part in np.split(weight, groups, axis=0)]
    return np.concatenate(parts, axis=3)


def dense_kernel(weight, shape):
    """[in, out]; where the inputs are images [C, H, W] that were flattened with channels last, in that order."""
    if shape is None:
        return weight.T
    return weight.reshape(-1, *shape).transpose(0, 2, 3, 1).reshape(weight.shape).T


def channels_last(value):
    return value.transpose(1, 2, 0) if value.ndim == 3 else value


def converted(layer, state, is_convolution):
    """Kernel or scale, and bias, of a layer as frameworks with channels last have them. is_convolution: a transposed layer is written as one."""
    weight = state[f"{layer['module']}.weight"]
    bias = state.get(f"{layer['module']}.bias")
    kind = layer["layer"]
    if kind == "conv2d":
        weight = weight.transpose(2, 3, 1, 0)
    elif kind == "convTranspose2d":
        weight = turned_kernel(weight, layer["groups"]) if is_convolution else weight.transpose(2, 3, 1, 0)
    elif kind == "linear":
        weight = dense_kernel(weight, layer["reordered"])
    elif kind == "layerNorm":
        weight, bias = channels_last(weight), None if bias is None else channels_last(bias)
    return weight, bias


def averages(layer, state):
    return [state[f"{layer['module']}.{name}"] for name in layer["buffers"]]


def keras_logits(namespace, layers, state, images):
    import keras

    model = namespace["model"]

    def leaves(layer):
        inner = getattr(layer, "branches", None) or [getattr(layer, name) for name in ("body", "shortcut") if hasattr(layer, name)]
        if isinstance(layer, keras.Sequential):
            inner = layer.layers
        return [leaf for part in inner for leaf in leaves(part)] if inner else [layer]

    weighted = [leaf for leaf in leaves(model) if leaf.weights and not isinstance(leaf, keras.layers.Dropout) and leaf.name.split("_")[0] not in ("dropout", "spatial")]
    assert len(weighted) == len(layers), f"{len(weighted)} layers with weights, not {len(layers)}"
    for own, layer in zip(weighted, layers):
        weight, bias = converted(layer, state, is_convolution=type(own).__name__ == "Conv2D")
        values = [weight, *([] if bias is None else [bias]), *averages(layer, state)]
        shapes = [tuple(variable.shape) for variable in own.weights]
        own.set_weights([np.ascontiguousarray(value).reshape(shape) for value, shape in zip(values, shapes, strict=True)])
    logits = np.asarray(model(images.transpose(0, 2, 3, 1), training=False))
    return logits, sum(int(np.prod(variable.shape)) for variable in model.trainable_weights)


def flax_logits(namespace, layers, state, images):
    import jax
    from flax.traverse_util import flatten_dict, unflatten_dict

    model, variables = namespace["model"], namespace["variables"]
    params, stats = flatten_dict(variables.get("params", {})), flatten_dict(variables.get("batch_stats", {}))

    def in_order(path):
        return [[int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)] for name in path]

    modules = sorted({path[:-1] for path in params}, key=in_order)
    assert len(modules) == len(layers), f"{len(modules)} layers with weights, not {len(layers)}"
    count = sum(int(value.size) for value in params.values())
    for path, layer in zip(modules, layers):
        weight, bias = converted(layer, state, is_convolution=True)
        names = {"weight": next(name for name in ("kernel", "scale", "negative_slope") if (*path, name) in params), "bias": "bias"}
        for name, value in (("weight", weight), ("bias", bias)):
            if value is not None:
                key = (*path, names[name])
                params[key] = np.ascontiguousarray(value).reshape(params[key].shape)
        for name, value in zip(("mean", "var"), averages(layer, state)):
            stats[(*path, name)] = value
    values = {"params": unflatten_dict(params), **({"batch_stats": unflatten_dict(stats)} if stats else {})}
    logits = np.asarray(jax.jit(model.apply)(values, images.transpose(0, 2, 3, 1)))
    return logits, count


LOGITS = {"pytorch": pytorch_logits, "keras": keras_logits, "flax": flax_logits}


def checked(folder, framework, name):
    layers = json.loads((folder / f"{name}.json").read_text())
    batch = load_file(folder / f"{name}.batch.safetensors")
    namespace = executed(folder / f"{name}.{framework}.py")
    logits, parameters = LOGITS[framework](namespace, layers, load_file(folder / f"{name}.safetensors"), batch["images"])
    difference = np.abs(logits - batch["logits"]).max() / max(1e-3, np.abs(batch["logits"]).max())
    return {"parameters": parameters, "difference": float(difference)}


def main(folder, framework):
    for path in sorted(folder.glob(f"*.{framework}.py")):
        name = path.name.removesuffix(f".{framework}.py")
        try:
            result = checked(folder, framework, name)
        except Exception:  # told as this network's result
            result = {"error": traceback.format_exc(limit=-2)}
        print(json.dumps({"name": name, **result}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
