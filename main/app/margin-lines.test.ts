// The head of a printed page holds whatever a title is made of as text, or the picture of it in its place.
import { Script } from 'node:vm'
import { expect, it } from 'vitest'
import { headLine, titlePictureProgram } from './margin-lines'

const hostile = '"; </script><img src=x onerror=alert(1)> \\ \u2028'

it('has the title as text, and nothing else of it', () => {
  expect(headLine(hostile, null)).toContain('>&quot;; &lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; \\ \u2028</span>')
})

it('has the picture of a title that the system has no letters for, and the title for those who do not see it', () => {
  const head = headLine('卷积 & 汇聚', { address: 'data:image/png;base64,AA==', height: 12 })
  expect(head).toContain('<img src="data:image/png;base64,AA==" alt="卷积 &amp; 汇聚" style="height: 12px;')
  expect(head).not.toContain('ellipsis')
})

it('draws the title as a text of the program, whatever it is made of', () => {
  const program = titlePictureProgram(hostile)
  expect(() => new Script(program)).not.toThrow()
  expect(program).toContain(JSON.stringify(hostile))
})
