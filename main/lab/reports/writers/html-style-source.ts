// The one style sheet of every report, and how a policy of its page names it.
import { createHash } from 'node:crypto'
import { pageChartStyle } from '../charts/svg-style'
import { htmlStyle } from './html-style'

/** Style sheet of a report as a page: its text and its charts. */
export const reportStyle = htmlStyle + pageChartStyle

/** The source that allows this style sheet and no other (`style-src`): https://www.w3.org/TR/CSP3/#grammardef-hash-source. A browser takes the sum of the text as it has read it, with line feeds alone. */
export const reportStyleSource = `'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'`
