// A pasted picture is taken wherever the focus is; text only belongs to fields.
import { expect, it } from 'vitest'
import { pastedPicture } from './pasted-picture'

const event = (target: Element, ...files: readonly File[]): ClipboardEvent => ({ target, clipboardData: { files } }) as unknown as ClipboardEvent
const picture = new File([''], 'image.png', { type: 'image/png' })

it('finds the picture among what is pasted, and leaves text to fields', () => {
  const [field, page] = [document.createElement('input'), document.createElement('main')]
  expect(pastedPicture(event(page, new File([''], 'notes.txt', { type: 'text/plain' }), picture))).toBe(picture)
  expect(pastedPicture(event(field, picture))).toBe(picture)
  expect([pastedPicture(event(page)), pastedPicture(event(field))]).toEqual([null, 'text'])
})
