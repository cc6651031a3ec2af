#!/usr/bin/env python3
"""Takes steps with PyTorch's optimizers and schedulers and writes optimizers.json, the reference for the tests of the engine's.

usage: python3 pytorch_optimizers.py          (seconds; needs PyTorch and NumPy; the tests need neither)

Everything is float64. The file has three parts: single parameters under given gradients, where every number can be compared; the learning
rates of the schedulers, step by step; and training of LeNet with ReLU with clipping, decay, label smoothing and a schedule together. The
deviation that float32 allows is found as in pytorch_reference.py, by runs whose initial weights are disturbed by rounding errors.
"""
import json
import platform

import numpy as np
import torch
import torch.nn.functional as F
from torch.optim import lr_scheduler

from pytorch_reference import EXPERIMENTS, HERE, SEED, batch, described_parameters, disturb, initialised, largest_deviation

GENERATOR = np.random.default_rng(2024)

# Settings as in a RunSpec; a setting that is left out has its default.
UPDATES = {
    'sgd': {'name': 'sgd', 'learningRate': 0.1},
    'sgd with weight decay': {'name': 'sgd', 'learningRate': 0.1, 'weightDecay': 0.05},
    'momentum': {'name': 'momentum', 'learningRate': 0.1, 'momentum': 0.9},
    'momentum with weight decay': {'name': 'momentum', 'learningRate': 0.1, 'momentum': 0.8, 'weightDecay': 0.05},
    'momentum with decoupled weight decay': {'name': 'momentum', 'learningRate': 0.1, 'momentum': 0.8, 'weightDecay': 0.05, 'decoupledDecay': True},
    'momentum with decay of biases': {'name': 'momentum', 'learningRate': 0.1, 'momentum': 0.9, 'weightDecay': 0.05, 'decayBiases': True},
    'nesterov': {'name': 'nesterov', 'learningRate': 0.1, 'momentum': 0.9},
    'nesterov with weight decay': {'name': 'nesterov', 'learningRate': 0.1, 'momentum': 0.8, 'weightDecay': 0.05},
    'nesterov with decoupled weight decay': {'name': 'nesterov', 'learningRate': 0.1, 'momentum': 0.8, 'weightDecay': 0.05, 'decoupledDecay': True},
    'adamw': {'name': 'adamw', 'learningRate': 0.01},
    'adamw with weight decay': {'name': 'adamw', 'learningRate': 0.01, 'weightDecay': 0.1, 'beta1': 0.8, 'beta2': 0.95, 'epsilon': 1e-3},
    'sgd, clipped': {'name': 'sgd', 'learningRate': 0.1, 'clipNorm': 2.5},
    'nesterov, clipped, with weight decay': {'name': 'nesterov', 'learningRate': 0.1, 'momentum': 0.9, 'clipNorm': 2.5, 'weightDecay': 0.05},
}

# Settings, steps of the run, steps of an epoch, learning rate, momentum.
SCHEDULES = {
    'constant': ({'name': 'constant'}, 10, 5, 0.1, 0.9),
    'constant, warm-up': ({'name': 'constant', 'warmupEpochs': 0.8}, 20, 5, 0.1, 0.9),
    'step': ({'name': 'step', 'everyEpochs': 2, 'factor': 0.5}, 40, 7, 0.3, 0.9),
    'step, warm-up': ({'name': 'step', 'everyEpochs': 1, 'factor': 0.1, 'warmupEpochs': 1}, 40, 7, 0.3, 0.9),
    'exponential': ({'name': 'exponential', 'factor': 0.8}, 30, 6, 0.2, 0.9),
    'cosine': ({'name': 'cosine'}, 25, 5, 0.1, 0.9),
    'cosine, warm-up': ({'name': 'cosine', 'finalShare': 0.1, 'warmupEpochs': 2}, 40, 5, 0.1, 0.9),
    'one-cycle': ({'name': 'one-cycle'}, 50, 10, 0.4, 0.9),
    'one-cycle, other numbers': ({'name': 'one-cycle', 'riseShare': 0.45, 'startDivisor': 10, 'finalDivisor': 100}, 33, 10, 0.4, 0.9),
    'one-cycle with momentum': ({'name': 'one-cycle', 'lowMomentum': 0.85}, 47, 10, 0.4, 0.95),
}

