// `cnn-lab bench --memory`: peak memory of training over batch sizes, beside that of peers.
import { phrase } from '@language/phrase'
import { formatBytes } from '@common/words/plain-format'
import type { PeakMemory } from '../../../lab/benchmark/memory-series'
import { benchmarkedName } from '../../../lab/benchmark/benchmark'
import { asksLab, networkOfLab } from '../../flags/lab-network'
import { specFromFlags } from '../../flags/spec-from-flags'
import { say, sayJson, withLab, type CommandContext, type Output } from '../../terminal/command-context'
import { table, type Column } from '../../terminal/table'
import { caseTitle } from '../bench'
import { assertWithout, peersOf, type BenchFlags } from './bench-flags'
import { conditionsLine } from './conditions-line'
import { FoundPeers } from './found-peers'
import { markdownTable } from './markdown-table'

const batchSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256]

/** Measures one network at every batch size, or at that of `--batch-size`; `--json`: the conditions, then an object for each. */
export async function benchMemory(flags: BenchFlags, context: CommandContext): Promise<void> {
  assertWithout(flags, '--memory', ['rounds', 'quick', 'preset', 'epochs'])
  const peerNames = peersOf(flags)
  const asked: BenchFlags = { ...flags, model: flags.model ?? 'alexnet' }
  const { stdout, stderr } = context
  await withLab(context, async (lab) => {
    const spec = specFromFlags(asked, asksLab(asked) ? await networkOfLab(lab, asked) : null)
    const found = await FoundPeers.find(peerNames, stderr)
    const conditions = await lab.benchmarks.conditions(found.peers, spec.device)
    if (flags.json) sayJson(stdout, { conditions })
    const rows: PeakMemory[] = []
    for (const batchSize of flags.batchSize === undefined ? batchSizes : [spec.batchSize]) {
      const sized = { ...spec, batchSize }
      const title = caseTitle(benchmarkedName(sized), batchSize)
      const row = await lab.benchmarks.peakMemory(sized, (device) => found.contenders(sized, device, title))
      say(stderr, `${title}: CNN Lab ${formatBytes(row.engineBytes)}${row.peer ? `, ${row.peer.name} ${formatBytes(row.peer.bytes)}` : ''}`)
      if (flags.json) sayJson(stdout, row)
      rows.push(row)
    }
    if (flags.json) return
    const words = phrase("Peak resident memory of a process that does nothing but train; of the peers' ways the one that takes least. {conditions}.", { conditions: conditionsLine(conditions) })
    say(stdout, flags.markdown ? memoryMarkdown(rows) : memoryTable(rows, stdout), '', words)
  })
}

const columns: readonly Column[] = [
  { title: phrase('network') },
  { title: phrase('batch'), align: 'right' },
  { title: 'CNN Lab', align: 'right' },
  { title: phrase('peer § program that the lab is compared with'), align: 'right' },
  { title: phrase('share'), align: 'right' },
  { title: phrase('which peer') },
]

const cells = ({ model, batchSize, engineBytes, peer }: PeakMemory): readonly string[] => [
  model,
  String(batchSize),
  formatBytes(engineBytes),
  ...(peer ? [formatBytes(peer.bytes), (engineBytes / peer.bytes).toFixed(2), peer.name] : ['', '', phrase('none')]),
]

export const memoryTable = (rows: readonly PeakMemory[], output?: Output): string => table(columns, rows.map(cells), { output })

export const memoryMarkdown = (rows: readonly PeakMemory[]): string => markdownTable(columns, rows.map(cells))
