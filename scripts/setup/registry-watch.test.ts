// When is a registry given up, and when is it only slow?
import { describe, expect, it } from 'vitest'
import { RegistryWatch } from './registry-watch.mjs'

const seconds = (count: number) => count * 1000
const answered = 'npm http fetch GET 200 https://registry.example/zod 43ms (cache miss)\n'
const failed = 'npm http fetch GET https://registry.example/zod attempt 1 failed with ECONNREFUSED\n'

describe('RegistryWatch', () => {
  it('gives up when nothing is heard for forty seconds', () => {
    const watch = new RegistryWatch(0)
    expect(watch.isGone(seconds(39))).toBe(false)
    expect(watch.isGone(seconds(41))).toBe(true)
  })

  it('gives up when requests fail and none is answered', () => {
    const watch = new RegistryWatch(0)
    watch.hear(failed, seconds(1))
    watch.hear(failed, seconds(9))
    expect(watch.isGone(seconds(10))).toBe(false)
    expect(watch.isGone(seconds(12))).toBe(true)
    expect(watch).toMatchObject({ registry: 'https://registry.example', reason: 'ECONNREFUSED', answers: 0, isFailing: true })
  })

  it('waits on while other requests are answered', () => {
    const watch = new RegistryWatch(0)
    watch.hear(failed, seconds(10))
    watch.hear(answered, seconds(19))
    expect(watch.isGone(seconds(30))).toBe(false)
    expect(watch.isFailing).toBe(false)
  })

  it('waits for a large package, of which nothing is told for minutes', () => {
    const watch = new RegistryWatch(0)
    watch.hear(answered, seconds(2))
    expect(watch.isGone(seconds(600))).toBe(false)
  })

  it('takes npm’s own cache for an answer, and understands lines that come in pieces', () => {
    const watch = new RegistryWatch(0)
    watch.hear('npm http cache zod@https://registry.exam', seconds(1))
    expect(watch.answers).toBe(0)
    watch.hear('ple/zod 0ms (cache hit)\nnpm http fe', seconds(2))
    expect(watch.answers).toBe(1)
  })

  it('takes anything that npm says for a sign of life', () => {
    const watch = new RegistryWatch(0)
    watch.hear('npm warn deprecated\n', seconds(1))
    expect(watch.isGone(seconds(100))).toBe(false)
  })
})
