// Titles of networks of the zoo in Simplified Chinese: by themselves, as they are taken as names in every language.
export const contractNetworkTitles = {
  'LeNet with ReLU': '使用 ReLU 的 LeNet',
  'AlexNet of 2012': '2012 年的 AlexNet',
  'Small AlexNet': '小型 AlexNet',
  'Raw pixels': '原始像素',
  'Visual words': '视觉词',
} as const
