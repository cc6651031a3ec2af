// Where a report that the lab itself shows or prints finds the letters of its language, and how the policy of its page names that place.
import { language } from '@language/language'

/** The parts of the window's own font are served there, by the session that prints and by no other. */
export const printedFontsAddress = 'app://report/fonts/'

/** Who reads a report as a page: a stranger's browser, the printing, or the window, which previews it. */
export type ReportReader = 'browser' | 'printing' | 'window'

const addresses: Readonly<Record<ReportReader, string | null>> = { browser: null, printing: printedFontsAddress, window: 'app://lab/assets/' }

/** What a page may load beside its policy's other words: the font of a Chinese one that the lab has in hand, and nothing in English, whose letters every system has. */
export const fontSource = (reader: ReportReader): string => (language === 'zh-Hans' && addresses[reader] !== null ? `; font-src ${addresses[reader]}` : '')
