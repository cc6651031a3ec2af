// The page is confined: no Node, no other addresses, no permissions, and no way to the lab but the checked one.
import { labCalls, type LabApi } from '@contract/api/lab-api'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, project, test } from './lab-window'

declare global {
  interface Window {
    readonly lab: LabApi
  }
}

test.use({ allowsErrors: true }) // what is refused is also told in the console

/** A server on this machine that answers every page: a request that gets out is counted, whether there is an internet or not. */
let server: Server
let url = ''
let requests = 0

test.beforeAll(async () => {
  server = createServer((_request, response) => {
    requests++
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('reached')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
test.beforeEach(() => {
  requests = 0
})
test.afterAll(() => {
  server.close()
})

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
      () => Reflect.set(window.lab, 'currentRuns', () => 'forged'),
      () => Reflect.defineProperty(window.lab, 'currentRuns', { value: () => 'forged' }),
      () => Reflect.set(window.lab, 'further', () => 'forged'),
    ]
    const succeeded = attempts.flatMap((attempt, index) => (attempt() === true ? [index] : []))
    return { succeeded, answer: await window.lab.currentRuns() }
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

test('neither the network nor files can be reached', async ({ lab: { app, page } }) => {
  const expected = [[url, 'refused'], ['file:///etc/hosts', 'refused'], ['app://other/index.html', 'refused'], ['app://lab/../../package.json', 404]] as const
  for (const [address, outcome] of expected) {
    const answer = await page.evaluate((asked) => fetch(asked).then((response) => response.status, () => 'refused'), address)
    expect([address, answer]).toEqual([address, outcome])
  }
  // The session refuses by itself, even where a page had no policy.
  expect(await app.evaluate(({ session }, asked) => session.defaultSession.fetch(asked).then(({ status }) => status, () => 'refused'), url)).toBe('refused')
  expect(requests).toBe(0)
})

test('the page stays where it is, opens nothing and may ask for nothing', async ({ lab: { app, page } }) => {
  expect(await page.evaluate((elsewhere) => window.open(elsewhere) === null, url)).toBe(true)
  await page.evaluate((elsewhere) => {
    const link = document.createElement('a')
    link.href = elsewhere
    document.body.append(link)
    link.click()
  }, url)
  await page.waitForTimeout(500)
  expect(page.url()).toBe('app://lab/index.html')
  await page.evaluate((elsewhere) => {
    location.href = elsewhere
  }, url)
  await page.waitForTimeout(500)
  expect(page.url()).toBe('app://lab/index.html')
  expect(requests).toBe(0)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
  // Asked of the permission itself: a machine without a camera refuses in any case.
  for (const name of ['camera', 'microphone', 'geolocation'] as const) {
    expect([name, await page.evaluate((asked) => navigator.permissions.query({ name: asked }).then(({ state }) => state), name)]).toEqual([name, 'denied'])
  }
})

test('calls are checked: their name, their arguments, and who makes them', async ({ lab: { app, page } }) => {
  const wrong = await page.evaluate(() => window.lab.start({ anything: 'else' } as never, ''))
  expect(wrong).toMatchObject({ ok: false, problem: { code: 'app/invalid-call' } })
  expect(await page.evaluate(() => Object.keys(window.lab).sort())).toEqual([...labCalls, 'onCommand', 'onEvent'].sort())

  // The same page in another window, as after a hijack, is not the page that the lab talks to.
  const stranger = await app.evaluate(async ({ BrowserWindow }, preload) => {
    const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
    await other.loadURL('app://lab/index.html')
    const answer: unknown = await other.webContents.executeJavaScript('window.lab.currentRuns().then(() => "answered", (error) => error.message)')
    other.destroy()
    return answer
  }, join(project, 'out', 'preload', 'index.cjs'))
  expect(stranger).toContain('may not ask')
})
