// What is to be explained, and how: the choices of the tab Why, and the explanation that they ask for.
import { explanationMethods, usualMethod } from '@common/inspection/explanation-methods'
import type { MapReading } from '@common/inspection/explanation-map'
import { phrase } from '@language/phrase'
import { explanationBounds, explanationMethodSchema, type ExplanationMethod, type ExplanationMethodName } from '@contract/inspection/explanation'
import type { ImageSize } from '@contract/training/run-spec'
import { computed, reactive, ref, watch } from 'vue'
import { readEntry, type NumberEntry } from '../../../fields/number-entry'

export type MethodNumber = keyof typeof explanationBounds

/** The fields of the methods' numbers. */
export const methodNumbers: Readonly<Record<MethodNumber, NumberEntry>> = {
  samples: { ...explanationBounds.samples, label: phrase('Copies'), help: phrase('How many noisy copies of the image the gradient is averaged over. More make a calmer map and take longer.'), arrows: { by: 'doubling', from: 16 } },
  noise: { ...explanationBounds.noise, label: phrase('Noise'), help: phrase('Standard deviation of the noise, as a share of the range of the image’s pixels. The paper finds 0.1 to 0.2 good.'), arrows: { by: 'adding', step: 0.05, from: 0.15, least: 0 } },
  seed: { ...explanationBounds.seed, label: phrase('Seed'), help: phrase('The noise follows from this number: the same seed draws the same noise.'), arrows: { by: 'adding', step: 1, from: 0, least: 0 } },
  steps: { ...explanationBounds.steps, label: phrase('Steps'), help: phrase('Images on the way from black to this one whose gradients are averaged. A note below the map says by how much the sum misses.'), arrows: { by: 'doubling', from: 32 } },
  patch: { ...explanationBounds.patch, label: phrase('Square'), help: phrase('Edge of the square that covers a part of the image. A small one is more exact, a large one covers whole parts.'), arrows: { by: 'adding', step: 1, from: 4, least: 1 } },
  stride: { ...explanationBounds.stride, label: phrase('Stride'), help: phrase('Pixels from one place of the square to the next. Half the stride takes four times as long.'), arrows: { by: 'adding', step: 1, from: 2, least: 1 } },
}

/** The numbers that each method asks for, in the order of their fields. */
const numbersOf: Readonly<Record<ExplanationMethodName, readonly MethodNumber[]>> = {
  gradient: [],
  'gradient-times-input': [],
  'smooth-grad': ['samples', 'noise', 'seed'],
  'integrated-gradients': ['steps'],
  'grad-cam': [],
  occlusion: ['patch', 'stride'],
}

export interface WhySubject {
  /** Size of the data set's images; null: no network is there yet. */
  readonly size: ImageSize | null
  readonly classes: number
  /** The convolutions of the network, in the order of computation; null: not known yet. */
  readonly convolutions: readonly string[] | null
}

export function useWhyForm(subject: () => WhySubject) {
  const method = ref<ExplanationMethodName>('gradient')
  /** The class that is explained; null: the network's answer. */
  const label = ref<number | null>(null)
  const reading = ref<MapReading>('signed')
  const chosenLayer = ref('')
  const texts = reactive<Record<MethodNumber, string>>({ samples: '', noise: '', seed: '', steps: '', patch: '', stride: '' })
  /** Whether the map of random weights stands beside. */
  const compares = ref(false)
  /** How much of the image a full colour covers, 0 to 1. */
  const cover = ref(0.7)

  const convolutions = computed(() => subject().convolutions)
  /** The convolution of Grad-CAM: the last until another one is chosen. */
  const layer = computed({
    get: () => (convolutions.value?.includes(chosenLayer.value) ? chosenLayer.value : (convolutions.value?.at(-1) ?? '')),
    set: (name: string) => {
      chosenLayer.value = name
    },
  })
  const numbers = computed(() => numbersOf[method.value])
  const hasSign = computed(() => explanationMethods[method.value].isSigned)

  /** Fills in a method's usual numbers. */
  function fill(name: ExplanationMethodName, size: ImageSize): void {
    const usual: Readonly<Record<string, unknown>> = { ...usualMethod(name, size, '') }
    for (const number of numbersOf[name]) texts[number] = String(usual[number])
  }
  // A data set with images of another size needs another square; the other numbers stay as they are.
  watch(() => subject().size, (size, before) => {
    if (!size || (before && before.height === size.height && before.width === size.width)) return
    for (const name of before ? (['occlusion'] as const) : (Object.keys(numbersOf) as ExplanationMethodName[])) fill(name, size)
  }, { immediate: true })
  watch(() => subject().classes, (classes) => {
    if (label.value !== null && label.value >= classes) label.value = null
  })

  /** The method with its numbers, while one of them is wrong as they were before; null: there is no convolution for it. */
  const wanted = computed((before?: ExplanationMethod | null): ExplanationMethod | null => {
    if (method.value === 'grad-cam') return layer.value === '' ? null : { method: 'grad-cam', layer: layer.value }
    const values = Object.fromEntries(numbers.value.map((number) => [number, readEntry(methodNumbers[number], texts[number]).value]))
    const parsed = explanationMethodSchema.safeParse({ method: method.value, ...values })
    if (parsed.success) return parsed.data
    return before?.method === method.value ? before : null
  })

  return { method, label, reading, layer, convolutions, numbers, texts, hasSign, compares, cover, wanted }
}
