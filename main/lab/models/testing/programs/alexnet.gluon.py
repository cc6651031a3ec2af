"""AlexNet in MXNet Gluon.

46,764,746 parameters; images are [N, 1, 224, 224], pixels from 0 to 1.
"""
from mxnet import init, npx
from mxnet.gluon import nn


npx.set_np()
model = nn.Sequential()
model.add(
    nn.Conv2D(96, kernel_size=11, strides=4, padding=1, activation="relu"),
    nn.MaxPool2D(pool_size=3, strides=2),
    nn.Conv2D(256, kernel_size=5, padding=2, activation="relu"),
    nn.MaxPool2D(pool_size=3, strides=2),
    nn.Conv2D(384, kernel_size=3, padding=1, activation="relu"),
    nn.Conv2D(384, kernel_size=3, padding=1, activation="relu"),
    nn.Conv2D(256, kernel_size=3, padding=1, activation="relu"),
    nn.MaxPool2D(pool_size=3, strides=2),
    nn.Flatten(),
    nn.Dense(4096, activation="relu"), nn.Dropout(0.5),
    nn.Dense(4096, activation="relu"), nn.Dropout(0.5),
    nn.Dense(10),
)
# Weights are drawn as Glorot and Bengio (2010) do; biases begin at zero.
initializer = init.Xavier()
model.initialize(initializer)
