#!/usr/bin/env python3
"""Exports a network from Keras into converted/keras-exported.*, for the test that reads the other files there.

usage: python3 keras_network.py     (seconds; needs Keras 3, PyTorch, onnx and safetensors; the tests need none of them)

The model is untrained, so that many of its tensors are equal; Keras stores equal tensors once, and folds the variances of normalisations into
their gammas. The reference is the same model in float64 on Keras's PyTorch backend. A folded gamma is gamma / sqrt(variance + epsilon), so the
gradient by it is the gradient by gamma, times sqrt(variance + epsilon).
"""
import os
from pathlib import Path

os.environ['KERAS_BACKEND'] = 'torch'
import keras
import numpy as np
import onnx
import torch
from keras import layers
from safetensors.torch import save_file

OUT = Path(__file__).resolve().parent / 'converted' / 'keras-exported'
CLASSES, SIZE, BATCH = 5, 12, 6


def model():
    return keras.Sequential([
        keras.Input((SIZE, SIZE, 1)),
        layers.Conv2D(4, 3), layers.BatchNormalization(), layers.ReLU(), layers.MaxPooling2D(),
        layers.DepthwiseConv2D(3), layers.BatchNormalization(), layers.ReLU(),
        layers.GlobalAveragePooling2D(), layers.Dense(CLASSES),
    ])


def weights_in_order(graph):
    """Names and shapes of the weights: the stored tensors without means, which a Sub reads, and without numbers of shapes."""
    shapes = {tensor.name: list(tensor.dims) for tensor in graph.initializer}
    shapes.update({node.output[0]: shapes[node.input[0]] for node in graph.node if node.op_type == 'Identity'})
    readers = [node for node in graph.node if node.op_type not in ('Identity', 'Sub')]
    return [(name, shapes[name]) for node in readers for name in node.input if name in shapes]


def main():
    keras.utils.set_random_seed(3)
    exported = model()
    exported(np.zeros((2, SIZE, SIZE, 1), np.float32))  # Keras exports no model that was never called
    exported.export(f'{OUT}.onnx', format='onnx', verbose=False)
    graph = onnx.load(f'{OUT}.onnx').graph

    keras.config.set_floatx('float64')
    exact = model()
    exact.set_weights(exported.get_weights())
    random = np.random.default_rng(5)
    images = random.normal(size=(BATCH, 1, SIZE, SIZE)).astype(np.float32)
    labels = torch.from_numpy(random.integers(0, CLASSES, BATCH))
    variables = [variable.value for variable in exact.trainable_variables]
    logits = exact(torch.from_numpy(images).double().permute(0, 2, 3, 1), training=False)
    loss = torch.nn.functional.cross_entropy(logits, labels)
    gradients = torch.autograd.grad(loss, variables)

    roots = {id(layer.gamma.value): torch.sqrt(layer.moving_variance.value + layer.epsilon)
             for layer in exact.layers if isinstance(layer, layers.BatchNormalization)}
    tensors = {'images': torch.from_numpy(images), 'labels': labels, 'loss': loss.detach().float().reshape(1)}
    names = weights_in_order(graph)
    assert len(names) == len(variables), names
    for (name, shape), variable, gradient in zip(names, variables, gradients):
        gradient = gradient * roots.get(id(variable), 1)
        if gradient.dim() == 4:  # [height, width, in, out]; for a depthwise kernel [height, width, channels, 1]
            gradient = gradient.permute(2, 3, 0, 1) if list(gradient.shape[2:]) == shape[:2] else gradient.permute(3, 2, 0, 1)
        tensors[f'grad.{name}'] = gradient.detach().float().reshape(shape).contiguous()
    save_file(tensors, f'{OUT}.safetensors')


main()
