#!/usr/bin/env python3
"""Writes crafted-features.json: what scikit-image and scikit-learn make of small images, which the engine is held to.

usage: python3 crafted_features.py     (needs scikit-image, scikit-learn and NumPy)
"""
import json
from pathlib import Path

import numpy as np
import skimage
import sklearn
from skimage.feature import hog
from sklearn.kernel_approximation import Nystroem, RBFSampler
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

random = np.random.default_rng(20121)


def images(count, channels, height, width):
    """Smooth shapes with edges of all directions, some flat ground, and pixels that lie exactly on the bounds of bins: uint8 [N, C, H, W]."""
    rows, columns = np.mgrid[0:height, 0:width]
    made = np.zeros((count, channels, height, width))
    for image in made:
        for channel in image:
            for _ in range(4):
                row, column = random.uniform(0, height), random.uniform(0, width)
                radius, strength = random.uniform(2, height / 2), random.uniform(50, 255)
                channel += strength * ((rows - row) ** 2 + (columns - column) ** 2 < radius**2)
            channel += 3 * rows * (columns > width / 2)
        image[:, height // 2:, : width // 3] = 0
    return np.clip(made, 0, 255).astype(np.uint8)


def listed(values):
    return [float(np.float32(value)) for value in np.ravel(values)]


def hog_cases():
    for channels, options in [
        (1, {"orientations": 9, "pixels_per_cell": (4, 4), "cells_per_block": (2, 2), "block_norm": "L2-Hys"}),
        (1, {"orientations": 8, "pixels_per_cell": (5, 4), "cells_per_block": (1, 2), "block_norm": "L2"}),
        (1, {"orientations": 6, "pixels_per_cell": (4, 6), "cells_per_block": (2, 1), "block_norm": "L1"}),
        (3, {"orientations": 9, "pixels_per_cell": (4, 4), "cells_per_block": (2, 2), "block_norm": "L1-sqrt"}),
    ]:
        batch = images(2, channels, 17, 22)
        scaled = batch.astype(np.float64) / 256  # exact differences: nothing on the bound of a bin is moved by rounding
        features = [hog(image.transpose(1, 2, 0), channel_axis=-1, **options) for image in scaled]
        yield {"options": options, "shape": list(batch.shape), "images": batch.ravel().tolist(), "features": listed(features)}


def kernels():
    """Features of an RBF kernel, with what scikit-learn has drawn."""
    batch = np.float32(random.uniform(0, 1, (8, 1, 3, 4)))
    features, gamma = batch.reshape(8, -1).astype(np.float64), 0.3
    fourier = RBFSampler(gamma=gamma, n_components=10, random_state=0).fit(features)
    nystroem = Nystroem(kernel="rbf", gamma=gamma, n_components=6, random_state=0).fit(features)
    return {
        "shape": list(batch.shape), "images": listed(batch), "gamma": gamma,
        "fourier": {"components": 10, "weights": listed(fourier.random_weights_), "offsets": listed(fourier.random_offset_), "features": listed(fourier.transform(features))},
        "nystroem": {"components": 6, "landmarks": listed(nystroem.components_), "normalization": listed(nystroem.normalization_), "features": listed(nystroem.transform(features))},
    }


def dense_sift(image, step, size):
    """Dense SIFT by its definition, pixel by pixel: [descriptor row, descriptor column, 128]."""
    height, width = image.shape
    vertical, horizontal = np.zeros_like(image), np.zeros_like(image)
    vertical[1:-1] = image[2:] - image[:-2]
    horizontal[:, 1:-1] = image[:, 2:] - image[:, :-2]
    strength, angle = np.hypot(vertical, horizontal), np.arctan2(vertical, horizontal) % (2 * np.pi)
    place = angle / (np.pi / 4)
    tops, lefts = range(0, height - 3 * size, step), range(0, width - 3 * size, step)
    descriptors = np.zeros((len(tops), len(lefts), 4, 4, 8))
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            for row in range(height):
                for column in range(width):
                    lower, part = int(place[row, column]) % 8, place[row, column] % 1
                    for a in range(4):
                        for b in range(4):
                            weight = max(0, 1 - abs(row - top - a * size) / size) * max(0, 1 - abs(column - left - b * size) / size) * strength[row, column]
                            descriptors[i, j, a, b, lower] += weight * (1 - part)
                            descriptors[i, j, a, b, (lower + 1) % 8] += weight * part
    flat = descriptors.reshape(len(tops), len(lefts), 128)
    flat = np.minimum(flat / (np.linalg.norm(flat, axis=2, keepdims=True) + 1e-4), 0.2)
    return flat / (np.linalg.norm(flat, axis=2, keepdims=True) + 1e-4)


def visual_words():
    """Histograms of the nearest words of a codebook, of the whole image and of its quarters."""
    batch, step, size, words = images(2, 1, 17, 16), 3, 3, 7
    scaled = batch[:, 0].astype(np.float64) / 255
    descriptors = np.stack([dense_sift(image, step, size) for image in scaled])
    _, rows, columns, _ = descriptors.shape
    flat = descriptors.reshape(2, rows * columns, 128)
    codebook = np.float32(flat.reshape(-1, 128)[random.permutation(2 * rows * columns)[:words]] + random.uniform(0, 0.02, (words, 128)))
    nearest = ((flat[:, :, None] - codebook[None, None]) ** 2).sum(axis=3).argmin(axis=2)
    counts = np.eye(words)[nearest].reshape(2, rows, columns, words)
    shares = [counts.mean(axis=(1, 2))]
    middle, centre = (rows + 1) // 2, (columns + 1) // 2
    shares += [part.mean(axis=(1, 2)) / 4 for half in (counts[:, :middle], counts[:, middle:]) for part in (half[:, :, :centre], half[:, :, centre:])]
    return {
        "shape": list(batch.shape), "images": batch.ravel().tolist(), "words": words, "step": step, "binSize": size,
        "descriptors": listed(flat), "codebook": listed(codebook), "features": listed(np.sqrt(np.concatenate(shares, axis=1))),
    }


def classifiers():
    """Linear classifiers at the minimum of mean loss + decay / 2 * (squared weights); that of LinearSVC has the biases among its weights."""
    classes, count, decay = 3, 45, 0.05
    labels = np.arange(count) % classes
    prototypes = random.uniform(0, 255, (classes, 1, 3, 4))
    batch = np.clip(prototypes[labels] + random.normal(0, 90, (count, 1, 3, 4)), 0, 255).astype(np.uint8)
    features = batch.reshape(count, -1) / 255
    strength = 1 / (decay * count)
    fitted = {
        "cross-entropy": LogisticRegression(C=strength, tol=1e-10, max_iter=100_000).fit(features, labels),
        "squared-hinge": LinearSVC(C=strength, tol=1e-10, max_iter=1_000_000, dual=False).fit(features, labels),
    }
    return {
        "classes": classes, "decay": decay, "shape": list(batch.shape), "images": batch.ravel().tolist(), "labels": labels.tolist(),
        "fitted": {loss: {"weights": listed(model.coef_), "biases": listed(model.intercept_), "predictions": model.predict(features).tolist()} for loss, model in fitted.items()},
    }


if __name__ == "__main__":
    reference = {
        "versions": {"scikit-image": skimage.__version__, "scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "hog": list(hog_cases()),
        "classifiers": classifiers(),
        "kernels": kernels(),
        "visualWords": visual_words(),
    }
    Path(__file__).with_name("crafted-features.json").write_text(json.dumps(reference, separators=(",", ":")) + "\n")
