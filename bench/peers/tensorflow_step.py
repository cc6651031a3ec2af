#!/usr/bin/env python3
"""Time of training steps in Keras on TensorFlow, a peer of CNN Lab.

usage: tensorflow_step.py < CASE.json

`cnn-lab bench --peers tensorflow` writes the case: the network as `cnn-lab code --framework keras` has it, `batchSize`, `input` (channels, height,
width), `classes`, `seconds`, `xla` (whether XLA compiles the step), `threads` (None: TensorFlow's choice).
Plain descent on the cross-entropy of one random batch, at a learning rate of zero. Prints one JSON line, as pytorch_step.py does.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
os.environ["KERAS_BACKEND"] = "tensorflow"

import tensorflow as tf  # noqa: E402

from timed_steps import peak_rss_bytes, timed_steps  # noqa: E402

case = json.load(sys.stdin)
if case["threads"]:
    tf.config.threading.set_intra_op_parallelism_threads(case["threads"])
program = {"__name__": "peer"}
exec(compile(case["program"], "network.py", "exec"), program)
model, keras = program["model"], program["keras"]
channels, height, width = case["input"]
images = tf.random.uniform((case["batchSize"], height, width, channels))
labels = tf.random.uniform((case["batchSize"],), 0, case["classes"], tf.int32)
optimizer = keras.optimizers.SGD(0.0)
loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer.build(model.trainable_variables)


@tf.function(jit_compile=case["xla"])
def step():
    with tf.GradientTape() as tape:
        loss = loss_of(labels, model(images, training=True))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


seconds = timed_steps(lambda: step().numpy(), case["seconds"])
print(json.dumps({
    "imagesPerSecond": case["batchSize"] / seconds,
    "stepSeconds": seconds,
    "peakRssBytes": peak_rss_bytes(),
    "deviceBytes": None,
}))
