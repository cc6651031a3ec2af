#!/usr/bin/env python3
"""A whole run in PyTorch on Fashion-MNIST, for its accuracy over wall-clock time beside CNN Lab's.

usage: pytorch_run.py < CASE.json

`cnn-lab bench --accuracy` writes the case: the program of the run (see lab_program.py), `folder` (of the data set's four files), `size` (height,
width), `trainImages` and `testImages` (how many of each are used), `flip` (a chance), `cropPadding` (pixels). Images stay in memory as bytes and are
shuffled, flipped, shifted and resized a whole batch at a time, which costs less than a loader that takes them one by one.
Prints one JSON line after each epoch: `epoch`, `accuracy`, `loss`.
"""
import gzip
import json
import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

from lab_program import load_program

case = json.load(sys.stdin)
program = load_program(case)
device, padding = case["device"], case["cropPadding"]
layout = torch.channels_last if case["channelsLast"] else torch.contiguous_format


def read(name, count):
    """The first `count` entries of a file in the IDX format, [count, ...] uint8."""
    content = gzip.decompress((Path(case["folder"]) / name).read_bytes())
    sizes = [int.from_bytes(content[4 + 4 * axis:8 + 4 * axis], "big") for axis in range(content[3])]
    values = torch.frombuffer(bytearray(content[4 + 4 * len(sizes):]), dtype=torch.uint8)
    return values.reshape(sizes)[:count].to(device)


def shifted(images):
    """Images [N, 1, height, width], each cut at a random place out of itself with zeros around."""
    count, _, height, width = images.shape
    padded = F.pad(images, [padding] * 4)
    tops, lefts = torch.randint(0, 2 * padding + 1, (2, count, 1), device=device)
    rows, columns = tops + torch.arange(height, device=device), lefts + torch.arange(width, device=device)
    return padded[torch.arange(count, device=device)[:, None, None], 0, rows[:, :, None], columns[:, None, :]][:, None]


def changed(images):
    """Training images as chance changes them."""
    if padding:
        images = shifted(images)
    if case["flip"]:
        flipped = torch.rand(len(images), 1, 1, 1, device=device) < case["flip"]
        images = torch.where(flipped, images.flip(-1), images)
    return images


def formed(images):
    """Images in the form that the network takes: pixels from 0 to 1 in its size."""
    images = images.float() / 255
    if list(images.shape[2:]) != case["size"]:
        images = F.interpolate(images, case["size"], mode="bilinear", antialias=False)
    return images.contiguous(memory_format=layout)


class Batches:
    """The batches of a part of the data set; those of training are shuffled and changed anew in every epoch."""

    def __init__(self, part, count, training):
        self.images = read(f"{part}-images-idx3-ubyte.gz", count)[:, None]
        self.labels = read(f"{part}-labels-idx1-ubyte.gz", count).long()
        self.training = training

    def __iter__(self):
        count = len(self.labels)
        order = torch.randperm(count, device=device) if self.training else torch.arange(count, device=device)
        for places in order.split(program["BATCH_SIZE"]):
            images = self.images[places]
            yield formed(changed(images) if self.training else images), self.labels[places]


evaluate = program["evaluate"]
epochs = 0


def told(model, batches):
    global epochs
    loss, accuracy = evaluate(model, batches)
    epochs += 1
    print(json.dumps({"epoch": epochs, "loss": loss if math.isfinite(loss) else None, "accuracy": accuracy}), flush=True)
    return loss, accuracy


program["evaluate"] = told
program["print"] = lambda *words: None  # what the program itself tells of an epoch
program["load_data"] = lambda: (Batches("train", case["trainImages"], True), Batches("t10k", case["testImages"], False))
program["train"](program["model"])
