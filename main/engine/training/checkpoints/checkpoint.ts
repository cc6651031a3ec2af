// A checkpoint: all that decides how a run goes on, written whole or not at all, and checked when it is read.
import { join } from 'node:path'
import { z } from 'zod'
import { phrase } from '@language/phrase'
import { parametersFile } from '@contract/runs/checkpoints'
import { epochResultSchema } from '@contract/runs/run-record'
import { storedSpecSchema } from '@contract/training/migrate-spec'
import { computePlanSchema } from '@contract/training/plan'
import { BrokenSeal, readSealedFolder, sealedFileSum, writeSealedFolder } from '../../../files/sealed-folder'
import { ownName } from '../../../networks/file-names'
import type { StateValues } from '../../../networks/network'
import type { Shape } from '../../../onnx/tensor'
import { runStateSchema } from './run-state'
import { encodeSafetensors, readSafetensors } from '../../../networks/export/safetensors'

/** The tensors of a checkpoint by the file that holds them. */
const tensorFiles = { network: parametersFile, optimizer: 'optimizer.safetensors' } as const
const groups = Object.keys(tensorFiles) as (keyof typeof tensorFiles)[]

/** A tensor of a run's state; the checkpoint holds it under its {@link ownName}. */
interface StateTensor {
  readonly name: string
  readonly shape: Shape
}

/** Which tensors a run's state consists of. */
export interface StateLayout {
  /** Parameters and buffers. */
  readonly network: readonly StateTensor[]
  /** What the optimizer keeps beside them. */
  readonly optimizer: readonly StateTensor[]
}

const factsSchema = z.strictObject({
  /** The run's settings. */
  spec: storedSpecSchema,
  state: runStateSchema,
  /** Results of the epochs completed. */
  epochs: z.array(epochResultSchema),
  /** The way of every site of the program; null on a GPU, and in earlier checkpoints of the built-in ways. */
  plan: computePlanSchema.nullable().default(null),
})

/** Manifests of earlier checkpoints, which hold neither settings nor results. */
const earlierFactsSchema = z
  .strictObject({ model: z.string(), state: runStateSchema, testAccuracy: z.number().nullable() })
  .transform(({ state }) => ({ spec: null, state, epochs: [], plan: null }))

const anyFactsSchema = z.union([factsSchema, earlierFactsSchema])

const writtenVersion = z.object({ spec: z.object({ version: z.number() }) })

/** Where a run stands beside its tensors. */
export type CheckpointFacts = z.infer<typeof factsSchema>
type ReadFacts = z.infer<typeof anyFactsSchema>

/** What a checkpoint holds. */
export interface Checkpoint {
  /** By name: parameters, buffers and the optimizer's tensors. */
  readonly values: StateValues
  /** `spec` is null where the checkpoint was written without. */
  readonly facts: ReadFacts
  /** The version of the spec as it was written; null where the checkpoint was written without. */
  readonly specVersion: number | null
}

/** @param fence see `writeSealedFolder` @throws the error of `fs`; readers find no checkpoint there then */
export async function writeCheckpoint(path: string, layout: StateLayout, values: StateValues, facts: CheckpointFacts, fence?: () => void): Promise<void> {
  const pieces = (group: keyof StateLayout): readonly Uint8Array[] =>
    encodeSafetensors(layout[group].map(({ name, shape }) => ({ name: ownName(name), shape, data: values.get(name) ?? new Float32Array() })))
  const files = groups.filter((group) => layout[group].length > 0).map((group) => [tensorFiles[group], pieces(group)] as const)
  await writeSealedFolder(path, Object.fromEntries(files), facts, fence)
}

/** @throws BrokenSeal where it is damaged, or was written for another network or optimizer */
export async function readCheckpoint(path: string, layout: StateLayout): Promise<Checkpoint> {
  const manifest = await readSealedFolder(path)
  const facts = readFacts(manifest)
  const values = new Map<string, Float32Array>()
  for (const group of groups) {
    if (layout[group].length === 0) continue
    const tensors = new Map((await readTensors(join(path, tensorFiles[group]))).map((tensor) => [tensor.name, tensor]))
    for (const { name, shape } of layout[group]) {
      const tensor = tensors.get(ownName(name)) ?? tensors.get(longerName(ownName(name)))
      if (tensor?.shape.join() !== shape.join()) throw new BrokenSeal(phrase('its {name} is not of shape [{shape}]', { name: ownName(name), shape: shape.join(', ') }))
      values.set(name, tensor.data)
    }
  }
  return { values, facts, specVersion: writtenVersion.safeParse(manifest).data?.spec.version ?? null }
}

/** The SHA-256 of a checkpoint's parameters, as its manifest says: two checkpoints with the same one answer alike. @throws BrokenSeal */
export const parametersSum = (path: string): string => sealedFileSum(path, tensorFiles.network)

/** @throws BrokenSeal where the manifest is not that of a checkpoint */
export function readFacts(manifest: unknown): ReadFacts {
  const parsed = anyFactsSchema.safeParse(manifest)
  if (!parsed.success) throw new BrokenSeal(phrase('its manifest is not of a kind that this version knows'))
  return parsed.data
}

/** Names of a file's tensors that are kept longer: those that programs of earlier versions had for something else, and one that safetensors files have. */
const lengthened = /(^|\.)(__metadata__|images|labels|losses|logits|steps|step|go_on|indices|weights|learning_rates)$/

const longerName = (name: string): string => name.replace(lengthened, '$&.tensor')

async function readTensors(path: string) {
  try {
    return await readSafetensors(path)
  } catch (error) {
    throw new BrokenSeal(error instanceof Error ? error.message : String(error), { cause: error })
  }
}
