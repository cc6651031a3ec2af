// The checkpoints of a run: the whole state is restored, damaged ones are passed over, and only the last two and the best are kept.
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkpointAt, type CheckpointInfo } from '@contract/runs/checkpoints'
import { LabError } from '@contract/problem'
import type { EpochResult } from '@contract/runs/run-record'
import { defaultSpec, specVersion } from '@contract/training/run-spec'
import { temporaryFolder } from '../../../files/testing/temporary-folder'
import { initialState, stateOf } from '../../../networks/network'
import { buildNetwork } from '../../../networks/zoo/zoo'
import type { StateLayout } from './checkpoint'
import { Checkpoints } from './checkpoints'
import { planVersion } from '@contract/training/plan'
import { freshState } from './run-state'

const spec = defaultSpec('lenet')
const network = buildNetwork('lenet', [1, 1, 28, 28], { classes: 10, dropout: 0 })
const layout: StateLayout = { network: stateOf(network), optimizer: [{ name: 'velocity.fc1.weight', shape: [2, 3] }] }
const values = new Map([...initialState(network, 'xavier-uniform', 2), ['velocity.fc1.weight', Float32Array.of(1, -2, 3, -4, 5, -6)]])

const epochResult = (epoch: number, testLoss: number): EpochResult => ({
  ...{ epoch, trainLoss: 1, trainAccuracy: 0.5, testLoss, testAccuracy: 0.5, imagesPerSecond: 10, seconds: 1 },
})

/** The end of an epoch of ten steps, each with its test loss. */
const endOfEpoch = (losses: readonly number[]) => ({
  state: { ...freshState, epoch: losses.length, step: 10 * losses.length },
  epochs: losses.map((loss, index) => epochResult(index + 1, loss)),
  plan: { version: planVersion, choices: { 'conv 1x1x28x28 6x5x5 pad2 forward': 'direct' } },
})

const withinEpoch = (step: number, losses: readonly number[] = []) => ({
  ...endOfEpoch(losses),
  state: { ...freshState, epoch: losses.length, step, stepOfEpoch: step - 10 * losses.length },
})

/** A run's folder with checkpoints at steps 1, 2, ... */
async function folderWith(steps: number): Promise<{ folder: string; checkpoints: CheckpointInfo[] }> {
  const folder = temporaryFolder()
  const all = new Checkpoints(folder, spec, layout)
  const checkpoints = []
  for (let step = 1; step <= steps; step++) checkpoints.push(await all.save(values, withinEpoch(step)))
  return { folder, checkpoints }
}

const newest = (folder: string) => new Checkpoints(folder, spec, layout).newest()
const stepsKept = (folder: string) => readdirSync(join(folder, 'checkpoints')).map((name) => Number(name.slice(5, 14))).sort((a, b) => a - b)

