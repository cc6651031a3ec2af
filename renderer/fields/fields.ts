// What each field of the form is called and what its question mark says: what it does, and what the book uses.

export type Field =
  | 'preset'
  | 'device'
  | 'model'
  | 'dataset'
  | 'activation'
  | 'pooling'
  | 'tab'
  | 'dropout'
  | 'batchSize'
  | 'epochs'
  | 'learningRate'
  | 'initializer'
  | 'limitTrain'
  | 'limitTest'
  | 'optimizer'
  | 'momentum'
  | 'beta1'
  | 'beta2'
  | 'epsilon'
  | 'weightDecay'
  | 'decayBiases'
  | 'decoupledDecay'
  | 'clipNorm'
  | 'schedule'
  | 'warmupEpochs'
  | 'everyEpochs'
  | 'factor'
  | 'finalShare'
  | 'riseShare'
  | 'startDivisor'
  | 'finalDivisor'
  | 'lowMomentum'
  | 'labelSmoothing'
  | 'microBatchSize'
  | 'flip'
  | 'cropPadding'
  | 'cutout'
  | 'seed'
  | 'convolution'
  | 'precision'
  | 'checkpointMinutes'

export interface FieldWords {
  readonly label: string
  readonly help: string
  /** Of the number in the field. */
  readonly unit?: string
}

