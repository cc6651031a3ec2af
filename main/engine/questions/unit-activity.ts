// Measures how strongly the units of a network answer over a sample of images: which are dead, and which images excite each most.
import { phrase } from '@language/phrase'
import type { ActivityOfLayer } from '@contract/inspection/unit-activity'
import { LabError } from '@contract/problem'
import { imageFeed } from '../inspection/image-feed'
import type { InspectedLayer } from '../inspection/inspected-layers'
import { SampledImages } from '../inspection/sampled-images'
import { compileUnits, hasPlaces, unitOutputs } from '../inspection/unit-program'
import { UnitTally, type TalliedUnits } from '../inspection/unit-tally'
import { withNetwork } from '../inspection/with-network'
import { valuesProgramImages } from '../program/values-program'
import type { Work } from './work'

/**
 * Computes on the CPU, batch after batch: what is kept of the images does not grow with their number.
 * @throws LabError `inspection/no-hidden-layer`, `dataset/...`, `checkpoint/damaged`, `evaluation/not-finite`, `network/...`
 */
export const unitActivity: Work<'unitActivity'> = (task) =>
  withNetwork(task, async (network) => {
    const sample = await SampledImages.open(task.spec, task, network.largestBatch)
    const { batchSize } = sample
    const layers = network.layersFor(batchSize).filter(({ passesOn, isLogits }) => !passesOn && !isLogits)
    if (layers.length === 0) throw new LabError('inspection/no-hidden-layer', phrase('The network computes its logits from the pixels at once, and so has no units between them.'), phrase('Choose a network with several layers.'))
    const session = await network.session(`unit-activity:${batchSize}`, () => compileUnits(network.networkFor(batchSize), layers, network.info))
    const names = layers.flatMap((layer, index) => [unitOutputs.largest(index), ...(hasPlaces(layer) ? [unitOutputs.mean(index)] : [])])
    const tallies = layers.map(({ name, channels }) => new UnitTally(name, channels, sample.count))
    for (const { start, count, pixels } of sample.batches()) {
      const outputs = await session.run({ ...network.stateFeeds, [valuesProgramImages]: imageFeed(pixels, network.info, batchSize) }, names)
      for (const [index, layer] of layers.entries()) {
        const largest = outputs.floats(unitOutputs.largest(index))
        const mean = hasPlaces(layer) ? outputs.floats(unitOutputs.mean(index)) : largest
        for (let place = 0; place < count; place++) {
          const [from, to] = [place * layer.channels, (place + 1) * layer.channels]
          tallies[index]?.add(sample.numbers[start + place] ?? 0, largest.subarray(from, to), mean.subarray(from, to))
        }
      }
      task.onProgress?.(start + count, sample.count)
    }
    return { images: sample.count, within: sample.within, layers: layers.flatMap((layer, index) => (tallies[index] ? [activityOf(layer, tallies[index].result)] : [])) }
  })

/** A unit that is 0 everywhere in all images is dead where the layer cuts at 0; elsewhere such a value means nothing. */
function activityOf({ name, kind, channels, cutsAtZero }: InspectedLayer, tallied: TalliedUnits): ActivityOfLayer {
  const dead = cutsAtZero ? Array.from(tallied.largest, (value, unit) => ({ value, unit })).flatMap(({ value, unit }) => (value === 0 ? [unit] : [])) : null
  return { layer: name, kind, units: channels, ...tallied, dead }
}
