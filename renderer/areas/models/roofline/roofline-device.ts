// The device whose roof is shown: one of this machine as it was measured, a known one, or a chip of one's own; remembered for the next time.
import { chipBounds, costsOf, designOf, roofOfChip, technologies, type ChipDesign } from '@common/roofline/chip'
import { resources } from '@common/roofline/gains'
import { knownDevices, roofOf } from '@common/roofline/known-devices'
import { roofOfMeasured } from '@common/roofline/measured-roof'
import type { Roof } from '@common/roofline/roof'
import type { MeasuredRoof } from '@contract/devices/device-roof'
import { deviceNames, type DeviceName } from '@contract/devices/devices'
import { toProblem, type Problem } from '@contract/problem'
import type { PrecisionName } from '@contract/training/precision'
import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import { z } from 'zod'
import { ask } from '../../../frame/lab'

/** The choice of a chip by sliders. */
export const ownChip = 'own'

/** Name of a device of this machine, id of a known one, or {@link ownChip}. */
export type DeviceId = string

const storageKey = 'cnn-lab-roofline'

const boundedSchema = ({ min, max }: { readonly min: number; readonly max: number }) => z.number().min(min).max(max)
const storedSchema = z.object({
  chosen: z.string(),
  technology: z.enum(technologies.map(({ reference }) => reference.id)),
  design: z.object({
    flopsPerSecond: boundedSchema(chipBounds.flopsPerSecond),
    bytesPerSecond: boundedSchema(chipBounds.bytesPerSecond),
    onChipBytes: boundedSchema(chipBounds.onChipBytes),
  }),
})
type Stored = z.infer<typeof storedSchema>

/** Where sliders begin: as the A100, which many readers know. */
const usualTechnology = technologies.find(({ reference }) => reference.id === 'a100') ?? technologies[0]

function technologyOf(id: string): (typeof technologies)[number] {
  const technology = technologies.find(({ reference }) => reference.id === id) ?? usualTechnology
  if (!technology) throw new Error('no process is known')
  return technology
}

function remembered(): Stored {
  const usual = technologyOf('')
  const otherwise: Stored = { chosen: 'cpu', technology: usual.reference.id, design: { ...designOf(usual.reference) } }
  try {
    return storedSchema.safeParse(JSON.parse(localStorage.getItem(storageKey) ?? 'null')).data ?? otherwise
  } catch (error) {
    console.warn('The roofline of the last time cannot be read.', error)
    return otherwise
  }
}

export function isOfThisMachine(id: DeviceId): id is DeviceName {
  return (deviceNames as readonly string[]).includes(id)
}

export const useRooflineDevice = defineStore('roofline-device', () => {
  const stored = remembered()
  const chosen = ref<DeviceId>(stored.chosen)
  const technologyId = ref(stored.technology)
  const design = reactive<Record<keyof ChipDesign, number>>({ ...stored.design })
  /** The roofs of this machine that are known by now. */
  const measured = shallowRef<Readonly<Partial<Record<DeviceName, MeasuredRoof>>>>({})
  const problem = shallowRef<Problem | null>(null)
  const isMeasuring = ref(false)

  watch([chosen, technologyId, design], () => {
    try {
      localStorage.setItem(storageKey, JSON.stringify({ chosen: chosen.value, technology: technologyId.value, design }))
    } catch (error) {
      console.warn('The roofline cannot be kept for the next time.', error)
    }
  })

  async function fetch(device: DeviceName, again: boolean): Promise<void> {
    if (isMeasuring.value) return
    isMeasuring.value = true
    problem.value = null
    try {
      measured.value = { ...measured.value, [device]: await ask('deviceRoof', device, again) }
    } catch (error) {
      problem.value = toProblem(error)
    } finally {
      isMeasuring.value = false
    }
    // Another device of this machine may have been chosen meanwhile.
    if (chosen.value !== device) await load()
  }

  /** Asks for the roof of the chosen device where it is one of this machine; the lab measures it the first time. */
  async function load(): Promise<void> {
    const device = chosen.value
    if (isOfThisMachine(device) && !measured.value[device]) await fetch(device, false)
  }

  async function measureAgain(): Promise<void> {
    if (isOfThisMachine(chosen.value)) await fetch(chosen.value, true)
  }

  async function choose(id: DeviceId): Promise<void> {
    chosen.value = id
    problem.value = null
    await load()
  }

  /** Takes another process, with the amounts of its GPU. */
  function chooseTechnology(id: string): void {
    technologyId.value = id
    Object.assign(design, designOf(technologyOf(id).reference))
  }

  function setAmount(resource: keyof ChipDesign, amount: number): void {
    const { min, max } = chipBounds[resource]
    design[resource] = Math.min(Math.max(amount, min), max)
  }

  const technology = computed(() => technologyOf(technologyId.value))
  const costs = computed(() => costsOf(design, technology.value))
  const measuredRoof = computed(() => (isOfThisMachine(chosen.value) ? (measured.value[chosen.value] ?? null) : null))
  const known = computed(() => knownDevices.find(({ id }) => id === chosen.value) ?? null)

  /** The roof of the chosen device in a precision; null while it is measured, or where it cannot be. */
  function roof(precision: PrecisionName): Roof | null {
    if (chosen.value === ownChip) return roofOfChip(Object.fromEntries(resources.map((resource) => [resource, design[resource]])) as ChipDesign)
    if (known.value) return roofOf(known.value, precision)
    return measuredRoof.value && roofOfMeasured(measuredRoof.value)
  }

  return { chosen, technology, design, costs, measuredRoof, known, problem, isMeasuring, load, measureAgain, choose, chooseTechnology, setAmount, roof }
})
