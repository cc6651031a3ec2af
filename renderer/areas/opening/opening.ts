// Files that reach the window, by whatever way: each is shown in the view that is made for what it holds.
import { phrase } from '@language/phrase'
import type { DroppedFile } from '@contract/api/lab-api'
import { toProblem, type Problem } from '@contract/problem'
import type { OpenedKind, OpenedThing } from '@contract/window/opened-thing'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useRouter, type RouteLocationRaw } from 'vue-router'
import { useAnnouncer } from '../../frame/announcer'
import { isViewCovered } from '../../frame/keys'
import { ask } from '../../frame/lab'
import { useImport } from '../data/imports/import-store'
import { useTriedImage } from '../inspection/try/tried-image'
import { useOpenedNetwork } from '../models/opened-network'
import { useBundles } from '../runs/take-along/bundles'
import { useNewSweep } from '../sweeps/new/new-sweep'
import { useSetup } from '../training/setup-store'
import { useTraining } from '../training/training-store'

/** Milliseconds between two looks whether what covers the view is gone. */
const coverInterval = 300

type Of<K extends OpenedKind> = Extract<OpenedThing, { readonly kind: K }>

/** What becomes of each kind; the answer says which page shows it, null where a dialog does. */
type Ways = { readonly [K in OpenedKind]: (thing: Of<K>) => RouteLocationRaw | null | Promise<RouteLocationRaw | null> }

/** Ends of openings that the user has caused. */
const expectedEnds = ['file/cancelled']

export const useOpening = defineStore('opening', () => {
  const router = useRouter()
  const announcer = useAnnouncer()
  /** Why files could not be opened, the newest last. */
  const problems = shallowRef<readonly Problem[]>([])
  const problem = computed(() => problems.value.at(-1) ?? null)
  /** What was filled in from a file, in a sentence; empty: nothing that needs a word. */
  const notice = ref('')
  let isDraining = false
  let isAskedAgain = false

  const ways: Ways = {
    bundle: async ({ bundle }) => {
      await useBundles().show(bundle)
      return { name: 'runs' }
    },
    network: ({ file }) => {
      useOpenedNetwork().openFile(file)
      return { name: 'model' }
    },
    spec: ({ name, spec }) => {
      useSetup().takeOver(spec)
      useTraining().show(null)
      notice.value = phrase('The form has the settings of {name}.', { name })
      return { name: 'train' }
    },
    sweep: ({ name, spec }) => {
      useNewSweep().take(spec, name)
      return { name: 'new-sweep' }
    },
    images: async ({ source }) => {
      await useImport().take(source)
      return null
    },
    picture: ({ name, type, bytes }) => {
      void useTriedImage().open(new Blob([Uint8Array.from(bytes)], { type }), name)
      return { name: 'inspect', query: { tab: 'try' } }
    },
  }

  // TypeScript does not see that the way and the thing are of the same kind.
  const shown = (thing: OpenedThing): ReturnType<Ways[OpenedKind]> => (ways[thing.kind] as (thing: OpenedThing) => ReturnType<Ways[OpenedKind]>)(thing)

  /** Opens what waits, one after another; while something covers the view, it waits on. */
  async function drain(): Promise<void> {
    isAskedAgain = true
    if (isDraining) return
    isDraining = true
    try {
      while (isAskedAgain) {
        isAskedAgain = false
        await uncovered()
        while (await openNext()) await uncovered()
      }
    } finally {
      isDraining = false
    }
  }

  /** Whether something waited. */
  async function openNext(): Promise<boolean> {
    try {
      const thing = await ask('nextOpened')
      if (!thing) return false
      notice.value = ''
      const page = await shown(thing)
      if (page) await router.push(page)
    } catch (error) {
      tell(toProblem(error))
    }
    return true
  }

  function tell(trouble: Problem): void {
    if (expectedEnds.includes(trouble.code)) return
    problems.value = [...problems.value, trouble]
    announcer.say(trouble.message)
  }

  /** Takes files and folders that were dropped, whatever they are. */
  async function drop(files: readonly DroppedFile[]): Promise<void> {
    try {
      await ask('dropFiles', files)
    } catch (error) {
      tell(toProblem(error))
    }
  }

  /** Closes what is told now. */
  function forget(): void {
    if (problems.value.length > 0) problems.value = problems.value.slice(0, -1)
    else notice.value = ''
  }

  return { problem, notice, drain, drop, forget }
})

async function uncovered(): Promise<void> {
  while (isViewCovered()) await new Promise((resolve) => setTimeout(resolve, coverInterval))
}
