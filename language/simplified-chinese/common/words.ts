// What common/words says, in Simplified Chinese.
export const commonWords = {
  'train § beside figures of the training images': '训练',
  'validation § beside figures of the validation images': '验证',
  'test § beside figures of the test images': '测试',
  'held-out § beside figures of test or validation images': '留出',
} as const
