import { describe, expect, it } from 'vitest'
import { computed, ref } from 'vue'
import { keptValue } from './kept-value'

describe('keptValue', () => {
  it('wakes its readers only where the content changes', () => {
    const [height, batchSize] = [ref(28), ref(64)]
    const size = keptValue(() => ({ height: height.value, isLarge: batchSize.value > 1000 }))
    let reads = 0
    const words = computed(() => {
      reads++
      return `${size.value.height} pixels`
    })
    expect(words.value).toBe('28 pixels')
    batchSize.value = 128
    expect(words.value).toBe('28 pixels')
    expect(reads).toBe(1)
    height.value = 224
    expect(words.value).toBe('224 pixels')
    expect(reads).toBe(2)
  })
})
