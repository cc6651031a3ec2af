#!/usr/bin/env python3
"""Time of training steps in JAX with Flax, a peer of CNN Lab.

usage: jax_step.py < CASE.json

`cnn-lab bench --peers jax` writes the case: the network as `cnn-lab code --framework flax` has it, `batchSize`, `input` (channels, height, width),
`classes`, `seconds`. Plain descent on the cross-entropy of one random batch, at a learning rate of zero; the whole step is compiled by XLA, and
parameters are updated in place. Prints one JSON line, as pytorch_step.py does.
"""
import json
import sys
from functools import partial

import jax
import jax.numpy as jnp
import optax

from timed_steps import peak_rss_bytes, timed_steps

case = json.load(sys.stdin)
program = {"__name__": "peer"}
exec(compile(case["program"], "network.py", "exec"), program)
model, variables = program["model"], program["variables"]
trained = model.clone(training=True) if hasattr(model, "training") else model
channels, height, width = case["input"]
drawn, key = jax.random.split(jax.random.key(0))
images = jax.random.uniform(drawn, (case["batchSize"], height, width, channels))
labels = jax.random.randint(drawn, (case["batchSize"],), 0, case["classes"])


@partial(jax.jit, donate_argnums=(0, 1))
def step(params, stats, images, labels, rate, key):
    def loss_of(params):
        logits, updated = trained.apply(
            {"params": params, "batch_stats": stats}, images, mutable=["batch_stats"], rngs={"dropout": key})
        losses = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
        return losses.mean(), updated.get("batch_stats", {})

    gradients, stats = jax.grad(loss_of, has_aux=True)(params)
    return jax.tree.map(lambda value, gradient: value - rate * gradient, params, gradients), stats


state = variables["params"], variables.get("batch_stats", {})
rate = jnp.float32(0)


def next_step():
    global state, key
    key, own = jax.random.split(key)
    state = step(*state, images, labels, rate, own)
    jax.block_until_ready(state)


seconds = timed_steps(next_step, case["seconds"])
print(json.dumps({
    "imagesPerSecond": case["batchSize"] / seconds,
    "stepSeconds": seconds,
    "peakRssBytes": peak_rss_bytes(),
    "deviceBytes": None,
}))
