// Moves tensors into the memory of a device and back by a program that only copies: ONNX Runtime offers no other way.
import type { DeviceName } from '@contract/devices/devices'
import { compileTransfer, movedName, type Moved } from './transfer-program'
import type { ElementType } from '../../onnx/tensor'
import { capabilitiesOf } from '../capabilities'
import { Session, type Feeds, type Outputs } from './session'

/**
 * Puts tensors into the memory of a device that keeps tensors there, so that its programs read them without a copy in each run; for other
 * devices, returns them unchanged. The caller gives the result to `release` in the end.
 */
export async function toDevice(tensors: Feeds, device: DeviceName): Promise<Feeds> {
  if (!capabilitiesOf[device].keepsTensors || Object.keys(tensors).length === 0) return tensors
  const mover = await Mover.open(tensors, device)
  try {
    return await mover.move(tensors)
  } finally {
    await mover.close()
  }
}

/** A program that copies tensors of fixed names, types and shapes. */
class Copier {
  readonly #session: Session
  protected readonly names: readonly string[]

  protected constructor(session: Session, values: readonly Moved[]) {
    this.#session = session
    this.names = values.map(({ name }) => name)
  }

  get secondsInRun(): number {
    return this.#session.secondsInRun
  }

  /** The copies, under `movedName` of their names. */
  protected copy(tensors: Feeds): Promise<Outputs> {
    return this.#session.run(tensors, this.names.map(movedName))
  }

  async close(): Promise<void> {
    await this.#session.close()
  }
}

/** Moves tensors of fixed names, types and shapes into the memory of a device. */
export class Mover extends Copier {
  /** @param like tensors of the names, types and shapes that will be moved */
  static async open(like: Feeds, device: DeviceName): Promise<Mover> {
    const values = Object.entries(like).map(([name, { type, dims }]) => ({ name, type: type as ElementType, shape: dims }))
    return new Mover(await Session.open(compileTransfer(values), { device, outputs: 'device' }), values)
  }

  async move(tensors: Feeds): Promise<Feeds> {
    const outputs = await this.copy(tensors)
    return Object.fromEntries(this.names.map((name) => [name, outputs.onDevice(movedName(name))] as const))
  }
}

/** Reads float32 tensors of fixed names and shapes from the memory of a device; ONNX Runtime cannot read them in place. */
export class Reader extends Copier {
  static async open(tensors: readonly Pick<Moved, 'name' | 'shape'>[], device: DeviceName): Promise<Reader> {
    const values = tensors.map(({ name, shape }) => ({ name, type: 'float32' as const, shape }))
    return new Reader(await Session.open(compileTransfer(values), { device }), values)
  }

  async read(tensors: Feeds): Promise<ReadonlyMap<string, Float32Array>> {
    const inputs = Object.fromEntries(this.names.flatMap((name) => (tensors[name] ? [[name, tensors[name]] as const] : [])))
    const outputs = await this.copy(inputs)
    return new Map(this.names.map((name) => [name, outputs.floats(movedName(name))]))
  }
}
