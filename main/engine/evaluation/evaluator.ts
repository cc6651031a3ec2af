// The evaluator: loss and accuracy of a network's state over a whole set of images.
import type { DeviceName } from '@contract/devices/devices'
import { stateOf, type Network } from '../../networks/network'
import { compileEvaluation, evaluationOutputs } from '../program/evaluation-program'
import { indexType } from '../program/inputs/image-batch'
import { capabilitiesOf } from '../capabilities'
import { release, Session, type Feeds } from '../runtime/session'
import { BatchFeed } from '../training/trainer/batch-feed'
import { imageFeeds, type ImageSet } from '../training/trainer/image-set'
import { memoryPolicy } from '../training/trainer/memory-policy'
import { toDevice } from '../runtime/transfer'

export interface Evaluation {
  /** Mean cross-entropy. */
  readonly loss: number
  /** Share of images whose label has the largest logit, 0..1. */
  readonly accuracy: number
}

export class Evaluator {
  private constructor(
    private readonly network: Network,
    private readonly device: DeviceName,
    private readonly count: number,
    /** Images and labels, where the device reads them. */
    private readonly data: Feeds,
    private readonly session: Session,
  ) {}

  /** @param network built for the batch size to evaluate with */
  static async open(network: Network, data: ImageSet, device: DeviceName): Promise<Evaluator> {
    const session = await Session.open(compileEvaluation(network, data, device), { device, arena: memoryPolicy(network, 0).keepsArena })
    return new Evaluator(network, device, data.count, await toDevice(imageFeeds(data, network), device), session)
  }

  /**
   * Evaluates the first images of the set, or all.
   * @param state holds, on the same device, parameters and buffers under their names
   * @param onBatch told after each batch how many images are done; may throw to end the evaluation
   */
  async evaluate(state: Feeds, onBatch: (done: number, total: number) => void | Promise<void> = () => undefined, total = this.count): Promise<Evaluation> {
    const [batchSize = 1] = this.network.images.shape
    const indices = indexType(capabilitiesOf[this.device])
    const fixed = {
      ...Object.fromEntries(stateOf(this.network).flatMap(({ name }) => (state[name] ? [[name, state[name]] as const] : []))),
      ...this.data,
    }
    let [loss, correct] = [0, 0]
    for (let start = 0; start < total; start += batchSize) {
      const batch = Uint32Array.from({ length: Math.min(batchSize, total - start) }, (_, index) => start + index)
      const inputs = { ...fixed, ...new BatchFeed([batch], batchSize, () => 1).feeds(indices, [batchSize]) }
      const outputs = await this.session.run(inputs, Object.values(evaluationOutputs))
      loss += outputs.floats(evaluationOutputs.loss)[0] ?? NaN
      correct += outputs.floats(evaluationOutputs.correct)[0] ?? NaN
      await onBatch(start + batch.length, total)
    }
    return { loss: loss / total, accuracy: correct / total }
  }

  async close(): Promise<void> {
    await release(Object.values(this.data))
    await this.session.close()
  }
}
