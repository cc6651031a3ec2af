// Images come in any order; those that are missing leave no gap, and the sum is that of what stands in the file.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { writeAt } from './decode-work'
import { ImageSlots } from './image-slots'

/** Larger than what is gathered at a time holds many of. */
const imageBytes = 300_000
const image = (slot: number): Uint8Array => new Uint8Array(imageBytes).fill(slot + 1)

it.each([
  { name: 'in order', order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
  { name: 'in no order', order: [7, 8, 2, 9, 0, 1, 5, 3, 4, 6] },
  { name: 'some never', order: [9, 3, 4, 8, 1] },
  { name: 'none', order: [] },
])('$name', async ({ order }) => {
  const path = join(temporaryFolder(), 'images.bin')
  const slots = await ImageSlots.open(path, 10, imageBytes)
  for (const slot of order) {
    if (slot % 3 === 0) {
      writeAt(slots.file, image(slot), slot * imageBytes) // as a thread does
      slots.fill(slot)
    } else slots.write(slot, image(slot))
  }
  const sum = await slots.pack()
  const expected = Buffer.concat([...order].sort((a, b) => a - b).map(image))
  expect(readFileSync(path).equals(expected)).toBe(true)
  expect(sum).toEqual({ bytes: expected.length, sha256: createHash('sha256').update(expected).digest('hex') })
})

it('images are summed up while others still come, and those that are known not to come hold nothing up', async () => {
  const path = join(temporaryFolder(), 'images.bin')
  const slots = await ImageSlots.open(path, 10, imageBytes)
  for (const slot of [0, 2, 3, 4, 5, 1, 6]) {
    if (slot === 1) slots.leaveEmpty(slot)
    else slots.write(slot, image(slot))
  }
  await vi.waitFor(() => {
    // Images 2 to 4, the rest of the first piece, stand one place further in front by now.
    expect(readFileSync(path)[imageBytes]).toBe(3)
  })
  for (const slot of [9, 8]) slots.write(slot, image(slot))
  const sum = await slots.pack()
  const expected = Buffer.concat([0, 2, 3, 4, 5, 6, 8, 9].map(image))
  expect(readFileSync(path).equals(expected)).toBe(true)
  expect(sum).toEqual({ bytes: expected.length, sha256: createHash('sha256').update(expected).digest('hex') })
})

it('may be closed while images are summed up', async () => {
  const slots = await ImageSlots.open(join(temporaryFolder(), 'images.bin'), 10, imageBytes)
  for (let slot = 0; slot < 9; slot++) slots.write(slot, image(slot))
  await slots.close()
  await slots.close()
})
