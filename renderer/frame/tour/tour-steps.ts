// The steps of the tour: each points at a control of the window, which carries the step's name as `data-tour`.
import { phrase } from '@language/phrase'
import { commandKey } from '../keyboard'

export const tourSteps = [
  {
    name: 'preset',
    title: phrase('Choose what to train'),
    text: phrase('A preset fills in every field as the book, or another source, has it. LeNet with ReLU is a good first one: a minute or two on two cores. Change any field afterwards.'),
  },
  {
    name: 'train',
    title: phrase('Train'),
    text: phrase('This button, or {commandKey}+Enter, starts the run. What it is expected to take in time and memory stands above.', { commandKey }),
  },
  {
    name: 'progress',
    title: phrase('Watch, pause, stop'),
    text: phrase('Loss, accuracy, speed and memory are drawn here while the run goes on. Pause and Stop stand above the curves; each keeps a checkpoint, so that nothing is lost.'),
  },
  {
    name: 'results',
    title: phrase('Look at what it has learnt'),
    text: phrase('Runs has every run with its results: compare two of them, or write a report. Inspect shows filters, feature maps and answers. A new home comes with two example runs.'),
  },
] as const

export type TourStepName = (typeof tourSteps)[number]['name']