/** In the order of the form, from its top. */
export const fieldWords: Readonly<Record<Field, FieldWords>> = {
  preset: {
    label: 'Preset',
    help: 'A set of settings that repeats what the book or a published source did. It fills in every field; change any of them afterwards.',
  },
  device: {
    label: 'Device',
    help: 'Where the network is computed; automatic takes the fastest that this machine has. The book trains on one GPU.',
  },
  model: {
    label: 'Network',
    help: 'The layers that are trained. The book begins with LeNet of 1995 and goes on to AlexNet of 2012, which is deeper, wider and uses ReLU.',
  },
  dataset: {
    label: 'Data set',
    help: 'The labelled images to learn from and to be tested on. The book uses Fashion-MNIST, and enlarges it to 224×224 for AlexNet.',
  },
  activation: {
    label: 'Activation',
    help: 'The function behind each layer with weights; without one, all layers together would be a single linear map. The book begins with the sigmoid and goes on to ReLU, whose gradient does not fade.',
  },
  pooling: {
    label: 'Pooling',
    help: 'How a window of four pixels becomes one: by their mean or by their maximum. The book takes the mean in LeNet and the maximum in AlexNet.',
  },
  tab: {
    label: "Book's tab",
    help: 'The framework whose listing the network follows: PyTorch and JAX pad the first convolution by one pixel, MXNet and TensorFlow not. All other layers of the book are the same, and so is the number of parameters.',
  },
  dropout: {
    label: 'Dropout',
    help: 'The share of units in the fully connected layers that each training step leaves out, against overfitting. The book uses 0.5 in AlexNet.',
  },
  batchSize: {
    label: 'Batch size',
    help: 'Images per step: more make each step smoother and slower, and need more memory. The book uses 128.',
  },
  epochs: {
    label: 'Epochs',
    help: 'How many times the network sees every training image. The book uses 10.',
  },
  learningRate: {
    label: 'Learning rate',
    help: 'How far each step moves the weights against the gradient. The book uses 0.1 for LeNet and 0.01 for AlexNet.',
  },
  initializer: {
    label: 'Initialisation',
    help: "How the weights are drawn before the first step. The book means Xavier's; its printed PyTorch listing in fact trains with PyTorch's default.",
  },
  limitTrain: {
    label: 'Train on first',
    help: 'Trains on only so many images, for a quick look; empty means all. The book trains on all 60,000.',
  },
  limitTest: {
    label: 'Test on first',
    help: 'Tests on only so many images after each epoch; empty means all. The book uses all 10,000, and calls them its validation set.',
  },
  optimizer: {
    label: 'Optimizer',
    help: 'The rule that turns gradients into steps: plain SGD follows the last one, momentum a running sum of them, AdamW fits the length of the step to each weight. The book uses plain SGD here.',
  },
  momentum: {
    label: 'Momentum',
    help: 'The share of its speed that a step hands on to the next, which smooths and lengthens the way: 0.9 goes ten times as far, so take a smaller learning rate. The book uses none here.',
  },
  beta1: {
    label: 'Beta 1',
    help: 'The share of the running mean of gradients that each step keeps. The book uses 0.9 in its chapter on Adam.',
  },
  beta2: {
    label: 'Beta 2',
    help: 'The share of the running mean of squared gradients that each step keeps. The book uses 0.999 in its chapter on Adam.',
  },
  epsilon: {
    label: 'Epsilon',
    help: 'Added to the root of the mean squared gradient, so that weights with hardly any gradient take no wild steps. The book uses 0.000001 in its chapter on Adam.',
  },
  weightDecay: {
    label: 'Weight decay',
    help: 'Pulls the weights towards zero, against overfitting; 0.0005 is usual with SGD. The book uses none here, the AlexNet of 2012 used 0.0005.',
  },
  decayBiases: {
    label: 'Decay biases',
    help: 'Whether weight decay pulls biases and the scales of normalisation too, which seldom helps. The book decays the weights alone.',
  },
  decoupledDecay: {
    label: 'Decoupled',
    help: 'Whether weight decay shortens the weights directly and not by way of the momentum, as AdamW always does. The book does not use it.',
  },
  clipNorm: {
    label: 'Gradient limit',
    help: 'Gradients that are longer than this, all parameters together, are shortened to it, so that no step is wild; empty means never. The book clips in its chapters on recurrent networks only.',
  },
  schedule: {
    label: 'Schedule',
    help: 'How the learning rate changes during the run: large steps first, small ones to settle. The book keeps it constant here.',
  },
  warmupEpochs: {
    label: 'Warm-up',
    unit: 'epochs',
    help: 'For so many epochs the learning rate rises in equal steps to where the schedule begins, because the first gradients are wild. The book uses none here.',
  },
  everyEpochs: {
    label: 'Drop every',
    unit: 'epochs',
    help: 'After so many epochs the learning rate is multiplied by the factor, again and again. The book keeps the rate constant here.',
  },
  factor: {
    label: 'Factor',
    help: 'What is left of the learning rate after each drop, or over each epoch of an exponential schedule. The book keeps the rate constant here.',
  },
  finalShare: {
    label: 'Down to',
    help: 'The share of the learning rate at which the cosine ends; 0 settles best. The book keeps the rate constant here.',
  },
  riseShare: {
    label: 'Rising share',
    help: 'The share of the run in which the learning rate goes up before it goes down. The book keeps the rate constant here.',
  },
  startDivisor: {
    label: 'Start at 1 /',
    help: 'The cycle begins at the learning rate divided by this. The book keeps the rate constant here.',
  },
  finalDivisor: {
    label: 'End at start /',
    help: 'The cycle ends at its beginning divided by this. The book keeps the rate constant here.',
  },
  lowMomentum: {
    label: 'Momentum to',
    help: 'While the rate is high the momentum goes down to this, and comes back with it; empty means that it stays. The book uses no momentum here.',
  },
  labelSmoothing: {
    label: 'Label smoothing',
    help: 'The share of each training target that is spread over all classes, so that the network is not driven to certainty; it raises the training loss, and the test loss is told without it. The book uses none.',
  },
  microBatchSize: {
    label: 'Images at once',
    help: 'Sends the batch through the network in parts of so many images and adds their gradients up: the same steps, somewhat slower, with less memory where images and not weights fill it; empty means all at once. The book does not need it.',
  },
  flip: {
    label: 'Random flip',
    help: 'Mirrors half of the training images left to right, others at every step, so that the network sees more than there are. The book does so in a later chapter, not here.',
  },
  cropPadding: {
    label: 'Random shift',
    unit: 'px',
    help: 'Moves each training image by up to so many pixels up or down and left or right: it is padded with black and cropped at random. 4 is usual for small colour images; the book shifts none here.',
  },
  cutout: {
    label: 'Cutout',
    unit: 'px',
    help: 'Blacks out a square of so many pixels at a random place of each training image, so that the network does not rely on one detail. The book does not use it.',
  },
  seed: {
    label: 'Seed',
    help: 'All chance in a run (first weights, order of images, augmentation, dropout) follows from this number; the same seed gives the same run. The book sets none.',
  },
  convolution: {
    label: 'Convolutions',
    help: 'Fast ones go through Fourier or Winograd transforms where that takes less time, and differ from direct ones in the last digits. The book says nothing of it; PyTorch does the same on a GPU.',
  },
  precision: {
    label: 'Precision',
    help: 'Mixed computes products in float16, which graphics cards of NVIDIA do several times as fast, and keeps weights and sums in float32; only the device CUDA gains by it. The book computes in float32.',
  },
  checkpointMinutes: {
    label: 'Checkpoints',
    unit: 'min',
    help: 'Minutes from one to the next of the places that a run can go on from after a crash; every epoch ends with one too. Results do not depend on it.',
  },
}

/** What each initialiser does, for its line in the chooser. */
export const initializerDescriptions = {
  'xavier-uniform': 'Xavier uniform: spread by the number of inputs and outputs of each layer',
  'pytorch-default': "PyTorch's default: spread by the number of inputs of each layer",
  'kaiming-normal': 'He (Kaiming) normal: for ReLU, spread by the number of inputs of each layer',
  'normal-0.01': 'Normal with deviation 0.01 everywhere, as AlexNet had it in 2012',
} as const
