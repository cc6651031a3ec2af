// What a paste brings.
import { isTextField } from '../../../frame/text-field'

/** The picture that is pasted; null: what is pasted holds none; `text`: it is meant for a field, and none of ours. */
export function pastedPicture({ target, clipboardData }: ClipboardEvent): File | null | 'text' {
  const picture = [...(clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'))
  if (picture) return picture
  return isTextField(target) ? 'text' : null
}
