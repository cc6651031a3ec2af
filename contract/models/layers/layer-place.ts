// Where in a list a layer stands, in words: `layer 4`, `layer 4, branch 2, layer 1`, `layer 7, shortcut, layer 1`.
import { phrase } from '@language/phrase'

/** Keys and indices from a list of layers to one of them, or to a field of it: `[3, 'branches', 1, 0, 'kernel']`. */
export type LayerPath = readonly PropertyKey[]

export interface LayerPlace {
  /** Empty where the path names no layer. */
  readonly words: string
  /** The path from the list to the layer. */
  readonly path: LayerPath
  /** The field of the layer that the path leads to, e.g. `kernel`; empty for the layer itself. */
  readonly field: string
}

/** The innermost layer that a path leads to. */
export function layerPlace(path: LayerPath): LayerPlace {
  const words: string[] = []
  let [end, isBranch] = [0, false]
  for (const [index, key] of path.entries()) {
    if (typeof key === 'number') {
      words.push(isBranch ? phrase('branch {number}', { number: key + 1 }) : phrase('layer {number}', { number: key + 1 }))
      isBranch = false
    } else if (key === 'branches' && typeof path[index + 1] === 'number') isBranch = true
    else if (key === 'shortcut' && typeof path[index + 1] === 'number') words.push(phrase('shortcut'))
    else if (key !== 'layers' || typeof path[index + 1] !== 'number') break
    end = index + 1
  }
  return { words: words.join(phrase(', ')), path: path.slice(0, end), field: path.slice(end).map(String).join('.') }
}
