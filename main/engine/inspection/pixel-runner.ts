// Runs the program of an inspection over batches of images, with the weights that the inspection is about.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { compilePixelProgram, pixelProgram, unitsOf, type PixelProgram } from '../program/pixel-gradient-program'
import { feed, type Feeds, type Session } from '../runtime/session'
import type { OpenedNetwork } from './opened-networks'
import type { PixelWork } from './pixel-works'

/** A network with the weights that an inspection is about. */
export interface PixelSubject {
  readonly network: OpenedNetwork
  /** Parameters and buffers, under their names. */
  readonly weights: Feeds
}

/** What a program computes of a batch. */
export interface PixelResults {
  /** [N, units]. */
  readonly scores: Float32Array
  /** [N, ...], in the shape of what is differentiated by; empty for a work without gradients. */
  readonly gradients: Float32Array
  /** [N, units, places...]: what the layer computes that is differentiated by; empty for other works. */
  readonly values: Float32Array
}

export class PixelRunner {
  readonly #subject: PixelSubject
  readonly #program: PixelProgram
  readonly #session: Session
  readonly #batch: number

  private constructor(subject: PixelSubject, program: PixelProgram, session: Session, batch: number) {
    this.#subject = subject
    this.#program = program
    this.#session = session
    this.#batch = batch
  }

  /**
   * Compiles the program, or takes the network's own of an earlier question; it lasts as long as the use of the network.
   * @param batch images that go through at once
   * @throws LabError `inspection/no-gradient`, `network/...`
   */
  static async open(subject: PixelSubject, { key, program: programFor }: PixelWork, batch: number): Promise<PixelRunner> {
    const { network } = subject
    const built = network.networkFor(batch)
    const program = programFor(network, batch)
    const session = await network.session(`${key}, ${batch} at once`, () => compilePixelProgram(built, network.info, program))
    return new PixelRunner(subject, program, session, batch)
  }

  /**
   * @param pixels [N, channels, height, width] of the data set, 0..1; N: the batch
   * @param unitWeights [units]: what the scores of every image are multiplied with before they are added up and differentiated; of a work with gradients
   * @throws LabError `inspection/not-finite`; `inspection/no-gradient` where only the gradient is not finite
   */
  async run(pixels: Float32Array, unitWeights: Float32Array = new Float32Array(unitsOf(this.#program.scores))): Promise<PixelResults> {
    const { by, scores } = this.#program
    const shape = [this.#batch, ...imageShape(this.#subject)]
    const inputs: Feeds = {
      ...this.#subject.weights,
      [pixelProgram.pixels]: feed('float32', pixels, shape),
      ...(by && { [pixelProgram.weights]: feed('float32', repeated(unitWeights, this.#batch), [this.#batch, unitsOf(scores)]) }),
    }
    const names = { scores: pixelProgram.scores, ...(by && { gradients: pixelProgram.gradients }), ...(by && by !== 'pixels' && { values: pixelProgram.values }) }
    const outputs = await this.#session.run(inputs, Object.values(names))
    const floats = (name: string | undefined, fault: () => LabError): Float32Array => {
      const values = name === undefined ? new Float32Array() : outputs.floats(name)
      if (values.every(Number.isFinite)) return values
      throw fault()
    }
    return { scores: floats(names.scores, notFinite), gradients: floats(names.gradients, noDerivative), values: floats(names.values, notFinite) }
  }
}

/** [channels, height, width] of the data set's images. */
export const imageShape = ({ network: { info } }: PixelSubject): readonly [number, number, number] => [info.channels, info.height, info.width]

function repeated(row: Float32Array, times: number): Float32Array {
  const rows = new Float32Array(row.length * times)
  for (let at = 0; at < rows.length; at += row.length) rows.set(row, at)
  return rows
}

const notFinite = (): LabError =>
  new LabError('inspection/not-finite', phrase('What the network computes of this image is not a finite number.'), phrase('Choose an earlier checkpoint, before training diverged.'))

const noDerivative = (): LabError =>
  new LabError(
    'inspection/no-gradient',
    phrase('The gradient is not a finite number: for this image, a function of the network has no derivative, such as a root at 0.'),
    phrase('Choose another network; occlusion explains this one without gradients.'),
  )
