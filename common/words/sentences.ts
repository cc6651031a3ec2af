// Several sentences one after another.
import { language } from '@language/language'

/** What stands between two sentences. */
export const betweenSentences = language === 'zh-Hans' ? '' : ' '
