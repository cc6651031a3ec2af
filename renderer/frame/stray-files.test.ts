// Files that are dropped on a dialog are taken like others; those that an area has taken are not taken twice.
import { expect, it } from 'vitest'
import { takeStrayFiles } from './stray-files'

function send(type: string, names: readonly string[], prepare: (event: Event) => void = () => undefined): Event {
  const event = new Event(type, { bubbles: true, cancelable: true })
  Object.assign(event, { dataTransfer: { types: names.length > 0 ? ['Files'] : ['text/plain'], files: names.map((name) => new File([], name)) } })
  prepare(event)
  document.body.dispatchEvent(event)
  return event
}

it('are taken unless an area has taken them, until that is ended', () => {
  const taken: string[][] = []
  const end = takeStrayFiles((files) => taken.push(files.map(({ name }) => name)))
  expect(send('dragover', ['a.zip']).defaultPrevented).toBe(true)
  expect(send('dragover', []).defaultPrevented).toBe(false)
  expect(send('drop', ['a.zip', 'b.zip']).defaultPrevented).toBe(true)
  send('drop', ['c.zip'], (event) => {
    event.preventDefault()
  })
  send('drop', [])
  end()
  expect(send('drop', ['d.zip']).defaultPrevented).toBe(false)
  expect(taken).toEqual([['a.zip', 'b.zip']])
})
