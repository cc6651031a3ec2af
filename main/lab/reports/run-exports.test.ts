// Runs for other programs: event files read back by a reader of their published format and by TensorBoard itself, and CSV tables.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { writeSealedFolder } from '../../files/sealed-folder'
import { encodeSafetensors } from '../../networks/export/safetensors'
import { crc32c } from '../../tensorboard/masked-crc32c'
import { finishedRun } from '../testing/finished-run'
import { sampleEpoch, samplePoint, sampleSpec, temporaryFolder } from '../testing/samples'
import { usualPoints } from './run-exports'
import { labWithRuns } from './testing/lab-with-runs'

const kernels = Float32Array.from({ length: 6 * 5 * 5 }, (_, index) => Math.sin(index))

/** A store with one complete run of two epochs, whose checkpoint has six filters of 5×5. */
async function homeWithRun() {
  const { run } = finishedRun({ title: 'a, "quoted" title', deviceTitle: null, stepsPerEpoch: 10, step: 20, epochs: [sampleEpoch(1), sampleEpoch(2)] }, sampleSpec({ epochs: 2 }))
  const { lab, home, ids: [id = ''] } = await labWithRuns([{ run, points: [5, 10, 15, 20].map(samplePoint) }])
  const checkpoint = join(home, 'runs', id, 'checkpoints/step-000000020-epoch-2')
  mkdirSync(join(home, 'runs', id, 'checkpoints'), { recursive: true })
  await writeSealedFolder(checkpoint, { 'parameters.safetensors': encodeSafetensors([{ name: 'fc', shape: [2], data: Float32Array.of(1, 2) }, { name: 'conv', shape: [6, 1, 5, 5], data: kernels }]) }, {})
  return { lab, reports: lab.reports, id }
}

interface Field {
  readonly number: number
  readonly value: bigint | Buffer
}

/** The fields of a protocol buffer message, by its wire format alone. https://protobuf.dev/programming-guides/encoding */
function fieldsOf(bytes: Buffer): readonly Field[] {
  const fields: Field[] = []
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++)
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  while (at < bytes.length) {
    const key = Number(varint())
    const lengths: Readonly<Record<number, () => number>> = { 1: () => 8, 2: () => Number(varint()), 5: () => 4 }
    const length = lengths[key & 7]?.()
    fields.push({ number: key >> 3, value: length === undefined ? varint() : bytes.subarray(at, (at += length)) })
  }
  return fields
}

const bytesOf = (fields: readonly Field[], number: number): Buffer => {
  const value = fields.find((field) => field.number === number)?.value
  return value instanceof Buffer ? value : Buffer.alloc(0)
}

/** Unmasks a stored checksum. */
function unmasked(stored: number): number {
  const rotated = (stored - 0xa282ead8) >>> 0
  return ((rotated >>> 17) | (rotated << 15)) >>> 0
}

/** The events of a file, each after a check of both checksums. */
function eventsOf(path: string): readonly (readonly Field[])[] {
  const bytes = readFileSync(path)
  const events = []
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at))
    const content = bytes.subarray(at + 12, at + 12 + length)
    expect(unmasked(bytes.readUInt32LE(at + 8))).toBe(crc32c(bytes.subarray(at, at + 8)))
    expect(unmasked(bytes.readUInt32LE(at + 12 + length))).toBe(crc32c(content))
    events.push(fieldsOf(content))
    at += 16 + length
  }
  return events
}

it('sums up bytes as the standard says', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283) // https://reveng.sourceforge.io/crc-catalogue/17plus.htm, CRC-32/ISCSI
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa) // RFC 3720, B.4
})

it('writes event files with scalars by step, settings, and a picture of the filters', async () => {
  const { reports, id } = await homeWithRun()
  const folder = temporaryFolder()
  await reports.export([id, id], 'tensorboard', folder)
  const events = eventsOf(join(folder, id, 'events.out.tfevents.0.cnn-lab'))
  expect(bytesOf(events[0] ?? [], 3).toString()).toBe('brain.Event:2')
  const values = events.flatMap((event) => {
    const step = Number(event.find(({ number }) => number === 2)?.value ?? 0)
    return fieldsOf(bytesOf(event, 5)).map(({ value }) => ({ step, fields: fieldsOf(value as Buffer) }))
  })
  const tagged = (tag: string) => values.filter(({ fields }) => bytesOf(fields, 1).toString() === tag)
  expect(tagged('train/loss').map(({ step, fields }) => [step, bytesOf(fields, 2).readFloatLE()])).toEqual([5, 10, 15, 20].map((step) => [step, Math.fround(samplePoint(step).loss)]))
  expect(tagged('test/accuracy').map(({ step, fields }) => [step, bytesOf(fields, 2).readFloatLE()])).toEqual([1, 2].map((epoch) => [10 * epoch, Math.fround(sampleEpoch(epoch).testAccuracy)]))
  const [picture] = tagged('filters/first_convolution')
  expect(picture?.step).toBe(20)
  const image = fieldsOf(bytesOf(picture?.fields ?? [], 4))
  const [height, width] = [1, 2].map((number) => Number(image.find((field) => field.number === number)?.value)) as [number, number]
  const png = bytesOf(image, 4)
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width, height])
  const data = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)))
  expect(data).toHaveLength(height * (width + 1))
  const full = Math.max(...kernels.map(Math.abs))
  // The second weight of the first filter, behind the frame of eight pixels, the first weight and the filter byte of the row.
  expect(data[8 * (width + 1) + 1 + 2 * 8]).toBe(Math.round(127.5 * (1 + (kernels[1] ?? 0) / full)))
})

