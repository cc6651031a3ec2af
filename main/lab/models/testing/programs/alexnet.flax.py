"""AlexNet in JAX/Flax.

46,764,746 parameters; images are [N, 224, 224, 1], pixels from 0 to 1.
"""
from functools import partial

import jax
import jax.numpy as jnp
from flax import linen as nn


# Weights are drawn as Glorot and Bengio (2010) do; biases begin at zero.
initializer = nn.initializers.xavier_uniform()
Conv = partial(nn.Conv, kernel_init=initializer)
Dense = partial(nn.Dense, kernel_init=initializer)


class AlexNet(nn.Module):
    """AlexNet for images of shape 224x224x1."""
    training: bool = True

    def setup(self):
        self.net = nn.Sequential([
            Conv(96, kernel_size=(11, 11), strides=4, padding=1), nn.relu,
            lambda x: nn.max_pool(x, (3, 3), strides=(2, 2)),
            Conv(256, kernel_size=(5, 5), padding=2), nn.relu,
            lambda x: nn.max_pool(x, (3, 3), strides=(2, 2)),
            Conv(384, kernel_size=(3, 3), padding=1), nn.relu,
            Conv(384, kernel_size=(3, 3), padding=1), nn.relu,
            Conv(256, kernel_size=(3, 3), padding=1), nn.relu,
            lambda x: nn.max_pool(x, (3, 3), strides=(2, 2)),
            lambda x: x.reshape((x.shape[0], -1)),
            Dense(4096), nn.relu,
            nn.Dropout(0.5, deterministic=not self.training),
            Dense(4096), nn.relu,
            nn.Dropout(0.5, deterministic=not self.training),
            Dense(10),
        ])

    def __call__(self, x):
        return self.net(x)


model = AlexNet(training=False)
images = jnp.zeros((1, 224, 224, 1))
variables = model.init(jax.random.key(0), images)
