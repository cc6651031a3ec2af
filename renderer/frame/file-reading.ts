// The ONNX file that the lab is reading: a large one takes a while, and its reading can be cancelled.
import { LabError } from '@contract/problem'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { useLabEvents } from './lab-events'

export const useFileReading = defineStore('file-reading', () => {
  /** Its name without its folder; null: none is read. */
  const name = shallowRef<string | null>(null)

  useLabEvents().handle({
    'network-file': (event) => {
      name.value = event.name
    },
  })

  return { name }
})

/** What a call that opens a file answers; null where the user has cancelled it. */
export async function unlessCancelled<T>(opening: Promise<T>): Promise<T | null> {
  try {
    return await opening
  } catch (error) {
    if (error instanceof LabError && error.code === 'file/cancelled') return null
    throw error
  }
}
