// Moves tensors into the memory of a device and back, by a program that does nothing else: no other way leads there.
import type { DeviceName } from '@contract/devices/devices'
import { compileTransfer, movedName, type Moved } from './transfer-program'
import type { ElementType } from '../../onnx/tensor'
import { capabilitiesOf } from '../capabilities'
import { Session, type Feeds } from './session'

/**
 * Tensors where programs of a device read them without a copy in each run: in its memory, where tensors can be kept there; else as they are.
 * To be given to `release` in the end.
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

/** Moves tensors into the memory of a device that keeps them, of the same names, types and shapes each time. */
export class Mover {
  private constructor(
    private readonly session: Session,
    private readonly names: readonly string[],
  ) {}

  /** @param like tensors of the names, types and shapes that will be moved */
  static async open(like: Feeds, device: DeviceName): Promise<Mover> {
    const values = Object.entries(like).map(([name, { type, dims }]) => ({ name, type: type as ElementType, shape: dims }))
    return new Mover(await Session.open(compileTransfer(values), { device, outputs: 'device' }), values.map(({ name }) => name))
  }

  async move(tensors: Feeds): Promise<Feeds> {
    const outputs = await this.session.run(tensors, this.names.map(movedName))
    return Object.fromEntries(this.names.map((name) => [name, outputs.onDevice(movedName(name))] as const))
  }

  async close(): Promise<void> {
    await this.session.close()
  }
}

/** Reads float32 tensors from the memory of a device, the same ones each time; ONNX Runtime cannot read one where it lies. */
export class Reader {
  private constructor(
    private readonly session: Session,
    private readonly names: readonly string[],
  ) {}

  static async open(values: readonly Pick<Moved, 'name' | 'shape'>[], device: DeviceName): Promise<Reader> {
    const model = compileTransfer(values.map(({ name, shape }) => ({ name, type: 'float32', shape })))
    return new Reader(await Session.open(model, { device }), values.map(({ name }) => name))
  }

  get secondsInRun(): number {
    return this.session.secondsInRun
  }

  async read(tensors: Feeds): Promise<ReadonlyMap<string, Float32Array>> {
    const inputs = Object.fromEntries(this.names.flatMap((name) => (tensors[name] ? [[name, tensors[name]] as const] : [])))
    const outputs = await this.session.run(inputs, this.names.map(movedName))
    return new Map(this.names.map((name) => [name, outputs.floats(movedName(name))]))
  }

  async close(): Promise<void> {
    await this.session.close()
  }
}

