// Speed: training steps beside PyTorch's on the same GPU, the device's roof, and where the time of a step goes.
import { formatByteRate, formatBytes, formatFlopRate, formatPercent, formatRate } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { StepMeasurement } from '@contract/benchmark/benchmark'
import type { ModelName } from '@contract/models/zoo'
import { defaultSpec, square, type RunSpec } from '@contract/training/run-spec'
import { askEngine } from '../../engine-process/single-question'
import type { CheckedGpu, Finding, PlannedStep, StepDeps } from '../planned-step'

/** The networks with their batch sizes, those first about which most is wanted (docs/performance.md). */
const cases: readonly (readonly [ModelName, number])[] = [['alexnet', 128], ['lenet-relu', 256], ['resnet-20', 128], ['fashionnet', 128], ['alexnet-small', 128], ['resnet-18', 128], ['alexnet-2012', 128], ['mobilenet-v2', 64]]

function specsOf({ info: { name: device }, isSmall }: CheckedGpu): readonly RunSpec[] {
  if (isSmall) return [{ ...limited(defaultSpec('lenet-relu')), preprocessing: square(12), batchSize: 4, device }]
  const specs = cases.map(([model, batchSize]) => ({ ...defaultSpec(model), batchSize, device }))
  return device === 'cuda' ? specs.flatMap((spec, index) => (index === 0 ? [spec, { ...spec, precision: 'mixed' as const }] : [spec])) : specs
}

const limited = (spec: RunSpec): RunSpec => ({ ...spec, dataset: { ...spec.dataset, limitTrain: 256, limitTest: 32 } })
const nameOf = ({ network, batchSize, precision }: RunSpec): string => {
  const subject = { model: network.kind === 'zoo' ? network.model : '', batchSize }
  return precision === 'mixed' ? phrase('{model} at batch {batchSize}, mixed precision', subject) : phrase('{model} at batch {batchSize}', subject)
}

/** `1,204 images/s, 1.2 GB on the device` */
const speedWords = ({ imagesPerSecond, deviceBytes }: StepMeasurement): string => {
  const speed = formatRate(imagesPerSecond)
  return deviceBytes === null ? phrase('{speed} images/s', { speed }) : phrase('{speed} images/s, {memory} on the device', { speed, memory: formatBytes(deviceBytes) })
}

export function speedSteps({ launcher, networkFolder, pytorch }: StepDeps, gpu: CheckedGpu): readonly PlannedStep[] {
  const { name: device } = gpu.info
  const races = specsOf(gpu).map((spec): PlannedStep => ({
    title: phrase('speed of {network}', { network: nameOf(spec) }),
    device,
    seconds: 90,
    run: async (signal): Promise<Finding> => {
      const engine = await askEngine(launcher, 'benchmark', { spec, device, networkFolder }, { signal })
      const { contenders = [], refusal = phrase('PyTorch was not found') } = pytorch?.contenders(spec, device) ?? {}
      const peers = []
      for (const { name, measure } of contenders) peers.push({ name, ...(await measure()) })
      const [peer] = peers.sort((a, b) => b.imagesPerSecond - a.imagesPerSecond)
      const ratio = peer && engine.imagesPerSecond / peer.imagesPerSecond
      const outside = engine.split && engine.split.outside / engine.stepSeconds
      return {
        status: 'told',
        words: [
          `${speedWords(engine)}${outside === null ? '' : phrase(', {share} of it outside ONNX Runtime', { share: formatPercent(outside) })}`,
          peer && ratio !== undefined ? phrase('{peer}: {speed}; ratio {ratio}.', { peer: peer.name, speed: speedWords(peer), ratio: ratio.toFixed(2) }) : phrase('Without a peer: {refusal}.', { refusal }),
        ].join(phrase('.  § between two sentences')),
        figures: { engine, peers, ratio: ratio ?? null },
      }
    },
  }))
  const roof: PlannedStep = {
    title: phrase('the roofline'),
    device,
    seconds: 60,
    run: async (signal): Promise<Finding> => {
      const roofOf = await askEngine(launcher, 'measureRoof', { device }, { signal })
      const { flopsPerSecond, bytesPerSecond, convolutionFlopsPerSecond, operatorSeconds } = roofOf
      return { status: 'told', words: phrase('{products} in products, {convolutions} in convolutions, {bandwidth}, {microseconds} µs an operator.', { products: formatFlopRate(flopsPerSecond), convolutions: formatFlopRate(convolutionFlopsPerSecond), bandwidth: formatByteRate(bytesPerSecond), microseconds: (operatorSeconds * 1e6).toPrecision(3) }), figures: roofOf }
    },
  }
  const [profiled] = specsOf(gpu)
  if (!profiled) return [...races, roof]
  const shares: PlannedStep = {
    title: phrase('operators of {network}', { network: nameOf(profiled) }),
    device,
    seconds: 60,
    run: async (signal): Promise<Finding> => {
      const operators = await askEngine(launcher, 'profile', { spec: profiled, device, networkFolder }, { signal })
      return { status: 'told', words: phrase('{operators}: the time to start each, not to compute it.', { operators: operators.slice(0, 8).map(({ operator, share }) => `${operator} ${formatPercent(share)}`).join(', ') }), figures: { operators } }
    },
  }
  return gpu.isSmall ? [...races, shares] : [...races, roof, shares]
}
