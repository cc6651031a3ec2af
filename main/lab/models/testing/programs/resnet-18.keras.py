"""ResNet-18 in Keras.

11,178,378 parameters; images are [N, 224, 224, 1], pixels from 0 to 1.
"""
import keras
from keras import layers, ops


class Residual(layers.Layer):
    """The sum of what `body` and `shortcut` compute of the same input.

    A shortcut without layers is the input itself.
    """

    def __init__(self, body, shortcut=()):
        super().__init__()
        self.body = keras.Sequential(body)
        self.shortcut = keras.Sequential(shortcut or [layers.Identity()])

    def call(self, x):
        return self.body(x) + self.shortcut(x)


class MaxPool(layers.Layer):
    """Maxima of windows over images that are padded on each side.

    `padding` is ((top, bottom), (left, right)).
    """

    def __init__(self, pool_size, strides, padding):
        super().__init__()
        self.pool_size = pool_size
        self.strides = strides
        self.padding = padding

    def call(self, x):
        x = ops.pad(x, ((0, 0), *self.padding, (0, 0)),
                    constant_values=float("-inf"))
        return ops.max_pool(x, self.pool_size, self.strides)


def residual_block(channels):
    """One of the network's 5 blocks."""
    return Residual([
        layers.Conv2D(channels, kernel_size=3, padding="same"),
        layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
        layers.Activation("relu"),
        layers.Conv2D(channels, kernel_size=3, padding="same"),
        layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
    ])


def projection_block(channels):
    """One of the network's 3 blocks."""
    return Residual(
        [
            layers.ZeroPadding2D(1),
            layers.Conv2D(channels, kernel_size=3, strides=2),
            layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
            layers.Activation("relu"),
            layers.Conv2D(channels, kernel_size=3, padding="same"),
            layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
        ],
        [layers.Conv2D(channels, kernel_size=1, strides=2)],
    )


keras.config.set_image_data_format("channels_last")
model = keras.Sequential([
    layers.Input((224, 224, 1)),
    layers.ZeroPadding2D(3),
    layers.Conv2D(64, kernel_size=7, strides=2),
    layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
    layers.Activation("relu"),
    MaxPool(pool_size=3, strides=2, padding=((1, 1), (1, 1))),
    residual_block(64), layers.Activation("relu"),
    residual_block(64), layers.Activation("relu"),
    projection_block(128), layers.Activation("relu"),
    residual_block(128), layers.Activation("relu"),
    projection_block(256), layers.Activation("relu"),
    residual_block(256), layers.Activation("relu"),
    projection_block(512), layers.Activation("relu"),
    residual_block(512), layers.Activation("relu"),
    layers.GlobalAveragePooling2D(keepdims=True),
    layers.Flatten(),
    layers.Dense(10),
], name="ResNet18")
