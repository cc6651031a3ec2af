// A whole run in Keras on TensorFlow: data, optimizer, schedule, training, evaluation.
import { isAugmented } from '@contract/data/augmentation'
import { atomText } from '../python/format'
import { constantLines, isResized, isScheduled, knownSet, type RunSections, type RunToWrite } from '../run/run-to-write'
import { cyclesMomentum, scheduleFunctions } from '../run/schedule'
import type { NetworkSections } from '../program'

export function kerasRun(run: RunToWrite, { making }: NetworkSections): RunSections {
  const { spec } = run
  const own = ownOptimizer(run)
  return {
    notes: notes(run),
    constants: constantLines(run).join('\n'),
    definitions: [...(isAugmented(spec.augmentation) ? [augmentation(run)] : []), data(run), ...scheduleFunctions(run), ...(isScheduled(run) ? [schedule] : []), ...(own === null ? [] : [own]), ...(spec.loss === 'squared-hinge' ? [squaredHinge] : [])],
    main: [
      'keras.utils.set_random_seed(SEED)',
      ...(spec.precision === 'mixed' ? ['keras.mixed_precision.set_global_policy("mixed_float16")'] : []),
      ...making,
      ...compilation(run),
    ].join('\n'),
  }
}

function notes(run: RunToWrite): readonly string[] {
  const { optimizer, microBatchSize, batchSize } = run.spec
  return [
    ...(isScheduled(run) && (optimizer.name === 'momentum' || optimizer.name === 'nesterov') ? ["Keras keeps the learning rate in the velocity: under a schedule its steps differ a little from the lab's."] : []),
    ...(optimizer.name === 'adamw' ? ["Keras adds epsilon before it corrects the mean of the squares, so that its first steps differ a little from the lab's."] : []),
    ...(cyclesMomentum(run) ? ["The momentum stays: Keras's optimizers cannot change it from step to step."] : []),
    ...(microBatchSize !== null && microBatchSize < batchSize ? ['Each batch goes through the network whole.'] : []),
  ]
}

function augmentation({ spec: { augmentation: { flip, cropPadding, cutout } }, dataset: { height, width, channels } }: RunToWrite): string {
  return [
    'def changed(image, label):',
    '    """A training image as chance changes it."""',
    ...[
      ...(cropPadding > 0
        ? [
            `image = tf.pad(image, ((${cropPadding}, ${cropPadding}), (${cropPadding}, ${cropPadding}), (0, 0)))`,
            `image = tf.image.random_crop(image, (${height}, ${width}, ${channels}))`,
          ]
        : []),
      ...(flip ? ['image = tf.image.random_flip_left_right(image)'] : []),
      ...(cutout > 0
        ? [
            '# A black square at a random place, which may reach over the edge.',
            `top = tf.random.uniform((), 0, ${height}, tf.int32) - ${cutout >> 1}`,
            `left = tf.random.uniform((), 0, ${width}, tf.int32) - ${cutout >> 1}`,
            `rows, columns = tf.range(${height}), tf.range(${width})`,
            `inside = tf.logical_and(rows >= top, rows < top + ${cutout})[:, None]`,
            'inside = tf.logical_and(',
            `    inside, tf.logical_and(columns >= left, columns < left + ${cutout}))`,
            'image = tf.where(inside[..., None], tf.zeros_like(image), image)',
          ]
        : []),
      'return image, label',
    ].map((line) => `    ${line}`),
  ].join('\n')
}

function data(run: RunToWrite): string {
  const { spec, dataset } = run
  const { height, width } = spec.preprocessing
  const { limitTrain, limitTest } = spec.dataset
  const scaled = [
    'def scaled(images, labels):',
    `    """Images ${isResized(run) ? 'of the size that the network takes, ' : ''}with pixels from 0 to 1."""`,
    '    images = tf.cast(images, tf.float32) / 255',
    ...(isResized(run) ? [`    images = tf.image.resize(images, (${height}, ${width}))`] : []),
    ...(spec.labelSmoothing > 0 ? [`    labels = tf.one_hot(labels, ${dataset.classes.length})`] : []),
    '    return images, labels',
  ].join('\n')
  const axis = dataset.channels === 1 ? '[..., None]' : ''
  const load = [
    'def load_data():',
    '    """Batches of training and test images."""',
    ...[
      `train, test = keras.datasets.${knownSet(run).module}.load_data()`,
      ...(limitTrain === null ? [] : [`train = tuple(part[:${limitTrain}] for part in train)`]),
      ...(limitTest === null ? [] : [`test = tuple(part[:${limitTest}] for part in test)`]),
      '',
      'def batches(images, labels, training):',
      `    labels = labels.reshape(-1).astype("int32")`,
      `    data = tf.data.Dataset.from_tensor_slices((images${axis}, labels))`,
      '    if training:',
      '        data = data.shuffle(len(images))',
      ...(isAugmented(spec.augmentation) ? ['        data = data.map(changed, tf.data.AUTOTUNE)'] : []),
      '    data = data.batch(BATCH_SIZE).map(scaled, tf.data.AUTOTUNE)',
      '    return data.prefetch(tf.data.AUTOTUNE)',
      '',
      'return batches(*train, training=True), batches(*test, training=False)',
    ].map((line) => (line === '' ? '' : `    ${line}`)),
  ].join('\n')
  return `${scaled}\n\n\n${load}`
}

