// Bytes that a source takes once it is imported.
import type { ImageForm } from '../images/fitted-image'
import type { OpenSource } from '../sources/source'

/** Names whose length stands for that of all. */
const measuredNames = 1000

/** An upper bound but for the names, whose length is judged by some of them. */
export function setBytes({ labels: { length }, nameOf }: Pick<OpenSource, 'labels' | 'nameOf'>, { channels, height, width }: ImageForm): number {
  const step = Math.max(1, Math.floor(length / measuredNames))
  let [names, measured] = [0, 0]
  for (let image = 0; image < length; image += step, measured++) names += Buffer.byteLength(nameOf(image))
  return length * (channels * height * width + Uint16Array.BYTES_PER_ELEMENT + Uint32Array.BYTES_PER_ELEMENT) + Math.ceil((length * names) / Math.max(1, measured))
}
