// What builders of reports read, made up: no store, no engine, no files.
import { datasetInfo } from '../../../data/catalogue'
import { defaultNetworkSettings } from '@contract/models/networks'
import type { NetworkQuestion } from '@contract/models/network-analysis'
import { LabError } from '@contract/problem'
import type { RunRecord } from '@contract/runs/run-record'
import { layerFigureNames, type Telemetry } from '@contract/runs/telemetry'
import { analyzeListed } from '../../models/listed-analyses'
import type { ReportSources } from '../report-sources'

/** The parts that a test gives; what it does not give must not be asked for. */
interface MadeUpSources {
  readonly runs?: readonly RunRecord[]
  readonly experiments?: Partial<ReportSources['experiments']>
  readonly sweeps?: ReportSources['sweeps']
  readonly evaluations?: Partial<ReportSources['evaluations']>
}

const imageSide = 28
const image = { pixels: Uint8Array.from({ length: imageSide ** 2 }, (_, place) => (place * 7) % 256), channels: 1, height: imageSide, width: imageSide, label: 0 }

/** Three looks into two layers, whose gradients fade on their way back. */
const telemetry: Telemetry = {
  layers: [{ name: 'conv1', kind: 'conv2d' }, { name: 'sigmoid1', kind: 'sigmoid' }, { name: 'fc1', kind: 'linear' }],
  images: 16,
  samples: [0, 16, 32].map((step) => ({ step, figures: Object.fromEntries(layerFigureNames.map((name) => [name, [1e-6 * (step + 1), 0.5, 0.1]])) as Telemetry['samples'][number]['figures'] })),
}

export function madeUpSources({ runs = [], experiments, sweeps, evaluations }: MadeUpSources): ReportSources {
  const sources = {
    runs: {
      record: (id: string) => {
        const found = runs.find((run) => run.id === id)
        return found ? Promise.resolve(found) : Promise.reject(new LabError('run/unknown', `There is no run ${id}.`))
      },
      telemetry: () => Promise.resolve(telemetry),
    },
    evaluations: { evaluations: () => Promise.resolve([]), ...evaluations },
    data: {
      splitImages: (_id: string, _split: string, indices: readonly number[]) => Promise.resolve(indices.map(() => image)),
      card: () => Promise.resolve({ fingerprint: 'f00d', train: Array.from({ length: 10 }, () => 10), test: Array.from({ length: 10 }, () => 5), samples: [[image]] }),
    },
    // A small network stands for every other: what is drawn of it is the same.
    models: { analyzeNetwork: ({ batchSize, classes, settings }: NetworkQuestion) => Promise.resolve(analyzeListed(defaultNetworkSettings('lenet-relu'), [batchSize, 1, imageSide, imageSide], classes, settings)) },
    devices: { device: () => Promise.resolve({ usable: false }) },
    experiments,
    sweeps,
    datasetInfo,
  }
  return sources as unknown as ReportSources
}
