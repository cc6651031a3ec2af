// What a Chinese window still says in English: words of Latin letters in what is read or spoken, apart from names, commands and paths.
import type { Frame, Page, TestInfo } from '@playwright/test'
import { expect, idle, keepPicture, keepsPictures } from './lab-window'

/** Names of several words or with other signs, commands and paths. */
const names = [
  /Dive into Deep Learning/g, /T-shirt\/top|Ankle boot/g, /CNN Lab/g, /EMNIST \w+/g, /Special Database \d+/g, /Apache [\d.]+/g, /"KMNIST Dataset" .* others\), doi:[\d./]+/g, /Kuzushiji-MNIST/g, /ONNX Runtime( Web| Node)?/g, /npm run \w+/g, /cnn-lab [^，。；]*/g,
  /(AMD|Intel|Apple|NVIDIA|Raspberry|Google) [\w @.()-]+/g, /(\/|~\/|[A-Z]:\\)[\w./\\-]+/g, /[\w-]+\.(json|onnx|csv|cnnlab|npz|log|pdf|md|html|ipynb|mjs|db)\b/g, /\.[a-z]+\b/g, /https?:\S+/g, /linux x64/g, /lenet [^，。]* and [^，。]* = 0/g, /--[\w-]+/g,
  /\b(Ctrl|Shift|Alt|Enter|Escape|Esc|Tab|Home|End|Page|Delete|Command)\b/g,
]

/** Names of one word; those with a capital or a digit within, such as ReLU, conv1 and float32, need none here. */
const words = new Set(`
  Beta Epsilon Alpha Gamma torchvision Vulkan Zalando Xavier Kaiming Nesterov Adam Mixup mixup Cutout Nyström sigmoid softmax tanh max avg dropout logit logits beta epsilon gamma
  Krizhevsky Sutskever Hinton
  English Linux Node Windows Electron Chromium Keras Flax Gluon Jupyter Markdown Slurm Poisson Winograd Wilson Lanczos
  Trouser Pullover Dress Coat Sandal Shirt Sneaker Bag
  Sobol Sigmoid Flatten Gemm Dropout Conv Relu linear flatten relu github Intel Debian Ubuntu
  auto cuda cpu webgpu batch
  Imagenette Flowers Poppy Bluebell Daffodil
`.split(/\s+/))

/** A word of Latin letters, with what belongs to a name: conv1, lenet-relu, max_pool. */
const word = /\p{Script=Latin}[\p{Script=Latin}\w’'-]*/gu

const isName = (found: string): boolean => found.length < 3 || /\d|_|^[A-Z-]+$|[a-z][A-Z]|[A-Z]{2}/.test(found) || words.has(found)

/** The English that is left on the page as it stands: texts that are seen, and names and hints of elements. */
export async function englishLeft(page: Page | Frame): Promise<readonly string[]> {
  const texts = await page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (parent && !parent.closest('code, pre, kbd, script, style, [data-verbatim], .katex') && parent.checkVisibility()) found.add(node.textContent ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], [aria-description], [aria-valuetext], [aria-roledescription]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-valuetext', 'aria-roledescription']) found.add(element.getAttribute(name) ?? '')
    }
    return [...found]
  })
  return englishIn(texts)
}

/** Those of several texts in which a word is English. */
export function englishIn(texts: readonly string[]): readonly string[] {
  return texts.map((text) => names.reduce((rest, name) => rest.replaceAll(name, '·'), text).trim()).filter((text) => (text.match(word) ?? []).some((found) => !isName(found)))
}

/** A walk through a Chinese window, place by place. */
export class ChineseWalk {
  /** What is still English, by the names of the places; what else a test has found may be added. */
  readonly left: Record<string, readonly string[]> = {}
  readonly #page: Page
  readonly #info: TestInfo

  constructor(page: Page, info: TestInfo) {
    this.#page = page
    this.#info = info
  }

  /** Leaves the dialog that is open. */
  async closeDialog(): Promise<void> {
    await this.#page.keyboard.press('Escape')
    await expect(this.#page.getByRole('dialog')).toBeHidden()
  }

  /** Notes what is English there, and keeps how it looks in both themes where that is asked for or something is English. */
  async look(name: string): Promise<void> {
    await idle(this.#page)
    const left = this.left[name] = await englishLeft(this.#page)
    if (left.length === 0 && !keepsPictures) return
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.#page.emulateMedia({ colorScheme })
      await keepPicture(this.#page, this.#info, `${name}-${colorScheme}`, left.length > 0)
    }
  }

  /** @throws where there was English anywhere */
  end(): void {
    expect(this.left).toEqual(Object.fromEntries(Object.keys(this.left).map((name) => [name, []])))
  }
}
