"""Losses of the files in cases/ in PyTorch (float32), for file-cases.test.ts: python file_cases.py

Needs torch, onnx, numpy. Computes each file node by node, and trains all its weights by plain gradient descent on the first images of Fashion-MNIST, one batch an epoch.
"""
import gzip
import os

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, '..', '..', '..', 'resources', 'datasets', 'fashion-mnist')


def first_images(count):
    with gzip.open(os.path.join(DATA, 'train-images-idx3-ubyte.gz')) as file:
        pixels = np.frombuffer(file.read(16 + count * 784)[16:], np.uint8).reshape(count, 1, 28, 28)
    with gzip.open(os.path.join(DATA, 'train-labels-idx1-ubyte.gz')) as file:
        labels = np.frombuffer(file.read(8 + count)[8:], np.uint8)
    return torch.from_numpy(pixels.astype(np.float32) / 255), torch.from_numpy(labels.astype(np.int64))


def compute(graph, order, weights, images):
    values = dict(weights, **{graph.input[0].name: images})
    for node in order:
        x = [values[name] for name in node.input]
        a = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
        if node.op_type == 'Conv':
            pads = a.get('pads', [0, 0, 0, 0])
            y = F.conv2d(x[0], *x[1:], stride=tuple(a.get('strides', [1, 1])), padding=tuple(pads[:2]))
        elif node.op_type == 'BatchNormalization':
            y = F.batch_norm(x[0], x[3].clone(), x[4].clone(), x[1], x[2], training=True, eps=a.get('epsilon', 1e-5))
        elif node.op_type == 'MaxPool':
            y = F.max_pool2d(x[0], a['kernel_shape'], a['strides'])
        elif node.op_type == 'Gemm':
            y = x[0] @ (x[1].T if a.get('transB') else x[1]) + x[2]
        elif node.op_type == 'ReduceMean':
            y = x[0].mean((2, 3), keepdim=True)
        else:
            y = {
                'Add': lambda: x[0] + x[1],
                'Cast': lambda: x[0],
                'Flatten': lambda: x[0].flatten(1),
                'MatMul': lambda: x[0] @ x[1],
                'Relu': lambda: torch.relu(x[0]),
                'Reshape': lambda: x[0].flatten(1),
                'Squeeze': lambda: x[0].flatten(1),
            }[node.op_type]()
        values[node.output[0]] = y
    return values[graph.output[0].name]


def losses(name, images, rate, epochs):
    graph = onnx.load(os.path.join(HERE, 'cases', name + '.onnx')).graph
    weights = {tensor.name: torch.tensor(numpy_helper.to_array(tensor), dtype=torch.float32, requires_grad=True) for tensor in graph.initializer if tensor.data_type in (1, 11)}
    weights.update({tensor.name: None for tensor in graph.initializer if tensor.data_type == 7})
    known, order, rest = set(weights) | {graph.input[0].name}, [], list(graph.node)
    while rest:
        node = next(node for node in rest if all(value in known for value in node.input))
        rest.remove(node)
        order.append(node)
        known.update(node.output)
    x, t = first_images(images)
    learnt = [weight for weight in weights.values() if weight is not None]
    found = []
    for _ in range(epochs):
        loss = F.cross_entropy(compute(graph, order, weights, x), t)
        found.append(round(loss.item(), 6))
        for weight, gradient in zip(learnt, torch.autograd.grad(loss, learnt)):
            weight.data -= rate * gradient
    return found


for name, images, rate in [('double-inside', 32, 0.01), ('unsorted-two-nodes', 32, 0.01), ('unused', 32, 0.01), ('Squeeze-4-dynamo', 32, 0.1)]:
    print(name, losses(name, images, rate, 3))
