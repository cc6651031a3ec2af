// Moves tensors into the memory of a device and back, by a program that does nothing else: no other way leads there.
import type { DeviceName } from '@contract/devices'
import { compileTransfer, movedName } from '../program/transfer-program'
import type { Slot } from '../optimizers'
import type { ElementType } from '../onnx/tensor'
import { capabilitiesOf } from '../runtime/capabilities'
import { Session, type Feeds } from '../runtime/session'

/**
 * Tensors where programs of a device read them without a copy in each run: in its memory, where tensors can be kept there; else as they are.
 * To be given to `release` in the end.
 */
export async function toDevice(tensors: Feeds, device: DeviceName): Promise<Feeds> {
  const entries = Object.entries(tensors)
  if (!capabilitiesOf[device].keepsTensors || entries.length === 0) return tensors
  const values = entries.map(([name, { type, dims }]) => ({ name, type: type as ElementType, shape: dims }))
  const session = await Session.open(compileTransfer(values), { device, outputs: 'device' })
  try {
    const outputs = await session.run(tensors, values.map(({ name }) => movedName(name)))
    return Object.fromEntries(values.map(({ name }) => [name, outputs.onDevice(movedName(name))] as const))
  } finally {
    await session.close()
  }
}

/** Reads float32 tensors from the memory of a device, the same ones each time; ONNX Runtime cannot read one where it lies. */
export class Reader {
  private constructor(
    private readonly session: Session,
    private readonly names: readonly string[],
  ) {}

  static async open(values: readonly Slot[], device: DeviceName): Promise<Reader> {
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

