#!/usr/bin/env python3
"""Trains the lab's networks in PyTorch on fixed batches and writes reference.json, against which the parity tests hold the engine.

usage: python3 pytorch_reference.py          (two minutes on two cores; needs PyTorch and NumPy; the tests need neither)

Everything that must agree is fixed here as it is in the engine: the initial values (Philox streams, see ../randomness, and the
initialisers, see ../networks), the batches (step s takes the training images s*B to (s+1)*B in file order, values / 255, resized
bilinearly where the network wants it larger), plain SGD on the mean cross-entropy, no dropout. Losses are recorded in float32, as the
engine computes, and in float64, which is the truth that both are compared with; logits and gradients in float64 only.

How close can a correct float32 engine come? ReLU and max-pooling have kinks: where two pixels of a pooling window agree to within
rounding, it decides which of them gets the gradient, and training amplifies the difference. So every experiment is repeated in float32
with initial weights disturbed by about one rounding error, and the largest deviation from float64 is recorded. LeNet with ReLU at learning
rate 0.1 deviates by 30 % within 50 steps, by chance alone; at 0.015 by less than 1e-4, which is why it trains at that rate here.
"""
import gzip
import hashlib
import json
import math
import platform
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

HERE = Path(__file__).resolve().parent
DATASET = HERE.parents[2] / 'resources' / 'datasets' / 'fashion-mnist'
SEED = 0
INITIALISATION = 0  # number of the initialisation stream


# --- Random numbers ---------------------------------------------------------------------------------------------------


def philox4x32(counter, key):
    """Philox4x32-10 (Salmon et al., SC 2011) over arrays of counters.

    counter: four uint64 arrays of one shape that hold 32-bit words; key: two integers. Returns uint32, shape (..., 4).
    """
    mask, shift = np.uint64(0xFFFFFFFF), np.uint64(32)
    x0, x1, x2, x3 = counter
    k0, k1 = key
    for _ in range(10):
        product0, product1 = x0 * np.uint64(0xD2511F53), x2 * np.uint64(0xCD9E8D57)
        x0, x1, x2, x3 = (
            (product1 >> shift) ^ x1 ^ np.uint64(k0), product1 & mask,
            (product0 >> shift) ^ x3 ^ np.uint64(k1), product0 & mask,
        )
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack([x0, x1, x2, x3], axis=-1).astype(np.uint32)


