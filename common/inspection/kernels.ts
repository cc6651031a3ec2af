// Filters of a convolution as a set of kernels that can be drawn: chosen by channel, measured, and put in order.

/** Kernels of one shape, each with one plane (grey) or three (red, green, blue). */
export interface Kernels {
  readonly channels: 1 | 3
  readonly height: number
  readonly width: number
  /** [kernels, channels, height, width]. */
  readonly values: Float32Array
  /** What each kernel is: the number of its filter or of its input channel. */
  readonly numbers: readonly number[]
}

/** Weights of a convolution: [filters, channels of each, height, width]. */
export interface Weights {
  readonly shape: readonly [number, number, number, number]
  readonly values: Float32Array
}

/** Which kernels of a convolution are shown. */
export type KernelChoice =
  /** Every filter whole, as for images of one or three channels; of other numbers of channels the first. */
  | { readonly of: 'filters' }
  /** The kernels of one filter, one for each of its channels. */
  | { readonly of: 'filter'; readonly filter: number }
  /** What every filter does to one of its channels. */
  | { readonly of: 'channel'; readonly channel: number }

/** Whether the filters of a layer can be shown whole: they are grey or in colour. */
export const areWhole = ([, channels]: Weights['shape']): boolean => channels === 1 || channels === 3

/** The chosen kernels of a convolution. */
export function kernelsOf({ shape: [filters, channels, height, width], values }: Weights, choice: KernelChoice): Kernels {
  const plane = height * width
  const size = channels * plane
  if (choice.of === 'filter') {
    return { channels: 1, height, width, values: values.subarray(choice.filter * size, (choice.filter + 1) * size), numbers: numbersUpTo(channels) }
  }
  if (choice.of === 'filters' && areWhole([filters, channels, height, width])) {
    return { channels: channels === 3 ? 3 : 1, height, width, values, numbers: numbersUpTo(filters) }
  }
  const channel = choice.of === 'channel' ? choice.channel : 0
  const picked = new Float32Array(filters * plane)
  for (let filter = 0; filter < filters; filter++) picked.set(values.subarray(filter * size + channel * plane, filter * size + (channel + 1) * plane), filter * plane)
  return { channels: 1, height, width, values: picked, numbers: numbersUpTo(filters) }
}

const numbersUpTo = (count: number): readonly number[] => Array.from({ length: count }, (_, number) => number)

/** Weights of one kernel. */
const sizeOf = ({ channels, height, width }: Kernels): number => channels * height * width

/** The weights of the kernel at a place. */
export const kernelAt = (kernels: Kernels, place: number): Float32Array => kernels.values.subarray(place * sizeOf(kernels), (place + 1) * sizeOf(kernels))

/** The Euclidean norm of each kernel. */
export const kernelNorms = (kernels: Kernels): readonly number[] => kernels.numbers.map((_, place) => Math.sqrt(product(kernelAt(kernels, place), kernelAt(kernels, place))))

function product(some: Float32Array, others: Float32Array): number {
  let sum = 0
  for (let at = 0; at < some.length; at++) sum += (some[at] ?? 0) * (others[at] ?? 0)
  return sum
}

/** `position`: as in the network; `norm`: the largest first; `similarity`: each beside the one that it is most like. */
export const kernelOrders = ['position', 'norm', 'similarity'] as const
export type KernelOrder = (typeof kernelOrders)[number]

/** The kernels in an order. */
export const ordered = (kernels: Kernels, order: KernelOrder): Kernels => arranged(kernels, kernelPlaces(kernels, order))

/** The kernels at these places, in this sequence. */
export function arranged(kernels: Kernels, places: readonly number[]): Kernels {
  const size = sizeOf(kernels)
  const values = new Float32Array(places.length * size)
  places.forEach((from, to) => {
    values.set(kernelAt(kernels, from), to * size)
  })
  return { ...kernels, values, numbers: places.map((place) => kernels.numbers[place] ?? place) }
}

/** The places of the kernels in the sequence of an order. */
export function kernelPlaces(kernels: Kernels, order: KernelOrder): readonly number[] {
  const places = numbersUpTo(kernels.numbers.length)
  if (order === 'position') return places
  const norms = kernelNorms(kernels)
  const byNorm = [...places].sort((a, b) => (norms[b] ?? 0) - (norms[a] ?? 0))
  return order === 'norm' ? byNorm : chainOf(kernels, byNorm, norms)
}

/** A chain that begins with the kernel of the largest norm and goes on to the one with the largest cosine among those left; n^2 products of kernels. */
function chainOf(kernels: Kernels, byNorm: readonly number[], norms: readonly number[]): readonly number[] {
  const [first, ...others] = byNorm
  if (first === undefined) return []
  const left = new Set(others)
  const chain = [first]
  for (let last = first; left.size > 0;) {
    let [nearest, highest] = [-1, -Infinity]
    for (const candidate of left) {
      const lengths = (norms[last] ?? 0) * (norms[candidate] ?? 0)
      const cosine = lengths > 0 ? product(kernelAt(kernels, last), kernelAt(kernels, candidate)) / lengths : -1 // kernels of nothing but zeros come last
      if (cosine > highest) [nearest, highest] = [candidate, cosine]
    }
    left.delete(nearest)
    chain.push(nearest)
    last = nearest
  }
  return chain
}

/** The magnitude of each kernel's discrete Fourier transform, zero frequency in the middle; of three planes the root of the sum of squares. */
export function spectra(kernels: Kernels): Kernels {
  const { channels, height, width, numbers } = kernels
  const plane = height * width
  const values = new Float32Array(numbers.length * plane)
  for (let place = 0; place < numbers.length; place++) {
    const kernel = kernelAt(kernels, place)
    const power = new Float64Array(plane)
    for (let channel = 0; channel < channels; channel++) addPower(power, kernel.subarray(channel * plane, (channel + 1) * plane), height, width)
    for (let at = 0; at < plane; at++) values[place * plane + at] = Math.sqrt(power[at] ?? 0)
  }
  return { channels: 1, height, width, values, numbers }
}

/** Adds the squared magnitudes of a plane's transform: rows first, then columns. */
function addPower(power: Float64Array, plane: Float32Array, height: number, width: number): void {
  const real = new Float64Array(height * width)
  const imaginary = new Float64Array(height * width)
  for (let y = 0; y < height; y++) {
    for (let u = 0; u < width; u++) {
      for (let x = 0; x < width; x++) {
        const angle = (-2 * Math.PI * x * centred(u, width)) / width
        const value = plane[y * width + x] ?? 0
        real[y * width + u] = (real[y * width + u] ?? 0) + value * Math.cos(angle)
        imaginary[y * width + u] = (imaginary[y * width + u] ?? 0) + value * Math.sin(angle)
      }
    }
  }
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++) {
      let [a, b] = [0, 0]
      for (let y = 0; y < height; y++) {
        const angle = (-2 * Math.PI * y * centred(v, height)) / height
        const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
        const [re, im] = [real[y * width + u] ?? 0, imaginary[y * width + u] ?? 0]
        a += re * cosine - im * sine
        b += re * sine + im * cosine
      }
      power[v * width + u] = (power[v * width + u] ?? 0) + a * a + b * b
    }
  }
}

/** The frequency at a place, in periods over the kernel, where the zero frequency stands in the middle. */
const centred = (place: number, size: number): number => place - Math.floor(size / 2)
