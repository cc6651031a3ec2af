// Checks that pickles of all protocols give what Python has pickled, and that nothing else is taken.
import { LabError } from '@contract/problem'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { elementReader } from '../arrays/element-type'
import { memoryRun } from '../bytes/byte-run'
import { arrayFile, expectedImages } from '../testing/array-files'
import { anyMutation, mutated, refusalOf, survives } from '../testing/read-source'
import { DistantBytes, PickleArray, pickleText, type PickleDict, type PickleValue } from './pickle-values'
import { readPickle } from './read-pickle'

const read = (bytes: Uint8Array): Promise<PickleValue> => readPickle('some.pickle', memoryRun('some.pickle', bytes).read())
const readText = (text: string): Promise<PickleValue> => read(Buffer.from(text, 'latin1'))
const pickled = (name: string): Buffer => readFileSync(arrayFile(`pickles/${name}.pickle`))

/** Numbers of an array, in the order in which they lie. */
function numbersOf(value: PickleValue | undefined, file: Buffer): readonly number[] {
  if (!(value instanceof PickleArray) || !value.content) throw new Error('no array')
  const { data, type } = value.content
  return Array.from(elementReader(type)(data instanceof DistantBytes ? file.subarray(data.offset, data.offset + data.length) : data))
}

const protocols = [0, 1, 2, 3, 4, 5]

