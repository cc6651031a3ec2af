#!/usr/bin/env python3
"""Computes augmented images by other means than the lab, and writes them into reference-values.json.

usage: python3 reference_values.py     (seconds; needs numpy, pillow, torch and torchvision; the tests need none of them)

Geometry is Pillow's `Image.transform`, as torchvision's `affine` calls it, and torchvision's `resized_crop`; colours are torchvision's `adjust_*` and
`rgb_to_grayscale` on float tensors; PCA colour, mixup and CutMix are the lines of their authors' programs in NumPy.
"""
import json
from pathlib import Path

import numpy as np
import PIL
import torch
import torchvision
from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

HERE = Path(__file__).resolve().parent
rng = np.random.default_rng(15)


def picture(channels, height, width):
    """A picture with edges, slopes and noise, uint8 [C, H, W]."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [np.where((x + y) % 5 < 2, 30 + 20 * c, 40 * np.sin(x / 2 + c) + 120 + 6 * y) for c in range(channels)]
    return np.clip(np.stack(planes) + rng.integers(-30, 30, (channels, height, width)), 0, 255).astype(np.uint8)


def as_list(array, digits=None):
    return [float(round(v, digits)) if digits is not None else int(v) for v in np.asarray(array).ravel()]


def case(name, image, chances, expected):
    return {'name': name, 'shape': list(image.shape), 'image': as_list(image), 'chances': chances, 'expected': as_list(expected, 3)}


def affine_cases():
    cases = []
    for shape, angle, scale, shear in [((1, 9, 9), 30, 1, 0), ((3, 8, 11), -75, 1, 0), ((1, 10, 7), 0, 1.25, 0), ((1, 9, 9), 0, 0.7, 0), ((1, 9, 12), 0, 1, 20), ((3, 12, 10), 14, 1.1, -9)]:
        image = picture(*shape)
        planes = [np.asarray(F.affine(Image.fromarray(plane), angle, [0, 0], scale, [shear, 0], interpolation=InterpolationMode.BILINEAR)) for plane in image]
        cases.append(case(f'affine {angle} {scale} {shear}', image, {'rotation': angle, 'scale': scale, 'shear': shear}, np.stack(planes)))
    # Flipped, shifted by padding and cropping, and turned: one after another the last step alone interpolates, so one resampling must find the same within the shifted picture.
    image = picture(1, 12, 12)
    moved = F.crop(F.pad(Image.fromarray(image[0]), [3]), 3 - 2, 3 + 1, 12, 12)
    turned = F.affine(F.vflip(F.hflip(moved)), 10, [0, 0], 1, [0, 0], interpolation=InterpolationMode.BILINEAR)
    cases.append({**case('moved, flipped and turned', image, {'down': 2, 'right': -1, 'flipped': True, 'flippedVertically': True, 'rotation': 10}, np.asarray(turned)[None]), 'inner': 3})
    return cases


def crop_cases():
    cases = []
    for shape, (top, left, height, width) in [((1, 9, 9), (2, 1, 5, 6)), ((3, 10, 8), (0, 3, 7, 5)), ((1, 8, 8), (4, 4, 1, 2))]:
        image = picture(*shape)
        tensor = torch.from_numpy(image).float()
        expected = F.resized_crop(tensor, top, left, height, width, list(shape[1:]), antialias=False).numpy()
        cases.append(case(f'crop {height}x{width}', image, {'crop': {'top': top, 'left': left, 'height': height, 'width': width}}, expected))
    return cases


def colour_cases():
    image = picture(3, 6, 7)
    image[:, 0, 0] = [0, 0, 0]
    image[:, 0, 1] = [255, 255, 255]
    image[:, 0, 2] = [255, 0, 0]
    image[:, 0, 3] = [10, 200, 10]
    grey = picture(1, 6, 7)
    rows = [
        ('brightness', image, {'brightness': 1.4}),
        ('darkness', grey, {'brightness': 0.6}),
        ('contrast', image, {'contrast': 1.5}),
        ('contrast of grey', grey, {'contrast': 0.4}),
        ('saturation', image, {'saturation': 1.6}),
        ('hue', image, {'hue': 0.3}),
        ('hue back', image, {'hue': -0.41}),
        ('grey', image, {'grey': True}),
        ('all of them', image, {'brightness': 1.2, 'contrast': 0.8, 'saturation': 0.7, 'hue': 0.1}),
        ('all of them, then grey', image, {'brightness': 0.7, 'contrast': 1.4, 'saturation': 1.3, 'hue': -0.2, 'grey': True}),
        ('brightness and contrast of grey', grey, {'brightness': 1.3, 'contrast': 1.2}),
    ]
    cases = []
    for name, source, chances in rows:
        tensor = torch.from_numpy(source).double() / 255
        for key, change in [('brightness', F.adjust_brightness), ('contrast', F.adjust_contrast), ('saturation', F.adjust_saturation), ('hue', F.adjust_hue)]:
            if key in chances:
                tensor = change(tensor, chances[key])
        if 'grey' in chances:
            tensor = F.rgb_to_grayscale(tensor, 3)
        cases.append(case(name, source, chances, 255 * tensor.numpy()))
    return cases


def pca_cases():
    """cuda-convnet2, convdata.py: noise = randn * stdevs . eigenvectors', times the coefficient (here within the amounts)."""
    data = rng.random((500, 3)) @ np.array([[1, 0.6, 0.5], [0, 0.4, 0.3], [0, 0, 0.2]])
    values, vectors = np.linalg.eigh(np.cov(data.T))
    deviations, directions = np.sqrt(values[::-1]), vectors[:, ::-1].T
    image = picture(3, 4, 5)
    amounts = np.array([0.21, -0.4, 0.13])
    noise = 255 * np.dot(amounts * deviations, directions)
    expected = np.clip(image + noise[:, None, None], 0, 255)
    return [{**case('PCA colour', image, {'components': amounts.tolist()}, expected), 'colours': {'deviations': deviations.tolist(), 'directions': directions.tolist()}}]


