// What common/words says, in Simplified Chinese.
export const commonWords = {
  'train § beside figures of the training images': '训练',
  'validation § beside figures of the validation images': '验证',
  'test § beside figures of the test images': '测试',
  'held-out § beside figures of test or validation images': '留出',
  'waiting § state of a run': '等待中',
  'queued § state of a run': '排队中',
  'starting § state of a run': '启动中',
  'running § state of a run': '运行中',
  'paused § state of a run': '已暂停',
  'halted § state of a point of a sweep': '已中止',
  'completed § state of a run': '已完成',
  'stopped § state of a run': '已停止',
  'failed § state of a run': '失败',
  'interrupted § state of a run': '已中断',
} as const
