// Computes what the network of a run is fed of an image, in some epochs.
import { inputFormOf, type Normalization } from '@common/preprocessing/input-form'
import type { NetworkInputs } from '@contract/data/network-inputs'
import { InputPrograms } from '../inspection/input-programs'
import { drawnImage } from '../inspection/drawn-image'
import type { Work } from './work'

/**
 * Computes on the CPU.
 * @throws LabError `dataset/...`, `preprocessing/numbers`
 */
export const networkInputs: Work<'networkInputs'> = async ({ spec, wanted, inputs }) => {
  const programs = inputs ?? new InputPrograms()
  try {
    const dataset = await programs.datasets.of(spec.dataset.id)
    const { role, images, pixels } = await drawnImage(dataset, spec, wanted)
    const values = await programs.run(spec.preprocessing, dataset.info, pixels)
    const { height, width } = spec.preprocessing
    return { role, values, shape: [images, dataset.info.channels, height, width], range: rangeOf(inputFormOf(spec.preprocessing, dataset.info).normalization) }
  } finally {
    if (!inputs) await programs.close()
  }
}

/** What black and white become, over all channels. */
function rangeOf(normalization: Normalization | null): NetworkInputs['range'] {
  if (!normalization) return { least: 0, most: 1 }
  const of = (value: number): readonly number[] => normalization.mean.map((mean, channel) => (value - mean) / (normalization.deviation[channel] ?? 1))
  return { least: Math.min(...of(0)), most: Math.max(...of(1)) }
}
