// The result of a check of GPUs as Markdown.
import { formatDuration } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { checkStatuses, type CheckStatus, type CheckedStep, type GpuCheck } from '@contract/devices/gpu-check'
import { markdownText } from '../reports/writers/markdown-text'

const statusWords: Readonly<Record<CheckStatus, string>> = {
  passed: phrase('passed § of a step of a check'),
  failed: phrase('**failed** § of a step of a check'),
  told: phrase('told § of a step of a check, which only measures'),
  lacking: phrase('lacking § of a device'),
  'out-of-time': phrase('out of time'),
  'left-out': phrase('left out'),
}

/** How a step ended, without marks of Markdown. */
export const checkStatusWords = (status: CheckStatus): string => statusWords[status].replaceAll('*', '')

/** `12 passed, 1 failed, 3 told` */
export function countsOf(steps: readonly CheckedStep[]): string {
  return checkStatuses.flatMap((status) => {
    const count = steps.filter((step) => step.status === status).length
    return count === 0 ? [] : [`${count} ${checkStatusWords(status)}`]
  }).join(phrase(', '))
}

/** @param conditions in one line */
export function gpuCheckMarkdown({ steps, isSmall }: GpuCheck, conditions: string): string {
  const rows = steps.map(({ device, title, status, words, seconds }) => `| ${device ?? ''} | ${markdownText(title)} | ${statusWords[status]} | ${markdownText(words)} | ${formatDuration(seconds)} |`)
  return [
    phrase('# Check of the GPUs'),
    '',
    markdownText(phrase('{words}.', { words: conditions })),
    '',
    ...(isSmall ? [phrase('The GPU is played by the CPU: sizes are tiny, and speeds say nothing of a GPU.'), ''] : []),
    phrase('{words}.', { words: countsOf(steps) }),
    '',
    phrase('| device | step | result | what was found | time |'),
    '|---|---|---|---|---:|',
    ...rows,
    '',
  ].join('\n')
}
