// Markdown with formulas as HTML that cannot harm: no HTML of the writer's own, no links that lead anywhere, no pictures.
import 'katex/dist/katex.min.css'
import { userMarkdown } from '@common/markdown/user-markdown'

const markdown = userMarkdown({ formulas: 'htmlAndMathml', errorColour: 'var(--ui-error)' })

/** The HTML of a text in Markdown; formulas stand between `$` or `$$`. */
export const htmlOf = (text: string): string => markdown.render(text)
