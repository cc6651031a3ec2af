// Sentences: what ends one, and what stands between several.
import { language } from '@language/language'
import { phrase } from '@language/phrase'

/** What stands between two sentences. */
export const betweenSentences = language === 'zh-Hans' ? '' : ' '

/** A sentence without its full stop, to stand within another. Words of other programs are English in every language. */
export const withoutStop = (sentence: string): string => sentence.replace(/[.。]$/, '')

/** Words as a sentence: with a full stop where they end without any mark. */
export const asSentence = (words: string): string => (/[.!?。！？]$/.test(words) ? words : phrase('{sentence}.', { sentence: words }))

/** The first of several sentences. */
export const firstSentence = (text: string): string => text.split(/(?<=\.) |(?<=。)/u)[0] ?? ''
