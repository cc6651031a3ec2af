// Sentences: what ends one, and what stands between several.
import { language } from '@language/language'
import { phrase } from '@language/phrase'

/** What stands between two sentences. */
export const betweenSentences = language === 'zh-Hans' ? '' : ' '

/** What stands behind a sentence that may have been stored in another language: a space, unless it ends with a mark as wide as a letter. */
export const behindSentence = (sentence: string): string => (/[。！？]$/u.test(sentence) ? '' : ' ')

/** A sentence without its full stop, to stand within another. Words of other programs are English in every language. */
export const withoutStop = (sentence: string): string => sentence.replace(/[.。]$/, '')

/** Words as a sentence: with a full stop where they end without any mark. */
export const asSentence = (words: string): string => (/[.!?。！？]$/.test(words) ? words : phrase('{sentence}.', { sentence: words }))

/** The first of several sentences. */
export const firstSentence = (text: string): string => text.split(/(?<=\.) |(?<=。)/u)[0] ?? ''
