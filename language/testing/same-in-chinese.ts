// Phrases that Chinese writes as English does: names, units, signs.

export const sameInChinese: ReadonlySet<string> = new Set([])
