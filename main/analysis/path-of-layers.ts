// The main path of a network that is a list of layers: the steps of an image that are drawn in one line.
import { phrase } from '@language/phrase'
import type { LayerKind, RecordOf } from '@contract/models/layers/layer'
import type { Sizes } from '@contract/models/layers/numbers'
import type { ReadLayer } from '@contract/models/layers/read-layers'
import type { PathStep } from '@contract/models/network-analysis'
import type { BuiltLayer } from '../networks/build-layers'

const by = (sizes: Sizes): string => (typeof sizes === 'number' ? [sizes, sizes] : sizes).join('×')

const convolution =
  (word: string) =>
  ({ channels, kernel, groups }: RecordOf<'conv2d'> | RecordOf<'convTranspose2d'>): string =>
    groups > 1 && groups === channels ? phrase('depthwise {channels}, {kernel}', { channels, kernel: by(kernel) }) : `${word} ${channels}, ${by(kernel)}${groups > 1 ? phrase(' in {groups} groups', { groups }) : ''}`

/** Names of the kinds of layers that are drawn: those with weights, pools, and parallel branches. */
const names: { readonly [Kind in LayerKind]?: (record: Extract<ReadLayer, { readonly layer: Kind }>) => string } = {
  conv2d: convolution(phrase('conv')),
  convTranspose2d: convolution(phrase('transposed conv')),
  linear: ({ features }) => phrase('fc {features}', { features }),
  maxPool2d: ({ kernel }) => phrase('max-pool {window}', { window: by(kernel) }),
  avgPool2d: ({ kernel }) => phrase('mean-pool {window}', { window: by(kernel) }),
  adaptiveMaxPool2d: ({ output }) => phrase('max-pool to {size}', { size: by(output) }),
  adaptiveAvgPool2d: ({ output }) => phrase('mean-pool to {size}', { size: by(output) }),
  globalMaxPool2d: () => phrase('global max'),
  globalAvgPool2d: () => phrase('global mean'),
  hog: ({ orientations, pixelsPerCell }) => `HOG ${orientations}, ${by(pixelsPerCell)}`,
  visualWords: ({ words }) => phrase('{words} visual words', { words }),
  fourierFeatures: ({ components }) => `Fourier ${components}`,
  nystroem: ({ components }) => `Nyström ${components}`,
  parallel: ({ branches }) => phrase('{branches} branches', { branches: branches.length }),
}

function nameOf(record: ReadLayer): string | null {
  // The entry takes records of this kind; the compiler cannot see that for a union of kinds.
  const name = names[record.layer] as ((record: ReadLayer) => string) | undefined
  return name ? name(record) : null
}

/** The layers on the main path: without shortcuts, all branches of a block as one step. Shapes are those of one image. */
export function pathOfLayers(layers: readonly BuiltLayer[]): readonly PathStep[] {
  return layers.flatMap(({ record, path, output }) => {
    const name = nameOf(record)
    return name === null || path.includes('shortcut') || path.includes('branches') ? [] : [{ name, shape: output.slice(1) }]
  })
}
