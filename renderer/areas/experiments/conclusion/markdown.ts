// Markdown with formulas as HTML that cannot harm: no HTML of the writer's own, no links that lead anywhere, no pictures.
import { katex } from '@mdit/plugin-katex'
import 'katex/dist/katex.min.css'
import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false })
  .disable('image') // the page loads nothing from outside
  // A formula with a fault stands there in the colour of faults; `trust` stays off, so that no command makes links or loads files.
  .use(katex, { throwOnError: false, logger: () => 'ignore', trust: false, maxExpand: 500, maxSize: 20, errorColor: 'var(--ui-error)', delimiters: 'dollars' })

// A click could not follow a link anyway: its address is shown instead.
markdown.renderer.rules.link_open = (tokens, index) => `<span class="underline" title="${markdown.utils.escapeHtml(tokens[index]?.attrGet('href') ?? '')}">`
markdown.renderer.rules.link_close = () => '</span>'

/** The HTML of a text in Markdown; formulas stand between `$` or `$$`. */
export const htmlOf = (text: string): string => markdown.render(text)
