// The place in a page that is read, so that the next version of the page shows the same: the section at the upper edge, and how far it is scrolled.

export interface PreviewPlace {
  /** Id of the section; null: the page begins with none. */
  readonly section: string | null
  /** Pixels from the section's upper edge to that of the window. */
  readonly offset: number
  /** Pixels from the page's beginning, for a page without the section. */
  readonly top: number
}

export function placeOf(page: Window): PreviewPlace {
  const above = [...page.document.querySelectorAll('section[id]')].map((section) => ({ id: section.id, top: section.getBoundingClientRect().top })).filter(({ top }) => top <= 0)
  const last = above.at(-1)
  return { section: last?.id ?? null, offset: -(last?.top ?? 0), top: page.scrollY }
}

export function scrollToPlace(page: Window, { section, offset, top }: PreviewPlace): void {
  const found = section === null ? null : page.document.getElementById(section)
  page.scrollTo(0, found ? found.getBoundingClientRect().top + page.scrollY + offset : top)
}
