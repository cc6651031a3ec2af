"""LeNet in JAX/Flax.

61,706 parameters; images are [N, 28, 28, 1], pixels from 0 to 1.
"""
from functools import partial

import jax
import jax.numpy as jnp
from flax import linen as nn


# Weights are drawn as Glorot and Bengio (2010) do; biases begin at zero.
initializer = nn.initializers.xavier_uniform()
Conv = partial(nn.Conv, kernel_init=initializer)
Dense = partial(nn.Dense, kernel_init=initializer)


class LeNet(nn.Module):
    """LeNet for images of shape 28x28x1."""
    training: bool = True

    def setup(self):
        self.net = nn.Sequential([
            Conv(6, kernel_size=(5, 5), padding=2), nn.sigmoid,
            lambda x: nn.avg_pool(x, (2, 2), strides=(2, 2)),
            Conv(16, kernel_size=(5, 5), padding=0), nn.sigmoid,
            lambda x: nn.avg_pool(x, (2, 2), strides=(2, 2)),
            lambda x: x.reshape((x.shape[0], -1)),
            Dense(120), nn.sigmoid,
            Dense(84), nn.sigmoid,
            Dense(10),
        ])

    def __call__(self, x):
        return self.net(x)


model = LeNet(training=False)
images = jnp.zeros((1, 28, 28, 1))
variables = model.init(jax.random.key(0), images)
