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

/** An import that a program begins with if it holds what the pattern finds. */
const when = (used: RegExp, line: string): Imports[number] => ({ line, used })

const channelsFirst = (channels: number, height: number, width: number): readonly number[] => [channels, height, width]
const channelsLast = (channels: number, height: number, width: number): readonly number[] => [height, width, channels]

const writers: Readonly<Record<Framework, Writer>> = {
  pytorch: {
    network: pytorchNetwork,
    run: pytorchRun,
    layout: channelsFirst,
    imports: [
      [
        when(/\bcopy\./, 'import copy'),
        when(/\bmath\./, 'import math'),
        when(/\bPath\(/, 'from pathlib import Path'),
      ],
      [
        when(/\bnp\./, 'import numpy as np'),
        when(/\btorch\./, 'import torch'),
        when(/\bF\./, 'import torch.nn.functional as F'),
        when(/\bnn\./, 'from torch import nn'),
        { from: 'torch.utils.data', names: ['DataLoader', 'Dataset', 'Subset', 'WeightedRandomSampler'] },
        { from: 'torchvision', names: ['datasets', 'transforms'] },
      ],
    ],
  },
  keras: {
    network: kerasNetwork,
    run: kerasRun,
    layout: channelsLast,
    imports: [
      [
        when(/\bmath\./, 'import math'),
        when(/\bPath\(/, 'from pathlib import Path'),
      ],
      [
        when(/\bkeras\./, 'import keras'),
        when(/\bnp\./, 'import numpy as np'),
        when(/\btf\./, 'import tensorflow as tf'),
        when(/(?<!\.)\bops\./, 'from keras import layers, ops'),
        when(/^(?![^]*(?<!\.)\bops\.)[^]*\blayers\./, 'from keras import layers'),
      ],
    ],
  },
  flax: {
    network: flaxNetwork,
    run: flaxRun,
    layout: channelsLast,
    imports: [
      [
        when(/\bgzip\./, 'import gzip'),
        when(/\bmath\./, 'import math'),
        when(/\bstruct\./, 'import struct'),
        when(/\burllib\./, 'import urllib.request'),
        when(/\bCallable\b/, 'from collections.abc import Callable, Sequence'),
        when(/\bpartial\(/, 'from functools import partial'),
        when(/\bPath\(/, 'from pathlib import Path'),
      ],
      [
        when(/\bjax\./, 'import jax'),
        when(/\bjnp\./, 'import jax.numpy as jnp'),
        when(/\bnp\./, 'import numpy as np'),
        when(/\boptax\./, 'import optax'),
        when(/\bnn\./, 'from flax import linen as nn'),
      ],
    ],
  },
  gluon: {
    network: gluonNetwork,
    run: gluonRun,
    layout: channelsFirst,
    imports: [
      [
        when(/\bmath\./, 'import math'),
        when(/(?<!\.)\brandom\./, 'import random'),
        when(/\bPath\(/, 'from pathlib import Path'),
      ],
      [
        when(/\bonp\./, 'import numpy as onp'),
        when(/\bmx\./, 'import mxnet as mx'),
        when(/\bautograd\./, 'from mxnet import autograd, gluon, init, np, npx'),
        when(/^(?![^]*\bautograd\.)[^]*\bnp\./, 'from mxnet import init, np, npx'),
        when(/^(?![^]*(\bautograd\.|\bnp\.))/, 'from mxnet import init, npx'),
        when(/\bnn\./, 'from mxnet.gluon import nn'),
        when(/\btransforms\./, 'from mxnet.gluon.data.vision import transforms'),
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
  /** Whether the program of a run only makes `model` behind its functions, for another program that calls them. Default: it trains. */
  readonly isModule?: boolean
}

/**
 * The network as a program, which makes it as `model` with first weights drawn as the lab draws them; with a run, a program that trains it.
 * @throws Error where a layer is one of `unwrittenLayer`
 */
export function programCode({ framework, network, run, trained, isModule = false }: CodeRequest): string {
  const { network: writeNetwork, run: writeRun, layout, imports } = writers[framework]
  const written = writeNetwork(network)
  const trains = run && writeRun(run, written)
  const title = `${network.title}${run ? ` on ${run.dataset.title}` : ''} in ${frameworkTitles[framework]}.`
  const shape = layout(...network.input).join(', ')
  const making = written.making.join('\n')
  const sections = trains ? [trains.constants, ...written.definitions, ...trains.definitions, isModule ? making : trains.main] : [...written.definitions, making]
  return programText({
    docstring: [
      title,
      `${formatCount(network.parameters)} parameters; images are [N, ${shape}], pixels from 0 to 1${run && run.spec.preprocessing.normalization !== 'none' ? ' before they are normalised' : ''}.`,
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
