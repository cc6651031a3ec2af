#!/usr/bin/env python3
"""Writes small networks into converted/ in the manner of the converters of Keras (tf2onnx) and JAX (jax2onnx); read by the test of exported/.

usage: python3 converted_networks.py     (seconds; needs PyTorch, onnx and safetensors; the tests need none of them)

For every network: the ONNX file, node by node in the manner of its converter, and a safetensors file with a batch [N, C, H, W] (`images`,
`labels`) and with the mean cross-entropy (`loss`) and gradients (`grad.<name of the initializer>`). PyTorch computes both in float64 from a
second definition of the network (`forward`); before that, ONNX's reference evaluator confirms that the file computes the same function.
"""
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from onnx import TensorProto, checker, helper, numpy_helper, save
from onnx.reference import ReferenceEvaluator
from safetensors.torch import save_file

OUT = Path(__file__).resolve().parent / 'converted'


class Network:
    """An ONNX file while it is built: its weights have gradients, its constants have none."""
    opset, ir = 13, 8

    def __init__(self):
        self.random = np.random.default_rng(5)
        self.nodes, self.tensors, self.weights = [], [], {}
        self.output = self.build()

    def store(self, name, values):
        self.tensors.append(numpy_helper.from_array(values, name))
        return name

    def weight(self, name, *shape, fill=None, around=0):
        """Stores a parameter; all its elements are `fill`, or drawn around a number."""
        values = self.random.normal(around, 0.3, shape) if fill is None else np.full(shape, fill)
        self.weights[name] = values.astype(np.float32)
        return self.store(name, self.weights[name])

    def integers(self, name, *values):
        return self.store(name, np.array(values, np.int64))

    def number(self, name, value):
        return self.store(name, np.array(value, np.float32))

    def __call__(self, operator, *inputs, **attributes):
        name = f'{operator}__{len(self.nodes)}'
        self.nodes.append(helper.make_node(operator, inputs, [name + ':0'], name, **attributes))
        return name + ':0'

    def write(self, path):
        images = helper.make_tensor_value_info(self.input, TensorProto.FLOAT, self.stored)
        logits = helper.make_tensor_value_info(self.output, TensorProto.FLOAT, [self.stored[0], 5])
        graph = helper.make_graph(self.nodes, 'converted', [images], [logits], self.tensors)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', self.opset)], ir_version=self.ir, producer_name='')
        checker.check_model(model, full_check=True)
        save(model, path)
        return model


class KerasNetwork(Network):
    """Transposes around the images and before the dense layers; SAME padding with stride 2; normalisation as Mul and Add; softmax."""
    shape, input, stored = (3, 11, 9), 'keras_input', ['unk__38', 11, 9, 3]

    def build(self):
        x = self('Transpose', self.input, perm=[0, 3, 1, 2])
        x = self('Conv', x, self.weight('net/conv2d/Conv2D/ReadVariableOp:0', 4, 3, 3, 3), kernel_shape=[3, 3], strides=[2, 2], auto_pad='SAME_UPPER')
        x = self('Mul', x, self.weight('const_fold_opt__51', 1, 4, 1, 1, around=1))
        x = self('Relu', self('Add', x, self.weight('const_fold_opt__52', 1, 4, 1, 1)))
        x = self('Conv', x, self.weight('net/conv2d_1/Conv2D/ReadVariableOp:0', 6, 4, 2, 2), self.weight('net/conv2d_1/BiasAdd/ReadVariableOp:0', 6, fill=0),
                 kernel_shape=[2, 2], strides=[2, 2], pads=[0, 0, 0, 1])
        x = self('MaxPool', self('Elu', x, alpha=1.0), kernel_shape=[2, 2], strides=[2, 2], auto_pad='SAME_UPPER')
        x = self('Reshape', self('Transpose', x, perm=[0, 2, 3, 1]), self.integers('const_fold_opt__53', -1, 24))
        x = self('MatMul', x, self.weight('net/dense/MatMul/ReadVariableOp:0', 24, 7))
        x = self('Relu', self('Add', x, self.weight('net/dense/BiasAdd/ReadVariableOp:0', 7)))
        x = self('MatMul', x, self.weight('net/dense_1/MatMul/ReadVariableOp:0', 7, 5))
        return self('Softmax', self('Add', x, self.weight('net/dense_1/BiasAdd/ReadVariableOp:0', 5)))

    def forward(self, x, w):
        x = F.conv2d(F.pad(x, (1, 1, 1, 1)), w['net/conv2d/Conv2D/ReadVariableOp:0'], stride=2)
        x = F.relu(x * w['const_fold_opt__51'] + w['const_fold_opt__52'])
        x = F.conv2d(F.pad(x, (0, 1)), w['net/conv2d_1/Conv2D/ReadVariableOp:0'], w['net/conv2d_1/BiasAdd/ReadVariableOp:0'], stride=2)
        x = F.max_pool2d(F.pad(F.elu(x), (0, 1, 0, 1), value=-torch.inf), 2)
        x = x.permute(0, 2, 3, 1).reshape(len(x), -1)
        x = F.relu(x @ w['net/dense/MatMul/ReadVariableOp:0'] + w['net/dense/BiasAdd/ReadVariableOp:0'])
        return x @ w['net/dense_1/MatMul/ReadVariableOp:0'] + w['net/dense_1/BiasAdd/ReadVariableOp:0']


