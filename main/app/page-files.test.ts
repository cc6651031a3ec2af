// The page can load its own files and nothing else.
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, pageFile, pageUrl } from './page-files'

const root = resolve('out', 'renderer')

describe('pageFile', () => {
  it('finds the files of the page', () => {
    expect(pageFile(root, pageUrl)).toEqual({ path: join(root, 'index.html'), mediaType: 'text/html; charset=utf-8' })
    expect(pageFile(root, 'app://lab/assets/a%20b.js?v=1#x')?.path).toBe(join(root, 'assets', 'a b.js'))
  })

  it.each([
    ['another host', 'app://evil/index.html'],
    ['another scheme', 'https://lab/index.html'],
    ['a path out of the folder', 'app://lab/..%2f..%2fpackage.js'],
    ['a path out of the folder, the Windows way', 'app://lab/..%5c..%5cpackage.js'],
    ['a broken escape', 'app://lab/%E0%A4%A.js'],
    ['a null byte', 'app://lab/index%00.html'],
    ['a kind of file that the page has no use for', 'app://lab/store.sqlite'],
    ['the folder itself', 'app://lab/'],
  ])('refuses %s', (_what, url) => {
    expect(pageFile(root, url)).toBeNull()
  })
})

describe('the policy', () => {
  it('allows scripts and styles from the page alone, and neither inline nor eval', () => {
    expect(contentSecurityPolicy).toContain("script-src 'self';")
    expect(contentSecurityPolicy).not.toContain('unsafe')
    expect(contentSecurityPolicy).toContain("default-src 'self'")
  })
})
