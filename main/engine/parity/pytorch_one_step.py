#!/usr/bin/env python3
"""Takes one step of the zoo's larger networks in PyTorch, counts their parameters and multiply-adds, and writes one-step.json.

usage: python3 pytorch_one_step.py     (a minute on two cores; needs PyTorch and NumPy; the tests need neither)

The networks are written with the layers of torch.nn, independently of the lab's listings: VGG-11, NiN, GoogLeNet and ResNet-18 as in the
book's PyTorch tab, VGG-16, ResNet-50 and MobileNet V2 as in torchvision. Initial values, batches and loss are those of
pytorch_reference.py; the images are as small as the network allows, and all values are float64. Fifty layers and more with batch
normalisation over four images amplify rounding errors, so the largest relative deviation of a gradient's norm is recorded over three runs in
float32, two of them with weights disturbed by about one rounding error: a correct float32 engine comes no closer. Parameters and multiply-adds are counted
for images of 3x224x224 and 1000 classes.
"""
import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from pytorch_reference import described_parameters, disturb, initialised, train

HERE = Path(__file__).resolve().parent
# A gradient with a smaller norm is zero up to rounding: that of a bias in front of a batch normalisation.
ZERO = 1e-6


def vgg(convolutions):
    def build(channels, classes, size):
        layers, inputs = [], channels
        for count, outputs in zip(convolutions, [64, 128, 256, 512, 512], strict=True):
            for _ in range(count):
                layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU()]
                inputs = outputs
            layers.append(nn.MaxPool2d(2, 2))
        return nn.Sequential(*layers, nn.Flatten(), nn.Linear(512 * (size // 32) ** 2, 4096), nn.ReLU(),
                             nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, classes))
    return build


def nin(channels, classes, size):
    def block(inputs, outputs, kernel, stride, padding):
        return [nn.Conv2d(inputs, outputs, kernel, stride, padding), nn.ReLU(), nn.Conv2d(outputs, outputs, 1), nn.ReLU(),
                nn.Conv2d(outputs, outputs, 1), nn.ReLU()]
    return nn.Sequential(
        *block(channels, 96, 11, 4, 0), nn.MaxPool2d(3, 2), *block(96, 256, 5, 1, 2), nn.MaxPool2d(3, 2),
        *block(256, 384, 3, 1, 1), nn.MaxPool2d(3, 2), *block(384, classes, 3, 1, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten())


class Inception(nn.Module):
    def __init__(self, inputs, c1, c2, c3, c4):
        super().__init__()
        self.branches = nn.ModuleList([
            nn.Sequential(nn.Conv2d(inputs, c1, 1), nn.ReLU()),
            nn.Sequential(nn.Conv2d(inputs, c2[0], 1), nn.ReLU(), nn.Conv2d(c2[0], c2[1], 3, padding=1), nn.ReLU()),
            nn.Sequential(nn.Conv2d(inputs, c3[0], 1), nn.ReLU(), nn.Conv2d(c3[0], c3[1], 5, padding=2), nn.ReLU()),
            nn.Sequential(nn.MaxPool2d(3, 1, 1), nn.Conv2d(inputs, c4, 1), nn.ReLU())])

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], dim=1)


def googlenet(channels, classes, size):
    def halve():
        return nn.MaxPool2d(3, 2, 1)
    return nn.Sequential(
        nn.Conv2d(channels, 64, 7, 2, 3), nn.ReLU(), halve(), nn.Conv2d(64, 64, 1), nn.ReLU(), nn.Conv2d(64, 192, 3, padding=1), nn.ReLU(),
        halve(), Inception(192, 64, (96, 128), (16, 32), 32), Inception(256, 128, (128, 192), (32, 96), 64), halve(),
        Inception(480, 192, (96, 208), (16, 48), 64), Inception(512, 160, (112, 224), (24, 64), 64),
        Inception(512, 128, (128, 256), (24, 64), 64), Inception(512, 112, (144, 288), (32, 64), 64),
        Inception(528, 256, (160, 320), (32, 128), 128), halve(), Inception(832, 256, (160, 320), (32, 128), 128),
        Inception(832, 384, (192, 384), (48, 128), 128), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(1024, classes))


class Sum(nn.Module):
    def __init__(self, layers, shortcut, activation):
        super().__init__()
        self.layers, self.shortcut, self.activation = nn.Sequential(*layers), nn.Sequential(*shortcut), activation

    def forward(self, x):
        return self.activation(self.layers(x) + self.shortcut(x))


