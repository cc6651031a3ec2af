// Products of a matrix with a few columns, from either side, computed by ONNX Runtime: rows are many and wide.
import type { Columns } from '@common/algebra/perpendicular-columns'
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { gemm } from '../../onnx/operations'
import { feed, Session } from '../runtime/session'
import type { Rows } from '../training/fitting/rows'

/** Names in the programs. */
const [rowsInput, columnsInput, productOutput] = ['rows', 'columns', 'product']

export class RowProducts {
  readonly #rows: Rows
  readonly #columns: number
  readonly #along: Session
  readonly #across: Session

  private constructor(rows: Rows, columns: number, along: Session, across: Session) {
    this.#rows = rows
    this.#columns = columns
    this.#along = along
    this.#across = across
  }

  /** @param columns of each product */
  static async open(rows: Rows, columns: number): Promise<RowProducts> {
    return new RowProducts(rows, columns, await Session.open(productProgram(rows, columns, true)), await Session.open(productProgram(rows, columns, false)))
  }

  /** X C: the rows times columns as high as a row is wide. */
  along(columns: Columns): Promise<Columns> {
    return this.#product(this.#along, columns, this.#rows.count)
  }

  /** X' C: the rows, as columns, times columns as high as there are rows. */
  across(columns: Columns): Promise<Columns> {
    return this.#product(this.#across, columns, this.#rows.width)
  }

  async #product(session: Session, { height, data }: Columns, resultHeight: number): Promise<Columns> {
    const { count, width, data: rows } = this.#rows
    const feeds = { [rowsInput]: feed('float32', rows, [count, width]), [columnsInput]: feed('float32', Float32Array.from(data), [this.#columns, height]) }
    const outputs = await session.run(feeds, [productOutput])
    return { count: this.#columns, height: resultHeight, data: Float64Array.from(outputs.floats(productOutput)) }
  }

  async close(): Promise<void> {
    await this.#along.close()
    await this.#across.close()
  }
}

/** Columns lie one after another, so that both products are computed transposed: C' X' or C' X. */
function productProgram({ count, width }: Rows, columns: number, isAlong: boolean): Uint8Array {
  const g = new GraphBuilder('row_products')
  const rows = g.input(rowsInput, 'float32', [count, width])
  const given = g.input(columnsInput, 'float32', [columns, isAlong ? width : count])
  return encodeModel(g.build([g.node('Identity', [gemm(g, given, rows, null, { transB: isAlong })], {}, { name: productOutput })]))
}
