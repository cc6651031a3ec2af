#!/usr/bin/env python3
"""Trains the lab's networks in PyTorch on fixed batches and writes reference.json, against which the parity tests hold the engine.

usage: python3 pytorch_reference.py [NETWORK...]     (two minutes on two cores; needs PyTorch and NumPy; the tests need neither)

With names of networks only those are computed, and the others' values stay as they are.

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
import sys
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


def initial_values(parameter, initializer, seed=SEED):
    """Initial values of a parameter, computed in float64 from 24-bit uniform numbers and rounded once to float32."""
    if 'initial' in parameter:
        return np.full(parameter['shape'], parameter['initial'], dtype=np.float32)
    if initializer != 'pytorch-default' and parameter['kind'] == 'bias':
        return np.zeros(parameter['shape'], dtype=np.float32)
    words = stream_words(seed, INITIALISATION, parameter['index'], 0, math.prod(parameter['shape']))
    uniform = (words >> np.uint32(8)).astype(np.float64) * 2.0 ** -24
    fan_in, fan_out = parameter['fanIn'], parameter['fanOut']
    values = {
        'xavier-uniform': lambda: (2 * uniform - 1) * math.sqrt(6 / (fan_in + fan_out)),
        'pytorch-default': lambda: (2 * uniform - 1) / math.sqrt(fan_in),
        'kaiming-normal': lambda: normal(uniform) * math.sqrt(2 / fan_in),
        'normal-0.01': lambda: normal(uniform) * 0.01,
    }[initializer]()
    return values.astype(np.float32).reshape(parameter['shape'])


def normal(uniform):
    """Standard normal numbers from uniform ones of 24 bits, each shifted to the middle of its interval."""
    return torch.special.ndtri(torch.from_numpy(uniform + 2.0 ** -25)).numpy()


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


def alexnet_2012():
    """AlexNet as published in 2012, with dropout off. PyTorch divides alpha by the number of channels, the paper does not."""
    class Multiply(nn.Module):
        def forward(self, x):
            return 255 * x
    network = nn.Sequential(
        Multiply(), nn.ZeroPad2d((1, 2, 1, 2)), nn.Conv2d(1, 96, 11, 4), nn.ReLU(), nn.LocalResponseNorm(5, 5e-4, 0.75, 2), nn.MaxPool2d(3, 2),
        nn.Conv2d(96, 256, 5, padding=2, groups=2), nn.ReLU(), nn.LocalResponseNorm(5, 5e-4, 0.75, 2), nn.MaxPool2d(3, 2),
        nn.Conv2d(256, 384, 3, padding=1), nn.ReLU(), nn.Conv2d(384, 384, 3, padding=1, groups=2), nn.ReLU(),
        nn.Conv2d(384, 256, 3, padding=1, groups=2), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Flatten(),
        nn.LazyLinear(4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 10))
    network(torch.zeros(1, 1, EXPERIMENTS['alexnet-2012']['size'], EXPERIMENTS['alexnet-2012']['size']))
    layers = [layer for layer in network if isinstance(layer, (nn.Conv2d, nn.Linear))]
    for layer, bias in zip(layers, [0, 1, 0, 1, 1, 1, 1, 0], strict=True):
        layer.initial_bias = bias
    return network


def fashionnet():
    """Four convolutions with batch normalisation, pooled before they are normalised."""
    def convolution(inputs, outputs, kernel, pool):
        return [nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False), *([nn.MaxPool2d(2, 2)] if pool else []),
                nn.BatchNorm2d(outputs), nn.ReLU()]
    return nn.Sequential(
        *convolution(1, 32, 5, True), *convolution(32, 64, 3, True), *convolution(64, 128, 3, False), *convolution(128, 128, 3, True),
        nn.Flatten(), nn.Linear(1152, 10))


class ResidualBlock(nn.Module):
    """Two convolutions beside a shortcut without parameters (option A of the paper)."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.stride = 1 if inputs == outputs else 2
        self.added = (outputs - inputs) // 2
        self.layers = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, self.stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        shortcut = F.pad(x[:, :, ::self.stride, ::self.stride], (0, 0, 0, 0, self.added, self.added))
        return F.relu(self.layers(x) + shortcut)


def resnet_8():
    """The residual network of He et al. (2016) for CIFAR-10 with one block a stage."""
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
        ResidualBlock(16, 16), ResidualBlock(16, 32), ResidualBlock(32, 64),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


EXACT = ('xavier-uniform', 'pytorch-default')

EXPERIMENTS = {
    'lenet': {'build': lenet, 'size': 28, 'batchSize': 64, 'learningRate': 0.1, 'steps': 50, 'disturbedRuns': 20},
    'lenet-relu': {'build': lenet_relu, 'size': 28, 'batchSize': 64, 'learningRate': 0.015, 'steps': 50, 'disturbedRuns': 20},
    'alexnet': {'build': alexnet, 'size': 224, 'batchSize': 16, 'learningRate': 0.01, 'steps': 5, 'disturbedRuns': 3},
    # Its convolutions fit smaller images, which keeps its fully connected layers small.
    'alexnet-2012': {'build': alexnet_2012, 'size': 67, 'batchSize': 8, 'learningRate': 0.001, 'steps': 3, 'disturbedRuns': 3,
                     'initializer': 'normal-0.01'},
    'fashionnet': {'build': fashionnet, 'size': 28, 'batchSize': 32, 'learningRate': 0.001, 'steps': 5, 'disturbedRuns': 5,
                   'initializer': 'kaiming-normal'},
    'resnet-8': {'build': resnet_8, 'size': 28, 'batchSize': 32, 'learningRate': 0.01, 'steps': 10, 'disturbedRuns': 5,
                 'initializer': 'kaiming-normal'},
}


