// A network as data: its name, the images it is made for, how its first weights are drawn, and its layers.
import { z } from 'zod'
import { initializerNameSchema } from '../initializers'
import { layerSchema } from './layer'
import { layerPlace, type LayerPath } from './layer-place'

/** Layers that a list may hold, those in blocks included; the deepest published networks have some hundreds. */
export const mostLayers = 2000
/** Greatest depth of blocks within blocks. */
export const deepestBlock = 8

const edge = z.int('must be a whole number').min(1, 'must be at least 1').max(4096, 'must be at most 4096')

const listingFields = z.strictObject({
  /** As titles and files name it. */
  name: z.string('must be a text').min(1, 'must not be empty').max(100, 'must have at most 100 letters'),
  /** Channels, height, width of the images that it is made for. */
  input: z.tuple([edge, edge, edge], 'must be channels, height and width'),
  /** How the first weights are drawn. */
  initializer: initializerNameSchema,
  layers: z.array(layerSchema, 'must be a list of layers').min(1, 'must hold a layer'),
})

/** A network: layers from images [N, channels, height, width] to logits. */
export const networkListingSchema = z
  .custom<z.input<typeof listingFields>>()
  .superRefine((value, context) => {
    // Checked first, because the schema of the layers calls itself as deep as they are nested.
    const fault = boundsFault(value)
    if (fault) context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message })
  })
  .pipe(listingFields)
export type NetworkListing = z.output<typeof networkListingSchema>

interface BoundsFault {
  readonly path: LayerPath
  readonly message: string
}

/** What is wrong with the number or nesting of layers in an unchecked value; null: nothing. */
function boundsFault(listing: unknown): BoundsFault | null {
  const open: { readonly layers: readonly unknown[]; readonly path: LayerPath; readonly depth: number }[] = []
  const add = (layers: unknown, path: LayerPath, depth: number): void => {
    if (Array.isArray(layers)) open.push({ layers, path, depth })
  }
  add(fieldOf(listing, 'layers'), ['layers'], 0)
  let total = 0
  for (let list = open.pop(); list; list = open.pop()) {
    total += list.layers.length
    if (total > mostLayers) return { path: list.path, message: `must hold at most ${mostLayers} layers in all` }
    if (list.depth > deepestBlock) return { path: list.path, message: `must not lie in more than ${deepestBlock} blocks` }
    const { path, depth } = list
    for (const [index, layer] of list.layers.entries()) {
      add(fieldOf(layer, 'layers'), [...path, index, 'layers'], depth + 1)
      add(fieldOf(layer, 'shortcut'), [...path, index, 'shortcut'], depth + 1)
      const branches = fieldOf(layer, 'branches')
      if (!Array.isArray(branches)) continue
      total += branches.length
      branches.forEach((branch, number) => {
        add(branch, [...path, index, 'branches', number], depth + 1)
      })
    }
  }
  return null
}

const fieldOf = (value: unknown, name: 'layers' | 'shortcut' | 'branches'): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined

/** Everything that is wrong with a value as a network's listing, each fault with its place; empty for a valid one. */
export function listingFaults(value: unknown): readonly string[] {
  const issues = networkListingSchema.safeParse(value).error?.issues ?? []
  return issues.map((issue) => faultWords(issue, value))
}

function faultWords(issue: z.core.$ZodIssue, value: unknown): string {
  const { words, path, field } = layerPlace(issue.path)
  const layer = path.reduce<unknown>((part, key) => (part as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key], value)
  const kind = (layer as { readonly layer?: unknown } | undefined)?.layer
  const place = words === '' ? '' : `${words}${typeof kind === 'string' && field !== 'layer' ? ` (${kind})` : ''}: `
  return `${place}${fieldFault(issue, field, value, layer)}`
}

/** What is wrong with a field of a layer: `kernel must be at least 1`. */
function fieldFault(issue: z.core.$ZodIssue, field: string, value: unknown, layer: unknown): string {
  const found = issue.path.reduce<unknown>((part, key) => (part as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key], value)
  switch (issue.code) {
    case 'unrecognized_keys':
      return `there is no ${issue.keys.join(', ')}`
    case 'invalid_union': {
      // The union of the layers is discriminated by this field; all other unions are numbers that may be written in several ways.
      if (field === 'layer') return found === undefined ? 'layer, its kind, is missing' : `there is no layer ${JSON.stringify(found).slice(0, 40)}`
      return found === undefined ? `${field} is missing` : `${field} ${issue.message}`
    }
    case 'invalid_value':
      return `${field} must be one of ${issue.values.map(String).join(', ')}`
    default:
      if (field === '') return typeof layer === 'object' && layer !== null && !Array.isArray(layer) ? issue.message : 'must be an object'
      return found === undefined && issue.code !== 'custom' ? `${field} is missing` : `${field} ${issue.message}`
  }
}
