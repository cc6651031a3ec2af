"""FashionNet on Fashion-MNIST in Keras.

252,650 parameters; images are [N, 28, 28, 1], pixels from 0 to 1.

The same seed draws other numbers here than in the lab. Keras keeps the
learning rate in the velocity: under a schedule its steps differ a little from
the lab's.
"""
import math

import keras
import tensorflow as tf
from keras import layers


SEED = 0
EPOCHS = 30
BATCH_SIZE = 64
LEARNING_RATE = 0.05
WEIGHT_DECAY = 5e-4
LABEL_SMOOTHING = 0.05
STEPS = EPOCHS * 938


def conv2d(filters, **options):
    """A layer with weights drawn as He et al. (2015) do."""
    options.setdefault(
        "kernel_initializer",
        keras.initializers.VarianceScaling(
            2.0, mode="fan_in", distribution="untruncated_normal"))
    return layers.Conv2D(filters, **options)


def dense(units, **options):
    """A layer with weights drawn as He et al. (2015) do."""
    options.setdefault(
        "kernel_initializer",
        keras.initializers.VarianceScaling(
            2.0, mode="fan_in", distribution="untruncated_normal"))
    return layers.Dense(units, **options)


def changed(image, label):
    """A training image as chance changes it."""
    image = tf.pad(image, ((1, 1), (1, 1), (0, 0)))
    image = tf.image.random_crop(image, (28, 28, 1))
    image = tf.image.random_flip_left_right(image)
    return image, label


def scaled(images, labels):
    """Images with pixels from 0 to 1."""
    images = tf.cast(images, tf.float32) / 255
    labels = tf.one_hot(labels, 10)
    return images, labels


def load_data():
    """Batches of training and test images."""
    train, test = keras.datasets.fashion_mnist.load_data()

    def batches(images, labels, training):
        labels = labels.reshape(-1).astype("int32")
        data = tf.data.Dataset.from_tensor_slices((images[..., None], labels))
        if training:
            data = data.shuffle(len(images))
            data = data.map(changed, tf.data.AUTOTUNE)
        data = data.batch(BATCH_SIZE).map(scaled, tf.data.AUTOTUNE)
        return data.prefetch(tf.data.AUTOTUNE)

    return batches(*train, training=True), batches(*test, training=False)


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


class Schedule(keras.callbacks.Callback):
    """Sets the learning rate before each step."""
    step = 0

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = learning_rate(self.step)
        self.step += 1


class Optimizer(keras.optimizers.SGD):
    """SGD whose weight decay goes through the gradients, as in PyTorch."""

    def update_step(self, gradient, variable, learning_rate):
        if len(variable.shape) > 1:
            gradient = gradient + WEIGHT_DECAY * variable
        super().update_step(gradient, variable, learning_rate)


keras.utils.set_random_seed(SEED)
keras.config.set_image_data_format("channels_last")
model = keras.Sequential([
    layers.Input((28, 28, 1)),
    conv2d(32, kernel_size=5, padding="same", use_bias=False),
    layers.MaxPooling2D(pool_size=2),
    layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
    layers.Activation("relu"),
    conv2d(64, kernel_size=3, padding="same", use_bias=False),
    layers.MaxPooling2D(pool_size=2),
    layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
    layers.Activation("relu"),
    conv2d(128, kernel_size=3, padding="same", use_bias=False),
    layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
    layers.Activation("relu"),
    conv2d(128, kernel_size=3, padding="same", use_bias=False),
    layers.MaxPooling2D(pool_size=2),
    layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
    layers.Activation("relu"),
    layers.Flatten(), layers.Dropout(0.15),
    dense(10),
], name="FashionNet")
optimizer = Optimizer(
    LEARNING_RATE,
    momentum=0.9,
)
model.compile(
    optimizer=optimizer,
    loss=keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=LABEL_SMOOTHING),
    # The test loss is told without smoothing, as val_cross_entropy.
    metrics=["accuracy", keras.metrics.CategoricalCrossentropy(
        from_logits=True, name="cross_entropy")],
)
train_batches, test_batches = load_data()
model.fit(train_batches, epochs=EPOCHS, validation_data=test_batches,
          callbacks=[
    Schedule(),
])
