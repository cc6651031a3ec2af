// The file of telemetry: what is written is read, a cut line ends it, and a run that goes on keeps only what came before.
import { appendFileSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { telemetryFile, type TelemetrySample } from '@contract/runs/telemetry'
import { afterEach, expect, it } from 'vitest'
import { appendTelemetry, beginTelemetry, readTelemetry } from './telemetry-file'

const folders: string[] = []
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))))

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cnn-lab-telemetry-'))
  folders.push(folder)
  return folder
}

const layers = [{ name: 'conv1', kind: 'conv2d' }, { name: 'relu1', kind: 'relu' }]
const head = { layers, images: 16 }
const sample = (step: number): TelemetrySample => ({
  step,
  figures: {
    ...{ activationRms: [1.5, 0.75], zeroShare: [0, 0.5], saturatedShare: [null, null], notFiniteShare: [0, 0] },
    ...{ outputGradientRms: [1e-7, null], weightGradientRms: [0.25, null], weightRms: [0.1, null], updateRms: [1e-4, null] },
  },
})

it('reads what was written, and nothing where no telemetry was taken', async () => {
  const folder = await newFolder()
  expect(await readTelemetry(folder)).toBeNull()
  await beginTelemetry(folder, { ...head, samples: [sample(0)] })
  await appendTelemetry(folder, sample(5))
  expect(await readTelemetry(folder)).toEqual({ ...head, samples: [sample(0), sample(5)] })
})

it('ends before a line that was cut, wherever that was', async () => {
  const folder = await newFolder()
  await beginTelemetry(folder, { ...head, samples: [sample(0), sample(5)] })
  const whole = (await readFile(join(folder, telemetryFile))).length
  const lastLine = JSON.stringify(sample(5)).length + 1
  for (const cut of [2, lastLine / 2, lastLine - 1].map(Math.floor)) {
    await beginTelemetry(folder, { ...head, samples: [sample(0), sample(5)] })
    truncateSync(join(folder, telemetryFile), whole - cut)
    expect((await readTelemetry(folder))?.samples).toEqual([sample(0)])
  }
  appendFileSync(join(folder, telemetryFile), '\nno telemetry\n')
  expect((await readTelemetry(folder))?.samples).toEqual([sample(0)])
})

it('reads the first, the last and every so many between where there are more than are wanted', async () => {
  const folder = await newFolder()
  await beginTelemetry(folder, { ...head, samples: Array.from({ length: 26 }, (_, index) => sample(index)) })
  const stepsOf = async (most?: number): Promise<readonly number[] | undefined> => (await readTelemetry(folder, most))?.samples.map(({ step }) => step)
  expect(await stepsOf(26)).toHaveLength(26)
  expect(await stepsOf(25)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 25])
  expect(await stepsOf(6)).toEqual([0, 5, 10, 15, 20, 25])
  appendFileSync(join(folder, telemetryFile), '{"step":26,"fig')
  expect(await stepsOf(6)).toEqual([0, 5, 10, 15, 20, 25])
})

it('reads the first version, which knew no updates and looked at 64 images', async () => {
  const folder = await newFolder()
  const { updateRms: _, ...figures } = sample(0).figures
  writeFileSync(join(folder, telemetryFile), `${JSON.stringify({ version: 1, layers })}\n${JSON.stringify({ step: 0, figures })}\n{"step":5,"figures"`)
  expect(await readTelemetry(folder)).toEqual({ layers, images: 64, samples: [{ step: 0, figures: { ...figures, updateRms: [null, null] } }] })
})
