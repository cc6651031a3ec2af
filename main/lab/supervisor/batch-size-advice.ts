// What to do where memory ran out: the batch size that the prediction says would fit.
import type { DeviceInfo } from '@contract/devices'
import type { Problem } from '@contract/problem'
import type { RunSpec } from '@contract/run-spec'
import { largestBatchSize, type NetworkSize } from '../estimates/prediction'
import { bytes } from '../reports/wording'

/** Share of a device's memory that a run may count on: the system and other programs have the rest. */
const usableShare = 0.9

/**
 * A problem with a batch size to try, where it stands for memory that ran out; else the problem as it is.
 * @param network null where the engine did not come so far as to tell its size
 */
export function adviseBatchSize(problem: Problem, spec: RunSpec, device: DeviceInfo | null, network: NetworkSize | null): Problem {
  if (problem.code !== 'device/out-of-memory' && problem.code !== 'engine/killed') return problem
  if (spec.microBatchSize !== null) return { ...problem, remedy: `${problem.remedy} So do fewer images at once than ${spec.microBatchSize}.` }
  const memoryBytes = device?.memoryBytes ?? null
  if (device && memoryBytes !== null && network) {
    const fitting = largestBatchSize(network, spec, device.name, usableShare * memoryBytes)
    // Where the prediction says that the run itself fits, it was too low.
    if (fitting >= 1 && fitting < spec.batchSize) {
      return { ...problem, remedy: `${problem.remedy} By prediction, ${fitting} images a step fit into the ${bytes(memoryBytes)} here.`, batchSize: fitting }
    }
  }
  const half = Math.floor(spec.batchSize / 2)
  return half === 0 ? problem : { ...problem, remedy: `${problem.remedy} Try ${half}.`, batchSize: half }
}