def resnet18(channels, classes, size):
    def block(inputs, outputs, stride):
        return Sum([nn.Conv2d(inputs, outputs, 3, stride, 1), nn.BatchNorm2d(outputs), nn.ReLU(),
                    nn.Conv2d(outputs, outputs, 3, 1, 1), nn.BatchNorm2d(outputs)],
                   [] if stride == 1 else [nn.Conv2d(inputs, outputs, 1, stride)], nn.ReLU())
    return nn.Sequential(
        nn.Conv2d(channels, 64, 7, 2, 3), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
        block(64, 64, 1), block(64, 64, 1), block(64, 128, 2), block(128, 128, 1), block(128, 256, 2), block(256, 256, 1),
        block(256, 512, 2), block(512, 512, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, classes))


def resnet50(channels, classes, size):
    def convolution(inputs, outputs, kernel, stride=1):
        return [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs)]
    layers, inputs = [*convolution(channels, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)], 64
    for blocks, width, stride in [(3, 64, 1), (4, 128, 2), (6, 256, 2), (3, 512, 2)]:
        for index in range(blocks):
            step = stride if index == 0 else 1
            layers.append(Sum([*convolution(inputs, width, 1), nn.ReLU(), *convolution(width, width, 3, step), nn.ReLU(),
                               *convolution(width, 4 * width, 1)],
                              convolution(inputs, 4 * width, 1, step) if index == 0 else [], nn.ReLU()))
            inputs = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, classes))


def mobilenet_v2(channels, classes, size):
    def convolution(inputs, outputs, kernel, stride=1, groups=1):
        return [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs), nn.ReLU6()]
    layers, inputs = convolution(channels, 32, 3, 2), 32
    for expansion, outputs, blocks, stride in [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]:
        for index in range(blocks):
            hidden, step = inputs * expansion, stride if index == 0 else 1
            block = [*(convolution(inputs, hidden, 1) if expansion > 1 else []), *convolution(hidden, hidden, 3, step, hidden),
                     nn.Conv2d(hidden, outputs, 1, bias=False), nn.BatchNorm2d(outputs)]
            layers += [Sum(block, [], nn.Identity())] if step == 1 and inputs == outputs else block
            inputs = outputs
    return nn.Sequential(*layers, *convolution(320, 1280, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(1280, classes))


NETWORKS = {
    'vgg-11': {'build': vgg([1, 1, 2, 2, 2]), 'size': 32},
    'vgg-16': {'build': vgg([2, 2, 3, 3, 3]), 'size': 32, 'initializer': 'kaiming-normal'},
    'nin': {'build': nin, 'size': 96},
    'googlenet': {'build': googlenet, 'size': 64},
    'resnet-18': {'build': resnet18, 'size': 64},
    'resnet-50': {'build': resnet50, 'size': 64, 'initializer': 'kaiming-normal'},
    'mobilenet-v2': {'build': mobilenet_v2, 'size': 64, 'initializer': 'kaiming-normal'},
}


def counts(build):
    """Parameters, and multiply-adds of convolutions and fully connected layers, for one image of 3x224x224 and 1000 classes."""
    network = build(3, 1000, 224).eval()
    total = 0

    def count(layer, _, output):
        nonlocal total
        total += output.numel() * layer.weight[0].numel()
    for layer in network.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            layer.register_forward_hook(count)
    with torch.no_grad():
        network(torch.zeros(1, 3, 224, 224))
    return {'parameters': sum(tensor.numel() for tensor in network.parameters()), 'macs': total}


def one_step(network):
    build, size, batch_size = network['build'], network['size'], 4
    experiment = {'build': lambda: build(1, 10, size), 'size': size, 'batchSize': batch_size, 'learningRate': 1, 'steps': 1,
                  'initializer': network.get('initializer', 'xavier-uniform')}
    parameters = described_parameters(experiment['build']())
    [loss], norms = train(initialised(experiment, parameters, torch.float64), experiment)
    networks = [initialised(experiment, parameters, torch.float32) for _ in range(3)]
    in_float32 = [train(disturb(network, seed) if seed > 0 else network, experiment)[1] for seed, network in enumerate(networks)]
    deviations = [abs(norm / true - 1) for run in in_float32 for norm, true in zip(run, norms, strict=True) if true > ZERO]
    return {'initializer': experiment['initializer'], 'inputSize': size, 'batchSize': batch_size, 'loss': loss,
            'float32Deviation': float(f'{max(deviations):.2g}'),
            'gradientNorms': {parameter['name']: float(f'{norm:.6g}') for parameter, norm in zip(parameters, norms, strict=True)},
            **counts(build)}


def main():
    networks = {}
    for name, network in NETWORKS.items():
        networks[name] = one_step(network)
        print(name, networks[name]['loss'], networks[name]['parameters'], networks[name]['macs'], flush=True)
    lines = [f'"{name}": {json.dumps(values)}' for name, values in networks.items()]
    (HERE / 'one-step.json').write_text('{\n' + ',\n'.join(lines) + '\n}\n', encoding='utf-8')


if __name__ == '__main__':
    main()