describe('the newest checkpoint', () => {
  it('is none in a folder without any', async () => {
    expect(await newest(temporaryFolder())).toEqual({ checkpoint: null, content: null, passedOver: [] })
  })

  it('holds tensors of a file under their own names, and finds those that earlier versions kept under longer ones', async () => {
    const [weight, slot] = [Float32Array.of(1, 2), Float32Array.of(3, 4)]
    const layoutOf = ([weightName, slotName]: readonly [string, string]) => ({ network: [{ name: weightName, shape: [2] }], optimizer: [{ name: slotName, shape: [2] }] })
    const now = ['file:labels:', 'momentum.file:labels:'] as const
    for (const then of [now, ['labels.tensor', 'momentum.labels.tensor'], ['labels', 'momentum.labels']] as const) {
      const folder = temporaryFolder()
      await new Checkpoints(folder, spec, layoutOf(then)).save(new Map([[then[0], weight], [then[1], slot]]), withinEpoch(1))
      expect((await new Checkpoints(folder, spec, layoutOf(now)).newest()).content?.values).toEqual(new Map([[now[0], weight], [now[1], slot]]))
    }
  })

  it('brings back all that was written: parameters, what the optimizer keeps, counters, results', async () => {
    const folder = temporaryFolder()
    const facts = withinEpoch(17, [0.5])
    const checkpoint = await new Checkpoints(folder, spec, layout).save(values, facts)
    expect(checkpoint).toEqual({ folder: 'checkpoints/step-000000017-epoch-1', epoch: 1, step: 17 })
    expect(await newest(folder)).toEqual({ checkpoint, content: { values, facts: { spec, ...facts }, specVersion }, passedOver: [] })
  })

  it('is the one of the later epoch where an epoch ended at its very step', async () => {
    const folder = temporaryFolder()
    const all = new Checkpoints(folder, spec, layout)
    const nine = Array.from({ length: 9 }, () => 0.5)
    await all.save(values, withinEpoch(100, nine))
    const end = await all.save(values, endOfEpoch([...nine, 0.5]))
    expect((await newest(folder)).checkpoint).toEqual(end)
  })

  const damages: readonly [string, (path: string) => void, string][] = [
    ['its parameters are cut off', (path) => { truncateSync(join(path, 'parameters.safetensors'), 1000) }, 'its file parameters.safetensors is of the wrong size'],
    ['a bit of its parameters is flipped', (path) => { flipBit(join(path, 'parameters.safetensors')) }, 'its file parameters.safetensors does not match its checksum'],
    ["a bit of the optimizer's state is flipped", (path) => { flipBit(join(path, 'optimizer.safetensors')) }, 'its file optimizer.safetensors does not match its checksum'],
    ['a file is missing', (path) => { rmSync(join(path, 'optimizer.safetensors')) }, 'its file optimizer.safetensors is missing'],
    ['its manifest is gone', (path) => { rmSync(join(path, 'manifest.json')) }, 'its manifest is missing'],
    ['its manifest is no JSON', (path) => { writeFileSync(join(path, 'manifest.json'), '{"format": 2') }, 'its manifest is damaged'],
    ['a bit of its manifest is flipped', (path) => { flipBit(join(path, 'manifest.json')) }, 'its manifest '],
    ['it is empty', (path) => { rmSync(path, { recursive: true }); mkdirSync(path) }, 'its manifest is missing'],
    ['it is a file', (path) => { rmSync(path, { recursive: true }); writeFileSync(path, '') }, 'its manifest is missing'],
  ]

  it.each(damages)('is the one before where %s', async (_, damage, why) => {
    const { folder, checkpoints: [before, last] } = await folderWith(2)
    damage(join(folder, last?.folder ?? ''))
    const found = await newest(folder)
    expect(found.checkpoint).toEqual(before)
    expect(found.content?.facts.state.step).toBe(1)
    expect(found.passedOver).toEqual([{ checkpoint: last, why: expect.stringContaining(why) as string }])
  })

  it('is none where all are damaged', async () => {
    const { folder, checkpoints } = await folderWith(2)
    for (const checkpoint of checkpoints) flipBit(join(folder, checkpoint.folder, 'parameters.safetensors'))
    const found = await newest(folder)
    expect(found.checkpoint).toBeNull()
    expect(found.passedOver.map(({ checkpoint }) => checkpoint)).toEqual(checkpoints.toReversed())
  })

  it('is not one of another run, nor of another network', async () => {
    const { folder } = await folderWith(1)
    const other = buildNetwork('lenet', [1, 1, 32, 32], { classes: 10, dropout: 0 })
    const why = async (checkpoints: Checkpoints) => (await checkpoints.newest()).passedOver.map((passed) => passed.why)
    expect(await why(new Checkpoints(folder, { ...spec, seed: 1 }, layout))).toEqual(['it belongs to a run with other settings'])
    expect(await why(new Checkpoints(folder, spec, { ...layout, network: stateOf(other) }))).toEqual(['its fc1.weight is not of shape [120, 576]'])
  })

  it('may be of the first format, which had neither settings nor results with it', async () => {
    const { folder, checkpoints: [checkpoint] } = await folderWith(1)
    const path = join(folder, checkpoint?.folder ?? '')
    for (const name of ['optimizer.safetensors', 'manifest.sha256']) rmSync(join(path, name))
    const sha256 = createHash('sha256').update(readFileSync(join(path, 'parameters.safetensors'))).digest('hex')
    const { state } = withinEpoch(1)
    const manifest = { format: 1, model: 'lenet', state, testAccuracy: null, sha256: { 'parameters.safetensors': sha256 } }
    writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest, null, 2))
    const found = await new Checkpoints(folder, spec, { ...layout, optimizer: [] }).newest()
    expect(found).toMatchObject({ checkpoint, passedOver: [], content: { facts: { spec: null, state, epochs: [] } } })
    expect(found.content?.values).toEqual(initialState(network, 'xavier-uniform', 2))
    flipBit(join(path, 'parameters.safetensors'))
    expect((await new Checkpoints(folder, spec, { ...layout, optimizer: [] }).newest()).checkpoint).toBeNull()
  })
})

