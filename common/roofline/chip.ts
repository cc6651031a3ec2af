// A chip of one's own by sliders: a simple model of its area and power, which follows a GPU of the same manufacturing process.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { knownDevices, roofOf, type Die, type KnownDevice } from './known-devices'
import { gainOver, resources, withMore, type Gain, type Resource } from './gains'
import type { NetworkWork } from './network-work'
import { predictTime } from './prediction'
import type { Roof } from './roof'

/** What the sliders set. */
export type ChipDesign = Readonly<Record<Resource, number>>

/** Least and largest value of each slider, which are logarithmic. */
export const chipBounds: Readonly<Record<Resource, { readonly min: number; readonly max: number }>> = {
  flopsPerSecond: { min: 1e11, max: 1e15 },
  bytesPerSecond: { min: 1e10, max: 1e13 },
  onChipBytes: { min: 2 ** 16, max: 2 ** 30 },
}

/** Largest area that one exposure of a lithography scanner covers, 26 mm x 33 mm: the largest chip in one piece. */
export const largestChip = 858

/** Power that a server's air cooling carries away from one chip, in watts: a round figure, the largest GPUs of 2022 take 700. */
export const largestPower = 1000

/** A manufacturing process, by the GPU that its costs are taken from. */
export interface Technology {
  readonly reference: KnownDevice
  readonly die: Die
  /** Area of an SRAM cell of one bit, in square micrometres. */
  readonly bitCell: number
  /** Energy of moving a bit to or from the memory chips of the time, in picojoules. */
  readonly picojoulesPerBit: number
}

/** Energies of a bit by O'Connor et al., "Fine-grained DRAM", MICRO 2017. */
const memoryEnergy = { gddr5: 14, hbm2: 3.9 }

function technology(id: string, bitCell: number, picojoulesPerBit: number): Technology {
  const reference = knownDevices.find((device) => device.id === id)
  if (!reference?.die) throw new Error(`no chip of ${id} is known`)
  return { reference, die: reference.die, bitCell, picojoulesPerBit }
}

/** Cells of TSMC's high-density SRAM, as published at IEDM and VLSI. The oldest first. */
export const technologies: readonly Technology[] = [
  technology('gtx-580', 0.242, memoryEnergy.gddr5),
  technology('k20', 0.127, memoryEnergy.gddr5),
  technology('p100', 0.07, memoryEnergy.hbm2),
  technology('a100', 0.027, memoryEnergy.hbm2),
  technology('h100', 0.021, memoryEnergy.hbm2),
]

/** Share of a memory's area that its cells take; the rest decodes addresses and amplifies. As TSMC's 5 nm has it: 32 Mbit a square millimetre. */
const cellShare = 0.7

/** Share of the reference's area that its memory interface is taken to be: an assumption. */
const interfaceShare = 0.1

/** Cost of a unit of each resource. */
interface UnitCosts {
  /** Square millimetres per FLOP/s, per byte/s, per byte. */
  readonly area: Readonly<Record<Resource, number>>
  /** Watts per FLOP/s and per byte/s; on-chip memory alone is taken to need none. */
  readonly power: Readonly<Record<Resource, number>>
}

/**
 * What a process costs: memory by its cells, the interface by its assumed share, and arithmetic, with all that feeds and steers it, by the rest
 * of the reference's area and power. Arithmetic as such is the least of it: at 45 nm a float32 multiplication and addition take 4.6 pJ and
 * 0.012 mm2 (Horowitz, "Computing's energy problem", ISSCC 2014), the GTX 580 spends 280 pJ and 0.9 mm2 on each of its multipliers.
 */
export function unitCosts({ reference, die, bitCell, picojoulesPerBit }: Technology): UnitCosts {
  const { flopsPerSecond, bytesPerSecond, onChipBytes } = designOf(reference)
  const perByte = (8 * bitCell * 1e-6) / cellShare
  const perByteMoved = 8 * picojoulesPerBit * 1e-12
  const arithmetic = { mm2: die.mm2 * (1 - interfaceShare) - perByte * onChipBytes, watts: die.watts - perByteMoved * bytesPerSecond }
  return {
    area: { flopsPerSecond: arithmetic.mm2 / flopsPerSecond, bytesPerSecond: (interfaceShare * die.mm2) / bytesPerSecond, onChipBytes: perByte },
    power: { flopsPerSecond: arithmetic.watts / flopsPerSecond, bytesPerSecond: perByteMoved, onChipBytes: 0 },
  }
}

/** The reference's own amounts, where sliders begin. */
export function designOf(device: KnownDevice): ChipDesign {
  const { flopsPerSecond, bytesPerSecond, onChipBytes } = roofOf(device, 'float32')
  return { flopsPerSecond, bytesPerSecond, onChipBytes: onChipBytes ?? 0 }
}

export interface ChipCosts {
  readonly mm2: number
  /** Area by what it is spent on. */
  readonly area: Readonly<Record<Resource, number>>
  /** Power at full load. */
  readonly watts: number
  readonly power: Readonly<Record<Resource, number>>
  /** Why no such chip could be made or cooled; null where it could. */
  readonly fault: string | null
}

/** Area and power of a design: the sum of its amounts times their unit costs. */
export function costsOf(design: ChipDesign, technology: Technology): ChipCosts {
  const costs = unitCosts(technology)
  const of = (kind: keyof UnitCosts): Record<Resource, number> => ({
    flopsPerSecond: design.flopsPerSecond * costs[kind].flopsPerSecond,
    bytesPerSecond: design.bytesPerSecond * costs[kind].bytesPerSecond,
    onChipBytes: design.onChipBytes * costs[kind].onChipBytes,
  })
  const sum = (parts: Readonly<Record<Resource, number>>): number => resources.reduce((total, resource) => total + parts[resource], 0)
  const [area, power] = [of('area'), of('power')]
  const [mm2, watts] = [sum(area), sum(power)]
  return { mm2, area, watts, power, fault: faultOf(mm2, watts) }
}

function faultOf(mm2: number, watts: number): string | null {
  const [area, power] = [Math.round(mm2).toLocaleString(language), Math.round(watts).toLocaleString(language)]
  if (mm2 > largestChip) return phrase('A chip of {area} mm² cannot be made in one piece: an exposure covers {largestChip} mm². Take less of something.', { area, largestChip })
  if (watts > largestPower) return phrase('{power} W are more than air carries away from one chip, about {largestPower} W. Take less of something.', { power, largestPower })
  return null
}

/** The roof of a design. */
export function roofOfChip(design: ChipDesign): Roof {
  return { ...design, convolutionShare: 1, operatorSeconds: 0 }
}

/** Gain by the same area spent on each resource alone: where the next transistor is best spent. */
export function gainsByArea(mm2: number, network: NetworkWork, design: ChipDesign, technology: Technology): Readonly<Record<Resource, Gain>> {
  const { area } = unitCosts(technology)
  const roof = roofOfChip(design)
  const before = predictTime(network, roof)
  const gain = (resource: Resource): Gain => gainOver(before, predictTime(network, withMore(roof, resource, mm2 / area[resource])))
  return { flopsPerSecond: gain('flopsPerSecond'), bytesPerSecond: gain('bytesPerSecond'), onChipBytes: gain('onChipBytes') }
}
