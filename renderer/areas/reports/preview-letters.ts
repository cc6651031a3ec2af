// The Chinese letters of a report's preview: the window's own font, as a system may have none with them. A file that is saved names fonts of systems alone.

/** The name of the font in the window's style sheet, and the name by which reports ask for it. */
const [inWindow, inReports] = ['Noto Sans SC Variable', 'Noto Sans SC']

/** Each part of the window's Chinese font, by the name that reports ask for; none in English. */
function partsOfFont(): readonly string[] {
  return [...document.styleSheets].flatMap(({ cssRules, href }) =>
    [...cssRules].flatMap((rule) => (rule instanceof CSSFontFaceRule && rule.cssText.includes(inWindow) ? [ofReports(rule.cssText, href ?? document.baseURI)] : [])),
  )
}

/** A rule with its addresses in full: in another document, what is relative leads elsewhere. */
const ofReports = (rule: string, base: string): string => rule.replaceAll(inWindow, inReports).replaceAll(/url\("([^"]*)"\)/g, (_, address: string) => `url("${new URL(address, base).href}")`)

/** Gives a page the letters that its text needs and no font of the system has. @returns when they have come */
export async function giveLetters(page: Document): Promise<void> {
  const parts = partsOfFont()
  const view = page.defaultView
  if (parts.length === 0 || !view) return
  const sheet = new view.CSSStyleSheet() // of that document: it takes no other
  sheet.replaceSync(parts.join('\n'))
  page.adoptedStyleSheets.push(sheet)
  do {
    page.documentElement.getBoundingClientRect() // lays the page out, which asks for them
    await page.fonts.ready
  } while (page.fonts.status === 'loading')
}
