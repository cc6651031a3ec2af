#!/usr/bin/env python3
"""Computes the figures of common/statistics by other means than the lab, and writes them into reference-values.json.

usage: python3 reference_values.py     (seconds; needs numpy, scipy, statsmodels and scikit-learn; the tests need it not)

The rows were written with SciPy 1.17.1, statsmodels 0.15.0 and scikit-learn 1.9.1.
"""
import json
from pathlib import Path

import numpy as np
from scipy import special, stats
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

HERE = Path(__file__).resolve().parent


def wilson():
    rows = [(0, 10, 0.95), (10, 10, 0.95), (5, 10, 0.95), (871, 1000, 0.95), (8712, 10000, 0.99), (1, 100000, 0.9)]
    return [[*row, *map(float, proportion_confint(row[0], row[1], alpha=1 - row[2], method='wilson'))] for row in rows]


def beta():
    rows = [(0.5, 2, 3), (0.1, 0.5, 0.5), (0.9, 30, 4), (0.5, 5000, 5100), (0.999, 200, 0.5), (1e-6, 0.5, 12)]
    return [[*row, float(special.betainc(row[1], row[2], row[0]))] for row in rows]


def exact_mcnemar():
    rows = [(0, 0), (1, 0), (5, 15), (288, 500), (100, 100), (0, 30), (10000, 10400)]
    return [[*row, float(mcnemar([[0, row[0]], [row[1], 0]], exact=True).pvalue)] for row in rows]


def student():
    rows = [(0.95, 1), (0.95, 2), (0.95, 4), (0.99, 9.5), (0.9, 200)]
    return [[*row, float(stats.t.ppf((1 + row[0]) / 2, row[1]))] for row in rows]


def means():
    groups = [[0.871, 0.868, 0.874], [0.5, 0.5], [1.0, 2.0, 4.0, 8.0, 16.0]]
    return [[group, float(np.mean(group)), float(np.std(group, ddof=1)), *map(float, stats.t.interval(0.95, len(group) - 1, np.mean(group), stats.sem(group)))]
            for group in groups if np.std(group) > 0]


def welch():
    groups = [([0.871, 0.868, 0.874], [0.880, 0.879, 0.885]), ([1.0, 2.0, 3.0, 4.0], [2.0, 2.5]), ([5.0, 5.0], [4.0, 6.0, 8.0])]
    rows = []
    for first, second in groups:
        test = stats.ttest_ind(second, first, equal_var=False)
        interval = test.confidence_interval(0.95)
        rows.append([first, second, float(test.statistic), float(test.df), float(test.pvalue), float(interval.low), float(interval.high)])
    return rows


def classes():
    rng = np.random.default_rng(5)
    labels = rng.integers(0, 4, 60)
    predictions = np.where(rng.random(60) < 0.6, labels, rng.integers(0, 4, 60))
    precision, recall, f1, images = precision_recall_fscore_support(labels, predictions, labels=range(5), zero_division=0)
    return {
        'labels': labels.tolist(), 'predictions': predictions.tolist(),
        'counts': confusion_matrix(labels, predictions, labels=range(5)).tolist(),
        'byRow': confusion_matrix(labels, predictions, labels=range(5), normalize='true').tolist(),
        'byColumn': confusion_matrix(labels, predictions, labels=range(5), normalize='pred').tolist(),
        'precision': precision.tolist(), 'recall': recall.tolist(), 'f1': f1.tolist(), 'images': images.tolist(),
    }


def bootstrap():
    """Scipy draws other samples than the lab: the ends agree within the error of 2000 draws."""
    rng = np.random.default_rng(6)
    first = (rng.random(400) < 0.7).astype(int)
    second = np.where(rng.random(400) < 0.8, first, 1)
    result = stats.bootstrap(((second - first).astype(float),), np.mean, n_resamples=200_000, method='percentile', rng=np.random.default_rng(7), batch=1000)
    return {'first': first.tolist(), 'second': second.tolist(), 'low': float(result.confidence_interval.low), 'high': float(result.confidence_interval.high)}


def calibration():
    """Equations 3 and 5 of Guo et al. 2017, with NumPy."""
    rng = np.random.default_rng(8)
    confidences = np.round(rng.random(300) * 0.9 + 0.1, 3)
    correct = (rng.random(300) < confidences ** 1.5).astype(int)
    bins = np.digitize(confidences, np.arange(1, 15) / 15, right=True)
    gaps = [(np.mean(correct[bins == b]) - np.mean(confidences[bins == b]), np.sum(bins == b)) for b in range(15) if np.any(bins == b)]
    return {'confidences': confidences.tolist(), 'correct': correct.tolist(), 'images': [int(np.sum(bins == b)) for b in range(15)],
            'expected': float(sum(abs(gap) * count for gap, count in gaps) / 300), 'maximum': float(max(abs(gap) for gap, _ in gaps))}


values = {'wilson': wilson(), 'beta': beta(), 'mcnemar': exact_mcnemar(), 'student': student(), 'means': means(), 'welch': welch(),
          'classes': classes(), 'bootstrap': bootstrap(), 'calibration': calibration()}
(HERE / 'reference-values.json').write_text('{\n' + ',\n'.join(f'"{name}": {json.dumps(value)}' for name, value in values.items()) + '\n}\n')
