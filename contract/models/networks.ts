// The networks of the lab, as every process names them, and what each leaves to choose of its layers.
import { z } from 'zod'

export const modelNames = [
  'lenet',
  'lenet-relu',
  'alexnet',
  'alexnet-2012',
  'alexnet-small',
  'fashionnet',
  'resnet-8',
  'resnet-20',
] as const
export const modelNameSchema = z.enum(modelNames)
export type ModelName = z.infer<typeof modelNameSchema>

/** A network of the zoo, or one from an ONNX file. */
export const modelChoiceSchema = z.enum([...modelNames, 'file'])
export type ModelChoice = z.infer<typeof modelChoiceSchema>

/** An ONNX file, of which the lab keeps a copy under its SHA-256. */
export const networkFileSchema = z.strictObject({
  /** The file's name without its folder. */
  name: z.string().min(1).max(255),
  sha256: z.hash('sha256'),
  /** Whether training begins with the weights of the file, or draws them anew. */
  weights: z.enum(['keep', 'redraw']),
})
export type NetworkFile = z.infer<typeof networkFileSchema>

export const initializerNames = ['xavier-uniform', 'pytorch-default', 'kaiming-normal', 'normal-0.01'] as const
export const initializerNameSchema = z.enum(initializerNames)
export type InitializerName = z.infer<typeof initializerNameSchema>

/** Names of the initialisers as people read them. */
export const initializerTitles: Readonly<Record<InitializerName, string>> = {
  'xavier-uniform': 'Xavier',
  'pytorch-default': 'PyTorch',
  'kaiming-normal': 'He',
  'normal-0.01': 'N(0, 0.01)',
}

export const activationNames = ['sigmoid', 'tanh', 'relu'] as const
export const activationSchema = z.enum(activationNames)
export type Activation = z.infer<typeof activationSchema>

export const poolingNames = ['average', 'max'] as const
export const poolingSchema = z.enum(poolingNames)
export type Pooling = z.infer<typeof poolingSchema>

/** The frameworks whose tabs of the book list the same network with small differences. */
export const bookTabs = ['pytorch', 'jax', 'mxnet', 'tensorflow'] as const
export const bookTabSchema = z.enum(bookTabs)
export type BookTab = z.infer<typeof bookTabSchema>

/** What a network may leave to choose of its layers. */
export interface LayerChoices {
  /** Probability of dropping a unit behind each hidden fully connected layer; 0: no dropout layers. */
  readonly dropout: number
  readonly activation: Activation
  readonly pooling: Pooling
  readonly tab: BookTab
}

/** Under which choosers list networks together. */
export type ModelFamily = 'LeNet' | 'AlexNet' | 'For 28×28 images' | 'Residual networks'

export interface ModelInfo {
  readonly name: ModelName
  readonly family: ModelFamily
  /** As a title and in sentences, e.g. `LeNet with ReLU`. */
  readonly title: string
  /** One sentence for the chooser. */
  readonly description: string
  /** Edge of the square input image in pixels that the network was made for. */
  readonly inputSize: number
  /** How its source draws the first weights. */
  readonly initializer: InitializerName
  /** What can be chosen of its layers, each with what the network has by itself; nothing else of {@link LayerChoices} means anything to it. */
  readonly choices: Partial<LayerChoices>
}

/** Every network of the zoo, in the order in which choosers list them. */
export const models: readonly ModelInfo[] = [
  {
    name: 'lenet',
    family: 'LeNet',
    title: 'LeNet',
    description: 'LeNet-5 as the book has it: sigmoid activations and average pooling.',
    inputSize: 28,
    initializer: 'xavier-uniform',
    choices: { dropout: 0, activation: 'sigmoid', pooling: 'average' },
  },
  {
    name: 'lenet-relu',
    family: 'LeNet',
    title: 'LeNet with ReLU',
    description: 'LeNet-5 with ReLU and max-pooling in place of sigmoid and average pooling.',
    inputSize: 28,
    initializer: 'xavier-uniform',
    choices: { dropout: 0, activation: 'relu', pooling: 'max' },
  },
  {
    name: 'alexnet',
    family: 'AlexNet',
    title: 'AlexNet',
    description: 'AlexNet as the book has it: five convolutions, three fully connected layers, dropout.',
    inputSize: 224,
    initializer: 'xavier-uniform',
    choices: { dropout: 0.5, tab: 'pytorch' },
  },
  {
    name: 'alexnet-2012',
    family: 'AlexNet',
    title: 'AlexNet of 2012',
    description: 'AlexNet as published: in two halves for two GPUs, with local response normalisation.',
    inputSize: 224,
    initializer: 'normal-0.01',
    choices: { dropout: 0.5 },
  },
  {
    name: 'alexnet-small',
    family: 'AlexNet',
    title: 'Small AlexNet',
    description: "AlexNet simplified for Fashion-MNIST, as the book's exercise asks: half the image size, a third of the channels.",
    inputSize: 112,
    initializer: 'xavier-uniform',
    choices: { dropout: 0.5 },
  },
  {
    name: 'fashionnet',
    family: 'For 28×28 images',
    title: 'FashionNet',
    description: "Four convolutions with batch normalisation, designed for Fashion-MNIST as the book's exercise asks.",
    inputSize: 28,
    initializer: 'kaiming-normal',
    choices: { dropout: 0.3 },
  },
  {
    name: 'resnet-8',
    family: 'Residual networks',
    title: 'ResNet-8',
    description: 'Three residual blocks with batch normalisation, small enough for a CPU.',
    inputSize: 28,
    initializer: 'kaiming-normal',
    choices: {},
  },
  {
    name: 'resnet-20',
    family: 'Residual networks',
    title: 'ResNet-20',
    description: 'Nine residual blocks with batch normalisation, as published for CIFAR-10.',
    inputSize: 28,
    initializer: 'kaiming-normal',
    choices: {},
  },
]

