// Where a page that is printed finds the letters of its language, and how its policy names that place.
import { language } from '@language/language'

/** The parts of the window's own font are served there, by the session that prints and by no other. */
export const printedFontsAddress = 'app://report/fonts/'

/** What a printed page may load beside its policy's other words: the font of a Chinese one, and nothing in English, whose letters every system has. */
export const printedFontSource = language === 'zh-Hans' ? `; font-src ${printedFontsAddress}` : ''
