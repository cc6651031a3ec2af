// Layers of AlexNet with parts of it exchanged or taken away, for experiments that no choice of the zoo allows.
import type { LayerInput } from '@contract/models/layers/layer'
import { networkListingSchema, type NetworkListing } from '@contract/models/layers/listing'
import type { InitializerName } from '@contract/models/initializers'
import { listingSpec, type RunSpec } from '@contract/training/run-spec'

/** The sizes of its layers. */
interface Widths {
  /** Of the five convolutions. */
  readonly channels: readonly [number, number, number, number, number]
  /** Of the two hidden fully connected layers. */
  readonly units: number
}

/** Widths of the small AlexNet of the zoo. */
const smallWidths: Widths = { channels: [32, 96, 128, 128, 96], units: 512 }
/** Widths of the AlexNet of 2012. */
const publishedWidths: Widths = { channels: [96, 256, 384, 384, 256], units: 4096 }

export interface AlexnetParts {
  /** Behind each convolution and each hidden fully connected layer; null: none, so that all layers together are one linear map and the pooling. */
  readonly activation: 'relu' | 'sigmoid' | null
  /** Probability of dropping a hidden unit of the fully connected layers; 0: no dropout layers. */
  readonly dropout: number
  /** Local response normalisation behind the first two convolutions. */
  readonly isNormalized: boolean
  /** Pooling windows of 3 × 3 pixels at a stride of 2; else of 2 × 2. */
  readonly isOverlapping: boolean
  /** Convolutions, of five. */
  readonly convolutions: 1 | 5
}

export const wholeAlexnet: AlexnetParts = { activation: 'relu', dropout: 0.5, isNormalized: false, isOverlapping: true, convolutions: 5 }

const classes = 10

/** The small AlexNet of the zoo with parts exchanged. @param edge of square images of one channel, in pixels */
export function smallAlexnetListing(name: string, edge: number, parts: AlexnetParts): NetworkListing {
  const { channels, units } = smallWidths
  const [first, ...others] = channels
  const behind = activation(parts)
  const later = others.map((count, index): LayerInput => ({ layer: 'conv2d', channels: count, kernel: index === 0 ? 5 : 3, padding: index === 0 ? 2 : 1 }))
  const [second, third, fourth, fifth] = later
  const convolutions: readonly (LayerInput | undefined)[] =
    parts.convolutions === 1
      ? [pooling(parts), pooling(parts)]
      : [...normalization(parts), pooling(parts), second, ...behind, ...normalization(parts), pooling(parts), third, ...behind, fourth, ...behind, fifth, ...behind, pooling(parts)]
  return listing(name, edge, 'xavier-uniform', [
    { layer: 'conv2d', channels: first, kernel: 11, stride: 4, padding: 1 }, ...behind,
    ...convolutions.flatMap((layer) => layer ?? []),
    { layer: 'flatten' },
    ...hidden(units, parts), ...hidden(units, parts),
    { layer: 'linear', features: classes },
  ])
}

/** The AlexNet of 2012 of the zoo with parts taken away; see the zoo's listing for its paddings, biases and the factor in front. */
export function alexnet2012Listing(name: string, parts: AlexnetParts): NetworkListing {
  const { channels, units } = publishedWidths
  const relu: LayerInput = { layer: 'relu' }
  return listing(name, 224, 'normal-0.01', [
    { layer: 'multiply', factor: 255 },
    { layer: 'conv2d', channels: channels[0], kernel: 11, stride: 4, padding: { top: 1, left: 1, bottom: 2, right: 2 }, initialBias: 0 }, relu, ...normalization(parts), pooling(parts),
    { layer: 'conv2d', channels: channels[1], kernel: 5, padding: 2, groups: 2, initialBias: 1 }, relu, ...normalization(parts), pooling(parts),
    { layer: 'conv2d', channels: channels[2], kernel: 3, padding: 1, initialBias: 0 }, relu,
    { layer: 'conv2d', channels: channels[3], kernel: 3, padding: 1, groups: 2, initialBias: 1 }, relu,
    { layer: 'conv2d', channels: channels[4], kernel: 3, padding: 1, groups: 2, initialBias: 1 }, relu, pooling(parts),
    { layer: 'flatten' },
    ...hidden(units, parts, 1), ...hidden(units, parts, 1),
    { layer: 'linear', features: classes, initialBias: 0 },
  ])
}

/** A spec with layers of its own in place of its network: data, optimizer and all else stay. */
export function withListing(spec: RunSpec, layers: NetworkListing): RunSpec {
  const { network, preprocessing } = listingSpec(layers)
  return { ...spec, network, preprocessing }
}

const listing = (name: string, edge: number, initializer: InitializerName, layers: readonly LayerInput[]): NetworkListing =>
  networkListingSchema.parse({ name, input: [1, edge, edge], initializer, layers: [...layers] })

const activation = ({ activation: layer }: AlexnetParts): readonly LayerInput[] => (layer === null ? [] : [{ layer }])

/** The constants of the paper, section 3.3. */
const normalization = ({ isNormalized }: AlexnetParts): readonly LayerInput[] => (isNormalized ? [{ layer: 'localResponseNorm', size: 5, alpha: 5e-4, beta: 0.75, k: 2 }] : [])

const pooling = ({ isOverlapping }: AlexnetParts): LayerInput => ({ layer: 'maxPool2d', kernel: isOverlapping ? 3 : 2, stride: 2 })

function hidden(features: number, parts: AlexnetParts, initialBias?: number): readonly LayerInput[] {
  const { dropout } = parts
  return [{ layer: 'linear', features, ...(initialBias !== undefined && { initialBias }) }, ...activation(parts), ...(dropout > 0 ? [{ layer: 'dropout', p: dropout } as const] : [])]
}
