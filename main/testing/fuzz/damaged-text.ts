// Text damaged by words of its language in other places, and by letters that stand for something somewhere.
import { mutatedFile, type Draw } from './damaged-file'

const letters = ['"', "'", '(', ')', '[', ']', '{', '}', '<', '>', '=', '!', '%', '&', '|', '$', '\\', '`', '*', '_', '#', '-', '+', '.', ',', ':', ';', '/', '\n', '\t', '\u0000', '\u202e', '\ud800', 'é', '形', '1e999', '-0', ' ']

/** @param words of the language, e.g. its keywords */
export function damagedText(words: readonly string[]): (input: Uint8Array, draw: Draw) => Uint8Array {
  return (input, draw) => {
    let text = Buffer.from(input).toString('utf8')
    do {
      const [at, length] = [draw(text.length + 1), draw(8)]
      const put = [() => words[draw(words.length)] ?? '', () => letters[draw(letters.length)] ?? '', () => text.slice(draw(text.length + 1)).slice(0, draw(40)), () => (letters[draw(letters.length)] ?? '').repeat(1 + draw(300)), () => ''][draw(5)]?.() ?? ''
      text = `${text.slice(0, at)}${put}${text.slice(draw(2) === 0 ? at : at + length)}`
    } while (draw(3) > 0)
    const bytes = Buffer.from(text.slice(0, 20_000))
    return draw(10) === 0 ? mutatedFile(bytes, draw) : bytes
  }
}