class GreyNetwork(Network):
    """Grey images, whose Transpose becomes a Reshape; Pad before a convolution; folded biases of zero; arithmetic on shapes."""
    shape, input, stored, opset = (1, 12, 12), 'input_1', [None, 12, 12, 1], 11

    def build(self):
        x = self('Reshape', self.input, self.integers('const_fold_opt__20', -1, 1, 12, 12))
        x = self('Pad', x, self.integers('const_fold_opt__21', 0, 0, 0, 1, 0, 0, 1, 2))
        x = self('Conv', x, self.weight('conv/kernel', 4, 1, 3, 3), kernel_shape=[3, 3], strides=[2, 2], auto_pad='VALID')
        x = self('Sigmoid', self('Add', x, self.weight('const_fold_opt__22', 1, 4, 1, 1, fill=0)))
        x = self('AveragePool', x, kernel_shape=[2, 2], strides=[2, 2], auto_pad='SAME_UPPER')
        x = self('Transpose', x, perm=[0, 2, 3, 1])
        first = [self.integers(f'const_{name}', value) for name, value in (('starts', 0), ('ends', 1), ('axes', 0))]
        batch = self('Slice', self('Cast', self('Shape', x), to=TensorProto.INT32), *first)
        shape = self('Concat', self('Cast', batch, to=TensorProto.INT64), self.integers('const_fold_opt__23', 48), axis=0)
        x = self('Gemm', self('Reshape', x, shape), self.weight('dense/kernel', 48, 5), self.weight('dense/bias', 5, fill=0), alpha=1.0, transB=0)
        return self('Identity', self('Softmax', x, axis=1))

    def forward(self, x, w):
        x = F.conv2d(F.pad(x, (1, 2, 0, 1)), w['conv/kernel'], stride=2)
        x = torch.sigmoid(x + w['const_fold_opt__22'])
        x = F.avg_pool2d(x, 2, 2, ceil_mode=True)
        return x.permute(0, 2, 3, 1).flatten(1) @ w['dense/kernel'] + w['dense/bias']


class MobileKerasNetwork(Network):
    """Fixed batch; depthwise convolution with SAME_LOWER; ReLU6; the mean over both axes of the images; softmax with an axis before it."""
    shape, input, stored, opset = (3, 8, 8), 'images', [1, 8, 8, 3], 17

    def build(self):
        x = self('Transpose', self.input, perm=[0, 3, 1, 2])
        x = self('Conv', x, self.weight('stem', 6, 3, 1, 1), self.weight('stem_bias', 6), kernel_shape=[1, 1])
        x = self('Clip', x, self.number('const_zero', 0), self.number('const_six', 6))
        x = self('Conv', x, self.weight('depthwise', 6, 1, 4, 4), kernel_shape=[4, 4], strides=[2, 2], group=6, auto_pad='SAME_LOWER')
        x = self('LeakyRelu', self('Add', x, self.weight('depthwise_bias', 6, 1, 1)), alpha=0.2)
        x = self('ReduceMean', self('Transpose', x, perm=[0, 2, 3, 1]), axes=[1, 2], keepdims=0)
        x = self('Reshape', x, self.integers('const_shape', 1, 1, 1, 6))
        x = self('Conv', self('Transpose', x, perm=[0, 3, 1, 2]), self.weight('head', 5, 6, 1, 1), self.weight('head_bias', 5), kernel_shape=[1, 1])
        x = self('Reshape', self('Transpose', x, perm=[0, 2, 3, 1]), self.integers('const_flat', 1, 5))
        return self('Softmax', x, axis=-1)

    def forward(self, x, w):
        x = F.relu6(F.conv2d(x, w['stem'], w['stem_bias']))
        x = F.conv2d(x, w['depthwise'], stride=2, padding=1, groups=6)
        x = F.leaky_relu(x + w['depthwise_bias'], 0.2).mean((2, 3))
        return x @ w['head'].flatten(1).T + w['head_bias']


