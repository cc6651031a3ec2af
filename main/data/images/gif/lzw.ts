// Unpacks the pixels of GIF: LZW with codes of up to 12 bits, the lowest bits first. Appendix F of https://www.w3.org/Graphics/GIF/spec-gif89a.txt

const mostCodeBits = 12
const mostCodes = 2 ** mostCodeBits

/**
 * Each code stands for a run of colours. Codes below `clear` are single colours; each later one is the run of another code (`prefix`) and one colour more (`suffix`), and is defined as the
 * run before it and the first colour of the run that follows.
 * @param colourBits bits of a colour, 1 to 8
 * @param count colours that are wanted; whatever follows them is not read
 * @returns null where the codes end before, or one stands for nothing
 */
export function unpackLzw(codes: Uint8Array, colourBits: number, count: number): Uint8Array | null {
  if (colourBits < 1 || colourBits > 8) return null
  const clear = 2 ** colourBits
  const end = clear + 1
  const prefix = new Uint16Array(mostCodes)
  const suffix = new Uint8Array(mostCodes)
  const run = new Uint8Array(mostCodes) // in reverse
  const colours = new Uint8Array(count)
  let done = 0
  let [next, bits] = [end + 1, colourBits + 1]
  let previous = -1
  let first = 0
  let [waiting, waitingBits, at] = [0, 0, 0]
  while (done < count) {
    while (waitingBits < bits) {
      if (at === codes.length) return null
      waiting |= (codes[at++] ?? 0) << waitingBits
      waitingBits += 8
    }
    const code = waiting & (2 ** bits - 1)
    waiting >>>= bits
    waitingBits -= bits
    if (code === end) return null
    if (code === clear) {
      ;[next, bits, previous] = [end + 1, colourBits + 1, -1]
      continue
    }
    if (previous < 0 ? code > clear : code > next) return null
    let length = 0
    let rest = code
    if (code === next) {
      run[length++] = first
      rest = previous
    }
    for (; rest >= clear; rest = prefix[rest] ?? 0) run[length++] = suffix[rest] ?? 0
    first = rest
    run[length++] = first
    while (length > 0 && done < count) colours[done++] = run[--length] ?? 0
    if (previous >= 0 && next < mostCodes) {
      prefix[next] = previous
      suffix[next++] = first
      if (next === 2 ** bits && bits < mostCodeBits) bits++
    }
    previous = code
  }
  return colours
}
