"""ResNet-18 in MXNet Gluon.

11,178,378 parameters; images are [N, 1, 224, 224], pixels from 0 to 1.
"""
from mxnet import init, npx
from mxnet.gluon import nn


def sequence(layers):
    """Layers one behind the other; without any, what they get."""
    block = nn.Sequential()
    block.add(*layers)
    return block


class Residual(nn.Block):
    """The sum of what `body` and `shortcut` compute of the same input.

    A shortcut without layers is the input itself.
    """

    def __init__(self, body, shortcut=(), **kwargs):
        super().__init__(**kwargs)
        self.body = sequence(body)
        self.shortcut = sequence(shortcut)

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


def residual_block(channels):
    """One of the network's 5 blocks."""
    return Residual([
        nn.Conv2D(channels, kernel_size=3, padding=1), nn.BatchNorm(),
        nn.Activation("relu"),
        nn.Conv2D(channels, kernel_size=3, padding=1), nn.BatchNorm(),
    ])


npx.set_np()
model = nn.Sequential()
model.add(
    nn.Conv2D(64, kernel_size=7, strides=2, padding=3), nn.BatchNorm(),
    nn.Activation("relu"),
    nn.MaxPool2D(pool_size=3, strides=2, padding=1),
    residual_block(64), nn.Activation("relu"),
    residual_block(64), nn.Activation("relu"),
    Residual(
        [
            nn.Conv2D(128, kernel_size=3, strides=2, padding=1),
            nn.BatchNorm(), nn.Activation("relu"),
            nn.Conv2D(128, kernel_size=3, padding=1), nn.BatchNorm(),
        ],
        [nn.Conv2D(128, kernel_size=1, strides=2)],
    ),
    nn.Activation("relu"),
    residual_block(128), nn.Activation("relu"),
    Residual(
        [
            nn.Conv2D(256, kernel_size=3, strides=2, padding=1),
            nn.BatchNorm(), nn.Activation("relu"),
            nn.Conv2D(256, kernel_size=3, padding=1), nn.BatchNorm(),
        ],
        [nn.Conv2D(256, kernel_size=1, strides=2)],
    ),
    nn.Activation("relu"),
    residual_block(256), nn.Activation("relu"),
    Residual(
        [
            nn.Conv2D(512, kernel_size=3, strides=2, padding=1),
            nn.BatchNorm(), nn.Activation("relu"),
            nn.Conv2D(512, kernel_size=3, padding=1), nn.BatchNorm(),
        ],
        [nn.Conv2D(512, kernel_size=1, strides=2)],
    ),
    nn.Activation("relu"),
    residual_block(512), nn.Activation("relu"),
    nn.GlobalAvgPool2D(),
    nn.Flatten(),
    nn.Dense(10),
)
# Weights are drawn as Glorot and Bengio (2010) do; biases begin at zero.
initializer = init.Xavier()
model.initialize(initializer)
