// The program of a network or a run, asked of the lab anew whenever the network or a choice changes.
import type { CodeOptions } from '@contract/api/models-api'
import type { Framework } from '@contract/models/frameworks'
import type { Problem } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import { computed, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { afterPause } from '../../../frame/after-pause'
import { useAttempts } from '../../../frame/attempts'
import { ask } from '../../../frame/lab'

export interface ProgramSource {
  /** The network with the settings of its run; null: there is none to write. */
  readonly spec: () => RunSpec | null
  /** Id of the run that was trained by the spec; null: there is none. */
  readonly run: () => string | null
}

export interface ShownProgram {
  readonly framework: Ref<Framework>
  /** Whether data, optimizer, schedule and loop are written too. */
  readonly wholeRun: Ref<boolean>
  /** Null: it is being written, or cannot be. */
  readonly text: Readonly<ShallowRef<string | null>>
  /** Why it cannot be written, or was not saved. */
  readonly problem: Readonly<ShallowRef<Problem | null>>
  /** Saves the program in a file that the user chooses. */
  readonly save: () => Promise<void>
}

export function useProgramCode({ spec, run }: ProgramSource): ShownProgram {
  const framework = ref<Framework>('pytorch')
  const wholeRun = ref(false)
  const text = shallowRef<string | null>(null)
  const { problem, attempt } = useAttempts()
  const options = computed<CodeOptions>(() => ({ framework: framework.value, wholeRun: wholeRun.value, run: run() }))
  const settled = afterPause(spec)
  let asked = 0

  watch(
    [settled, options],
    ([network, chosen]) => {
      const own = ++asked
      text.value = null
      if (!network) return
      void attempt(async () => {
        const written = await ask('code', network, chosen)
        // Another question may have taken the place of this one meanwhile.
        if (own === asked) text.value = written
      })
    },
    { immediate: true },
  )

  async function save(): Promise<void> {
    const network = spec()
    if (network) await attempt(() => ask('saveProgram', network, options.value))
  }

  return { framework, wholeRun, text, problem, save }
}