const schedule = `class Schedule(keras.callbacks.Callback):
    """Sets the learning rate before each step."""
    step = 0

    def on_train_batch_begin(self, batch, logs=None):
        self.model.optimizer.learning_rate = learning_rate(self.step)
        self.step += 1`

type Settings = RunToWrite['spec']['optimizer']

/** Whether weight decay is added to the gradients, which the optimizers of Keras do not do. For plain descent both are the same. */
const isCoupled = (settings: Settings): boolean => settings.weightDecay > 0 && (settings.name === 'momentum' || settings.name === 'nesterov') && !settings.decoupledDecay
const clipsTwice = ({ clipNorm, clipValue }: Settings): boolean => clipNorm !== null && clipValue !== null

/** An optimizer with what that of Keras lacks; null: it lacks nothing. */
function ownOptimizer({ spec: { optimizer: settings } }: RunToWrite): string | null {
  if (!isCoupled(settings) && !clipsTwice(settings)) return null
  const base = `keras.optimizers.${settings.name === 'adamw' ? 'AdamW' : 'SGD'}`
  const clip = [
    '',
    '    def apply(self, grads, trainable_variables=None):',
    '        # Keras clips in one way only; elements come before the norm.',
    `        grads = [keras.ops.clip(gradient, -${atomText(settings.clipValue)}, ${atomText(settings.clipValue)})`,
    '                 for gradient in grads]',
    '        super().apply(grads, trainable_variables)',
  ]
  const decay = [
    '',
    '    def update_step(self, gradient, variable, learning_rate):',
    ...(settings.decayBiases ? ['        gradient = gradient + WEIGHT_DECAY * variable'] : ['        if len(variable.shape) > 1:', '            gradient = gradient + WEIGHT_DECAY * variable']),
    '        super().update_step(gradient, variable, learning_rate)',
  ]
  const words = isCoupled(settings) ? 'SGD whose weight decay goes through the gradients, as in PyTorch.' : 'Clips elements of gradients, then their norm.'
  return [`class Optimizer(${base}):`, `    """${words}"""`, ...(clipsTwice(settings) ? clip : []), ...(isCoupled(settings) ? decay : [])].join('\n')
}

const squaredHinge = `def squared_hinge(labels, logits):
    """Each class against the rest, as a linear SVM has it."""
    labels = ops.cast(ops.reshape(labels, (-1,)), "int32")
    signs = 2 * ops.one_hot(labels, logits.shape[-1]) - 1
    return ops.sum(ops.square(ops.relu(1 - signs * logits)), axis=-1)`

function compilation(run: RunToWrite): readonly string[] {
  const { optimizer: settings, labelSmoothing, patience } = run.spec
  const isAdam = settings.name === 'adamw'
  const decays = settings.weightDecay > 0 && !isCoupled(settings)
  const options = [
    'LEARNING_RATE',
    ...(settings.name === 'momentum' || settings.name === 'nesterov' ? [`momentum=${atomText(settings.momentum)}`] : []),
    ...(settings.name === 'nesterov' ? ['nesterov=True'] : []),
    ...(isAdam ? [`beta_1=${atomText(settings.beta1)}`, `beta_2=${atomText(settings.beta2)}`, `epsilon=${atomText(settings.epsilon)}`] : []),
    ...(decays ? ['weight_decay=WEIGHT_DECAY'] : isAdam ? ['weight_decay=0.0'] : []),
    ...(settings.clipNorm === null ? [] : [`global_clipnorm=${atomText(settings.clipNorm)}`]),
    ...(settings.clipValue === null || clipsTwice(settings) ? [] : [`clipvalue=${atomText(settings.clipValue)}`]),
  ]
  const maker = ownOptimizer(run) === null ? `keras.optimizers.${isAdam ? 'AdamW' : 'SGD'}` : 'Optimizer'
  const smoothed = labelSmoothing > 0
  const loss = run.spec.loss === 'squared-hinge' ? ['loss=squared_hinge,'] : smoothed ? ['loss=keras.losses.CategoricalCrossentropy(', '    from_logits=True, label_smoothing=LABEL_SMOOTHING),'] : ['loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),']
  const metrics = smoothed
    ? ['# The test loss is told without smoothing, as val_cross_entropy.', 'metrics=["accuracy", keras.metrics.CategoricalCrossentropy(', '    from_logits=True, name="cross_entropy")],']
    : ['metrics=["accuracy"],']
  const stopping = ['keras.callbacks.EarlyStopping(', `    "val_${smoothed ? 'cross_entropy' : 'loss'}", mode="min", patience=PATIENCE,`, '    restore_best_weights=True),']
  const callbacks = [...(isScheduled(run) ? ['Schedule(),'] : []), ...(patience === null ? [] : stopping)]
  return [
    `optimizer = ${maker}(`,
    ...options.map((option) => `    ${option},`),
    ')',
    ...(decays && !settings.decayBiases ? ['optimizer.exclude_from_weight_decay(', '    var_names=["bias", "gamma", "beta", "alpha"])'] : []),
    'model.compile(',
    '    optimizer=optimizer,',
    ...[...loss, ...metrics].map((line) => `    ${line}`),
    ')',
    'train_batches, test_batches = load_data()',
    ...(callbacks.length === 0
      ? ['model.fit(train_batches, epochs=EPOCHS, validation_data=test_batches)']
      : ['model.fit(train_batches, epochs=EPOCHS, validation_data=test_batches,', '          callbacks=[', ...callbacks.map((line) => `    ${line}`), '])']),
  ]
}
