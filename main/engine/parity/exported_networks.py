#!/usr/bin/env python3
"""Exports small networks from PyTorch into exported/: the reference for the parity test of import and gradients of ONNX files.

usage: python3 exported_networks.py [NAME...]     (all networks, a minute, or those that are named; needs PyTorch, onnx, onnxscript and safetensors; the tests
need none of them)

For every network: the ONNX file as the named exporter wrote it, and a safetensors file with the batch (`images`, `labels`), and with the
mean cross-entropy (`loss`) and its gradients (`grad.<name of the initializer>`) that PyTorch computes in float64 and that are rounded to
float32 at the end. Batches have another number of images than the exporters saw.
"""
import logging
import sys
import warnings
from pathlib import Path

import onnx
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

warnings.filterwarnings('ignore')
logging.disable(logging.WARNING)
OUT = Path(__file__).resolve().parent / 'exported'
TRAINING, PRESERVE = torch.onnx.TrainingMode.TRAINING, torch.onnx.TrainingMode.PRESERVE


class Residual(nn.Module):
    """A residual block with batch normalisation; global average pooling."""
    shape = (3, 12, 12)

    def __init__(self):
        super().__init__()
        self.stem, self.bn = nn.Conv2d(3, 6, 3, 2, 1, bias=False), nn.BatchNorm2d(6)
        self.conv1, self.bn1 = nn.Conv2d(6, 6, 3, 1, 1, bias=False), nn.BatchNorm2d(6)
        self.conv2, self.bn2 = nn.Conv2d(6, 6, 3, 1, 1, bias=False), nn.BatchNorm2d(6)
        self.fc = nn.Linear(6, 5)

    def forward(self, x):
        x = F.relu(self.bn(self.stem(x)))
        x = F.relu(x + self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


class Inception(nn.Module):
    """Branches that are concatenated, average pooling with padding, kernels of one row and one column, dropout."""
    shape = (2, 10, 10)

    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Conv2d(2, 3, 1), nn.Conv2d(2, 3, (1, 5), padding=(0, 2)), nn.Conv2d(2, 3, 1)
        self.d, self.fc = nn.Conv2d(9, 4, (3, 1), padding=(1, 0)), nn.Linear(4 * 25, 5)

    def forward(self, x):
        x = torch.cat([F.relu(self.a(x)), F.relu(self.b(x)), F.relu(self.c(F.avg_pool2d(x, 3, 1, 1)))], 1)
        x = F.avg_pool2d(F.relu(self.d(x)), 3, 2, 1, count_include_pad=False)
        return self.fc(F.dropout(x.view(x.size(0), -1), 0.0, self.training))


class Mobile(nn.Module):
    """Depthwise convolution, squeeze and excitation, ReLU6 and hard swish, batch normalisation."""
    shape = (3, 12, 12)

    def __init__(self):
        super().__init__()
        self.expand, self.bn1 = nn.Conv2d(3, 8, 1, bias=False), nn.BatchNorm2d(8)
        self.depthwise, self.bn2 = nn.Conv2d(8, 8, 5, 2, 2, groups=8, bias=False), nn.BatchNorm2d(8)
        self.squeeze, self.excite = nn.Conv2d(8, 4, 1), nn.Conv2d(4, 8, 1)
        self.project, self.fc = nn.Conv2d(8, 6, 1, bias=False), nn.Linear(6, 5)

    def forward(self, x):
        x = F.hardswish(self.bn2(self.depthwise(F.relu6(self.bn1(self.expand(x))))))
        x = x * F.hardsigmoid(self.excite(F.relu(self.squeeze(x.mean((2, 3), keepdim=True)))))
        return self.fc(F.silu(self.project(x)).mean((2, 3)))


class Grouped(nn.Module):
    """Grouped convolution, local response normalisation (which TorchScript's exporter writes with an `If`), overlapping pools."""
    shape = (3, 23, 23)

    def __init__(self):
        super().__init__()
        self.conv1, self.norm = nn.Conv2d(3, 8, 5, 2, 1), nn.LocalResponseNorm(5, 1e-1, 0.75, 2.0)
        self.conv2, self.fc = nn.Conv2d(8, 6, 3, padding=1, groups=2), nn.Linear(6, 5)

    def forward(self, x):
        x = F.max_pool2d(self.norm(F.relu(self.conv1(x))), 3, 2)
        return self.fc(F.max_pool2d(F.relu(self.conv2(x)), 5).flatten(1))


class Dilated(nn.Module):
    """Dilated convolutions, one of them used twice, learnt slopes, a maximum over positions."""
    shape = (1, 14, 14)

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 4, 3, padding=2, dilation=2), nn.Conv2d(4, 4, 3, padding=(3, 2), dilation=(3, 2))
        self.slopes, self.slope, self.fc = nn.PReLU(4), nn.PReLU(), nn.Linear(4, 5)

    def forward(self, x):
        x = self.conv2(self.slopes(self.conv2(F.elu(self.conv1(x)))))
        return self.fc(F.max_pool2d(self.slope(x - 1), 3, 2, 1, dilation=2).amax((2, 3)))


