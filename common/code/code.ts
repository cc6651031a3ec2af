// A network or a whole run as the program of a framework: the one entry to the writers of all frameworks.
import { phrase } from '@language/phrase'
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
        when(/\bcopy\./, phrase('import copy')),
        when(/\bmath\./, phrase('import math')),
        when(/\bPath\(/, phrase('from pathlib import Path')),
      ],
      [
        when(/\bnp\./, phrase('import numpy as np')),
        when(/\btorch\./, phrase('import torch')),
        when(/\bF\./, phrase('import torch.nn.functional as F')),
        when(/\bnn\./, phrase('from torch import nn')),
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
        when(/\bmath\./, phrase('import math')),
        when(/\bPath\(/, phrase('from pathlib import Path')),
      ],
      [
        when(/\bkeras\./, phrase('import keras')),
        when(/\bnp\./, phrase('import numpy as np')),
        when(/\btf\./, phrase('import tensorflow as tf')),
        when(/(?<!\.)\bops\./, phrase('from keras import layers, ops')),
        when(/^(?![^]*(?<!\.)\bops\.)[^]*\blayers\./, phrase('from keras import layers')),
      ],
    ],
  },
  flax: {
    network: flaxNetwork,
    run: flaxRun,
    layout: channelsLast,
    imports: [
      [
        when(/\bgzip\./, phrase('import gzip')),
        when(/\bmath\./, phrase('import math')),
        when(/\bstruct\./, phrase('import struct')),
        when(/\burllib\./, phrase('import urllib.request')),
        when(/\bCallable\b/, phrase('from collections.abc import Callable, Sequence')),
        when(/\bpartial\(/, phrase('from functools import partial')),
        when(/\bPath\(/, phrase('from pathlib import Path')),
      ],
      [
        when(/\bjax\./, phrase('import jax')),
        when(/\bjnp\./, phrase('import jax.numpy as jnp')),
        when(/\bnp\./, phrase('import numpy as np')),
        when(/\boptax\./, phrase('import optax')),
        when(/\bnn\./, phrase('from flax import linen as nn')),
      ],
    ],
  },
  gluon: {
    network: gluonNetwork,
    run: gluonRun,
    layout: channelsFirst,
    imports: [
      [
        when(/\bmath\./, phrase('import math')),
        when(/(?<!\.)\brandom\./, phrase('import random')),
        when(/\bPath\(/, phrase('from pathlib import Path')),
      ],
      [
        when(/\bonp\./, phrase('import numpy as onp')),
        when(/\bmx\./, phrase('import mxnet as mx')),
        when(/\bautograd\./, phrase('from mxnet import autograd, gluon, init, np, npx')),
        when(/^(?![^]*\bautograd\.)[^]*\bnp\./, phrase('from mxnet import init, np, npx')),
        when(/^(?![^]*(\bautograd\.|\bnp\.))/, phrase('from mxnet import init, npx')),
        when(/\bnn\./, phrase('from mxnet.gluon import nn')),
        when(/\btransforms\./, phrase('from mxnet.gluon.data.vision import transforms')),
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
  const title = phrase('{network}{which} in {frameworkTitles}.', { network: network.title, which: run ? phrase(' on {dataset}', { dataset: run.dataset.title }) : '', frameworkTitles: frameworkTitles[framework] })
  const shape = layout(...network.input).join(', ')
  const making = written.making.join('\n')
  const sections = trains ? [trains.constants, ...written.definitions, ...trains.definitions, isModule ? making : trains.main] : [...written.definitions, making]
  return programText({
    docstring: [
      title,
      phrase('{parameters} parameters; images are [N, {shape}], pixels from 0 to 1{which}.', { parameters: formatCount(network.parameters), shape, which: run && run.spec.preprocessing.normalization !== 'none' ? phrase(' before they are normalised') : '' }),
      ...(trains ? [[phrase('The same seed draws other numbers here than in the lab.'), ...trains.notes].join(' ')] : []),
      ...(trained !== null && framework === 'pytorch' ? weightLines(trained, written.className) : []),
    ],
    imports,
    sections,
  })
}

/** How the weights of a run get into its PyTorch program. */
const weightLines = (run: string, className: string): readonly string[] => [
  phrase('The weights of run {run}, once they are written to a file:', { run }),
  [phrase('    cnn-lab export {run} --out {run}.safetensors', { run }), '', phrase('    from safetensors.torch import load_file'), `    model = ${className}()`, `    model.load_state_dict(load_file('${run}.safetensors'))`].join('\n'),
]
