// The reader's Markdown: formulas are set, and nothing of it can harm the page.
import { describe, expect, it } from 'vitest'
import { htmlOf, styleFormulas } from './markdown'

describe('Markdown of a conclusion', () => {
  it('has emphasis, lists, tables and formulas', () => {
    expect(htmlOf('**wide** and `code`')).toContain('<strong>wide</strong> and <code>code</code>')
    expect(htmlOf('| a | b |\n|---|---|\n| 1 | 2 |')).toContain('<table>')
    const formula = htmlOf('The batch is $B = 2^k$.')
    expect(formula).toContain('<math')
    expect(formula).toContain('class="katex')
    expect(htmlOf('$$\n\\frac{1}{n}\n$$')).toContain('katex-display')
  })

  it.each([
    ['HTML of its own', '<img src=x onerror="alert(1)"><script>alert(1)</script>'],
    ['links with a script', '[here](javascript:alert(1))'],
    ['links to elsewhere', '[here](https://example.org)'],
    ['pictures', '![x](https://example.org/x.png)'],
    ['links of formulas', '$\\href{javascript:alert(1)}{x}$'],
    ['pictures of formulas', '$\\includegraphics{https://example.org/x.png}$'],
    ['HTML of formulas', '$\\htmlData{x=<script>}{x}$'],
  ])('lets no %s through', (_what, text) => {
    const page = document.createElement('div')
    page.innerHTML = htmlOf(text)
    expect(page.querySelector('a[href], img, script, iframe, object, form')).toBeNull()
    expect([...page.querySelectorAll('*')].flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith('on')))).toEqual([])
  })

  it('has no styles in its HTML, which the policy of the page refuses; they are set afterwards', () => {
    const page = document.createElement('div')
    page.innerHTML = htmlOf('$\\frac{1}{n}$ and $\\frac{1$ and style="color: red"')
    expect(page.querySelectorAll('[style]')).toHaveLength(0)
    styleFormulas(page)
    const styled = [...page.querySelectorAll<HTMLElement>('[style]')]
    expect(styled.some((part) => part.style.height !== '')).toBe(true)
    expect(styled.find((part) => part.classList.contains('katex-error'))?.style.color).toBe('var(--ui-error)')
    expect(page.textContent).toContain('style="color: red"')
  })

  it('shows a faulty formula instead of failing', () => {
    expect(htmlOf('$\\frac{1$')).toContain('katex-error')
  })
})
