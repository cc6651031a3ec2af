// The keys that work in every view, and the cases in which they do nothing.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listenForKeys } from './keys'

const shortcuts = { train: vi.fn(), pause: vi.fn(), help: vi.fn() }
const showView = vi.fn()
let unlisten = (): void => undefined

beforeEach(() => {
  vi.clearAllMocks()
  unlisten = listenForKeys({ shortcuts, showView })
})
afterEach(() => {
  unlisten()
  document.body.replaceChildren()
})

function press(key: string, options: KeyboardEventInit = {}, target: Element = document.body): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }))
}

const withCtrl = { ctrlKey: true }

it('change the view, train, pause and show the help', () => {
  press('2', withCtrl)
  expect(showView).toHaveBeenCalledExactlyOnceWith('data')
  press('Enter', withCtrl)
  expect(shortcuts.train).toHaveBeenCalledOnce()
  press(' ')
  expect(shortcuts.pause).toHaveBeenCalledOnce()
  press('?', { shiftKey: true })
  expect(shortcuts.help).toHaveBeenCalledOnce()
})

it('Enter chooses an option of a list and does nothing else by the same press', () => {
  document.body.innerHTML = '<button id="opens"></button><div role="option" tabindex="-1"></div>'
  const enter = (target: string): KeyboardEvent => {
    const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
    document.querySelector(target)?.dispatchEvent(event)
    return event
  }
  expect(enter('[role="option"]').defaultPrevented).toBe(true)
  expect(enter('#opens').defaultPrevented).toBe(false)
})

it.each([
  ['a digit without Ctrl', '2', {}],
  ['Enter without Ctrl', 'Enter', {}],
  ['Ctrl and Alt', '2', { ctrlKey: true, altKey: true }],
  ['the space bar held down', ' ', { repeat: true }],
])('do nothing on %s', (_what, key, options) => {
  press(key, options)
  for (const action of [showView, ...Object.values(shortcuts)]) expect(action).not.toHaveBeenCalled()
})

it.each([
  ['input', { pause: 0, help: 0 }],
  ['button', { pause: 0, help: 1 }],
] as const)('leave a focused %s its own keys', (tag, { pause, help }) => {
  const element = document.body.appendChild(document.createElement(tag))
  press(' ', {}, element)
  press('?', {}, element)
  expect(shortcuts.pause).toHaveBeenCalledTimes(pause)
  expect(shortcuts.help).toHaveBeenCalledTimes(help)
})

it.each(['listbox', 'menu', 'dialog'])('do nothing while a %s lies over the view, which would stay there', (role) => {
  const over = document.createElement('div')
  over.setAttribute('role', role)
  over.dataset.state = 'open'
  document.body.append(over)
  press('2', withCtrl)
  press('Enter', withCtrl)
  press('?')
  for (const action of [showView, ...Object.values(shortcuts)]) expect(action).not.toHaveBeenCalled()
  over.dataset.state = 'closed' // it is closed and only fades out
  press('2', withCtrl)
  expect(showView).toHaveBeenCalledOnce()
})
