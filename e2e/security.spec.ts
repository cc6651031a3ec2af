// The page is confined: no Node, no other addresses, no permissions, and no way to the lab but the checked one.
import type { LabApi } from '@contract/api/lab-api'
import { join } from 'node:path'
import { expect, project, test } from './lab-window'

declare global {
  interface Window {
    readonly lab: LabApi
  }
}

test.use({ allowsErrors: true }) // what is refused is also told in the console

test('the page has no Node, and the settings that keep it so', async ({ lab: { app, page } }) => {
  const found = await page.evaluate(() => ['require', 'process', 'module', 'global', 'Buffer', 'electron'].filter((name) => name in globalThis))
  expect(found).toEqual([])
  const settings = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Electron's typings leave the method out: it is meant for tests like this.
    const contents = window?.webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
    const { contextIsolation, sandbox, nodeIntegration, webviewTag, webSecurity } = contents.getLastWebPreferences()
    return { contextIsolation, sandbox, nodeIntegration, webviewTag, webSecurity }
  })
  expect(settings).toEqual({ contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, webSecurity: true })

  const tampered = await page.evaluate(async () => {
    const attempts: (() => unknown)[] = [
      () => Reflect.set(window, 'lab', {}),
      () => Reflect.defineProperty(window, 'lab', { value: {} }),
      () => Reflect.deleteProperty(window, 'lab'),
      () => Reflect.set(window.lab, 'runs', () => 'forged'),
      () => Reflect.defineProperty(window.lab, 'runs', { value: () => 'forged' }),
      () => Reflect.set(window.lab, 'further', () => 'forged'),
    ]
    const succeeded = attempts.flatMap((attempt, index) => (attempt() === true ? [index] : []))
    return { succeeded, answer: await window.lab.runs() }
  })
  expect(tampered).toEqual({ succeeded: [], answer: { ok: true, value: [] } })
})

test('the policy is sent with the page, and holds', async ({ lab: { page } }) => {
  const policy = await page.evaluate(async () => (await fetch('app://lab/index.html')).headers.get('content-security-policy'))
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)

  const injected = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.injected = true'
    document.body.append(script)
    return 'injected' in globalThis
  })
  expect(injected).toBe(false)
  const refused = page.waitForEvent('console', (message) => message.text().includes('Content Security Policy'))
  await page.evaluate(() => {
    const run: (code: string) => unknown = setTimeout // which evaluates a string, where it may
    run('globalThis.evaluated = true')
  })
  await refused
  expect(await page.evaluate(() => 'evaluated' in globalThis)).toBe(false)
})

test('neither the network nor files can be reached', async ({ lab: { page } }) => {
  for (const url of ['https://example.com/', 'http://127.0.0.1:1/', 'file:///etc/hosts', 'app://lab/../../package.json', 'app://other/index.html']) {
    const answer = await page.evaluate((address) => fetch(address).then((response) => response.status, () => 'refused'), url)
    expect([answer, url]).toEqual([answer === 404 ? 404 : 'refused', url])
  }
})

test('the page stays where it is, opens nothing and may ask for nothing', async ({ lab: { app, page } }) => {
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.com/'
    document.body.append(link)
    link.click()
    location.href = 'data:text/html,elsewhere'
  })
  await page.waitForTimeout(500)
  expect(page.url()).toBe('app://lab/index.html')
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  expect(await page.evaluate(() => navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'allowed', () => 'denied'))).toBe('denied')
})

test('calls are checked: their name, their arguments, and who makes them', async ({ lab: { app, page } }) => {
  const wrong = await page.evaluate(() => window.lab.start({ anything: 'else' } as never, ''))
  expect(wrong).toMatchObject({ ok: false, problem: { code: 'app/invalid-call' } })
  expect(await page.evaluate(() => Object.keys(window.lab).sort())).not.toContain('close')

  // The same page in another window, as after a hijack, is not the page that the lab talks to.
  const stranger = await app.evaluate(async ({ BrowserWindow }, preload) => {
    const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
    await other.loadURL('app://lab/index.html')
    const answer: unknown = await other.webContents.executeJavaScript('window.lab.runs().then(() => "answered", (error) => error.message)')
    other.destroy()
    return answer
  }, join(project, 'out', 'preload', 'index.cjs'))
  expect(stranger).toContain('may not ask')
})
