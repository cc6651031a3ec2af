"""ResNet-18 in JAX/Flax.

11,178,378 parameters; images are [N, 224, 224, 1], pixels from 0 to 1.
"""
from collections.abc import Callable, Sequence
from functools import partial

import jax
import jax.numpy as jnp
from flax import linen as nn


# Weights are drawn as Glorot and Bengio (2010) do; biases begin at zero.
initializer = nn.initializers.xavier_uniform()
Conv = partial(nn.Conv, kernel_init=initializer)
Dense = partial(nn.Dense, kernel_init=initializer)


def apply_layers(layers, x):
    """What layers compute, each of what the one before it has computed."""
    for layer in layers:
        x = layer(x)
    return x


class Residual(nn.Module):
    """The sum of what `body` and `shortcut` compute of the same input.

    A shortcut without layers is the input itself.
    """
    body: Sequence[Callable]
    shortcut: Sequence[Callable] = ()

    def __call__(self, x):
        return apply_layers(self.body, x) + apply_layers(self.shortcut, x)


def residual_block(channels, training):
    """One of the network's 5 blocks."""
    return Residual([
        Conv(channels, kernel_size=(3, 3), padding=1),
        nn.BatchNorm(use_running_average=not training, momentum=0.9), nn.relu,
        Conv(channels, kernel_size=(3, 3), padding=1),
        nn.BatchNorm(use_running_average=not training, momentum=0.9),
    ])


def projection_block(channels, training):
    """One of the network's 3 blocks."""
    return Residual(
        [
            Conv(channels, kernel_size=(3, 3), strides=2, padding=1),
            nn.BatchNorm(use_running_average=not training, momentum=0.9),
            nn.relu,
            Conv(channels, kernel_size=(3, 3), padding=1),
            nn.BatchNorm(use_running_average=not training, momentum=0.9),
        ],
        [Conv(channels, kernel_size=(1, 1), strides=2, padding=0)],
    )


class ResNet18(nn.Module):
    """ResNet-18 for images of shape 224x224x1."""
    training: bool = True

    def setup(self):
        self.net = nn.Sequential([
            Conv(64, kernel_size=(7, 7), strides=2, padding=3),
            nn.BatchNorm(use_running_average=not self.training, momentum=0.9),
            nn.relu,
            lambda x: nn.max_pool(x, (3, 3), strides=(2, 2),
                                  padding=((1, 1), (1, 1))),
            residual_block(64, training=self.training), nn.relu,
            residual_block(64, training=self.training), nn.relu,
            projection_block(128, training=self.training), nn.relu,
            residual_block(128, training=self.training), nn.relu,
            projection_block(256, training=self.training), nn.relu,
            residual_block(256, training=self.training), nn.relu,
            projection_block(512, training=self.training), nn.relu,
            residual_block(512, training=self.training), nn.relu,
            lambda x: x.mean(axis=(1, 2), keepdims=True),
            lambda x: x.reshape((x.shape[0], -1)),
            Dense(10),
        ])

    def __call__(self, x):
        return self.net(x)


model = ResNet18(training=False)
images = jnp.zeros((1, 224, 224, 1))
variables = model.init(jax.random.key(0), images)
