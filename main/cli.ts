// Entry of the command line: chooses its language, then loads the program, whose words are said as it loads.
import { speakLanguageOf } from './files/home-language'
import { labHome } from './lab/home'

const home = labHome()
speakLanguageOf(home)
const { start } = await import('./cli/start')
await start(new URL('.', import.meta.url), home)
