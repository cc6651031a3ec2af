// The layers of networks under the roof of this machine where it was measured, else of a known device.
import type { PanelChart } from '@common/experiments/chart'
import { roofOfMeasured } from '@common/roofline/measured-roof'
import { knownDevices, roofOf } from '@common/roofline/known-devices'
import { workOf } from '@common/roofline/network-work'
import { rangesOf } from '@common/roofline/roofline-axes'
import { rooflineSeries } from '@common/roofline/roofline-points'
import { attainable, ridgeOf, type Roof } from '@common/roofline/roof'
import { formatByteRate, formatFlopRate } from '@common/words/format'
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ReportBlockOf } from '@contract/reports/report-block'
import type { ScatterChart } from '@contract/reports/report-chart'
import { placeOf } from '../../../../devices/place'
import type { ReportSources } from '../../../report-sources'
import { chartBlock } from '../../chart-block'
import type { ReportedExperiment } from '../reported-experiment'
import { panelAnalyses, panelBatchSize } from './panel-analyses'

/** Layers that take less of a training step have no name. */
const leastNamed = 0.1

export async function rooflineBlocks({ title, caption }: PanelChart, { plan, sources }: ReportedExperiment): Promise<readonly ReportBlockOf<'chart'>[]> {
  const networks = await panelAnalyses(plan, sources)
  const device = await roofedDevice(sources)
  if (networks.length === 0 || !device) return []
  const { roof } = device
  const series = rooflineSeries(networks.map(({ analysis }) => workOf(analysis, 'float32')), roof).filter(({ direction }) => direction === 'forward')
  const { x } = rangesOf(series, roof)
  const points = series.flatMap(({ network, points: own }) =>
    own.map((point): ScatterChart['points'][number] => ({
      label: point.share >= leastNamed ? point.layer : '', group: network, size: Math.min(1, point.share),
      x: point.x, y: point.y, spread: null, isOnFront: false, isPublished: false,
    })),
  )
  const below = points.filter((point) => point.x < ridgeOf(roof)).length
  return [chartBlock(title, {
    chart: {
      kind: 'scatter',
      x: { title: phrase('arithmetic intensity in FLOP per byte of memory traffic'), scale: 'log', kind: 'number' },
      y: { title: phrase('speed in FLOP/s'), scale: 'log', kind: 'flops' },
      groups: networks.map((network) => network.title),
      lines: [{ label: formatFlopRate(roof.flopsPerSecond), points: [[x.min, attainable(roof, x.min)], [ridgeOf(roof), roof.flopsPerSecond], [x.max, roof.flopsPerSecond]] }],
      points,
    },
    caption: phrase('{caption} Forward, at batch size {batchSize}, in float32; the roofline is that of {device}: {arithmetic} and {bandwidth}. Larger marks take more of the time of a training step.', { caption, batchSize: panelBatchSize, device: device.title, arithmetic: formatFlopRate(roof.flopsPerSecond), bandwidth: formatByteRate(roof.bytesPerSecond) }),
    alternative: phrase('Roofline of {networks}: {below} of {points} layers lie left of the corner, where the memory bandwidth is the limit.', { networks: enumeration(networks.map((network) => network.title)), below, points: points.length }),
  })]
}

interface RoofedDevice {
  readonly title: string
  readonly roof: Roof
}

/** The GPU under whose roof layers stand where this machine was not measured. */
const otherwise = 'a100'

/** Asks for what is remembered; measures nothing. */
async function roofedDevice({ devices, store }: ReportSources): Promise<RoofedDevice | null> {
  const device = await devices.device('cpu')
  const measured = device.usable ? await store.calibrations.findRoof(placeOf(device)) : null
  if (measured) return { title: phrase('this machine ({device})', { device: device.title }), roof: roofOfMeasured(measured.roof) }
  const known = knownDevices.find(({ id }) => id === otherwise)
  return known ? { title: known.name, roof: roofOf(known, 'float32') } : null
}
