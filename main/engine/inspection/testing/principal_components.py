"""Principal components of committed rows by numpy's singular value decomposition: the values of principal-components.json.

usage: python3 principal_components.py > principal-components.json     (needs numpy; the tests need neither)
"""
import json

import numpy as np

rng = np.random.default_rng(7)
count, width = 40, 12
spread = 2.0 ** -np.arange(width)
rows = np.float32(rng.normal(size=(count, width)) * spread @ rng.normal(size=(width, width)) + rng.normal(size=width))
centred = rows.astype(np.float64) - rows.astype(np.float64).mean(axis=0)
u, s, v = np.linalg.svd(centred, full_matrices=False)
# Of each direction the largest element, without its sign, is positive.
signs = np.sign(v[np.arange(width), np.abs(v).argmax(axis=1)])
scores = u * s * signs
print(json.dumps({
    "count": count,
    "width": width,
    "rows": [float(f"{x:.9g}") for x in rows.ravel()],
    "scores": [[float(f"{x:.7g}") for x in row] for row in scores],
    "explained": [float(f"{x:.8g}") for x in s**2 / (s**2).sum()],
}))