def rectangles():
    """torchvision's RandomResizedCrop.get_params and RandomErasing.get_params, with given random numbers: [area, ratio] in 0..1."""
    rows = []
    for rule, height, width in [('crop', 24, 24), ('erasing', 20, 20), ('erasing', 9, 16)]:
        for area, ratio in rng.random((6, 2)):
            if rule == 'crop':
                least, most, (low, high) = 0.08, 1.0, np.log([3 / 4, 4 / 3])
                target, aspect = (least + (most - least) * area) * height * width, np.exp(low + (high - low) * ratio)
                h, w = int(round(np.sqrt(target / aspect))), int(round(np.sqrt(target * aspect)))
            else:
                least, most, (low, high) = 0.02, 0.33, np.log([0.3, 1 / 0.3])
                # Here the ratio is that of width to height, there that of height to width: its logarithm is uniform about 0.
                target, aspect = (least + (most - least) * area) * height * width, np.exp(low + (high - low) * ratio)
                h, w = int(round(np.sqrt(target / aspect))), int(round(np.sqrt(target * aspect)))
            fits = (0 < w <= width and 0 < h <= height) if rule == 'crop' else (w < width and h < height)
            rows.append({'rule': rule, 'height': height, 'width': width, 'area': float(area), 'ratio': float(ratio), 'expected': [h, w] if fits else None})
    return rows


def mixes():
    batch = np.stack([picture(2, 5, 7) for _ in range(3)])
    index = np.array([2, 0, 1])
    rows = []
    for lam in (0.3, 0.91):
        mixed = lam * batch + (1 - lam) * batch[index]  # mixup-cifar10, train.py
        rows.append({'kind': 'mixup', 'share': lam, 'expected': as_list(mixed, 3)})
    for lam, cy, cx in [(0.5, 2, 3), (0.2, 0, 6), (0.97, 4, 1)]:
        height, width = batch.shape[-2:]  # CutMix-PyTorch, train.py, rand_bbox
        cut_rat = np.sqrt(1.0 - lam)
        cut_w, cut_h = int(width * cut_rat), int(height * cut_rat)
        x1, x2 = np.clip(cx - cut_w // 2, 0, width), np.clip(cx + cut_w // 2, 0, width)
        y1, y2 = np.clip(cy - cut_h // 2, 0, height), np.clip(cy + cut_h // 2, 0, height)
        mixed = batch.copy()
        mixed[:, :, y1:y2, x1:x2] = batch[index, :, y1:y2, x1:x2]
        rows.append({'kind': 'cutmix', 'share': lam, 'row': cy, 'column': cx, 'ownShare': float(1 - (x2 - x1) * (y2 - y1) / (width * height)), 'expected': as_list(mixed, 3)})
    return {'shape': list(batch.shape[1:]), 'images': as_list(batch), 'partners': index.tolist(), 'rows': rows}


content = {
    'versions': {'numpy': np.__version__, 'pillow': PIL.__version__, 'torch': torch.__version__, 'torchvision': torchvision.__version__},
    'geometry': affine_cases() + crop_cases(),
    'colours': colour_cases() + pca_cases(),
    'rectangles': rectangles(),
    'mixes': mixes(),
}
lines = [f'{json.dumps(key)}: ' + (json.dumps(value) if not isinstance(value, list) else '[\n' + ',\n'.join(json.dumps(row) for row in value) + '\n]') for key, value in content.items()]
(HERE / 'reference-values.json').write_text('{\n' + ',\n'.join(lines) + '\n}\n')
