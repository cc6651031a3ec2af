// Formulas over which the parser of formulas trips: campaigns of damaged texts have found them.
import { expect, it } from 'vitest'
import { userMarkdown } from './user-markdown'

it.each([
  ['an environment with a name of a colour', '$\\begin{\\h}$'],
  ['an environment with a name of a space', '$\\begin{\t}$'],
  ['an environment with a name of an accent', '$\\begin\u00e9$'],
  ['an environment with a name of a group', '$$\\begin{{}}$$'],
  ['columns of an operator', '$\\begin{array}\\sum_$'],
  ['columns of a command that there is not', 'and $f\\begin{array}\\x$'],
])('%s stands there as it was written, in the colour of faults', (_, text) => {
  for (const formulas of ['mathml', 'htmlAndMathml'] as const) {
    const html = userMarkdown({ formulas, errorColour: '#b00' }).render(text)
    expect(html).toMatch(/<span class="katex-error" title="[^"]+" data-formula-style="color:#b00">/)
    expect(html).toContain(text.replaceAll(/^\D*?\$+|\$+$/g, ''))
  }
})

it('shows a fault as text, whatever is in it', () => {
  expect(userMarkdown({ formulas: 'mathml', errorColour: '#b00' }).render('$\\begin{\\h}<img src="x">$')).not.toContain('<img')
})
