// Spaces where a value is put into a sentence in Chinese: one between Chinese and Latin letters or digits, none between Chinese characters and punctuation.

const chinese = String.raw`\p{Script=Han}`
const chineseOrSign = String.raw`[\p{Script=Han}，。：；？！、（）“”《》]`
const latin = String.raw`[\p{Script=Latin}\p{Script=Greek}\d]`
const [endsChinese, beginsChinese] = [new RegExp(`${chinese}$`, 'u'), new RegExp(`^${chinese}`, 'u')]
const [endsLatin, beginsLatin] = [new RegExp(`${latin}$`, 'u'), new RegExp(`^${latin}`, 'u')]
const [endsAnySpaced, beginsAny] = [new RegExp(`${chineseOrSign} $`, 'u'), new RegExp(`^${chineseOrSign}`, 'u')]
const [endsAny, beginsAnySpaced] = [new RegExp(`${chineseOrSign}$`, 'u'), new RegExp(`^ ${chineseOrSign}`, 'u')]

/** Two parts of a sentence as one. */
export function joinedInChinese(before: string, after: string): string {
  if (endsAnySpaced.test(before) && beginsAny.test(after)) return before.slice(0, -1) + after
  if (endsAny.test(before) && beginsAnySpaced.test(after)) return before + after.slice(1)
  const needsSpace = (endsChinese.test(before) && beginsLatin.test(after)) || (endsLatin.test(before) && beginsChinese.test(after))
  return `${before}${needsSpace ? ' ' : ''}${after}`
}
