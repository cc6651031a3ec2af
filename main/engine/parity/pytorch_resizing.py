#!/usr/bin/env python3
"""Resizes a small image by F.interpolate and writes resizing.json, against which the tests hold the engine.

usage: python3 pytorch_resizing.py     (seconds; needs PyTorch; the tests do not)

In float64. `nearest` is PyTorch's nearest-exact, the pixel under the centre of the new one, as Pillow has it; PyTorch's older `nearest` takes
the pixel under the corner.
"""
import json
from pathlib import Path

import torch
import torch.nn.functional as F

HERE = Path(__file__).resolve().parent
SHAPE = [1, 2, 7, 5]
SIZES = [[3, 4], [9, 11], [7, 2], [14, 10], [4, 10], [1, 1]]
METHODS = {
    'bilinear': {'mode': 'bilinear', 'align_corners': False},
    'antialias': {'mode': 'bilinear', 'align_corners': False, 'antialias': True},
    'nearest': {'mode': 'nearest-exact'},
    'area': {'mode': 'area'},
}


def main():
    count = 70
    pixels = [(place * 37 + 11) % 101 for place in range(count)]
    images = torch.tensor(pixels, dtype=torch.float64).reshape(SHAPE) / 100
    cases = []
    for method, options in METHODS.items():
        for size in SIZES:
            resized = F.interpolate(images, size=size, **options)
            cases.append({'method': method, 'size': size, 'values': [round(value, 9) for value in resized.flatten().tolist()]})
    lines = ',\n'.join('  ' + json.dumps(case) for case in cases)
    text = f'{{\n "shape": {json.dumps(SHAPE)},\n "pixels": {json.dumps(pixels)},\n "cases": [\n{lines}\n ]\n}}\n'
    (HERE / 'resizing.json').write_text(text)


if __name__ == '__main__':
    main()