class Odd(nn.Module):
    """Images that are not square, odd kernels, strides and pads, pools that round up."""
    shape = (2, 19, 14)

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2, self.fc = nn.Conv2d(2, 4, (5, 2), (3, 1), (1, 0)), nn.Conv2d(4, 3, (2, 4), (1, 3)), nn.Linear(3 * 6, 5)

    def forward(self, x):
        x = F.leaky_relu(self.conv1(F.pad(x, (1, 2, 0, 3))), 0.1)
        x = torch.tanh(self.conv2(F.max_pool2d(x, (2, 3), (2, 1), ceil_mode=True)))
        x = F.gelu(F.avg_pool2d(x, (3, 2), (2, 2), (1, 1), ceil_mode=True))
        return self.fc(x.reshape(x.shape[0], -1))


class Warped(nn.Module):
    """A spatial transformer, circular and reflecting padding, instance normalisation, pixels moved to channels and back."""
    shape = (2, 9, 9)

    def __init__(self):
        super().__init__()
        self.locate, self.place = nn.Conv2d(2, 3, 3, 2), nn.Linear(3, 6)
        self.conv1 = nn.Conv2d(2, 4, 3, padding=1, padding_mode='circular')
        self.conv2, self.norm = nn.Conv2d(16, 4, 3, padding=1, padding_mode='reflect', bias=False), nn.InstanceNorm2d(4, affine=True)
        self.fc = nn.Linear(16, 5)

    def forward(self, x):
        theta = torch.tanh(self.place(torch.relu(self.locate(x)).mean((2, 3)))).view(-1, 2, 3)
        grid = F.affine_grid(theta + torch.tensor([[1.0, 0, 0], [0, 1, 0]]), [x.shape[0], 2, 8, 8], align_corners=False)
        x = F.grid_sample(x, grid, padding_mode='reflection', align_corners=False)
        x = F.pixel_unshuffle(F.silu(self.conv1(x)), 2)
        x = F.pixel_shuffle(self.norm(torch.sin(self.conv2(x))), 2)
        return self.fc(F.avg_pool2d(x, 2).flatten(1))


class Attending(nn.Module):
    """Attention among positions by einsum with a triangular mask, layer normalisation, the largest values, sums and products along axes."""
    shape = (1, 8, 8)

    def __init__(self):
        super().__init__()
        self.embed, self.norm = nn.Conv2d(1, 6, 2, 2), nn.LayerNorm(6)
        self.query, self.value = nn.Parameter(torch.randn(6, 2, 3) / 2), nn.Parameter(torch.randn(6, 2, 3) / 2)
        self.fc = nn.Linear(24, 5)

    def forward(self, x):
        x = self.norm(self.embed(x).flatten(2).transpose(1, 2))
        queries, values = torch.einsum('npc,chd->nhpd', x, self.query), torch.einsum('npc,chd->nhpd', x, self.value)
        seen = torch.einsum('nhpd,nhqd->nhpq', queries, x.unflatten(2, (2, 3)).transpose(1, 2))
        seen = seen.masked_fill(torch.ones(16, 16).triu(1) == 1, float('-inf')).softmax(3)
        x = torch.einsum('nhpq,nhqd->npdh', seen, values)
        largest = torch.topk(x, 2, dim=1).values.flatten(1)
        return self.fc(torch.cat([largest, torch.atan(x.cumsum(1)[:, -1]).flatten(1), (1 + x[:, :3] / 4).prod(1).flatten(1)], 1))


class Enlarged(nn.Module):
    """Cubic enlargement and reduction, norms of windows, a channel that is overwritten, elements gathered along an axis."""
    shape = (2, 7, 6)

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2, self.fc = nn.Conv2d(2, 4, 3), nn.Conv2d(4, 3, 3), nn.Linear(9, 5)

    def forward(self, x):
        x = F.interpolate(torch.tanh(self.conv1(x)), size=(11, 9), mode='bicubic', align_corners=False)
        x = F.interpolate(self.conv2(F.lp_pool2d(x, 2, 2, 1)), scale_factor=0.5, mode='bicubic', align_corners=True)
        product, x = x[:, 0] * x[:, 2], x.clone()
        x[:, 1] = product
        places = torch.topk(x, 3, dim=3).indices
        return self.fc(torch.gather(torch.cos(x), 3, places).amax(2).flatten(1))


