// Several sentences one after another.
import { language } from '@language/languages'

/** What stands between two sentences. */
export const betweenSentences = language === 'zh-Hans' ? '' : ' '