describe('readPickle', () => {
  it.each(protocols)('reads what Python 3 and NumPy 2 pickle by protocol %d', async (protocol) => {
    const file = pickled(`protocol-${protocol}`)
    const value = (await read(file)) as PickleDict
    expect(numbersOf(value.get('data'), file)).toEqual(expectedImages(2, { channels: 3, height: 32, width: 32 }).flat())
    expect(value.get('data')).toMatchObject({ content: { shape: [2, 3072], isFortran: false } })
    expect(numbersOf(value.get('few'), file)).toEqual([1.5, -2, 3])
    expect(value.get('small')).toMatchObject({ content: { shape: [2, 3], isFortran: true } })
    expect(numbersOf(value.get('small'), file)).toEqual([0, 3, 1, 4, 2, 5])
    expect((value.get('labels') as PickleValue[])[0]).toBe(7)
    expect(numbersOf((value.get('labels') as PickleValue[])[1], file)).toEqual([8])
    expect(value.get('names')).toEqual(['é', '日本', 'a\'b"c\\u0041\n'])
    expect(value.get('again')).toBe(value.get('names'))
    expect([...(value.get('bytes') as Uint8Array)]).toEqual(Array.from({ length: 256 }, (_, i) => i))
    expect(value.get('numbers')).toEqual([0, 255, 65535, -1, 2 ** 31, 2 ** 40, -(2n ** 70n), 1.25, true, false, null])
    expect(value.get('nested')).toEqual([[], [], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4], new Map()])
  })

  it('leaves long bytes in their file', async () => {
    const file = pickled('protocol-5')
    const value = (await read(file)) as PickleDict
    expect((value.get('data') as PickleArray).content?.data).toBeInstanceOf(DistantBytes)
  })

  it('reads what Python 2 and NumPy 1 pickle', async () => {
    const file = pickled('python-2')
    const value = (await read(file)) as PickleDict
    expect(numbersOf(value.get('data'), file)).toEqual(expectedImages(2, { channels: 3, height: 32, width: 32 }).flat())
    expect(value.get('labels')).toEqual([7, 8])
  })

  it('reads text of protocol 0 with its escapes', async () => {
    const value = (await readText("(S'a\\x41\\101\\n\\'\\\\'\nV\\u65e5b\nI01\nI-7\nL12345678901234567890L\nFinf\nF1e-3\nl.")) as PickleValue[]
    expect(pickleText(value[0])).toBe("aAA\n'\\")
    expect(value.slice(1)).toEqual(['日b', true, -7, 12345678901234567890n, Infinity, 0.001])
  })

  it.each([
    ['a function of the system', "cos\nsystem\n(S'echo'\ntR.", 'os.system'],
    ['a function by its name on the stack', '\x80\x04\x8c\x08builtins\x8c\x04eval\x93.', 'builtins.eval'],
    ['an inner function of NumPy that is not needed', 'cnumpy.core.multiarray\nfromfile\n.', 'numpy.core.multiarray.fromfile'],
    ['an instance of a class', '(iposix\nsystem\n.', 'posix.system'],
    ['a name with a point', '\x80\x04\x8c\x05numpy\x8c\x11testing.rundocs()\x93.', 'numpy.testing.rundocs()'],
  ])('refuses %s, by name', async (_, text, name) => {
    expect(await refusalOf(readText(text))).toMatchObject({ code: 'import/pickle-refused', message: expect.stringContaining(name) as string })
  })

  it.each([
    ['an object outside the file', 'Pid\n.'],
    ['a class that is made', 'cnumpy\nndarray\n)\x81.'],
    ['bytes outside the file', '\x80\x05\x97.'],
    ['an extension', '\x80\x02\x82\x01.'],
  ])('refuses %s', async (_, text) => {
    expect((await refusalOf(readText(text))).code).toBe('import/pickle-refused')
  })

  it.each([
    ['nothing', ''],
    ['no end', 'N'],
    ['an opcode that there is not', '\xff.'],
    ['an opcode of sets, which data have not', '\x8f.'],
    ['a value that is missing', '.'],
    ['a mark that is missing', 'l.'],
    ['a key without a value', '(Nd.'],
    ['a key that is a list', '(]Nd.'],
    ['a memo that is empty', 'h\x05.'],
    ['a number that is none', 'Ione\n.'],
    ['a call of a number', 'K\x01)R.'],
    ['a class that is called', 'cnumpy\nndarray\n)R.'],
    ['a state of a number', 'K\x01)b.'],
    ['appending to a number', 'K\x01Na.'],
    ['an array of another length', "cnumpy.core.multiarray\n_reconstruct\n)R(K\x01(K\x02tcnumpy\ndtype\n(S'u1'\ntRI00\nS'abc'\ntb."],
    ['an array of objects', "cnumpy.core.multiarray\n_reconstruct\n)R(K\x01(K\x02tcnumpy\ndtype\n(S'O8'\ntRI00\nS'ab'\ntb."],
  ])('tells a pickle with %s', async (_, text) => {
    const error = await refusalOf(readText(text))
    expect(error).toBeInstanceOf(LabError)
    expect(error.message).toContain('some.pickle')
    expect(['import/damaged', 'import/truncated']).toContain(error.code)
  })

  it.each([
    ['text of terabytes', '\x8d\x00\x00\x00\x00\x00\x01\x00\x00.', 'import/too-large'],
    ['bytes of terabytes', '\x8e\x00\x00\x00\x00\x00\x01\x00\x00.', 'import/truncated'],
    ['a huge integer', '\x8b\xff\xff\xff\x0f.', 'import/too-large'],
    ['marks without end', '('.repeat(2000), 'import/too-large'],
    ['values without end', 'N'.repeat(2_000_001), 'import/too-large'],
    ['a long name', `c${'a'.repeat(10_000)}\nb\n.`, 'import/damaged'],
  ])('refuses %s in bounded memory', async (_, text, code) => {
    expect((await refusalOf(readText(text))).code).toBe(code)
  })

  it('grows no values from a list that holds itself many times', async () => {
    const doubling = Array.from({ length: 30 }, (_, i) => `(h${String.fromCharCode(i)}h${String.fromCharCode(i)}lq${String.fromCharCode(i + 1)}`).join('')
    expect(await readText(`]q\x00${doubling}.`)).toHaveLength(2)
  })

  it('reads a damaged pickle, or tells it in an error of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...protocols), anyMutation, async (protocol, mutation) => {
        await survives(read(mutated(pickled(`protocol-${protocol}`), mutation)))
      }),
      { numRuns: 200 },
    )
  })

  it('survives any opcodes', async () => {
    const opcode = fc.constantFrom(...Buffer.from('(0123NIJKMGSTUXVcRb]})adelopqrstuhjglBC.\x85\x86\x87\x88\x8c\x93\x94\x95\n', 'latin1'))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 4, arbitrary: opcode }, { weight: 1, arbitrary: fc.nat(255) }), { maxLength: 60 }), async (codes) => {
        await survives(read(Uint8Array.from([...codes, 0x2e])))
      }),
      { numRuns: 500 },
    )
  })
})
