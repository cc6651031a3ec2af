#!/usr/bin/env python3
"""Explains the answers of three small networks in PyTorch and writes explanations.json, against which the tests hold the engine.

usage: python3 pytorch_explanations.py     (seconds; needs PyTorch and NumPy; the tests need neither)

The networks are LeNet with sigmoids and with ReLU, and a small AlexNet that enlarges its images from 28 to 64 pixels. Weights are the first
ones of pytorch_reference.py, those of the sigmoid network times four, so that its logits depend on the image. Images are training images of
Fashion-MNIST. Everything is computed in float64: gradients by autograd, with the resizing to the network's size differentiated too, so that
they are by the 28x28 pixels; the noise of SmoothGrad by the same Philox streams as in the engine.

A sign is '.' where the gradient is so small that float32 may see the other one.
"""
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from pytorch_reference import IMAGES, SEED, described_parameters, initialised, lenet, lenet_relu, normal, stream_words

HERE = Path(__file__).resolve().parent
INSPECTION = 8  # number of the stream of inspections
SMOOTH_GRAD = {'samples': 8, 'noise': 0.15, 'seed': 5}
INTEGRATION_STEPS = 16
OCCLUSION = {'patch': 5, 'stride': 3}
SIGN_STEP = 16
# A gradient below this share of the largest one has no certain sign in float32.
UNCERTAIN = 1e-4


def small_alexnet():
    return nn.Sequential(
        nn.Conv2d(1, 8, 5, 2, 1), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(8, 16, 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(16, 24, 3, padding=1), nn.ReLU(), nn.Conv2d(24, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2), nn.Flatten(),
        nn.Linear(144, 32), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 10))


# The class that is explained; null: the answer.
NETWORKS = {
    'lenet': {'build': lenet, 'size': 28, 'scale': 4, 'image': 0, 'class': None},
    'lenet-relu': {'build': lenet_relu, 'size': 28, 'scale': 1, 'image': 1, 'class': None},
    'small-alexnet': {'build': small_alexnet, 'size': 64, 'scale': 1, 'image': 5, 'class': 2},
}


class Resized(nn.Module):
    """A network behind the resizing to its size."""

    def __init__(self, network, size):
        super().__init__()
        self.network, self.size = network, size

    def forward(self, pixels):
        if pixels.shape[-1] != self.size:
            pixels = F.interpolate(pixels, size=(self.size, self.size), mode='bilinear', align_corners=False)
        return self.network(pixels)


def opened(settings, seed):
    network = initialised(settings, described_parameters(settings['build']()), torch.float64, seed).eval()
    with torch.no_grad():
        for tensor in network.parameters():
            if tensor.dim() > 1:
                tensor.mul_(settings['scale'])
    return Resized(network, settings['size'])


def gradient(network, pixels, label):
    """Gradient of a logit by the pixels, of each of several images."""
    pixels = pixels.clone().requires_grad_()
    return torch.autograd.grad(network(pixels)[:, label].sum(), pixels)[0]


def smooth_grad(network, pixels, label):
    deviation = SMOOTH_GRAD['noise'] * (pixels.max() - pixels.min())

    def noise(copy):
        words = stream_words(SMOOTH_GRAD['seed'], INSPECTION, copy, 0, pixels.numel())
        return normal((words >> np.uint32(8)).astype(np.float64) * 2.0 ** -24).astype(np.float32).reshape(pixels.shape)
    copies = torch.cat([pixels + deviation * torch.from_numpy(noise(copy)) for copy in range(SMOOTH_GRAD['samples'])])
    return gradient(network, copies, label).mean(0)


def integrated_gradients(network, pixels, label):
    way = torch.cat([pixels * (step + 0.5) / INTEGRATION_STEPS for step in range(INTEGRATION_STEPS)])
    return pixels * gradient(network, way, label).mean(0)


def grad_cam(network, pixels, label, convolution):
    kept = []
    handle = convolution.register_forward_hook(lambda _, __, output: kept.append(output))
    logit = network(pixels)[0, label]
    handle.remove()
    [maps] = kept
    [gradients] = torch.autograd.grad(logit, maps)
    return F.relu((gradients.mean((2, 3), keepdim=True) * maps).sum(1))[0]


def occlusion(network, pixels, label):
    patch, stride = OCCLUSION['patch'], OCCLUSION['stride']

    def spans(length):
        for begin in range(0, length, stride):
            start = int(np.floor((begin + min(begin + stride, length)) / 2 - patch / 2))
            yield max(start, 0), min(start + patch, length)
    with torch.no_grad():
        probability = network(pixels).softmax(1)[0, label]
        rows = []
        for top, bottom in spans(pixels.shape[2]):
            rows.append([])
            for left, right in spans(pixels.shape[3]):
                covered = pixels.clone()
                covered[:, :, top:bottom, left:right] = pixels.mean((2, 3), keepdim=True)
                rows[-1].append((probability - network(covered).softmax(1)[0, label]).item())
    return np.array(rows)


def signs(network, pixels, label):
    pixels = pixels.clone().requires_grad_()
    [by_pixels] = torch.autograd.grad(F.cross_entropy(network(pixels), torch.tensor([label])), pixels)
    least = UNCERTAIN * by_pixels.abs().max()
    return by_pixels.sign(), ''.join('0' if value == 0 else '.' if abs(value) < least else '+' if value > 0 else '-' for value in by_pixels.reshape(-1))


def numbers(values):
    return [float(f'{value:.6g}') for value in np.asarray(values.detach() if isinstance(values, torch.Tensor) else values).reshape(-1)]


def explained(settings):
    network = opened(settings, SEED)
    pixels = torch.from_numpy(IMAGES[settings['image']].astype(np.float64) / 255)[None]
    logits = network(pixels)[0]
    answer = logits.argmax().item()
    label = answer if settings['class'] is None else settings['class']
    by_pixels = gradient(network, pixels, label)
    convolutions = [layer for layer in network.modules() if isinstance(layer, nn.Conv2d)]
    directions, written = signs(network, pixels, answer)
    with torch.no_grad():
        stepped = network((pixels * 255 + SIGN_STEP * directions).clamp(0, 255) / 255).softmax(1)[0]
    return {
        'size': settings['size'],
        'scale': settings['scale'],
        'image': settings['image'],
        'class': settings['class'],
        'answer': answer,
        'logits': numbers(logits),
        'gradient': numbers(by_pixels),
        'gradientTimesInput': numbers(by_pixels * pixels),
        'smoothGrad': numbers(smooth_grad(network, pixels, label)),
        'integratedGradients': numbers(integrated_gradients(network, pixels, label)),
        'gradCam': {f'conv{index + 1}': numbers(grad_cam(network, pixels, label, layer)) for index, layer in enumerate(convolutions)},
        'occlusion': numbers(occlusion(network, pixels, label)),
        'signs': written,
        'afterSteps': numbers(stepped),
        'randomisedGradient': numbers(gradient(opened(settings, SEED + 1), pixels, label)),
    }


def main():
    reference = {
        'smoothGrad': SMOOTH_GRAD,
        'integrationSteps': INTEGRATION_STEPS,
        'occlusion': OCCLUSION,
        'signStep': SIGN_STEP,
        'networks': {name: explained(settings) for name, settings in NETWORKS.items()},
    }
    (HERE / 'explanations.json').write_text(json.dumps(reference, separators=(',', ':')) + '\n', encoding='utf-8')
    for name, network in reference['networks'].items():
        print(name, 'answers', network['answer'], 'largest gradient', max(map(abs, network['gradient'])), 'uncertain signs', network['signs'].count('.'))


if __name__ == '__main__':
    main()
