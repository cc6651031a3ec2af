// Markup made of templates: whatever is inserted stays text.
import fc from 'fast-check'
import { Window } from 'happy-dom'
import { expect, it } from 'vitest'
import { html } from './markup'

it('escapes any text', () => {
  const { document } = new Window()
  fc.assert(
    fc.property(fc.string(), (text) => {
      document.body.innerHTML = html`<p title="${text}">${[text]}</p>`.text
      expect(document.querySelector('p')?.textContent).toBe(text)
      expect(document.querySelector('p')?.getAttribute('title')).toBe(text)
    }),
  )
})