# Optimizer, schedule, label smoothing.
TRAININGS = {
    'nesterov': ({'name': 'nesterov', 'learningRate': 7e-3, 'momentum': 0.9, 'weightDecay': 5e-3, 'clipNorm': 0.7},
                 {'name': 'cosine', 'warmupEpochs': 1}, 0.1),
    'adamw': ({'name': 'adamw', 'learningRate': 5e-4, 'beta1': 0.95, 'weightDecay': 0.1},
              {'name': 'one-cycle', 'lowMomentum': 0.85}, 0.05),
}
EXPERIMENT = EXPERIMENTS['lenet-relu']
TRAINING_STEPS, TRAINING_BATCH, STEPS_PER_EPOCH = 30, 64, 10


def optimizer_of(settings, weights, biases):
    """PyTorch's optimizer for RunSpec settings; decoupled decay, which its SGD lacks, is done by `decouple`."""
    decay = settings.get('weightDecay', 0)
    coupled = 0 if settings.get('decoupledDecay') else decay
    groups = [{'params': weights, 'weight_decay': coupled},
              {'params': biases, 'weight_decay': coupled if settings.get('decayBiases') else 0}]
    if settings['name'] == 'adamw':
        betas = (settings.get('beta1', 0.9), settings.get('beta2', 0.999))
        return torch.optim.AdamW(groups, lr=settings['learningRate'], betas=betas, eps=settings.get('epsilon', 1e-8))
    momentum = 0 if settings['name'] == 'sgd' else settings.get('momentum', 0.9)
    return torch.optim.SGD(groups, lr=settings['learningRate'], momentum=momentum, nesterov=settings['name'] == 'nesterov')


def decouple(settings, optimizer, weights):
    """Decoupled decay: multiplies weights by 1 - rate * decay before the optimizer's step, as AdamW does."""
    if settings.get('decoupledDecay'):
        for weight in weights:
            weight.data.mul_(1 - optimizer.param_groups[0]['lr'] * settings['weightDecay'])


def slots_of(optimizer, tensor):
    """State of the optimizer for a tensor, under the engine's names of slots."""
    names = {'momentum_buffer': 'momentum', 'exp_avg': 'first_moment', 'exp_avg_sq': 'second_moment'}
    state = optimizer.state[tensor]
    return {names[name]: state[name].reshape(-1).tolist() for name in names if state.get(name) is not None}


def update_reference(settings, steps=6):
    """A weight [3, 4] and a bias [3] under random gradients and changing learning rates."""
    start = {'weight': GENERATOR.normal(size=(3, 4)), 'bias': GENERATOR.normal(size=3)}
    weight, bias = (torch.tensor(start[name], requires_grad=True) for name in ('weight', 'bias'))
    optimizer = optimizer_of(settings, [weight], [bias])
    taken = []
    for step in range(steps):
        gradients = {'weight': GENERATOR.normal(size=(3, 4)), 'bias': GENERATOR.normal(size=3)}
        weight.grad, bias.grad = torch.tensor(gradients['weight']), torch.tensor(gradients['bias'])
        rate = settings['learningRate'] / (1 + step % 3)
        for group in optimizer.param_groups:
            group['lr'] = rate
        if settings.get('clipNorm'):
            torch.nn.utils.clip_grad_norm_([weight, bias], settings['clipNorm'])
        decouple(settings, optimizer, [weight])
        optimizer.step()
        taken.append({'learningRate': rate, 'gradients': {name: value.reshape(-1).tolist() for name, value in gradients.items()}})
    return {
        'settings': settings,
        'start': {name: value.reshape(-1).tolist() for name, value in start.items()},
        'steps': taken,
        'end': {name: {'values': tensor.detach().reshape(-1).tolist(), 'slots': slots_of(optimizer, tensor)}
                for name, tensor in (('weight', weight), ('bias', bias))},
    }


