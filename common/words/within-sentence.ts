// Words of a label or a title within a sentence: English begins them small there, other languages write them as they are.
import { language } from '@language/language'

/** `learning rate` for `Learning rate`. */
export const withinSentence = (title: string): string => (language === 'en' ? title.toLowerCase() : title)

/** The same for words with names in them, whose letters stay: `images of ImageNet` for `Images of ImageNet`, and `GPU memory` as it is. */
export const smallBeginning = (words: string): string => (language === 'en' && !/^\p{Lu}{2}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words)
