// The component kit's own words (close, search, select), where the language of this program is not the kit's English.
import { language } from '@language/language'

/** For the kit's `UApp`; empty for English, whose page loads no other words. */
export const kitLocale = language === 'zh-Hans' ? { locale: (await import('@nuxt/ui/runtime/locale/zh_cn.js')).default } : {}
