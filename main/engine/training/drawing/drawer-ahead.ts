// Draws steps in another thread while this one waits for the GPU; late steps are drawn here. If the thread fails, so does the run, as the cause is not a matter of speed.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads'
import { logTrouble } from '../../../log/log'
import type { Drawer } from './drawer'
import { SharedPlaces, type DrawOrder, type DrawThreadData } from './draw-thread-data'
import { imageMemoryOf, StepDrawer, type DrawingPlan, type StepDraws, type StepToDraw } from './step-draws'

export class DrawerAhead implements Drawer {
  /** Draws late steps in this thread. */
  readonly #here: StepDrawer
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #places = new SharedPlaces()
  /** Draws received from the other thread, by the number of their step. */
  readonly #arrived = new Map<number, StepDraws>()
  /** The memory that images of received draws lie in, with the last step whose images do. */
  readonly #inUse = new Map<ArrayBuffer, number>()
  /** Memory of images that were drawn and used, for the other thread to use again. */
  readonly #free: ArrayBuffer[] = []
  /** The last step that the other thread was told of. */
  #announced = -1
  /** Why the other thread has ended; null while it has not. */
  #failure: LabError | null = null

  /**
   * @param plan its images, if any, lie in shared memory or in a file; otherwise the thread would get a copy of all of them
   * @param thread absolute path of the thread's program, e.g. `out/main/draw-thread.js`
   */
  constructor(plan: DrawingPlan, thread: string) {
    this.#here = new StepDrawer(plan)
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    const workerData: DrawThreadData = { plan, port: port2, places: this.#places.shared }
    this.#worker = new Worker(thread, { workerData, transferList: [port2] })
    this.#worker.unref()
    this.#worker.on('error', (error) => {
      logTrouble('training', 'thread that draws ahead failed', error)
      const message = phrase('The thread that prepares the images of the next steps failed: {message}.', { message: error instanceof Error ? error.message : String(error) })
      this.#failure = new LabError('engine/draw-thread', message, phrase('Resume the run from its last checkpoint; if that fails again, please report it.'), { cause: error })
    })
  }

  /** Number of steps that the other thread has drawn and that were not asked for yet. */
  get waiting(): number {
    this.#receive()
    return this.#arrived.size
  }

  /** See `Drawer`. @throws LabError `engine/draw-thread` where the other thread has failed, `dataset/...` */
  draw(steps: readonly StepToDraw[]): readonly StepDraws[] {
    if (this.#failure) throw this.#failure
    const [first, last] = [steps[0]?.number ?? 0, steps.at(-1)?.number ?? 0]
    this.#places.begin(first, last)
    this.#letGoBefore(first)
    for (;;) {
      this.#receive()
      // This thread draws from the last step backwards, the other one forwards, until they meet.
      const late = steps.findLast(({ number }) => !this.#arrived.has(number))
      if (!late) break
      this.#places.takeFrom(late.number)
      this.#arrived.set(late.number, this.#here.draw(late))
    }
    this.#places.begin(last + 1, last)
    const draws = steps.flatMap(({ number }) => this.#arrived.get(number) ?? [])
    for (const number of this.#arrived.keys()) if (number <= last) this.#arrived.delete(number)
    return draws
  }

  expect(steps: readonly StepToDraw[]): void {
    const news = steps.filter(({ number }) => number > this.#announced)
    if (news.length === 0) return
    this.#announced = news.at(-1)?.number ?? this.#announced
    const order: DrawOrder = { steps: news, free: this.#free.splice(0) }
    this.#port.postMessage(order, order.free)
  }

  async close(): Promise<void> {
    this.#port.close()
    await this.#worker.terminate()
    this.#here.close()
  }

  /** Reads the messages that have arrived, without the event loop, which stands still while ONNX Runtime computes. */
  #receive(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.#port)
      if (!received) return
      const draws = received.message as readonly StepDraws[]
      for (const ofStep of draws) if (this.#places.isWanted(ofStep.number)) this.#arrived.set(ofStep.number, ofStep)
      for (const memory of imageMemoryOf(draws)) this.#inUse.set(memory, draws.at(-1)?.number ?? 0)
    }
  }

  /** Drops all draws of steps before one, and takes their memory. */
  #letGoBefore(first: number): void {
    for (const number of this.#arrived.keys()) if (number < first) this.#arrived.delete(number)
    for (const [memory, last] of this.#inUse) {
      if (last >= first) continue
      this.#inUse.delete(memory)
      this.#free.push(memory)
    }
  }
}
