// The file of the first convolution's filters over the epochs of a run: a line with the layer as JSON, then a row of bytes for each epoch. The engine writes it, the lab reads it.
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { filterHistoryFile, type FilterHistory, type FilterLayer } from '@contract/inspection/filters'
import { writeFileWhole } from '../files/durable-file'
import { growingFile, parsedLine } from './growing-file'

const size = z.int().positive()
const headSchema = z.strictObject({ version: z.literal(1), layer: z.string(), shape: z.tuple([size, size, size, size]) })

/** What a row begins with: the epoch and the CRC-32 of the weights, both uint32; then come the weights as float32. All are little-endian. */
const rowHeadBytes = 8
const floatBytes = 4
const lineBreak = 10

/** Bytes of a row. */
export function rowBytes({ shape }: FilterLayer): number {
  return rowHeadBytes + floatBytes * elements(shape)
}

/** Begins the file of a run anew, with the rows of an earlier part of the run that count. @throws as `fs` does */
export async function beginFilterHistory(folder: string, { layer, shape }: FilterLayer, rows: Pick<FilterHistory, 'epochs' | 'values'>): Promise<void> {
  const head = `${JSON.stringify({ version: 1, layer, shape })}\n`
  const count = elements(shape)
  const bytes = rows.epochs.map((epoch, index) => row(epoch, rows.values.subarray(index * count, (index + 1) * count)))
  await writeFileWhole(join(folder, filterHistoryFile), Buffer.concat([Buffer.from(head), ...bytes]))
}

/** @param values [filters, channels of each, height, width] @throws as `fs` does */
export async function appendFilters(folder: string, epoch: number, values: Float32Array): Promise<void> {
  await appendFile(join(folder, filterHistoryFile), row(epoch, values))
}

/** The filters of a run, up to the first row that was not written to its end; null where none were kept. @throws as `fs` does but for a file that is not there */
export async function readFilterHistory(folder: string): Promise<FilterHistory | null> {
  const bytes = await growingFile(join(folder, filterHistoryFile))
  const headEnd = bytes.indexOf(lineBreak)
  const head = headSchema.safeParse(parsedLine(bytes.toString('utf8', 0, Math.max(0, headEnd))))
  if (!head.success) return null
  const { layer, shape } = head.data
  const count = elements(shape)
  const epochs: number[] = []
  const weights: Buffer[] = []
  const length = rowBytes({ layer, shape })
  for (let at = headEnd + 1; at + length <= bytes.length; at += length) {
    const epoch = bytes.readUInt32LE(at)
    const row = bytes.subarray(at + rowHeadBytes, at + length)
    if (epoch <= (epochs.at(-1) ?? -1) || crc32(row) !== bytes.readUInt32LE(at + 4)) break
    epochs.push(epoch)
    weights.push(row)
  }
  return { layer, shape, epochs, values: new Float32Array(new Uint8Array(Buffer.concat(weights)).buffer, 0, epochs.length * count) }
}

function row(epoch: number, values: Float32Array): Buffer {
  const weights = Buffer.from(values.buffer, values.byteOffset, values.byteLength)
  const head = Buffer.alloc(rowHeadBytes)
  head.writeUInt32LE(epoch)
  head.writeUInt32LE(crc32(weights), 4)
  return Buffer.concat([head, weights])
}

const elements = (shape: FilterLayer['shape']): number => shape.reduce((product, extent) => product * extent, 1)
