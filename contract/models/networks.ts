// The network that a run trains: one of the zoo with its choices, a list of layers, or an ONNX file.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { initializerNameSchema } from './initializers'
import { networkListingSchema, type NetworkListing } from './layers/listing'
import { networkSettings } from '../training/settings/network-settings'
import { numberSchema } from '../training/settings/value-schema'
import {
  activationSchema,
  bookTabSchema,
  choiceNames,
  choiceTitles,
  kernelSchema,
  modelInfo,
  modelNameSchema,
  poolingSchema,
  type LayerChoices,
  type ModelName,
} from './zoo'

/** An ONNX file; the lab keeps a copy under its SHA-256. */
export const networkFileSchema = z.strictObject({
  /** The file's name without its folder. */
  name: z.string().min(1).max(255),
  sha256: z.hash('sha256'),
  /** Whether training begins with the weights of the file, or draws them anew. */
  weights: z.enum(['keep', 'redraw']),
  /** Name of the output of the file whose numbers are the classes; runs of earlier versions name none, and have the first one. */
  output: z.string().min(1).max(1000).optional(),
})
export type NetworkFile = z.infer<typeof networkFileSchema>

/** The name of the copy of a file that the lab keeps and the engine reads. */
export const networkFileName = ({ sha256 }: Pick<NetworkFile, 'sha256'>): string => `${sha256}.onnx`

/** Factor on drawn weights. */
const initializerScale = numberSchema(networkSettings.initializerScale).default(networkSettings.initializerScale.default)

/** A network of the zoo. Choices that are left out get the network's defaults; null: the network leaves no such choice. */
const zooNetworkSchema = z
  .strictObject({
    kind: z.literal('zoo'),
    model: modelNameSchema,
    initializer: initializerNameSchema,
    initializerScale,
    /** Probability of dropping a unit; 0 switches dropout off. Networks without dropout layers ignore it. */
    dropout: numberSchema(networkSettings.dropout),
    activation: activationSchema.nullish(),
    pooling: poolingSchema.nullish(),
    /** The tab of the book whose listing the network follows. */
    tab: bookTabSchema.nullish(),
    /** The kernel of a classifier of crafted features. */
    kernel: kernelSchema.nullish(),
  })
  .transform((settings, context) => {
    const { title, choices } = modelInfo(settings.model)
    for (const name of choiceNames) {
      if (choices[name] !== undefined || (settings[name] ?? null) === null) continue
      context.addIssue({ code: 'custom', path: [name], message: phrase('is no choice that {title} leaves', { title }) })
    }
    return {
      ...settings,
      activation: settings.activation ?? choices.activation ?? null,
      pooling: settings.pooling ?? choices.pooling ?? null,
      tab: settings.tab ?? choices.tab ?? null,
      kernel: settings.kernel ?? choices.kernel ?? null,
    }
  })

/** A network that is a list of layers. */
const layersNetworkSchema = z.strictObject({
  kind: z.literal('layers'),
  listing: networkListingSchema,
  initializer: initializerNameSchema,
  initializerScale,
})

/** A network that another program has written as an ONNX file. */
const fileNetworkSchema = z.strictObject({
  kind: z.literal('file'),
  file: networkFileSchema,
  initializer: initializerNameSchema,
  initializerScale,
})

export const networkSettingsSchema = z.discriminatedUnion('kind', [zooNetworkSchema, layersNetworkSchema, fileNetworkSchema])
export type NetworkSettings = z.infer<typeof networkSettingsSchema>
export type NetworkKind = NetworkSettings['kind']
export type ZooNetwork = Extract<NetworkSettings, { readonly kind: 'zoo' }>
export type LayersNetwork = Extract<NetworkSettings, { readonly kind: 'layers' }>
export type FileNetworkSettings = Extract<NetworkSettings, { readonly kind: 'file' }>

/** The facts of a network that texts, forms and estimates need, wherever it comes from. */
export interface NetworkInfo {
  /** Name in titles and sentences, e.g. `LeNet with ReLU`; for a file, the file's name. */
  readonly title: string
  /** Its title in programs, which is the same in every language. */
  readonly programTitle: string
  /** Edge in pixels of the square images that the network is made for; null for oblong images, and for a file, where it is unknown. */
  readonly inputSize: number | null
  /** The choices of layers that it leaves, each with its default. */
  readonly choices: Partial<LayerChoices>
  /** A name for ids and file names: letters, digits and hyphens. */
  readonly slug: string
}

/** The facts of the network that settings name. */
export function networkInfo(settings: NetworkSettings): NetworkInfo {
  switch (settings.kind) {
    case 'zoo': {
      const { title, programTitle = title, inputSize, choices } = modelInfo(settings.model)
      return { title, programTitle, inputSize, choices, slug: settings.model }
    }
    case 'layers': {
      const { name, input } = settings.listing
      return { title: name, programTitle: name, inputSize: input[1] === input[2] ? input[1] : null, choices: {}, slug: slugOf(name) || 'network' }
    }
    case 'file':
      return { title: settings.file.name, programTitle: settings.file.name, inputSize: null, choices: {}, slug: 'file' }
  }
}

const slugOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40)

/** The choices of layers that differ from the network's defaults, without dropout, e.g. `ReLU`, `max-pooling`. */
export const changedLayers = (settings: NetworkSettings): readonly string[] => changedChoices(settings).map((choice) => choiceTitles[choice])

/** The same choices as settings have them. */
export function changedChoices(settings: NetworkSettings): readonly (keyof typeof choiceTitles)[] {
  if (settings.kind !== 'zoo') return []
  const { choices } = modelInfo(settings.model)
  return choiceNames.flatMap((name) => {
    const chosen = settings[name]
    return chosen === null || chosen === choices[name] ? [] : [chosen]
  })
}

/** The chosen dropout; null where the network leaves no choice, because its layers state it. */
export function chosenDropout(settings: NetworkSettings): number | null {
  return settings.kind === 'zoo' && modelInfo(settings.model).choices.dropout !== undefined ? settings.dropout : null
}

/** A network in sentences: `LeNet`, or with changed layers `LeNet (ReLU, max-pooling)`. */
export function networkTitle(settings: NetworkSettings): string {
  const { title } = networkInfo(settings)
  const changed = changedLayers(settings)
  return changed.length === 0 ? title : phrase('{title} ({changes})', { title, changes: changed.join(phrase(', ')) })
}

/** A network of the zoo with its defaults. */
export function defaultNetworkSettings(model: ModelName): ZooNetwork {
  const { initializer, choices } = modelInfo(model)
  return zooNetworkSchema.parse({ kind: 'zoo', model, initializer, dropout: choices.dropout ?? 0 })
}

/** Edge in pixels of the images that a network from a file is trained on where the file does not say. */
export const usualFileSize = 28

/** A network from a file. */
export function fileNetworkSettings(file: NetworkFile): FileNetworkSettings {
  return { kind: 'file', file, initializer: 'kaiming-normal', initializerScale: networkSettings.initializerScale.default }
}

/** A network that is a list of layers, its first weights drawn as the list says. */
export function layersNetworkSettings(listing: NetworkListing): LayersNetwork {
  return { kind: 'layers', listing, initializer: listing.initializer, initializerScale: networkSettings.initializerScale.default }
}