const python = process.env.CNN_LAB_PYTHON ?? 'python3'
const canImport = spawnSync(python, ['-c', 'import tensorboard'], { timeout: 60_000 }).status === 0
if (!canImport) console.info(`TensorBoard itself is not asked: ${python} cannot import it (pip install tensorboard, and CNN_LAB_PYTHON=<its python>).`)

it.skipIf(!canImport)('is read by TensorBoard', async () => {
  const { reports, id } = await homeWithRun()
  const folder = temporaryFolder()
  await reports.export([id], 'tensorboard', folder)
  const reader = fileURLToPath(new URL('testing/read_tensorboard.py', import.meta.url))
  const told = JSON.parse(execFileSync(python, [reader, folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as Record<string, Record<string, unknown>>
  const run = told[id]
  expect(Object.keys(told)).toEqual([id])
  expect(run?.scalars).toMatchObject({ 'test/loss': [[10, Math.fround(1.1)], [20, Math.fround(0.55)]] })
  expect(run?.images).toMatchObject({ 'filters/first_convolution': [[20, 136, 92]] })
  expect(run?.hparams).toMatchObject({ batchSize: sampleSpec().batchSize, epochs: 2, seed: 0 })
  expect(run?.status).toBe(1)
}, 60_000)

it('writes a table of runs, and one of their points', async () => {
  const { reports, id } = await homeWithRun()
  const folder = temporaryFolder()
  await reports.export([id], 'csv', join(folder, 'runs.csv'))
  const [header = '', line = '', rest] = readFileSync(join(folder, 'runs.csv'), 'utf8').split('\r\n')
  expect(rest).toBe('')
  expect(line).toContain(`${id},"a, ""quoted"" title",completed`)
  const cells = line.replace('"a, ""quoted"" title"', 'title').split(',')
  const cell = (column: string) => cells[header.split(',').indexOf(column)]
  expect([cell('network'), cell('batchSize'), cell('testLoss'), cell('bestEpoch'), cell('bestTestLoss')]).toEqual(['lenet-relu', String(sampleSpec().batchSize), '0.55', '2', '0.55'])
  await reports.export([id], 'curves', join(folder, 'curves.csv'))
  const lines = readFileSync(join(folder, 'curves.csv'), 'utf8').trim().split('\r\n')
  expect(lines).toHaveLength(5)
  expect(lines[0]).toMatch(/^run,step,epoch,loss,/)
  expect(lines[1]).toMatch(new RegExp(`^${id},5,0.05,`))
})

it('writes the records with the points of their curves', async () => {
  const { reports, lab, id } = await homeWithRun()
  const path = join(temporaryFolder(), 'runs.json')
  await reports.export([id], 'json', path)
  const { run, points } = await lab.runs.run(id)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([{ ...run, pointsMeasured: 4, pointsEach: 1, points }])
})

it('merges the points of a long run, and says how many each stands for', async () => {
  const made = finishedRun({ stepsPerEpoch: 20_000, step: 20_000, epochs: [sampleEpoch(1)] }, sampleSpec({ epochs: 1 }))
  const { lab, ids: [id = ''] } = await labWithRuns([{ ...made, points: Array.from({ length: 20_000 }, (_, index) => ({ ...samplePoint(index + 1), secondsLeft: 0 })) }])
  const path = join(temporaryFolder(), 'runs.json')
  await lab.reports.export([id], 'json', path)
  expect(statSync(path).size).toBeLessThan(2e6)
  const [written] = JSON.parse(readFileSync(path, 'utf8')) as { points: { step: number }[] }[]
  expect(written).toMatchObject({ id, pointsMeasured: 20_000 })
  expect(written).toHaveProperty('pointsEach', 20_000 / (written?.points.length ?? 0))
  expect(written?.points.at(-1)?.step).toBe(20_000)
  await lab.reports.export([id], 'json', path, 10)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject([{ pointsEach: 2000, points: Array.from({ length: 10 }, (_, index) => ({ step: 2000 * (index + 1) })) }])
})

it('gives each of many runs fewer points', () => {
  expect([1, 10, 40, 100, 1000].map(usualPoints)).toEqual([2400, 2400, 600, 240, 240])
})

it('says why a file cannot be written', async () => {
  const { reports, id } = await homeWithRun()
  await expect(reports.export([id], 'csv', '/nowhere/runs.csv')).rejects.toMatchObject({ code: 'export/unwritable', message: '/nowhere/runs.csv cannot be written: there is no such file or folder.' })
  await expect(reports.export(['none-1'], 'tensorboard', temporaryFolder())).rejects.toMatchObject({ code: 'run/unknown' })
})