class JaxNetwork(Network):
    """A Transpose before and behind every convolution and pool; kernels transposed in the graph; biases reshaped; normalisation as a formula."""
    shape, input, stored, opset, ir = (3, 9, 11), 'in_0', ['B', 9, 11, 3], 21, 10

    def layer(self, operator, x, *weights, **attributes):
        x = self(operator, self('Transpose', x, perm=[0, 3, 1, 2]), *weights, **attributes)
        return self('Transpose', x, perm=[0, 2, 3, 1])

    def build(self):
        kernel = self('Transpose', self.weight('param_0', 3, 3, 3, 4), perm=[3, 2, 0, 1])
        x = self.layer('Conv', self.input, kernel, strides=[2, 2], pads=[0, 0, 2, 1])
        x = self('Add', x, self('Reshape', self.weight('param_1', 4, fill=0), self.integers('shape_0', 1, 1, 1, 4)))
        deviation = self('Sqrt', self('Add', self.constant('var', 4), self.number('epsilon', 1e-3)))
        factor = self('Mul', self('Reciprocal', deviation), self.weight('scale', 4, fill=1))
        x = self('Mul', self('Sub', x, self.constant('mean', 4)), factor)
        x = self('Gelu', self('Add', x, self.weight('offset', 4, fill=0)), approximate='tanh')
        x = self.layer('AveragePool', x, kernel_shape=[2, 2], strides=[1, 1], pads=[0, 0, 1, 1])
        x = self.layer('Conv', x, self.weight('param_2', 6, 4, 3, 3), self.weight('param_3', 6), kernel_shape=[3, 3], pads=[1, 1, 1, 1])
        x = self('ReduceMean', self('Max', x, self.number('zero', 0)), self.integers('axes', 1, 2), keepdims=0)
        x = self('MatMul', x, self.weight('param_4', 6, 5))
        bias = self('Reshape', self.weight('param_5', 5), self.integers('shape_1', 1, 5))
        return self('Add', x, self('Expand', bias, self.integers('shape_2', 1, 5)))

    def constant(self, name, size):
        """Stores a statistic of batch normalisation, which has no gradient."""
        return self.store(name, self.random.uniform(0.5, 1.5, size).astype(np.float32))

    def forward(self, x, w):
        stored = {tensor.name: torch.tensor(numpy_helper.to_array(tensor)).double() for tensor in self.tensors}
        mean, variance, epsilon = stored['mean'][:, None, None], stored['var'][:, None, None], stored['epsilon']
        x = F.conv2d(F.pad(x, (0, 1, 0, 2)), w['param_0'].permute(3, 2, 0, 1), w['param_1'], stride=2)
        x = (x - mean) / torch.sqrt(variance + epsilon) * w['scale'][:, None, None] + w['offset'][:, None, None]
        x = F.gelu(x, approximate='tanh')
        counts = F.avg_pool2d(F.pad(torch.ones_like(x), (0, 1, 0, 1)), 2, 1)
        x = F.avg_pool2d(F.pad(x, (0, 1, 0, 1)), 2, 1) / counts
        x = F.relu(F.conv2d(x, w['param_2'], w['param_3'], padding=1)).mean((2, 3))
        return x @ w['param_4'] + w['param_5']


class FlatNetwork(Network):
    """Rows of pixels, a fixed batch, and layers whose kernels are [in, out]."""
    shape, input, stored = (1, 7, 7), 'flatten_input', [4, 49]

    def build(self):
        x = self('Gemm', self('Reshape', self.input, self.integers('shape', 4, 49)), self.weight('w1', 49, 9), self.weight('b1', 1, 9))
        x = self('Add', self('MatMul', self('Softplus', x), self.weight('w2', 9, 5)), self.weight('const_fold_opt__9', 1, 5, fill=0))
        return self('Softmax', x, axis=1)

    def forward(self, x, w):
        return F.softplus(x.flatten(1) @ w['w1'] + w['b1']) @ w['w2'] + w['const_fold_opt__9']


NETWORKS = {'keras': KerasNetwork, 'keras-grey': GreyNetwork, 'keras-fixed-batch': MobileKerasNetwork, 'jax': JaxNetwork, 'flat': FlatNetwork}


def in_file_layout(images, stored):
    return images.flatten(1) if len(stored) == 2 else images.permute(0, 2, 3, 1)


def confirm(model, network, state):
    """Checks that `forward` and the file give the same logits, on as many images as the file takes."""
    images = torch.rand((network.stored[0] if isinstance(network.stored[0], int) else 3, *network.shape))
    (out,) = ReferenceEvaluator(model).run(None, {network.input: in_file_layout(images, network.stored).numpy()})
    logits = network.forward(images.double(), state).detach()
    expected = F.softmax(logits, 1) if any(node.op_type == 'Softmax' for node in network.nodes) else logits
    np.testing.assert_allclose(out, expected.numpy(), rtol=1e-4, atol=1e-5)


def main():
    OUT.mkdir(exist_ok=True)
    for name, build in NETWORKS.items():
        torch.manual_seed(3)
        network = build()
        state = {key: torch.tensor(value).double().requires_grad_() for key, value in network.weights.items()}
        confirm(network.write(OUT / f'{name}.onnx'), network, state)
        images, labels = torch.rand((3, *network.shape)), torch.randint(0, 5, (3,))
        loss = F.cross_entropy(network.forward(images.double(), state), labels)
        loss.backward()
        gradients = {f'grad.{key}': value.grad.float() for key, value in state.items()}
        save_file({'images': images, 'labels': labels, 'loss': loss.detach().float().reshape(1), **gradients}, OUT / f'{name}.safetensors')
        print(f'{name}: loss {loss.item():.6f}, {(OUT / f"{name}.onnx").stat().st_size} bytes')


if __name__ == '__main__':
    main()
