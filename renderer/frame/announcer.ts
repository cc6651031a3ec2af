// Sentences for screen readers about changes outside the focus.
import { defineStore } from 'pinia'
import { ref } from 'vue'

export const useAnnouncer = defineStore('announcer', () => {
  const text = ref('')

  /** Has a sentence read out after the one that is being read. */
  function say(sentence: string): void {
    text.value = sentence
  }

  return { text, say }
})
