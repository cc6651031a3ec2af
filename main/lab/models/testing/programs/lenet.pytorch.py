"""LeNet in PyTorch.

61,706 parameters; images are [N, 1, 28, 28], pixels from 0 to 1.
"""
from torch import nn


class LeNet(nn.Module):
    """LeNet for images of shape 1x28x28."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 6, kernel_size=5, padding=2), nn.Sigmoid(),
            nn.AvgPool2d(kernel_size=2),
            nn.Conv2d(6, 16, kernel_size=5), nn.Sigmoid(),
            nn.AvgPool2d(kernel_size=2),
            nn.Flatten(),
            nn.Linear(400, 120), nn.Sigmoid(),
            nn.Linear(120, 84), nn.Sigmoid(),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        return self.net(x)


def initialize(module):
    """Draws weights as Glorot and Bengio (2010) do; biases begin at zero."""
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        nn.init.xavier_uniform_(module.weight)
        if module.bias is not None:
            nn.init.zeros_(module.bias)


model = LeNet()
model.apply(initialize)
