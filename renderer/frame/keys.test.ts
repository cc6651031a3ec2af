// The keys that work everywhere, and when they do not.
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Router } from 'vue-router'
import { listenForKeys } from './keys'
import { useBench } from '../areas/training/lab-bench'

const push = vi.fn()
const router = { push, currentRoute: { value: { name: 'train' } } } as unknown as Router
let unlisten = (): void => undefined

beforeEach(() => {
  setActivePinia(createPinia())
  push.mockClear()
  unlisten = listenForKeys(router)
})
afterEach(() => {
  unlisten()
  document.body.replaceChildren()
})

function press(key: string): void {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true, cancelable: true }))
}

it('change the view', () => {
  press('2')
  expect(push).toHaveBeenCalledExactlyOnceWith({ name: 'runs' })
})

it.each(['listbox', 'menu', 'dialog'])('do nothing while a %s lies over the view, which would stay there', (role) => {
  const train = vi.spyOn(useBench(), 'train')
  const over = document.createElement('div')
  over.setAttribute('role', role)
  over.dataset.state = 'open'
  document.body.append(over)
  press('2')
  press('Enter')
  expect(push).not.toHaveBeenCalled()
  expect(train).not.toHaveBeenCalled()
  over.dataset.state = 'closed' // it only fades
  press('2')
  expect(push).toHaveBeenCalledOnce()
})
