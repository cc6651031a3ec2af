// Reads tables of text row by row: fields between commas, tabs or semicolons, quoted or not, with any line ends. RFC 4180, https://www.rfc-editor.org/rfc/rfc4180
import { formatCount } from '@common/words/plain-format'
import { textOfCell } from '@common/words/formula-text'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { ReadStream } from 'node:fs'
import { basename } from 'node:path'
import { TextDecoder } from 'node:util'
import { fileTrouble } from '../../../files/file-trouble'
import { streamRegular } from '../../../files/regular-file'

/** Bounds of a table, beyond which it is taken for something else. */
const [longestField, mostFields] = [65_536, 4096]

/** What stands between fields, the likeliest first. */
const separators = [',', '\t', ';', '|'] as const

/** A row of a table. */
export interface TableRow {
  /** The line that it begins in, from 1. */
  readonly line: number
  readonly fields: readonly string[]
}

/**
 * All rows with a word in them, the head among them: spreadsheets leave rows of commas alone behind a table.
 * @throws LabError `import/unreadable`, `import/not-text`, `import/table`
 */
export async function* tableRows(path: string, signal?: AbortSignal): AsyncGenerator<TableRow> {
  const name = basename(path)
  let splitter: RowSplitter | undefined
  for await (const text of textOf(path, signal)) {
    splitter ??= new RowSplitter(name, separatorOf(text))
    yield* rowsWithWords(splitter.take(text))
  }
  if (splitter) yield* rowsWithWords(splitter.end())
}

function* rowsWithWords(rows: Iterable<TableRow>): Generator<TableRow> {
  for (const row of rows) {
    const { line, fields } = plain(row)
    if (fields.some((field) => field.trim() !== '')) yield { line, fields }
  }
}

/** The row without the apostrophes of tables that the lab, or another careful program, has written. */
const plain = ({ line, fields }: TableRow): TableRow => ({ line, fields: fields.map(textOfCell) })

/** Text in pieces, the first of them whole lines at least where lines are of a usual length. */
async function* textOf(path: string, signal?: AbortSignal): AsyncGenerator<string> {
  const name = basename(path)
  let stream: ReadStream | undefined
  let decoder: TextDecoder | undefined
  try {
    stream = streamRegular(path, { highWaterMark: 2 ** 18, ...(signal && { signal }) })
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true })
      yield decoded(decoder, bytes, name)
    }
    if (decoder) yield decoded(decoder, null, name)
  } catch (error) {
    if (error instanceof LabError || signal?.aborted) throw error
    throw new LabError('import/unreadable', phrase('{path} cannot be read: {fileTrouble}.', { path, fileTrouble: fileTrouble(error) }), phrase('Check that it is a file that you may read.'), { cause: error })
  } finally {
    stream?.destroy()
  }
}

/** By the mark that programs of Windows write first; UTF-8 without one. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

/** @param bytes null: there are no more */
function decoded(decoder: TextDecoder, bytes: Uint8Array | null, name: string): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
  } catch (error) {
    throw new LabError('import/not-text', phrase('{name} is no text in UTF-8.', { name }), phrase('Save it as “CSV UTF-8”.'), { cause: error })
  }
}

/** What most often stands in the first line, outside quotes. */
function separatorOf(text: string): string {
  const [line = ''] = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1)
  const counts = separators.map((separator) => line.split(separator).length)
  return separators[counts.indexOf(Math.max(...counts))] ?? ','
}

/** Splits text that comes in pieces. */
class RowSplitter {
  readonly #name: string
  readonly #separator: string
  #fields: string[] = []
  #field = ''
  /** Where in a field the text is: `quoted` between quotes; `quote` behind a quote that ends them, or is the first of two. */
  #state: 'start' | 'plain' | 'quoted' | 'quote' = 'start'
  #line = 1
  #firstLine = 1
  #wasReturn = false

  constructor(name: string, separator: string) {
    this.#name = name
    this.#separator = separator
  }

  *take(text: string): Generator<TableRow> {
    for (const letter of text) {
      const wasReturn = this.#wasReturn
      this.#wasReturn = letter === '\r'
      const isLineEnd = letter === '\n' || letter === '\r'
      if (isLineEnd && !(letter === '\n' && wasReturn)) this.#line++
      if (this.#state === 'quoted') this.#takeQuoted(letter)
      else if (isLineEnd) yield* this.#endRow()
      else this.#takePlain(letter)
    }
  }

  /** What stands behind the last line end. */
  *end(): Generator<TableRow> {
    if (this.#state === 'quoted') throw this.#fault(phrase('ends within quotation marks that are opened'))
    yield* this.#endRow()
  }

  #takeQuoted(letter: string): void {
    if (letter === '"') this.#state = 'quote'
    else this.#append(letter)
  }

  #takePlain(letter: string): void {
    if (letter === this.#separator) this.#endField()
    else if (letter === '"' && this.#state === 'start') this.#state = 'quoted'
    else if (letter === '"' && this.#state === 'quote') {
      this.#append('"')
      this.#state = 'quoted'
    } else {
      this.#append(letter)
      this.#state = 'plain'
    }
  }

  #append(letter: string): void {
    this.#field += letter
    if (this.#field.length > longestField) throw this.#fault(phrase('has a field of more than {most} letters, perhaps for a missing quotation mark,', { most: formatCount(longestField) }))
  }

  #endField(): void {
    this.#fields.push(this.#field)
    this.#field = ''
    this.#state = 'start'
    if (this.#fields.length > mostFields) throw this.#fault(phrase('has more than {most} columns', { most: formatCount(mostFields) }))
  }

  *#endRow(): Generator<TableRow> {
    this.#endField()
    yield { line: this.#firstLine, fields: this.#fields }
    this.#fields = []
    this.#firstLine = this.#line
  }

  /** @param what is wrong */
  #fault(what: string): LabError {
    return new LabError('import/table', phrase('{name} {fault} in the row that begins in line {line}.', { name: this.#name, fault: what, line: formatCount(this.#firstLine) }), phrase('Correct it in a program for tables, or choose another file.'))
  }
}
