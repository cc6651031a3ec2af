// The constant schedule: the learning rate stays.
import type { RateShare } from './schedule'

export const constant: RateShare = () => 1
