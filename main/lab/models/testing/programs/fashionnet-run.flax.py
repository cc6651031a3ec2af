"""FashionNet on Fashion-MNIST in JAX/Flax.

252,650 parameters; images are [N, 28, 28, 1], pixels from 0 to 1.

The same seed draws other numbers here than in the lab.
"""
import gzip
import math
import struct
import urllib.request
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import optax
from flax import linen as nn


SEED = 0
EPOCHS = 30
BATCH_SIZE = 64
LEARNING_RATE = 0.05
WEIGHT_DECAY = 5e-4
LABEL_SMOOTHING = 0.05
STEPS = EPOCHS * 938
URL = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"


# Weights are drawn as He et al. (2015) do; biases begin at zero.
initializer = nn.initializers.variance_scaling(2.0, "fan_in", "normal")
Conv = partial(nn.Conv, kernel_init=initializer)
Dense = partial(nn.Dense, kernel_init=initializer)


class FashionNet(nn.Module):
    """FashionNet for images of shape 28x28x1."""
    training: bool = True

    def setup(self):
        self.net = nn.Sequential([
            Conv(32, kernel_size=(5, 5), padding=2, use_bias=False),
            lambda x: nn.max_pool(x, (2, 2), strides=(2, 2)),
            nn.BatchNorm(use_running_average=not self.training, momentum=0.9),
            nn.relu,
            Conv(64, kernel_size=(3, 3), padding=1, use_bias=False),
            lambda x: nn.max_pool(x, (2, 2), strides=(2, 2)),
            nn.BatchNorm(use_running_average=not self.training, momentum=0.9),
            nn.relu,
            Conv(128, kernel_size=(3, 3), padding=1, use_bias=False),
            nn.BatchNorm(use_running_average=not self.training, momentum=0.9),
            nn.relu,
            Conv(128, kernel_size=(3, 3), padding=1, use_bias=False),
            lambda x: nn.max_pool(x, (2, 2), strides=(2, 2)),
            nn.BatchNorm(use_running_average=not self.training, momentum=0.9),
            nn.relu,
            lambda x: x.reshape((x.shape[0], -1)),
            nn.Dropout(0.15, deterministic=not self.training),
            Dense(10),
        ])

    def __call__(self, x):
        return self.net(x)


def read(name):
    """The numbers of a file in the IDX format, downloaded once."""
    path = Path("data") / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        urllib.request.urlretrieve(URL + name, path)
    content = gzip.decompress(path.read_bytes())
    rank = content[3]
    shape = struct.unpack(f">{rank}I", content[4:4 + 4 * rank])
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)


def load_data():
    """Images [N, height, width, channels] and labels, of both parts."""
    parts = []
    for name in ("train", "t10k"):
        images = read(f"{name}-images-idx3-ubyte.gz")[..., None]
        parts.append((images, read(f"{name}-labels-idx1-ubyte.gz")))
    train, test = parts
    return train, test


def changed(images, rng):
    """Training images as chance changes them."""
    images = images.copy()
    _, height, width, _ = images.shape
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    for image, source in zip(images, padded):
        top, left = rng.integers(0, 3, 2)
        image[:] = source[top:top + height, left:left + width]
    flipped = rng.random(len(images)) < 0.5
    images[flipped] = images[flipped, :, ::-1]
    return images


def prepared(images):
    """Images with pixels from 0 to 1."""
    return images.astype(jnp.float32) / 255


def cosine(start, end, progress):
    """From `start` to `end` along half a cosine wave."""
    return end + (start - end) / 2 * (1 + math.cos(math.pi * progress))


def learning_rate(step):
    """Rate of a step, counted from 0: one cycle."""
    steps = STEPS
    top, last = max(0, 0.3 * steps - 1), steps - 1
    rising = step < top
    if rising:
        progress = step / top
    else:
        progress = (step - top) / (last - top) if last > top else 0
    start = LEARNING_RATE / 25
    if rising:
        return cosine(start, LEARNING_RATE, progress)
    return cosine(LEARNING_RATE, start / 10000, progress)


def is_weight(params):
    """Which parameters decay: not biases, nor those of normalisation."""
    return jax.tree.map(lambda value: value.ndim > 1, params)


# The direction of a step; its length is the learning rate.
optimizer = optax.chain(
    optax.add_decayed_weights(WEIGHT_DECAY, mask=is_weight),
    optax.trace(0.9))


@jax.jit
def train_step(params, stats, state, images, labels, rate, key):
    """Parameters, running averages and the optimizer's state of a step."""
    def loss_of(params):
        logits, updated = FashionNet(training=True).apply(
            {"params": params, "batch_stats": stats}, prepared(images),
            mutable=["batch_stats"], rngs={"dropout": key})
        targets = optax.smooth_labels(
            jax.nn.one_hot(labels, 10), LABEL_SMOOTHING)
        losses = optax.softmax_cross_entropy(logits, targets)
        return losses.mean(), updated.get("batch_stats", {})

    gradients, stats = jax.grad(loss_of, has_aux=True)(params)
    directions, state = optimizer.update(gradients, state, params)
    params = jax.tree.map(lambda p, d: p - rate * d, params, directions)
    return params, stats, state


@jax.jit
def test_step(params, stats, images, labels):
    """Summed loss and number of right answers."""
    logits = FashionNet(training=False).apply(
        {"params": params, "batch_stats": stats}, prepared(images))
    losses = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
    return losses.sum(), (logits.argmax(axis=-1) == labels).sum()


def train():
    """Trains the network and tells how it does after each epoch."""
    train_set, test_set = load_data()
    rng = np.random.default_rng(SEED)
    key, first = jax.random.split(jax.random.key(SEED))
    images = jnp.zeros((1, 28, 28, 1))
    variables = FashionNet(training=False).init(first, images)
    params, stats = variables["params"], variables.get("batch_stats", {})
    state = optimizer.init(params)
    step = 0
    for epoch in range(1, EPOCHS + 1):
        images, labels = train_set
        order = rng.permutation(len(images))
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start:start + BATCH_SIZE]
            chosen = changed(images[batch], rng)
            rate = learning_rate(step)
            params, stats, state = train_step(
                params, stats, state, chosen, labels[batch], rate,
                jax.random.fold_in(key, step))
            step += 1
        images, labels = test_set
        loss, correct = 0.0, 0
        for start in range(0, len(images), BATCH_SIZE):
            batch = slice(start, start + BATCH_SIZE)
            results = test_step(params, stats, images[batch], labels[batch])
            loss += float(results[0]) / len(images)
            correct += int(results[1])
        accuracy = correct / len(images)
        print(f"epoch {epoch}: test loss {loss:.4f}, accuracy {accuracy:.2%}")
    return params, stats


if __name__ == "__main__":
    train()