class Antialiased(nn.Module):
    """Reduction by half and by odd factors with antialiasing, as torchvision resizes."""
    shape = (1, 15, 13)

    def __init__(self):
        super().__init__()
        self.conv, self.fc = nn.Conv2d(1, 3, 3), nn.Linear(3 * 12, 5)

    def forward(self, x):
        x = F.interpolate(torch.tanh(self.conv(x)), size=(6, 7), mode='bilinear', antialias=True, align_corners=False)
        return self.fc(F.interpolate(x, size=(3, 4), mode='bicubic', antialias=True, align_corners=False).flatten(1))


NETWORKS = [
    ('residual-training', Residual, True, {'dynamo': False, 'opset_version': 17, 'training': TRAINING, 'dynamic_axes': {'images': {0: 'n'}}}),
    ('residual-in-use', Residual, False, {'dynamo': False, 'opset_version': 11, 'training': PRESERVE}),
    ('inception', Inception, True, {'dynamo': False, 'opset_version': 12, 'training': TRAINING}),
    ('mobile', Mobile, False, {'dynamo': False, 'opset_version': 14, 'training': PRESERVE, 'dynamic_axes': {'images': {0: 'n'}}}),
    ('grouped', Grouped, False, {'dynamo': False, 'opset_version': 13}),
    ('grouped-dynamo', Grouped, False, {'dynamo': True, 'opset_version': 18}),
    ('dilated', Dilated, True, {'dynamo': False, 'opset_version': 16, 'training': TRAINING}),
    ('odd', Odd, False, {'dynamo': False, 'opset_version': 20}),
    ('warped', Warped, False, {'dynamo': False, 'opset_version': 20}),
    ('attending', Attending, False, {'dynamo': False, 'opset_version': 17, 'dynamic_axes': {'images': {0: 'n'}}}),
    ('attending-dynamo', Attending, False, {'dynamo': True, 'opset_version': 18, 'dynamic_shapes': ({0: torch.export.Dim('n')},)}),
    ('enlarged', Enlarged, False, {'dynamo': False, 'opset_version': 18, 'dynamic_axes': {'images': {0: 'n'}}}),
    ('antialiased', Antialiased, False, {'dynamo': True, 'opset_version': 18, 'dynamic_shapes': ({0: torch.export.Dim('n')},)}),
    ('odd-dynamo', Odd, False, {'dynamo': True, 'opset_version': 20, 'dynamic_shapes': ({0: torch.export.Dim('n')},)}),
]


def network_of(build, training):
    """A network whose weights and running averages all differ."""
    torch.manual_seed(3)
    network = build()
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            for tensor, low, high in ((module.running_mean, -0.3, 0.3), (module.running_var, 0.5, 2), (module.weight, 0.5, 1.5), (module.bias, -0.3, 0.3)):
                nn.init.uniform_(tensor, low, high)
    return network.train(training)


def forget_origin(path):
    """Removes from a file the notes of the exporter on the line of Python that each node comes from."""
    model = onnx.load(path)
    for node in model.graph.node:
        node.doc_string = ''
        del node.metadata_props[:]
    onnx.save(model, path)


def main():
    OUT.mkdir(exist_ok=True)
    wanted = sys.argv[1:] or [name for name, *_ in NETWORKS]
    for name, build, training, options in (entry for entry in NETWORKS if entry[0] in wanted):
        network = network_of(build, training)
        images, labels = torch.rand((3, *build.shape)), torch.randint(0, 5, (3,))
        constants = {} if options['dynamo'] else {'do_constant_folding': options.get('training') is None}
        torch.onnx.export(network, (images[:2],), OUT / f'{name}.onnx', input_names=['images'], output_names=['logits'],
                          external_data=False, verbose=False, **constants, **options)
        forget_origin(OUT / f'{name}.onnx')
        exact = network_of(build, training).double()
        loss = F.cross_entropy(exact(images.double()), labels)
        loss.backward()
        gradients = {f'grad.{key}': value.grad.float() for key, value in exact.named_parameters()}
        save_file({'images': images, 'labels': labels, 'loss': loss.detach().float().reshape(1), **gradients}, OUT / f'{name}.safetensors')
        print(f'{name}: loss {loss.item():.6f}, {(OUT / f"{name}.onnx").stat().st_size} bytes')


if __name__ == '__main__':
    main()