def stream_words(seed, stream, a, b, length):
    """The first words of the stream (seed, stream, a, b): key (seed, stream), counters (0, a, b, 0), (1, a, b, 0), ..."""
    blocks = np.arange(-(-length // 4), dtype=np.uint64)
    same = np.ones_like(blocks)
    counter = (blocks, same * np.uint64(a), same * np.uint64(b), same * np.uint64(0))
    return philox4x32(counter, (seed, stream)).reshape(-1)[:length]


def initial_values(parameter, initializer):
    """Initial values of a parameter: (2u - 1) * bound in float64, rounded once to float32."""
    if initializer == 'pytorch-default':
        bound = 1 / math.sqrt(parameter['fanIn'])
    elif parameter['kind'] == 'weight':
        bound = math.sqrt(6 / (parameter['fanIn'] + parameter['fanOut']))
    else:
        return np.zeros(parameter['shape'], dtype=np.float32)
    words = stream_words(SEED, INITIALISATION, parameter['index'], 0, math.prod(parameter['shape']))
    uniform = (words >> np.uint32(8)).astype(np.float64) * 2.0 ** -24
    return ((2 * uniform - 1) * bound).astype(np.float32).reshape(parameter['shape'])


# --- Networks ---------------------------------------------------------------------------------------------------------


def lenet():
    """LeNet-5 as the book has it."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2, 2),
        nn.Conv2d(6, 16, 5), nn.Sigmoid(), nn.AvgPool2d(2, 2), nn.Flatten(),
        nn.Linear(400, 120), nn.Sigmoid(), nn.Linear(120, 84), nn.Sigmoid(), nn.Linear(84, 10))


def lenet_relu():
    """LeNet-5 with ReLU and max-pooling."""
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2, 2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2, 2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def alexnet():
    """AlexNet as the book's PyTorch tab has it, with dropout off."""
    return nn.Sequential(
        nn.Conv2d(1, 96, 11, 4, 1), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(96, 256, 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(256, 384, 3, padding=1), nn.ReLU(), nn.Conv2d(384, 384, 3, padding=1), nn.ReLU(),
        nn.Conv2d(384, 256, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Flatten(),
        nn.Linear(6400, 4096), nn.ReLU(), nn.Dropout(0), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(0), nn.Linear(4096, 10))


EXPERIMENTS = {
    'lenet': {'build': lenet, 'size': 28, 'batchSize': 64, 'learningRate': 0.1, 'steps': 50, 'disturbedRuns': 20},
    'lenet-relu': {'build': lenet_relu, 'size': 28, 'batchSize': 64, 'learningRate': 0.015, 'steps': 50, 'disturbedRuns': 20},
    'alexnet': {'build': alexnet, 'size': 224, 'batchSize': 16, 'learningRate': 0.01, 'steps': 5, 'disturbedRuns': 3},
}


def described_parameters(network):
    """The parameters of a network in the order of its layers, weight before bias, as initialisers need to know them."""
    parameters = []
    counts = {'conv': 0, 'fc': 0}
    for layer in network:
        if not isinstance(layer, (nn.Conv2d, nn.Linear)):
            continue
        prefix = 'conv' if isinstance(layer, nn.Conv2d) else 'fc'
        counts[prefix] += 1
        outputs, inputs, *kernel = layer.weight.shape
        for kind in ('weight', 'bias'):
            parameters.append({
                'name': f'{prefix}{counts[prefix]}.{kind}',
                'index': len(parameters),
                'kind': kind,
                'shape': list(getattr(layer, kind).shape),
                'fanIn': inputs * math.prod(kernel),
                'fanOut': outputs * math.prod(kernel),
            })
    return parameters


# --- Data -------------------------------------------------------------------------------------------------------------


def read_idx(name, header_bytes):
    with gzip.open(DATASET / name, 'rb') as file:
        return np.frombuffer(file.read(), dtype=np.uint8, offset=header_bytes)


IMAGES = read_idx('train-images-idx3-ubyte.gz', 16).reshape(-1, 1, 28, 28)
LABELS = read_idx('train-labels-idx1-ubyte.gz', 8).astype(np.int64)


def batch(start, count, size, dtype):
    """Images (count, 1, size, size) with values in 0..1, and labels."""
    images = torch.from_numpy(IMAGES[start:start + count].copy()).to(dtype) / 255
    if size != images.shape[-1]:
        images = F.interpolate(images, size=(size, size), mode='bilinear', align_corners=False)
    return images, torch.from_numpy(LABELS[start:start + count])


# --- Training ---------------------------------------------------------------------------------------------------------


def initialised(experiment, parameters, dtype):
    network = experiment['build']().to(dtype)
    with torch.no_grad():
        for tensor, parameter in zip(network.parameters(), parameters, strict=True):
            tensor.copy_(torch.from_numpy(initial_values(parameter, 'xavier-uniform')))
    return network


def disturb(network, seed):
    """Multiplies every weight by 1 + 3e-7 z, z standard normal: a few units in the last place of float32."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for tensor in network.parameters():
            tensor.mul_(1 + 3e-7 * torch.randn(tensor.shape, generator=generator))
    return network


def train(network, experiment):
    """Loss of every step (before its update), and the 2-norm of each parameter's gradient in the first."""
    dtype = next(network.parameters()).dtype
    optimizer = torch.optim.SGD(network.parameters(), lr=experiment['learningRate'])
    size, count = experiment['batchSize'], experiment['steps']
    losses, norms = [], []
    for step in range(count):
        images, labels = batch(step * size, size, experiment['size'], dtype)
        optimizer.zero_grad()
        loss = F.cross_entropy(network(images), labels)
        loss.backward()
        if step == 0:
            norms = [tensor.grad.norm().item() for tensor in network.parameters()]
        optimizer.step()
        losses.append(loss.item())
    return losses, norms


def first_logits(experiment, parameters):
    """Logits of the first two training images at the initial weights, in float64."""
    images, _ = batch(0, 2, experiment['size'], torch.float64)
    with torch.no_grad():
        return initialised(experiment, parameters, torch.float64)(images).tolist()


def summary_of_values(parameter, initializer):
    """The first four initial values, to locate a mismatch, and the SHA-256 of all as little-endian float32, to find any."""
    values = initial_values(parameter, initializer).reshape(-1)
    return {'first': values[:4].tolist(), 'sha256': hashlib.sha256(values.astype('<f4').tobytes()).hexdigest()}


def largest_deviation(losses, truth):
    return max(abs(loss / true - 1) for loss, true in zip(losses, truth, strict=True))


def reference_of(experiment):
    parameters = described_parameters(experiment['build']())
    float64, norms = train(initialised(experiment, parameters, torch.float64), experiment)
    float32, _ = train(initialised(experiment, parameters, torch.float32), experiment)
    disturbed = [train(disturb(initialised(experiment, parameters, torch.float32), seed), experiment)[0]
                 for seed in range(experiment['disturbedRuns'])]
    initializers = ('xavier-uniform', 'pytorch-default')
    return {
        'inputSize': experiment['size'],
        'batchSize': experiment['batchSize'],
        'learningRate': experiment['learningRate'],
        'steps': experiment['steps'],
        'parameters': [
            {**parameter,
             'initialValues': {name: summary_of_values(parameter, name) for name in initializers},
             'gradientNorm': norm}
            for parameter, norm in zip(parameters, norms, strict=True)],
        'firstLogits': first_logits(experiment, parameters),
        'losses': {'float64': float64, 'float32': float32},
        'float32Deviation': max(largest_deviation(losses, float64) for losses in [float32, *disturbed]),
    }


def philox_samples():
    """Words of a few streams, the start of each."""
    keys = [(SEED, INITIALISATION, 0, 0), (SEED, INITIALISATION, 3, 0), (1, 2, 3, 4), (0xFFFFFFFF, 1, 0xFFFFFFFE, 7)]
    return [{'seed': seed, 'stream': stream, 'a': a, 'b': b, 'words': stream_words(seed, stream, a, b, 10).tolist()}
            for seed, stream, a, b in keys]


def main():
    published = philox4x32([np.array([0], dtype=np.uint64)] * 4, (0, 0))[0]
    assert [f'{word:08x}' for word in published] == ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8'], 'Philox is wrong'
    reference = {
        'about': {
            'purpose': 'What PyTorch computes for the networks of the lab, for the parity tests of the engine',
            'madeBy': 'main/engine/parity/pytorch_reference.py',
            'data': 'Fashion-MNIST, training images in file order',
            'initializer': 'xavier-uniform',
            'seed': SEED,
            'python': platform.python_version(),
            'torch': torch.__version__,
            'numpy': np.__version__,
        },
        'philox': philox_samples(),
        'networks': {name: reference_of(experiment) for name, experiment in EXPERIMENTS.items()},
    }
    (HERE / 'reference.json').write_text(json.dumps(reference, indent=1) + '\n', encoding='utf-8')
    for name, network in reference['networks'].items():
        first, *_, last = network['losses']['float64']
        print(f'{name}: loss {first:.6f} -> {last:.6f}, float32 within {network["float32Deviation"]:.1e} relative of float64')


if __name__ == '__main__':
    main()
