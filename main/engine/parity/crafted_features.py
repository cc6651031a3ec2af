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
    }
    Path(__file__).with_name("crafted-features.json").write_text(json.dumps(reference, separators=(",", ":")) + "\n")
