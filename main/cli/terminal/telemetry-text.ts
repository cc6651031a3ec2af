// Telemetry in the terminal: what each layer looked like at the last sample, and what is wrong.
import { layerTroubles } from '@common/conclusions/layer-troubles'
import { kindWords } from '@common/layers/kind-words'
import { formatCount, formatCounted, formatPercent, plainFormats } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { Telemetry } from '@contract/runs/telemetry'
import type { Output } from './command-context'
import { table } from './table'

/** Paragraphs; one sentence where the run has not looked. */
export function telemetryParagraphs(telemetry: Telemetry | null, output: Output): readonly string[] {
  const last = telemetry?.samples.at(-1)
  if (!telemetry || !last) return [phrase('Telemetry: none was taken. Train with --telemetry <steps> to look into the layers.')]
  const { figures } = last
  const size = (value: number | null | undefined): string => (value == null ? '' : value.toPrecision(3))
  const share = (value: number | null | undefined): string => (value == null ? '' : formatPercent(value))
  const rows = telemetry.layers.map(({ name, kind }, index) => [
    ...[name, kindWords(kind), size(figures.activationRms[index]), share(figures.zeroShare[index]), share(figures.saturatedShare[index])],
    ...[size(figures.outputGradientRms[index]), size(figures.weightGradientRms[index]), size(figures.weightRms[index]), size(figures.updateRms[index])],
  ])
  const columns = [
    ...[{ title: phrase('Layer') }, { title: phrase('Kind') }],
    ...[phrase('Output (RMS)'), phrase('Zeros'), phrase('Saturated'), phrase('Gradient of output'), phrase('Gradient of weights'), phrase('Weights'), phrase('Update')].map((title) => ({ title, align: 'right' as const })),
  ]
  const title = phrase('Layers at step {step}, the last of {samples} of {images}:', { step: formatCount(last.step), samples: formatCounted(telemetry.samples.length, 'sample'), images: formatCounted(telemetry.images, 'image') })
  return [`${title}\n${table(columns, rows, { output })}`, ...layerTroubles(telemetry, plainFormats)]
}
