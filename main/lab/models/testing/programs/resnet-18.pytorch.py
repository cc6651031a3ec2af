"""ResNet-18 in PyTorch.

11,178,378 parameters; images are [N, 1, 224, 224], pixels from 0 to 1.
"""
from torch import nn


class Residual(nn.Module):
    """The sum of what `body` and `shortcut` compute of the same input.

    A shortcut without layers is the input itself.
    """

    def __init__(self, body, shortcut=()):
        super().__init__()
        self.body = nn.Sequential(*body)
        self.shortcut = nn.Sequential(*shortcut)

    def forward(self, x):
        return self.body(x) + self.shortcut(x)


def residual_block(channels):
    """One of the network's 5 blocks."""
    return Residual([
        nn.Conv2d(channels, channels, kernel_size=3, padding=1),
        nn.BatchNorm2d(channels), nn.ReLU(),
        nn.Conv2d(channels, channels, kernel_size=3, padding=1),
        nn.BatchNorm2d(channels),
    ])


def projection_block(channels):
    """One of the network's 3 blocks."""
    return Residual(
        [
            nn.Conv2d(channels, 2 * channels, kernel_size=3, stride=2,
                      padding=1),
            nn.BatchNorm2d(2 * channels), nn.ReLU(),
            nn.Conv2d(2 * channels, 2 * channels, kernel_size=3, padding=1),
            nn.BatchNorm2d(2 * channels),
        ],
        [nn.Conv2d(channels, 2 * channels, kernel_size=1, stride=2)],
    )


class ResNet18(nn.Module):
    """ResNet-18 for images of shape 1x224x224."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 64, kernel_size=7, stride=2, padding=3),
            nn.BatchNorm2d(64), nn.ReLU(),
            nn.MaxPool2d(kernel_size=3, stride=2, padding=1),
            residual_block(64), nn.ReLU(),
            residual_block(64), nn.ReLU(),
            projection_block(64), nn.ReLU(),
            residual_block(128), nn.ReLU(),
            projection_block(128), nn.ReLU(),
            residual_block(256), nn.ReLU(),
            projection_block(256), nn.ReLU(),
            residual_block(512), nn.ReLU(),
            nn.AdaptiveAvgPool2d(1),
            nn.Flatten(),
            nn.Linear(512, 10),
        )

    def forward(self, x):
        return self.net(x)


def initialize(module):
    """Draws weights as Glorot and Bengio (2010) do; biases begin at zero."""
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        nn.init.xavier_uniform_(module.weight)
        if module.bias is not None:
            nn.init.zeros_(module.bias)


model = ResNet18()
model.apply(initialize)
