// What a Chinese window still says in English: words one after another in what is read or spoken, apart from names, commands and paths.
import type { Page } from '@playwright/test'

/** Names of several words that Chinese texts have as they are. */
const names = [
  /Dive into Deep Learning/g, /Fashion-MNIST/g, /T-shirt\/top|Ankle boot/g, /CNN Lab/g, /ONNX Runtime( Web| Node)?/g, /Electron [\d.]+|Chromium [\d.]+/g, /npm run \w+/g, /cnn-lab [^，。；]*/g,
  /English/g, /AMD EPYC[^，。]*|Intel[^，。]*|Apple M\d[^，。]*|NVIDIA [\w -]+|Raspberry Pi \d+|Google TPU \w+/g, /\/[\w./-]+/g,
]

/** Three words of Latin letters in a row. */
const sentence = /[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){2,}/

/** The English that is left on the page as it stands: texts that are seen, and names and hints of elements. */
export async function englishLeft(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent && !parent.closest('code, pre, kbd, script, style, [data-verbatim]') && parent.checkVisibility()) found.add(node.textContent ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.add(element.getAttribute(name) ?? '')
    }
    return [...found]
  })
  return texts.map((text) => names.reduce((rest, name) => rest.replaceAll(name, '·'), text).trim()).filter((text) => sentence.test(text))
}
