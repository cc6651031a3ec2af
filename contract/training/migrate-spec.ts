// Brings specs of earlier versions forward, so that whatever was ever stored can be read.
import { z } from 'zod'
import { runSpecSchema } from './run-spec'

type Json = Readonly<Record<string, unknown>>

/** Step i brings a spec of version i + 1 to version i + 2. Each turns JSON into JSON, and leaves faults for the schema to find. */
const steps: readonly ((spec: Json) => Json)[] = [networksByKind, chancesOfFlips]

/**
 * Version 2: networks tell their kind, data sets have ids, images may be oblong.
 * `{ network: { model, file, ... }, dataset: { name }, preprocessing: { size } }` ->
 * `{ network: { kind: 'zoo', model, ... } or { kind: 'file', file, initializer }, dataset: { id }, preprocessing: { height, width } }`
 */
function networksByKind({ network, dataset, preprocessing, ...others }: Json): Json {
  return {
    ...others,
    version: 2,
    ...(isJson(network) && { network: kindOf(network) }),
    ...(isJson(dataset) && { dataset: renamed(dataset, 'name', 'id') }),
    ...(isJson(preprocessing) && { preprocessing: { height: preprocessing.size, width: preprocessing.size } }),
  }
}

/** Version 3: whether images are flipped is a chance, `{ augmentation: { flip: true } }` -> `{ flip: 0.5 }`; settings of the data that are new have their defaults. */
function chancesOfFlips({ augmentation, ...others }: Json): Json {
  const chance = isJson(augmentation) && typeof augmentation.flip === 'boolean' ? { flip: augmentation.flip ? 0.5 : 0 } : {}
  return { ...others, version: 3, ...(isJson(augmentation) && { augmentation: { ...augmentation, ...chance } }) }
}

function kindOf({ file, ...network }: Json): Json {
  return network.model === 'file' ? { kind: 'file', file, initializer: network.initializer } : { kind: 'zoo', ...network }
}

function renamed(object: Json, from: string, to: string): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? to : key, value]))
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A stored spec in the present version; any value that is no spec of an earlier version is returned unchanged. */
export function broughtForward(value: unknown): unknown {
  if (!isJson(value) || typeof value.version !== 'number' || value.version < 1) return value
  return steps.slice(value.version - 1).reduce<Json>((spec, step) => step(spec), value)
}

/** A spec as it was stored, by whatever version of the lab. */
export const storedSpecSchema = z.preprocess(broughtForward, runSpecSchema)
