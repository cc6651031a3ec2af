// Checkpoints: parameters, buffers and state of a run on disk, whole or not at all, with checksums.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LabError } from '@contract/problem'
import type { CheckpointInfo } from '@contract/run-record'
import { syncFolder, writeNewFile } from '../../files/durable-file'
import { makeFolder } from '../../files/make-folder'
import { stateOf, type Network, type StateValues } from '../networks/network'
import { runStateSchema, type RunState } from './run-state'
import { readSafetensors, writeSafetensors } from './safetensors'

const parametersFile = 'parameters.safetensors'
const manifestFile = 'manifest.json'
const root = 'checkpoints'

const manifestSchema = z.strictObject({
  format: z.literal(1),
  model: z.string(),
  state: runStateSchema,
  /** Of the last whole epoch; null before its end. Decides which checkpoint is the best. */
  testAccuracy: z.number().nullable(),
  sha256: z.record(z.string(), z.string()),
})
type Manifest = z.infer<typeof manifestSchema>

/**
 * Writes a checkpoint below a run's folder: into a temporary folder first, which is then renamed, so that a checkpoint is whole or
 * not there. Afterwards only the last two and the best are kept.
 */
export async function saveCheckpoint(
  runFolder: string,
  network: Network,
  values: StateValues,
  state: RunState,
  testAccuracy: number | null,
): Promise<CheckpointInfo> {
  const name = `step-${String(state.step).padStart(9, '0')}-epoch-${state.epoch}`
  const checkpoints = join(runFolder, root)
  const temporary = join(checkpoints, `writing-${name}`)
  await rm(temporary, { recursive: true, force: true })
  makeFolder(temporary)
  const tensors = stateOf(network).map((part) => ({
    name: part.name,
    shape: part.shape,
    data: values.get(part.name) ?? new Float32Array(),
  }))
  await writeSafetensors(join(temporary, parametersFile), tensors)
  const sha256 = { [parametersFile]: await sha256Of(join(temporary, parametersFile)) }
  const manifest: Manifest = { format: 1, model: network.name, state, testAccuracy, sha256 }
  await writeNewFile(join(temporary, manifestFile), [JSON.stringify(manifest, null, 2)])
  await syncFolder(temporary)
  await rm(join(checkpoints, name), { recursive: true, force: true })
  await rename(temporary, join(checkpoints, name))
  await syncFolder(checkpoints)
  await prune(checkpoints, name)
  return { folder: `${root}/${name}`, epoch: state.epoch, step: state.step }
}

/** What a checkpoint holds. */
export interface LoadedCheckpoint {
  readonly values: StateValues
  readonly state: RunState
  readonly testAccuracy: number | null
}

/**
 * Reads a checkpoint and checks it against its checksums and the network.
 * @throws LabError `checkpoint/damaged` where anything does not fit
 */
export async function loadCheckpoint(runFolder: string, { folder }: CheckpointInfo, network: Network): Promise<LoadedCheckpoint> {
  const path = join(runFolder, folder)
  const damaged = (why: string, cause?: unknown): LabError =>
    new LabError('checkpoint/damaged', `The checkpoint ${folder} cannot be used: ${why}.`, 'Start the run again from the beginning.', { cause })
  const manifest = await readManifest(path).catch((error: unknown) => {
    throw damaged('its manifest cannot be read', error)
  })
  const file = join(path, parametersFile)
  const sum = await sha256Of(file).catch((error: unknown) => {
    throw damaged('its parameters cannot be read', error)
  })
  if (sum !== manifest.sha256[parametersFile]) throw damaged('its parameters do not match their checksum')
  const tensors = new Map((await readSafetensors(file)).map((tensor) => [tensor.name, tensor]))
  const values = new Map(
    stateOf(network).map(({ name, shape }) => {
      const tensor = tensors.get(name)
      if (tensor?.shape.join() !== shape.join()) throw damaged(`parameter ${name} is not of shape [${shape.join(', ')}]`)
      return [name, tensor.data] as const
    }),
  )
  return { values, state: manifest.state, testAccuracy: manifest.testAccuracy }
}

async function readManifest(folder: string): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(join(folder, manifestFile), 'utf8')))
}

/** Removes all but the newest, the last two and the one of the best test accuracy, and what an interrupted writing has left. */
async function prune(checkpoints: string, newest: string): Promise<void> {
  const names = (await readdir(checkpoints)).sort()
  const whole = names.filter((name) => name.startsWith('step-'))
  const accuracies = await Promise.all(
    whole.map(async (name) => ({ name, accuracy: (await readManifest(join(checkpoints, name)).catch(() => null))?.testAccuracy ?? -1 })),
  )
  const best = accuracies.reduce<{ name: string; accuracy: number } | null>((a, b) => (a && a.accuracy >= b.accuracy ? a : b), null)
  const kept = new Set([newest, ...whole.slice(-2), best?.name])
  await Promise.all(names.filter((name) => !kept.has(name)).map((name) => rm(join(checkpoints, name), { recursive: true, force: true })))
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer)
  return hash.digest('hex')
}
