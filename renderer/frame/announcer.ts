// Sentences for screen readers about changes outside the focus.
import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Milliseconds that an answer stands before news may take its place: a short epoch ends twice a second. */
const answerStands = 5000

export const useAnnouncer = defineStore('announcer', () => {
  const text = ref('')
  let answered = -Infinity

  /** Has the answer to something that the user did read out, after what is being read. */
  function say(answer: string): void {
    text.value = answer
    answered = performance.now()
  }

  /** Has news of runs read out that go on by themselves, unless an answer was given just now. */
  function tell(news: string): void {
    if (performance.now() - answered >= answerStands) text.value = news
  }

  return { text, say, tell }
})
