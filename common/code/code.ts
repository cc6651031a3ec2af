// A network or a whole run as the program of a framework: the one entry to the writers of all frameworks.
import { frameworkTitles, type Framework } from '@contract/models/frameworks'
import { formatCount } from '../words/plain-format'
import { flaxNetwork } from './flax/network'
import { flaxRun } from './flax/run'
import { gluonNetwork } from './gluon/network'
import { gluonRun } from './gluon/run'
import { kerasNetwork } from './keras/network'
import { kerasRun } from './keras/run'
import { programText, type Imports, type NetworkSections } from './program'
import { pytorchNetwork } from './pytorch/network'
import { pytorchRun } from './pytorch/run'
import type { RunSections, RunToWrite } from './run/run-to-write'
import type { NetworkToWrite } from './shaped-layers'

interface Writer {
  readonly network: (network: NetworkToWrite) => NetworkSections
  readonly run: (run: RunToWrite, network: NetworkSections) => RunSections
  /** The axes of an image. */
  readonly layout: (channels: number, height: number, width: number) => readonly number[]
  readonly imports: readonly Imports[]
}

const channelsFirst = (channels: number, height: number, width: number): readonly number[] => [channels, height, width]
const channelsLast = (channels: number, height: number, width: number): readonly number[] => [height, width, channels]

const writers: Readonly<Record<Framework, Writer>> = {
  pytorch: {
    network: pytorchNetwork,
    run: pytorchRun,
    layout: channelsFirst,
    imports: [
      [
        { line: 'import copy', used: /\bcopy\./ },
        { line: 'import math', used: /\bmath\./ },
      ],
      [
        { line: 'import torch', used: /\btorch\./ },
        { line: 'import torch.nn.functional as F', used: /\bF\./ },
        { line: 'from torch import nn', used: /\bnn\./ },
        { line: 'from torch.utils.data import DataLoader, Subset', used: /\bSubset\(/ },
        { line: 'from torch.utils.data import DataLoader', used: /^(?![^]*\bSubset\()[^]*\bDataLoader\(/ },
        { line: 'from torchvision import datasets, transforms', used: /\btransforms\./ },
      ],
    ],
  },
  keras: {
    network: kerasNetwork,
    run: kerasRun,
    layout: channelsLast,
    imports: [
      [{ line: 'import math', used: /\bmath\./ }],
      [
        { line: 'import keras', used: /\bkeras\./ },
        { line: 'import tensorflow as tf', used: /\btf\./ },
        { line: 'from keras import layers, ops', used: /(?<!\.)\bops\./ },
        { line: 'from keras import layers', used: /^(?![^]*(?<!\.)\bops\.)[^]*\blayers\./ },
      ],
    ],
  },
  flax: {
    network: flaxNetwork,
    run: flaxRun,
    layout: channelsLast,
    imports: [
      [
        { line: 'import gzip', used: /\bgzip\./ },
        { line: 'import math', used: /\bmath\./ },
        { line: 'import struct', used: /\bstruct\./ },
        { line: 'import urllib.request', used: /\burllib\./ },
        { line: 'from collections.abc import Callable, Sequence', used: /\bCallable\b/ },
        { line: 'from functools import partial', used: /\bpartial\(/ },
        { line: 'from pathlib import Path', used: /\bPath\(/ },
      ],
      [
        { line: 'import jax', used: /\bjax\./ },
        { line: 'import jax.numpy as jnp', used: /\bjnp\./ },
        { line: 'import numpy as np', used: /\bnp\./ },
        { line: 'import optax', used: /\boptax\./ },
        { line: 'from flax import linen as nn', used: /\bnn\./ },
      ],
    ],
  },
  gluon: {
    network: gluonNetwork,
    run: gluonRun,
    layout: channelsFirst,
    imports: [
      [
        { line: 'import math', used: /\bmath\./ },
        { line: 'import random', used: /(?<!\.)\brandom\./ },
      ],
      [
        { line: 'import mxnet as mx', used: /\bmx\./ },
        { line: 'from mxnet import autograd, gluon, init, np, npx', used: /\bautograd\./ },
        { line: 'from mxnet import init, np, npx', used: /^(?![^]*\bautograd\.)[^]*\bnp\./ },
        { line: 'from mxnet import init, npx', used: /^(?![^]*(\bautograd\.|\bnp\.))/ },
        { line: 'from mxnet.gluon import nn', used: /\bnn\./ },
        { line: 'from mxnet.gluon.data.vision import transforms', used: /\btransforms\./ },
      ],
    ],
  },
}

export interface CodeRequest {
  readonly framework: Framework
  readonly network: NetworkToWrite
  /** Null: the network alone. */
  readonly run: RunToWrite | null
  /** Id of the run in the lab whose weights a PyTorch program can load; null: there is none. */
  readonly trained: string | null
}

/**
 * The network as a program, which makes it as `model` with first weights drawn as the lab draws them; with a run, a program that trains it.
 * @throws Error where the run's data set is none that frameworks have, see `publicSet`
 */
export function programCode({ framework, network, run, trained }: CodeRequest): string {
  const { network: writeNetwork, run: writeRun, layout, imports } = writers[framework]
  const written = writeNetwork(network)
  const trains = run && writeRun(run, written)
  const title = `${network.title}${run ? ` on ${run.dataset.title}` : ''} in ${frameworkTitles[framework]}.`
  const shape = layout(...network.input).join(', ')
  const sections = trains ? [trains.constants, ...written.definitions, ...trains.definitions, trains.main] : [...written.definitions, written.making.join('\n')]
  return programText({
    docstring: [
      title,
      `${formatCount(network.parameters)} parameters; images are [N, ${shape}], pixels from 0 to 1.`,
      ...(trains ? [['The same seed draws other numbers here than in the lab.', ...trains.notes].join(' ')] : []),
      ...(trained !== null && framework === 'pytorch' ? weightLines(trained, written.className) : []),
    ],
    imports,
    sections,
  })
}

/** How the weights of a run get into its PyTorch program. */
const weightLines = (run: string, className: string): readonly string[] => [
  `The weights of run ${run}, once they are written to a file:`,
  [`    cnn-lab export ${run} --out ${run}.safetensors`, '', '    from safetensors.torch import load_file', `    model = ${className}()`, `    model.load_state_dict(load_file('${run}.safetensors'))`].join('\n'),
]
