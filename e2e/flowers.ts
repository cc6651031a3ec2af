// A folder of small colour images in three classes, as a user might bring it; one of its files is no image.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodePng } from '../main/files/png'

/** Red, green and blue of the images of each class. */
const flowers = { Poppy: [200, 30, 30], Bluebell: [40, 60, 190], Daffodil: [230, 200, 40] } as const
const imagesOfClass = 14
const size = { height: 24, width: 20 }

/** Writes 42 images of 24x20, and a file `Poppy 0.png` that is cut short. */
export function writeFlowers(folder: string): void {
  for (const [name, colour] of Object.entries(flowers)) {
    mkdirSync(join(folder, name), { recursive: true })
    for (let number = 0; number < imagesOfClass; number++) writeFileSync(join(folder, name, `${name} ${number + 1}.png`), flower(colour, number))
  }
  writeFileSync(join(folder, 'Poppy', 'Poppy 0.png'), flower(flowers.Poppy, 0).subarray(0, 60))
}

/** A disc of the colour on a dark ground, elsewhere in each image. */
function flower(colour: readonly [number, number, number], number: number): Buffer {
  const { height, width } = size
  const [y, x] = [8 + (number % 4) * 2, 7 + (number % 3) * 3]
  const pixels = new Uint8Array(height * width * 3)
  for (let place = 0; place < height * width; place++) {
    const isInside = (Math.floor(place / width) - y) ** 2 + ((place % width) - x) ** 2 < 30
    pixels.set(isInside ? colour : [20 + number, 25, 30], place * 3)
  }
  return encodePng({ width, height, channels: 3, pixels })
}
