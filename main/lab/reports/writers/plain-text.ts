// A line of a report's text without code and links: the words alone.
import type { ReportText } from '@contract/reports/report-text'

export const plainText = (text: ReportText): string => (typeof text === 'string' ? text : text.map((piece) => piece.text).join(''))
