// The file of a run's telemetry: a line with the layers, then a line for each sample, as JSON. The engine writes it, the lab reads it.
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { telemetryFile, telemetryLayerSchema, telemetrySampleSchema, type Telemetry, type TelemetrySample } from '@contract/runs/telemetry'
import { writeFileWhole } from '../files/durable-file'
import { growingFile, parsedLine } from './growing-file'

/** Version 1 had no figure of updates, and looked at 64 images. */
const headSchema = z.discriminatedUnion('version', [
  z.strictObject({ version: z.literal(1), layers: z.array(telemetryLayerSchema) }).transform(({ layers }) => ({ version: 1, layers, images: 64 })),
  z.strictObject({ version: z.literal(2), layers: z.array(telemetryLayerSchema), images: z.int().positive() }),
])

const line = (value: object): string => `${JSON.stringify(value)}\n`

/** Begins the file of a run anew, with the samples of an earlier part of the run that count. @throws as `fs` does */
export async function beginTelemetry(folder: string, { layers, images, samples }: Telemetry): Promise<void> {
  await writeFileWhole(join(folder, telemetryFile), [line({ version: 2, layers, images }), ...samples.map(line)].join(''))
}

/** @throws as `fs` does */
export async function appendTelemetry(folder: string, sample: TelemetrySample): Promise<void> {
  await appendFile(join(folder, telemetryFile), line(sample))
}

/**
 * The telemetry of a run, up to the first line that was not written to its end; null where none was taken.
 * @param most where there are more samples, only the first, every so many, and the last are read: evenly spaced, at most about so many
 * @throws as `fs` does but for a file that is not there
 */
export async function readTelemetry(folder: string, most = Infinity): Promise<Telemetry | null> {
  const [first, ...others] = (await growingFile(join(folder, telemetryFile))).toString('utf8').split('\n')
  const head = headSchema.safeParse(parsedLine(first ?? ''))
  if (!head.success) return null
  const { version, layers, images } = head.data
  const samples: TelemetrySample[] = []
  for (const text of evenly(others, most)) {
    const line = parsedLine(text)
    const sample = telemetrySampleSchema.safeParse(version === 1 ? broughtForward(line, layers.length) : line)
    if (!sample.success) break
    samples.push(sample.data)
  }
  return { layers, images, samples }
}

const earlierSampleSchema = z.looseObject({ figures: z.looseObject({}) })

/** A sample of version 1 as one of the present version; anything else unchanged. */
function broughtForward(line: unknown, layers: number): unknown {
  const earlier = earlierSampleSchema.safeParse(line)
  return earlier.success ? { ...earlier.data, figures: { ...earlier.data.figures, updateRms: Array<null>(layers).fill(null) } } : line
}

/** Every so many lines, and the last one that is whole. */
function evenly(lines: readonly string[], most: number): readonly string[] {
  if (lines.length - 1 <= most) return lines
  const whole = lines.slice(0, -1) // behind the last line break is nothing, or the beginning of a line
  const every = Math.ceil(whole.length / most)
  const chosen = whole.filter((_, index) => index % every === 0)
  return (whole.length - 1) % every === 0 ? chosen : [...chosen, ...whole.slice(-1)]
}