/** What is known of all networks from files. */
const fileInfo: Omit<ModelInfo, 'name' | 'family'> = {
  title: 'Network from a file',
  description: 'A network that another program has written as an ONNX file.',
  inputSize: 28,
  initializer: 'kaiming-normal',
  choices: {},
}

/** The facts of one network by name. */
export function modelInfo(name: ModelChoice): Omit<ModelInfo, 'name' | 'family'> {
  if (name === 'file') return fileInfo
  const info = models.find((model) => model.name === name)
  if (!info) throw new Error(`no model info for ${name}`)
  return info
}

/** The choices that are made among names. */
export const choiceNames = ['activation', 'pooling', 'tab'] as const
export type ChoiceName = (typeof choiceNames)[number]

/**
 * Which network, with what chosen of its layers, and how its first weights are drawn. What is left out is as the network has it by itself;
 * null stands where a network has no such choice.
 */
export const networkSettingsSchema = z
  .strictObject({
    model: modelChoiceSchema,
    /** The file, where the network comes from one. */
    file: networkFileSchema.nullish(),
    initializer: initializerNameSchema,
    /** Probability of dropping a unit; 0 switches dropout off. Networks without dropout layers ignore it. */
    dropout: z.number().min(0, 'must be at least 0').max(0.95, 'must be at most 0.95'),
    activation: activationSchema.nullish(),
    pooling: poolingSchema.nullish(),
    /** The tab of the book whose listing the network follows. */
    tab: bookTabSchema.nullish(),
  })
  .transform((settings, context) => {
    const { title, choices } = modelInfo(settings.model)
    for (const name of choiceNames) {
      if (choices[name] !== undefined || (settings[name] ?? null) === null) continue
      context.addIssue({ code: 'custom', path: [name], message: `is no choice that ${title} leaves` })
    }
    if ((settings.model === 'file') !== ((settings.file ?? null) !== null)) {
      context.addIssue({ code: 'custom', path: ['file'], message: 'is there exactly where the network comes from a file' })
    }
    return {
      ...settings,
      file: settings.file ?? null,
      activation: settings.activation ?? choices.activation ?? null,
      pooling: settings.pooling ?? choices.pooling ?? null,
      tab: settings.tab ?? choices.tab ?? null,
    }
  })
export type NetworkSettings = z.infer<typeof networkSettingsSchema>

/** The choices by name, as people read them. */
export const choiceTitles: Readonly<Record<Activation | Pooling | BookTab, string>> = {
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'ReLU',
  average: 'average pooling',
  max: 'max-pooling',
  pytorch: 'PyTorch tab',
  jax: 'JAX tab',
  mxnet: 'MXNet tab',
  tensorflow: 'TensorFlow tab',
}

/** What is chosen otherwise than the network has it by itself, dropout left out, e.g. `ReLU`, `max-pooling`. */
export function changedLayers(settings: NetworkSettings): readonly string[] {
  const { choices } = modelInfo(settings.model)
  return choiceNames.flatMap((name) => {
    const chosen = settings[name]
    return chosen === null || chosen === choices[name] ? [] : [choiceTitles[chosen]]
  })
}

/** A network in sentences: `LeNet`, or with layers that are not its own `LeNet (ReLU, max-pooling)`. */
export function networkTitle(settings: NetworkSettings): string {
  const title = settings.file?.name ?? modelInfo(settings.model).title
  const changed = changedLayers(settings)
  return changed.length === 0 ? title : `${title} (${changed.join(', ')})`
}

/** A network as its source has it. */
export function defaultNetworkSettings(model: ModelName): NetworkSettings {
  const { initializer, choices } = modelInfo(model)
  return networkSettingsSchema.parse({ model, initializer, dropout: choices.dropout ?? 0 })
}
