"""FashionNet on Fashion-MNIST in PyTorch.

252,650 parameters; images are [N, 1, 28, 28], pixels from 0 to 1.

The same seed draws other numbers here than in the lab.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


SEED = 0
EPOCHS = 30
BATCH_SIZE = 64
LEARNING_RATE = 0.05
WEIGHT_DECAY = 5e-4
LABEL_SMOOTHING = 0.05
STEPS = EPOCHS * 938
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class FashionNet(nn.Module):
    """FashionNet for images of shape 1x28x28."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 32, kernel_size=5, padding=2, bias=False),
            nn.MaxPool2d(kernel_size=2), nn.BatchNorm2d(32), nn.ReLU(),
            nn.Conv2d(32, 64, kernel_size=3, padding=1, bias=False),
            nn.MaxPool2d(kernel_size=2), nn.BatchNorm2d(64), nn.ReLU(),
            nn.Conv2d(64, 128, kernel_size=3, padding=1, bias=False),
            nn.BatchNorm2d(128), nn.ReLU(),
            nn.Conv2d(128, 128, kernel_size=3, padding=1, bias=False),
            nn.MaxPool2d(kernel_size=2), nn.BatchNorm2d(128), nn.ReLU(),
            nn.Flatten(), nn.Dropout(0.15),
            nn.Linear(1152, 10),
        )

    def forward(self, x):
        return self.net(x)


def initialize(module):
    """Draws weights as He et al. (2015) do; biases begin at zero."""
    if isinstance(module, (nn.Conv2d, nn.Linear)):
        nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        if module.bias is not None:
            nn.init.zeros_(module.bias)


def load_data():
    """Batches of training and test images, pixels from 0 to 1."""
    plain = transforms.ToTensor()
    changed = transforms.Compose([
        transforms.RandomCrop(28, padding=1),
        transforms.RandomHorizontalFlip(),
        transforms.ToTensor(),
    ])
    train = datasets.FashionMNIST(
        "data", train=True, download=True, transform=changed)
    test = datasets.FashionMNIST(
        "data", train=False, download=True, transform=plain)
    return (DataLoader(train, BATCH_SIZE, shuffle=True),
            DataLoader(test, BATCH_SIZE))


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


def make_optimizer(model):
    """Weights decay; biases and normalisation do not."""
    groups = [
        {"params": [p for p in model.parameters() if p.ndim > 1]},
        {"params": [p for p in model.parameters() if p.ndim <= 1],
         "weight_decay": 0},
    ]
    return torch.optim.SGD(groups, lr=LEARNING_RATE, momentum=0.9,
                           weight_decay=WEIGHT_DECAY)


def evaluate(model, batches):
    """Mean loss and accuracy."""
    model.eval()
    loss, correct, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in batches:
            images, labels = images.to(DEVICE), labels.to(DEVICE)
            logits = model(images)
            loss += F.cross_entropy(logits, labels, reduction="sum").item()
            correct += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    return loss / count, correct / count


def train(model):
    """Trains a network and tells how it does after each epoch."""
    train_batches, test_batches = load_data()
    optimizer = make_optimizer(model)
    step = 0
    for epoch in range(1, EPOCHS + 1):
        model.train()
        for images, labels in train_batches:
            images, labels = images.to(DEVICE), labels.to(DEVICE)
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(step)
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images), labels,
                                   label_smoothing=LABEL_SMOOTHING)
            loss.backward()
            optimizer.step()
            step += 1
        loss, accuracy = evaluate(model, test_batches)
        print(f"epoch {epoch}: test loss {loss:.4f}, accuracy {accuracy:.2%}")


if __name__ == "__main__":
    torch.manual_seed(SEED)
    model = FashionNet()
    model.apply(initialize)
    train(model.to(DEVICE))
