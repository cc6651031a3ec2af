// Bundles that the page opens: one at a time, what came of the last one, and the verification of its runs.
import type { OpenedBundle, Verification } from '@contract/bundles/bundle'
import { LabError, toProblem, type Problem } from '@contract/problem'
import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { ask } from '../../../frame/lab'
import { useLabEvents } from '../../../frame/lab-events'

/** How far the verification of a run is. */
export type VerificationState =
  | { readonly kind: 'waiting' }
  /** Steps done of all; null before the first. */
  | { readonly kind: 'training'; readonly steps: { readonly done: number; readonly total: number } | null }
  | { readonly kind: 'done'; readonly verification: Verification }
  | { readonly kind: 'failed'; readonly problem: Problem }

export const useBundles = defineStore('bundles', () => {
  const opened = shallowRef<OpenedBundle | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const isOpening = ref(false)
  /** By the id of the run, in the order of the bundle. */
  const verifications = shallowReactive(new Map<string, VerificationState>())
  /** The run that is trained again now. */
  const verified = computed(() => [...verifications].find(([, { kind }]) => kind === 'training')?.[0] ?? null)
  const isVerifying = computed(() => [...verifications.values()].some(({ kind }) => kind === 'training' || kind === 'waiting'))

  useLabEvents().handle({
    verifying: ({ runId, step, steps }) => {
      if (verifications.get(runId)?.kind === 'training') verifications.set(runId, { kind: 'training', steps: { done: step, total: steps } })
    },
  })

  /** Takes over the runs of a bundle that the user chooses in a dialog. */
  async function open(): Promise<void> {
    if (isOpening.value) return
    isOpening.value = true
    problem.value = null
    try {
      const bundle = await ask('chooseBundle')
      if (bundle) await show(bundle)
    } catch (error) {
      problem.value = toProblem(error)
    } finally {
      isOpening.value = false
    }
  }

  /** Tells of a bundle whose runs were taken over. */
  async function show(bundle: OpenedBundle): Promise<void> {
    await cancelVerifying()
    verifications.clear()
    problem.value = null
    opened.value = bundle
  }

  /** Trains the runs of the bundle again, one after another, those that were here already included. */
  async function verify(): Promise<void> {
    const bundle = opened.value
    if (!bundle || isVerifying.value) return
    verifications.clear()
    for (const { id } of bundle.runs) verifications.set(id, { kind: 'waiting' })
    for (const { id } of bundle.runs) {
      if (opened.value !== bundle || verifications.get(id)?.kind !== 'waiting') return // cancelled
      verifications.set(id, { kind: 'training', steps: null })
      const state = await verificationOf(id, bundle.bundledBy)
      if (opened.value !== bundle) return
      if (state) verifications.set(id, state)
      else verifications.delete(id)
    }
  }

  /** Null where it was cancelled. */
  async function verificationOf(id: string, bundledBy: string): Promise<VerificationState | null> {
    try {
      return { kind: 'done', verification: await ask('verifyRun', id, bundledBy) }
    } catch (error) {
      return error instanceof LabError && error.code === 'verification/stopped' ? null : { kind: 'failed', problem: toProblem(error) }
    }
  }

  /** Ends the training that goes on, and begins no other; what is known by then stays. */
  async function cancelVerifying(): Promise<void> {
    for (const [id, { kind }] of [...verifications]) if (kind === 'waiting') verifications.delete(id)
    if (verified.value !== null) await ask('cancelVerification', verified.value)
  }

  /** Forgets the last bundle, which its notice tells of. */
  async function forget(): Promise<void> {
    await cancelVerifying()
    verifications.clear()
    opened.value = null
    problem.value = null
  }

  return { opened, problem, isOpening, verifications, isVerifying, open, show, verify, cancelVerifying, forget }
})
