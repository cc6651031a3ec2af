// A network as the program of a framework: the one entry to the writers of all frameworks.
import type { Framework } from '@contract/models/frameworks'
import { frameworkTitles } from '@contract/models/frameworks'
import { formatCount } from '../words/plain-format'
import { flaxNetwork } from './flax/network'
import { gluonNetwork } from './gluon/network'
import { kerasNetwork } from './keras/network'
import { programText, type Imports } from './program'
import { pytorchNetwork } from './pytorch/network'
import type { NetworkToWrite } from './shaped-layers'

interface NetworkSections {
  readonly definitions: readonly string[]
  readonly making: readonly string[]
}

interface Writer {
  readonly network: (network: NetworkToWrite) => NetworkSections
  /** The axes of a batch of images. */
  readonly layout: (channels: number, height: number, width: number) => readonly number[]
  readonly imports: readonly Imports[]
}

const channelsFirst = (channels: number, height: number, width: number): readonly number[] => [channels, height, width]
const channelsLast = (channels: number, height: number, width: number): readonly number[] => [height, width, channels]

const writers: Readonly<Record<Framework, Writer>> = {
  pytorch: {
    network: pytorchNetwork,
    layout: channelsFirst,
    imports: [
      [
        { line: 'import torch', used: /\btorch\./ },
        { line: 'from torch import nn', used: /\bnn\./ },
      ],
    ],
  },
  keras: {
    network: kerasNetwork,
    layout: channelsLast,
    imports: [
      [
        { line: 'import keras', used: /\bkeras\./ },
        { line: 'from keras import layers, ops', used: /\bops\./ },
        { line: 'from keras import layers', used: /^(?![^]*\bops\.)[^]*\blayers\./ },
      ],
    ],
  },
  flax: {
    network: flaxNetwork,
    layout: channelsLast,
    imports: [
      [
        { line: 'from collections.abc import Callable, Sequence', used: /\bCallable\b/ },
        { line: 'from functools import partial', used: /\bpartial\(/ },
      ],
      [
        { line: 'import jax', used: /\bjax\./ },
        { line: 'import jax.numpy as jnp', used: /\bjnp\./ },
        { line: 'from flax import linen as nn', used: /\bnn\./ },
      ],
    ],
  },
  gluon: {
    network: gluonNetwork,
    layout: channelsFirst,
    imports: [
      [
        { line: 'import mxnet as mx', used: /\bmx\./ },
        { line: 'from mxnet import init, np, npx', used: /./ },
        { line: 'from mxnet.gluon import nn', used: /\bnn\./ },
      ],
    ],
  },
}

/** The network as a program, which makes it as `model` with first weights drawn as the lab draws them. */
export function networkCode(framework: Framework, network: NetworkToWrite): string {
  const { network: write, layout, imports } = writers[framework]
  const { definitions, making } = write(network)
  const shape = layout(...network.input).join(', ')
  return programText({
    docstring: [`${network.title} in ${frameworkTitles[framework]}.`, `${formatCount(network.parameters)} parameters; images are [N, ${shape}], pixels from 0 to 1.`],
    imports,
    sections: [...definitions, making.join('\n')],
  })
}
