// Entry of the desktop app: chooses its language, then loads the app, whose words are said as it loads.
import { speakLanguageOf } from './files/home-language'
import { labHome } from './lab/home'

const home = labHome()
speakLanguageOf(home)
const { start } = await import('./app/start')
await start(new URL('.', import.meta.url), home)
