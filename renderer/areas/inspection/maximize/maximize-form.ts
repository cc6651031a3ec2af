// Which unit is maximised, and how: the choices of the tab Maximise.
import { usualMaximization } from '@common/inspection/usual-maximization'
import { phrase } from '@language/phrase'
import { maximizationBounds, maximizationWantedSchema, type MaximizationWanted } from '@contract/inspection/maximization'
import { computed, reactive, ref, watch } from 'vue'
import { readEntry, type NumberEntry } from '../../../fields/number-entry'
import type { InspectedUnit } from '../inspection'
import type { UnitLayer } from './unit-layers'

export type AscentNumber = keyof typeof maximizationBounds

/** The fields of the ascent, in their order. */
export const ascentNumbers: Readonly<Record<AscentNumber, NumberEntry>> = {
  steps: { ...maximizationBounds.steps, label: phrase('Steps'), help: phrase('How often the image is changed. The curve of the activation shows whether more would help.'), arrows: { by: 'doubling', from: 128 } },
  learningRate: { ...maximizationBounds.learningRate, label: phrase('Learning rate'), help: phrase('How far a step goes, of pixels from 0 to 1, whatever the size of the gradient.'), arrows: { by: 'ladder', from: 0.02 } },
  decay: { ...maximizationBounds.decay, label: phrase('Pull to grey'), help: phrase('Which share of its distance from grey a pixel loses in each step. More leaves only what the unit insists on.'), arrows: { by: 'ladder', from: 0.01, least: 0 } },
  smoothness: { ...maximizationBounds.smoothness, label: phrase('Smoothness'), help: phrase('How much neighbouring pixels are drawn together (total variation). More makes larger shapes and fewer speckles.'), arrows: { by: 'ladder', from: 0.1, least: 0 } },
  jitter: { ...maximizationBounds.jitter, label: phrase('Shift'), help: phrase('By how many pixels the image is moved at random in each step, so that nothing hangs on a single pixel.'), arrows: { by: 'adding', step: 1, from: 1, least: 0 } },
  seed: { ...maximizationBounds.seed, label: phrase('Seed'), help: phrase('The first noise and the shifts follow from this number: the same seed makes the same image.'), arrows: { by: 'adding', step: 1, from: 0, least: 0 } },
}
const numbers = Object.keys(ascentNumbers) as AscentNumber[]

export interface MaximizeSubject {
  readonly layers: readonly UnitLayer[]
  /** The unit that all tabs speak of; null: none is chosen. */
  readonly unit: InspectedUnit | null
}

/** @param choose makes a unit that of all tabs */
export function useMaximizeForm(subject: () => MaximizeSubject, choose: (unit: InspectedUnit) => void) {
  const usual: Readonly<Record<AscentNumber, number>> = usualMaximization
  const texts = reactive(Object.fromEntries(numbers.map((number) => [number, String(usual[number])])) as Record<AscentNumber, string>)
  const unitText = ref('0')

  /** The chosen layer: until another one is chosen, the last convolution, or else the last layer. */
  const layer = computed(() => {
    const { layers, unit: chosen } = subject()
    return layers.find(({ name }) => name === chosen?.layer) ?? layers.findLast(({ kind }) => kind === 'conv2d') ?? layers.at(-1) ?? null
  })
  const unitEntry = computed((): NumberEntry => {
    const last = (layer.value?.units ?? 1) - 1
    return { kind: 'count', label: phrase('Unit'), help: phrase('A channel of a layer with places, whose mean is maximised, or else an element of the layer: 0 to {last}.', { last }), min: 0, max: last, arrows: { by: 'adding', step: 1, from: 0, least: 0 } }
  })
  /** The unit; null while its field is wrong. */
  const unit = computed(() => readEntry(unitEntry.value, unitText.value).value)

  // Another tab may choose a unit.
  watch(() => subject().unit, (now) => {
    if (now && now.unit !== unit.value) unitText.value = String(now.unit)
  }, { immediate: true })

  function chooseLayer(name: string): void {
    const chosen = subject().layers.find((candidate) => candidate.name === name)
    if (chosen) choose({ layer: name, unit: Math.min(unit.value ?? 0, chosen.units - 1) })
  }
  function typeUnit(text: string): void {
    unitText.value = text
    if (layer.value && unit.value !== null) choose({ layer: layer.value.name, unit: unit.value })
  }

  /** What is to be maximised; null while a field is wrong. */
  const wanted = computed((): MaximizationWanted | null => {
    const values = Object.fromEntries(numbers.map((number) => [number, readEntry(ascentNumbers[number], texts[number]).value]))
    const parsed = maximizationWantedSchema.safeParse({ layer: layer.value?.name, unit: unit.value, ...values })
    return parsed.success ? parsed.data : null
  })

  return { texts, layer, unit, unitText, unitEntry, wanted, chooseLayer, typeUnit }
}
