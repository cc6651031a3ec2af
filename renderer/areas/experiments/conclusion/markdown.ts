// Markdown with formulas as HTML that cannot harm: no HTML of the writer's own, no links that lead anywhere, no pictures.
import 'katex/dist/katex.min.css'
import { formulaStyleAttribute, userMarkdown } from '@common/markdown/user-markdown'

const markdown = userMarkdown({ formulas: 'htmlAndMathml', errorColour: 'var(--ui-error)' })

/** The HTML of a text in Markdown; formulas stand between `$` or `$$`. */
export const htmlOf = (text: string): string => markdown.render(text)

/** Gives the parts of formulas their heights and places; in HTML, the page's policy would refuse them. @param page an element that holds what {@link htmlOf} has made */
export function styleFormulas(page: HTMLElement): void {
  for (const part of page.querySelectorAll<HTMLElement>(`[${formulaStyleAttribute}]`)) part.style.cssText = part.getAttribute(formulaStyleAttribute) ?? ''
}