def scheduler_of(settings, optimizer, steps, steps_per_epoch, rate, momentum):
    """PyTorch's scheduler, to be stepped after every step of the optimizer."""
    warmup = round(settings.get('warmupEpochs', 0) * steps_per_epoch)
    left, name = steps - warmup, settings['name']
    if name == 'one-cycle':
        low = settings.get('lowMomentum')
        return lr_scheduler.OneCycleLR(
            optimizer, max_lr=rate, total_steps=steps, pct_start=settings.get('riseShare', 0.3), anneal_strategy='cos',
            cycle_momentum=low is not None, base_momentum=low or 0.0, max_momentum=momentum,
            div_factor=settings.get('startDivisor', 25), final_div_factor=settings.get('finalDivisor', 1e4))
    scheduler = {
        'constant': lambda: lr_scheduler.LambdaLR(optimizer, lambda step: 1),
        'step': lambda: lr_scheduler.StepLR(optimizer, round(settings['everyEpochs'] * steps_per_epoch), settings['factor']),
        'exponential': lambda: lr_scheduler.ExponentialLR(optimizer, settings['factor'] ** (1 / steps_per_epoch)),
        'cosine': lambda: lr_scheduler.CosineAnnealingLR(optimizer, left, rate * settings.get('finalShare', 0)),
    }[name]()
    if warmup == 0:
        return scheduler
    rise = lr_scheduler.LinearLR(optimizer, start_factor=1 / (warmup + 1), total_iters=warmup)
    return lr_scheduler.SequentialLR(optimizer, [rise, scheduler], milestones=[warmup])


def schedule_reference(settings, steps, steps_per_epoch, rate, momentum):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate, momentum=momentum)
    scheduler = scheduler_of(settings, optimizer, steps, steps_per_epoch, rate, momentum)
    rates, momenta = [], []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]['lr'])
        momenta.append(optimizer.param_groups[0]['momentum'])
        optimizer.step()
        scheduler.step() if len(rates) < steps else None
    return {'settings': settings, 'stepsPerEpoch': steps_per_epoch, 'learningRate': rate, 'momentum': momentum,
            'rates': rates, 'momenta': momenta if settings.get('lowMomentum') is not None else None}


def train(network, optimizer_settings, schedule, smoothing):
    """Losses of the network by step, before the update, and how often gradients were clipped."""
    weights = [tensor for tensor in network.parameters() if tensor.ndim > 1]
    biases = [tensor for tensor in network.parameters() if tensor.ndim == 1]
    optimizer = optimizer_of(optimizer_settings, weights, biases)
    momentum = optimizer_settings.get('beta1', optimizer_settings.get('momentum'))
    scheduler = scheduler_of(schedule, optimizer, TRAINING_STEPS, STEPS_PER_EPOCH, optimizer_settings['learningRate'], momentum)
    limit = optimizer_settings.get('clipNorm')
    losses, clipped = [], 0
    for step in range(TRAINING_STEPS):
        images, labels = batch(step * TRAINING_BATCH, TRAINING_BATCH, EXPERIMENT['size'], weights[0].dtype)
        optimizer.zero_grad()
        loss = F.cross_entropy(network(images), labels, label_smoothing=smoothing)
        loss.backward()
        if limit:
            clipped += torch.nn.utils.clip_grad_norm_(network.parameters(), limit).item() > limit
        optimizer.step()
        if step < TRAINING_STEPS - 1:
            scheduler.step()
        losses.append(loss.item())
    return losses, clipped


def training_reference(name, optimizer_settings, schedule, smoothing):
    parameters = described_parameters(EXPERIMENT['build']())
    network = initialised(EXPERIMENT, parameters, torch.float64)
    losses, clipped = train(network, optimizer_settings, schedule, smoothing)
    disturbed = [train(disturb(initialised(EXPERIMENT, parameters, torch.float32), seed), optimizer_settings, schedule, smoothing)[0]
                 for seed in range(10)]
    deviation = max(largest_deviation(other, losses) for other in disturbed)
    print(f'{name}: loss {losses[0]:.6f} -> {losses[-1]:.6f}, clipped {clipped} times, float32 within {deviation:.1e} relative of float64')
    return {'optimizer': optimizer_settings, 'schedule': schedule, 'labelSmoothing': smoothing, 'losses': losses,
            'parameterNorms': [tensor.detach().norm().item() for tensor in network.parameters()]}


def main():
    reference = {
        'about': {
            'purpose': "What PyTorch's optimizers and schedulers compute, for the tests of the engine's",
            'madeBy': 'main/engine/parity/pytorch_optimizers.py',
            'seed': SEED,
            'python': platform.python_version(),
            'torch': torch.__version__,
        },
        'updates': {name: update_reference(settings) for name, settings in UPDATES.items()},
        'schedules': {name: schedule_reference(*case) for name, case in SCHEDULES.items()},
        'training': {'batchSize': TRAINING_BATCH, 'steps': TRAINING_STEPS, 'stepsPerEpoch': STEPS_PER_EPOCH, 'runs': {name: training_reference(name, *training) for name, training in TRAININGS.items()}},
    }
    (HERE / 'optimizers.json').write_text(json.dumps(reference, indent=1) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
