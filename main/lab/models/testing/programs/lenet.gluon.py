"""LeNet in MXNet Gluon.

61,706 parameters; images are [N, 1, 28, 28], pixels from 0 to 1.
"""
from mxnet import init, npx
from mxnet.gluon import nn


npx.set_np()
model = nn.Sequential()
model.add(
    nn.Conv2D(6, kernel_size=5, padding=2, activation="sigmoid"),
    nn.AvgPool2D(pool_size=2),
    nn.Conv2D(16, kernel_size=5, activation="sigmoid"),
    nn.AvgPool2D(pool_size=2),
    nn.Flatten(),
    nn.Dense(120, activation="sigmoid"),
    nn.Dense(84, activation="sigmoid"),
    nn.Dense(10),
)
# Weights are drawn as Glorot and Bengio (2010) do; biases begin at zero.
initializer = init.Xavier()
model.initialize(initializer)
