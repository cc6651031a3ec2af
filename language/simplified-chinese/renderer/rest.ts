// What renderer says elsewhere, in Simplified Chinese.
export const rendererRest = {
  'The form has the settings of {name}.': '表单已填入 {name} 的设置。',
} as const
