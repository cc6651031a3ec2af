// The file of a run's telemetry: a line with the layers, then a line for each sample, as JSON. The engine writes it, the lab reads it.
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { telemetryFile, telemetryLayerSchema, telemetrySampleSchema, type Telemetry, type TelemetryLayer, type TelemetrySample } from '@contract/runs/telemetry'
import { writeFileWhole } from '../files/durable-file'

const headSchema = z.strictObject({ version: z.literal(1), layers: z.array(telemetryLayerSchema) })

const line = (value: object): string => `${JSON.stringify(value)}\n`

/** Begins the file of a run anew: with these layers, and with the samples of an earlier part of the run that count. @throws as `fs` does */
export async function beginTelemetry(folder: string, layers: readonly TelemetryLayer[], samples: readonly TelemetrySample[]): Promise<void> {
  await writeFileWhole(join(folder, telemetryFile), [line({ version: 1, layers }), ...samples.map(line)].join(''))
}

/** @throws as `fs` does */
export async function appendTelemetry(folder: string, sample: TelemetrySample): Promise<void> {
  await appendFile(join(folder, telemetryFile), line(sample))
}

/** The telemetry of a run, up to the first line that was not written to its end; null where none was taken. @throws as `fs` does but for a file that is not there */
export async function readTelemetry(folder: string): Promise<Telemetry | null> {
  const [first, ...others] = (await contentOf(join(folder, telemetryFile))).split('\n')
  const head = headSchema.safeParse(parsed(first ?? ''))
  if (!head.success) return null
  const samples: TelemetrySample[] = []
  for (const text of others) {
    const sample = telemetrySampleSchema.safeParse(parsed(text))
    if (!sample.success) break
    samples.push(sample.data)
  }
  return { layers: head.data.layers, samples }
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // a line that was cut
  }
}