describe('checkpoints', () => {
  it('are pruned to the last two and the best end of an epoch', async () => {
    const folder = temporaryFolder()
    const all = new Checkpoints(folder, spec, layout)
    const losses = [2.3, 0.4, 1.7, 0.4, 0.9]
    for (const [index] of losses.entries()) {
      await all.save(values, endOfEpoch(losses.slice(0, index + 1)))
      await all.save(values, withinEpoch(10 * index + 15, losses.slice(0, index + 1)))
    }
    expect(stepsKept(folder)).toEqual([20, 50, 55])
  })

  it('clear away what an interrupted writing has left', async () => {
    const { folder } = await folderWith(1)
    cpSync(join(folder, checkpointAt(0, 1).folder), join(folder, 'checkpoints', 'writing-step-000000003-epoch-0'), { recursive: true })
    expect((await newest(folder)).checkpoint?.step).toBe(1)
    await new Checkpoints(folder, spec, layout).save(values, withinEpoch(2))
    expect(stepsKept(folder)).toEqual([1, 2])
  })

  it('that were passed over do not push out whole ones', async () => {
    const { folder, checkpoints } = await folderWith(2)
    flipBit(join(folder, checkpoints[1]?.folder ?? '', 'parameters.safetensors'))
    const all = new Checkpoints(folder, spec, layout)
    await all.newest()
    await all.save(values, withinEpoch(5))
    expect(stepsKept(folder)).toEqual([1, 5])
  })

  it('of a past that did not happen are removed', async () => {
    const { folder, checkpoints } = await folderWith(4)
    flipBit(join(folder, checkpoints[3]?.folder ?? '', 'parameters.safetensors'))
    await new Checkpoints(folder, spec, layout).save(values, withinEpoch(3))
    expect(stepsKept(folder)).toEqual([3])
  })

  it('that cannot be written leave the ones before as they are', async () => {
    const { folder, checkpoints: [checkpoint] } = await folderWith(1)
    const all = new Checkpoints(folder, spec, layout)
    writeFileSync(join(folder, 'checkpoints', 'writing-step-000000002-epoch-0'), '') // replaced: it is nobody's
    await all.save(values, withinEpoch(2))
    const inTheWay = new Checkpoints(join(folder, checkpoint?.folder ?? '', 'manifest.json'), spec, layout)
    await expect(inTheWay.save(values, withinEpoch(3))).rejects.toThrow(LabError)
    expect((await newest(folder)).checkpoint?.step).toBe(2)
  })
})

function flipBit(path: string): void {
  const bytes = readFileSync(path)
  const middle = Math.floor(bytes.length / 2)
  bytes[middle] = (bytes[middle] ?? 0) ^ 0x10
  writeFileSync(path, bytes)
}
