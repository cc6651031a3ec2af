// What a device's roof predicts of a network, for the terminal: the time of each layer, images per second, and what would make it faster.
import { phrase } from '@language/phrase'
import { gainsBy, moreShare, resources, resourceWords, type Gain, type Resource } from '@common/roofline/gains'
import type { NetworkWork } from '@common/roofline/network-work'
import { limitOf, limits, limitWords, predictTime, secondsOf, toldPasses, type LayerTime, type NetworkTime, type Throughput } from '@common/roofline/prediction'
import { ridgeOf, type Roof } from '@common/roofline/roof'
import { formatByteRate, formatBytes, formatFlopRate, formatPercent, formatRate, formatStepTime } from '@common/words/plain-format'
import { table } from './table'
import type { Output } from './command-context'

/** A device for a prediction. */
export interface RoofedDevice {
  readonly name: string
  readonly roof: Roof
  /** Where the roof's figures come from. */
  readonly source: string
}

/** What is predicted of a network on a device. */
export interface Prediction extends NetworkTime {
  readonly device: RoofedDevice
  /** Gain by a tenth more of each resource alone. */
  readonly gains: Readonly<Record<Resource, Gain | null>>
}

export function predictionOf(network: NetworkWork, device: RoofedDevice): Prediction {
  return { device, ...predictTime(network, device.roof), gains: gainsBy(moreShare, network, device.roof) }
}

/** The prediction for people, below the network's layers. */
export function predictionText({ device, layers, training, inference, gains }: Prediction, output?: Output): string {
  const columns = [
    { title: phrase('layer') },
    { title: phrase('forward'), align: 'right' },
    { title: phrase('backward'), align: 'right' },
    { title: phrase('update § of the parameters'), align: 'right', canBeSpared: true },
    { title: phrase('share'), align: 'right' },
    { title: phrase('limit'), canBeSpared: true },
  ] as const
  const rows = layers.filter(({ trainingSeconds }) => trainingSeconds > 0).map((layer) => [
    layer.name,
    ...Object.values(toldPasses).map((passes) => timeText(secondsOf(layer, passes))),
    formatPercent(layer.trainingSeconds / training.seconds),
    limitText(layer),
  ])
  return [
    phrase('Predicted on {device}: {roof}.', { device: device.name, roof: roofText(device.roof) }),
    device.source,
    '',
    table(columns, rows, { output }),
    '',
    throughputText(phrase('training'), training),
    throughputText(phrase('inference'), inference),
    ...gainsText(gains),
  ].join('\n')
}

function roofText(roof: Roof): string {
  const memory = roof.onChipBytes === null ? '' : phrase(', {memory} on the chip', { memory: formatBytes(roof.onChipBytes) })
  return phrase('{arithmetic}, {bandwidth}{memory}; its corner is at {ridge} FLOP per byte', { arithmetic: formatFlopRate(roof.flopsPerSecond), bandwidth: formatByteRate(roof.bytesPerSecond), memory, ridge: ridgeOf(roof).toPrecision(3) })
}

function timeText(seconds: number): string {
  return seconds === 0 ? '' : formatStepTime(seconds)
}

function limitText(layer: LayerTime): string {
  const limit = limitOf(layer)
  return limit === null ? '' : limitWords[limit]
}

/** `training: 14.8 images/s, 8.63 s a batch; 97.3 % of it limited by arithmetic, 2.7 % by memory bandwidth` */
function throughputText(what: string, { seconds, imagesPerSecond, byLimit }: Throughput): string {
  const shares = limits.filter((limit) => byLimit[limit] > 0).map((limit) => phrase('{share} by {limit}', { share: formatPercent(byLimit[limit] / seconds), limit: limitWords[limit] }))
  return phrase('{what}: {rate} images/s, {time} a batch; limited {shares}', { what, rate: formatRate(imagesPerSecond), time: formatStepTime(seconds), shares: shares.join(phrase(', ')) })
}

/** `10 % more FLOP/s: training 9.6 % faster, inference 9.6 %` */
function gainsText(gains: Prediction['gains']): string[] {
  return resources.flatMap((resource) => {
    const gain = gains[resource]
    return gain ? [phrase('10 % more {resource}: training {training} faster, inference {inference}', { resource: resourceWords[resource], training: formatPercent(gain.training), inference: formatPercent(gain.inference) })] : []
  })
}
