# Runs the code cells of a notebook one after the other in one namespace, as Jupyter does, with a stand-in for torchvision that makes a few images up.
# Usage: run_notebook.py NOTEBOOK. Prints what the cells print.
import json
import sys
import types

import torch


class FashionMNIST(torch.utils.data.Dataset):
    def __init__(self, root, train, download, transform):
        self.count, self.transform = (64 if train else 32), transform
        self.images = torch.rand(self.count, 28, 28, generator=torch.Generator().manual_seed(1))

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        return self.transform(self.images[index]), index % 10


class ToTensor:
    def __call__(self, image):
        return image.unsqueeze(0)


class Compose:
    def __init__(self, steps):
        self.steps = steps

    def __call__(self, image):
        for step in self.steps:
            image = step(image)
        return image


torchvision = types.ModuleType('torchvision')
torchvision.datasets = types.SimpleNamespace(FashionMNIST=FashionMNIST)
torchvision.transforms = types.SimpleNamespace(ToTensor=ToTensor, Compose=Compose)
sys.modules['torchvision'] = torchvision

torch.set_num_threads(1)
with open(sys.argv[1], encoding='utf-8') as file:
    notebook = json.load(file)
namespace = {'__name__': '__main__'}
for number, cell in enumerate(cell for cell in notebook['cells'] if cell['cell_type'] == 'code'):
    exec(compile(''.join(cell['source']), f'cell {number + 1}', 'exec'), namespace)