def described_parameters(network):
    """The parameters of a network in the order of its layers, weight before bias, as initialisers need to know them."""
    parameters = []
    prefixes = {nn.Conv2d: 'conv', nn.Linear: 'fc', nn.BatchNorm2d: 'bn'}
    counts = dict.fromkeys(prefixes, 0)
    for layer in network.modules():
        if type(layer) not in prefixes:
            continue
        counts[type(layer)] += 1
        outputs, inputs, *kernel = [*layer.weight.shape, 1][:max(2, layer.weight.dim())]
        norm = isinstance(layer, nn.BatchNorm2d)
        fans = {'fanIn': 1, 'fanOut': 1} if norm else {
            'fanIn': inputs * math.prod(kernel),
            'fanOut': outputs // getattr(layer, 'groups', 1) * math.prod(kernel),
        }
        initial = {'weight': 1, 'bias': 0} if norm else {'bias': layer.initial_bias} if hasattr(layer, 'initial_bias') else {}
        for kind in ('weight', 'bias'):
            if getattr(layer, kind) is None:
                continue
            parameters.append({
                'name': f'{prefixes[type(layer)]}{counts[type(layer)]}.{kind}',
                'index': len(parameters),
                'kind': kind,
                'shape': list(getattr(layer, kind).shape),
                **fans,
                **({'initial': initial[kind]} if kind in initial else {}),
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


def initialised(experiment, parameters, dtype, seed=SEED):
    network = experiment['build']().to(dtype)
    with torch.no_grad():
        for tensor, parameter in zip(network.parameters(), parameters, strict=True):
            tensor.copy_(torch.from_numpy(initial_values(parameter, experiment.get('initializer', 'xavier-uniform'), seed)))
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
    """Logits of the first two training images at the initial weights, in use and not in training, in float64."""
    images, _ = batch(0, 2, experiment['size'], torch.float64)
    with torch.no_grad():
        return initialised(experiment, parameters, torch.float64).eval()(images).tolist()


def summary_of_values(parameter, initializer):
    """The first four initial values, to locate a mismatch, and the SHA-256 of all as little-endian float32, to find any.

    Normal numbers agree to rounding only, so they have no SHA-256.
    """
    values = initial_values(parameter, initializer).reshape(-1)
    whole = {'sha256': hashlib.sha256(values.astype('<f4').tobytes()).hexdigest()} if initializer in EXACT else {}
    return {'first': values[:4].tolist(), **whole}


def largest_deviation(losses, truth):
    return max(abs(loss / true - 1) for loss, true in zip(losses, truth, strict=True))


def reference_of(experiment):
    parameters = described_parameters(experiment['build']())
    float64, norms = train(initialised(experiment, parameters, torch.float64), experiment)
    float32, _ = train(initialised(experiment, parameters, torch.float32), experiment)
    disturbed = [train(disturb(initialised(experiment, parameters, torch.float32), seed), experiment)[0]
                 for seed in range(experiment['disturbedRuns'])]
    initializers = (experiment['initializer'],) if 'initializer' in experiment else EXACT
    return {
        'initializer': initializers[0],
        'inputSize': experiment['size'],
        'batchSize': experiment['batchSize'],
        'learningRate': experiment['learningRate'],
        'steps': experiment['steps'],
        'parameters': [
            {**parameter,
             'initialValues': {name: summary_of_values(parameter, name) for name in initializers if 'initial' not in parameter},
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
    wanted = sys.argv[1:] or list(EXPERIMENTS)
    known = json.loads((HERE / 'reference.json').read_text(encoding='utf-8'))['networks'] if sys.argv[1:] else {}
    reference = {
        'about': {
            'purpose': 'What PyTorch computes for the networks of the lab, for the parity tests of the engine',
            'madeBy': 'main/engine/parity/pytorch_reference.py',
            'data': 'Fashion-MNIST, training images in file order',
            'seed': SEED,
            'python': platform.python_version(),
            'torch': torch.__version__,
            'numpy': np.__version__,
        },
        'philox': philox_samples(),
        'networks': {name: reference_of(EXPERIMENTS[name]) if name in wanted else known[name] for name in EXPERIMENTS},
    }
    (HERE / 'reference.json').write_text(json.dumps(reference, indent=1) + '\n', encoding='utf-8')
    for name, network in reference['networks'].items():
        first, *_, last = network['losses']['float64']
        print(f'{name}: loss {first:.6f} -> {last:.6f}, float32 within {network["float32Deviation"]:.1e} relative of float64')


if __name__ == '__main__':
    main()
