"""FashionNet on Fashion-MNIST in MXNet Gluon.

252,650 parameters; images are [N, 1, 28, 28], pixels from 0 to 1.

The same seed draws other numbers here than in the lab. Gluon keeps the
learning rate in the velocity: under a schedule its steps differ a little from
the lab's.
"""
import math

import mxnet as mx
from mxnet import autograd, gluon, init, np, npx
from mxnet.gluon import nn
from mxnet.gluon.data.vision import transforms


SEED = 0
EPOCHS = 30
BATCH_SIZE = 64
LEARNING_RATE = 0.05
WEIGHT_DECAY = 5e-4
LABEL_SMOOTHING = 0.05
STEPS = EPOCHS * 938


def load_data():
    """Batches of training and test images, pixels from 0 to 1."""
    plain = transforms.Compose([
        transforms.ToTensor(),
    ])
    changed = transforms.Compose([
        transforms.RandomCrop((28, 28), pad=1),
        transforms.RandomFlipLeftRight(),
        transforms.ToTensor(),
    ])
    sets = gluon.data.vision.FashionMNIST
    train = sets(train=True)
    test = sets(train=False)
    train = train.transform_first(changed)
    test = test.transform_first(plain)
    return (gluon.data.DataLoader(train, BATCH_SIZE, shuffle=True),
            gluon.data.DataLoader(test, BATCH_SIZE))


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


def evaluate(model, batches):
    """Mean loss and accuracy."""
    cross_entropy = gluon.loss.SoftmaxCrossEntropyLoss()
    loss, correct, count = 0.0, 0, 0
    for images, labels in batches:
        logits = model(images)
        loss += float(cross_entropy(logits, labels).sum())
        correct += int((logits.argmax(axis=1) == labels).sum())
        count += len(labels)
    return loss / count, correct / count


def train(model):
    """Trains a network and tells how it does after each epoch."""
    train_batches, test_batches = load_data()
    parameters = model.collect_params()
    # Biases and normalisation do not decay.
    for name, parameter in parameters.items():
        parameter.wd_mult = 1.0 if name.endswith("weight") else 0.0
    trainer = gluon.Trainer(parameters, "sgd", {
        "learning_rate": LEARNING_RATE,
        "momentum": 0.9,
        "wd": WEIGHT_DECAY,
    })
    cross_entropy = gluon.loss.SoftmaxCrossEntropyLoss(sparse_label=False)
    step = 0
    for epoch in range(1, EPOCHS + 1):
        for images, labels in train_batches:
            trainer.set_learning_rate(learning_rate(step))
            targets = npx.one_hot(labels, 10) * (1 - LABEL_SMOOTHING)
            targets = targets + LABEL_SMOOTHING / 10
            with autograd.record():
                losses = cross_entropy(model(images), targets)
            losses.backward()
            trainer.step(len(labels))
            step += 1
        loss, accuracy = evaluate(model, test_batches)
        print(f"epoch {epoch}: test loss {loss:.4f}, accuracy {accuracy:.2%}")


mx.random.seed(SEED)
npx.set_np()
model = nn.Sequential()
model.add(
    nn.Conv2D(32, kernel_size=5, padding=2, use_bias=False),
    nn.MaxPool2D(pool_size=2), nn.BatchNorm(), nn.Activation("relu"),
    nn.Conv2D(64, kernel_size=3, padding=1, use_bias=False),
    nn.MaxPool2D(pool_size=2), nn.BatchNorm(), nn.Activation("relu"),
    nn.Conv2D(128, kernel_size=3, padding=1, use_bias=False), nn.BatchNorm(),
    nn.Activation("relu"),
    nn.Conv2D(128, kernel_size=3, padding=1, use_bias=False),
    nn.MaxPool2D(pool_size=2), nn.BatchNorm(), nn.Activation("relu"),
    nn.Flatten(), nn.Dropout(0.15),
    nn.Dense(10),
)
# Weights are drawn as He et al. (2015) do; biases begin at zero.
initializer = init.Xavier(rnd_type="gaussian", factor_type="in", magnitude=2)
model.initialize(initializer)
train(model)
