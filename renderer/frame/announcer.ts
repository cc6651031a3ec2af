// What screen readers are told of changes that nobody's focus is on.
import { defineStore } from 'pinia'
import { ref } from 'vue'

export const useAnnouncer = defineStore('announcer', () => {
  const text = ref('')

  /** Has a sentence read out, when the reader has finished what it is reading. */
  function say(sentence: string): void {
    text.value = sentence
  }

  return { text, say }
})
