// A whole run in Keras on TensorFlow: data, optimizer, schedule, training, evaluation.
import { isMixed } from '@contract/data/augmentation'
import { atomText } from '../python/format'
import { changesImages, needsNumpy, numpyChanges } from '../run/numpy-changes'
import { balancedFunction, dividedFunction, mixedFunction, storedFunction, storedPart, weightsFunction } from '../run/numpy-parts'
import { constantLines, dataNotes, isDivided, isResized, isScheduled, isValidated, keptCrop, normalizationOfRun, publicSet, type RunSections, type RunToWrite } from '../run/run-to-write'
import { cyclesMomentum, scheduleFunctions } from '../run/schedule'
import type { NetworkSections } from '../program'

export function kerasRun(run: RunToWrite, { making }: NetworkSections): RunSections {
  const { spec } = run
  const own = ownOptimizer(run)
  return {
    notes: notes(run),
    constants: [...constantLines(run), ...(drawsInNumpy(run) ? ['RNG = np.random.default_rng(SEED)'] : [])].join('\n'),
    definitions: [
      ...(publicSet(run) ? [] : [storedFunction(run, 'channels last')]),
      ...(isDivided(run) ? [dividedFunction(run)] : []),
      ...(spec.dataset.balance === 'weights' ? [weightsFunction(run)] : spec.dataset.balance === 'sampling' ? [balancedFunction] : []),
      ...(needsNumpy(spec.augmentation) ? [...numpyChanges(run), changedByNumpy] : changesImages(spec.augmentation) ? [augmentation(run)] : []),
      ...mixing(run),
      data(run), ...scheduleFunctions(run), ...(isScheduled(run) ? [schedule] : []), ...(own === null ? [] : [own]), ...(spec.loss === 'squared-hinge' ? [isMixed(spec.augmentation) ? sharedHinge : squaredHinge] : []),
    ],
    main: [
      'keras.utils.set_random_seed(SEED)',
      ...(spec.precision === 'mixed' ? ['keras.mixed_precision.set_global_policy("mixed_float16")'] : []),
      ...making,
      ...compilation(run),
    ].join('\n'),
  }
}

function notes(run: RunToWrite): readonly string[] {
  const { optimizer, microBatchSize, batchSize, preprocessing, dataset: { balance }, augmentation } = run.spec
  return [
    ...dataNotes(run),
    ...(preprocessing.resize === 'area' && isResized(run) ? ['TensorFlow counts pixels at the edges of an area by the share of them that lies in it, the lab in full.'] : []),
    ...(balance === 'weights' && isMixed(augmentation) ? ['The weight of a mixed image is that of the class with the larger share.'] : []),
    ...(isScheduled(run) && (optimizer.name === 'momentum' || optimizer.name === 'nesterov') ? ["Keras keeps the learning rate in the velocity: under a schedule its steps differ a little from the lab's."] : []),
    ...(optimizer.name === 'adamw' ? ["Keras adds epsilon before it corrects the mean of the squares, so that its first steps differ a little from the lab's."] : []),
    ...(cyclesMomentum(run) ? ["The momentum stays: Keras's optimizers cannot change it from step to step."] : []),
    ...(microBatchSize !== null && microBatchSize < batchSize ? ['Each batch goes through the network whole.'] : []),
  ]
}

/** Whether the program draws from a generator of NumPy. */
const drawsInNumpy = ({ spec }: RunToWrite): boolean => needsNumpy(spec.augmentation) || isMixed(spec.augmentation) || spec.dataset.balance === 'sampling'

const changedByNumpy = `def changed_image(image, label):
    """The same in a data set of TensorFlow."""
    shape = image.shape
    image = tf.numpy_function(
        lambda image: changed(image, RNG), [image], tf.uint8)
    return tf.ensure_shape(image, shape), label`

/** The functions that mix a batch, whose labels become shares of classes. */
function mixing(run: RunToWrite): readonly string[] {
  const mixed = mixedFunction(run, 'channels last', true)
  const classes = run.dataset.classes.length
  if (mixed === null) return []
  return [
    mixed,
    `def mixed_batch(images, labels):
    """The same in a data set of TensorFlow, with labels in shares."""
    shape = images.shape
    images, partners, own = tf.numpy_function(
        lambda images, labels: mixed(images, labels, RNG),
        [images, labels], [tf.uint8, tf.int32, tf.float64])
    own = tf.cast(own, tf.float32)
    labels = (own * tf.one_hot(labels, ${classes})
              + (1 - own) * tf.one_hot(partners, ${classes}))
    labels = tf.ensure_shape(labels, (None, ${classes}))
    return tf.ensure_shape(images, shape), labels`,
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
  const { balance } = spec.dataset
  const known = publicSet(run)
  const crop = keptCrop(run)
  const mixes = isMixed(spec.augmentation)
  const oneHot = `tf.one_hot(labels, ${dataset.classes.length})`
  const method = { bilinear: '', antialias: ', antialias=True', nearest: ', method="nearest"', area: ', method="area"' }[spec.preprocessing.resize]
  const scaled = [
    'def scaled(images, labels):',
    `    """Images ${isResized(run) ? 'of the size that the network takes, ' : ''}${normalizationOfRun(run) ? 'normalised' : 'with pixels from 0 to 1'}."""`,
    '    images = tf.cast(images, tf.float32) / 255',
    ...(crop ? [`    images = images[:, ${crop.top}:${crop.top + crop.height}, ${crop.left}:${crop.left + crop.width}]`] : []),
    ...(isResized(run) ? [`    images = tf.image.resize(images, (${height}, ${width})${method})`] : []),
    ...(normalizationOfRun(run) ? ['    images = (images - MEAN) / DEVIATION'] : []),
    ...(spec.labelSmoothing > 0 && !mixes ? [`    labels = ${oneHot}`] : []),
    '    return images, labels',
  ].join('\n')
  const axis = known && dataset.channels === 1 ? '[..., None]' : ''
  const changes = needsNumpy(spec.augmentation) ? 'changed_image' : changesImages(spec.augmentation) ? 'changed' : null
  const source =
    balance === 'sampling'
      ? [
          '    if training:',
          '        data = tf.data.Dataset.from_generator(',
          '            lambda: balanced_order(labels, RNG),',
          '            output_signature=tf.TensorSpec((), tf.int64))',
          `        all_images = tf.constant(images${axis})`,
          '        data = data.map(lambda place: (',
          '            tf.gather(all_images, place), tf.gather(labels, place)))',
          '    else:',
          '        data = tf.data.Dataset.from_tensor_slices(',
          `            (images${axis}, labels))`,
          ...(changes ? ['    if training:'] : []),
        ]
      : [`    data = tf.data.Dataset.from_tensor_slices((images${axis}, labels))`, '    if training:', '        data = data.shuffle(len(images))']
  const batched = mixes
    ? [
        '    data = data.batch(BATCH_SIZE)',
        '    if training:',
        '        data = data.map(mixed_batch, tf.data.AUTOTUNE)',
        '    else:',
        '        data = data.map(',
        `            lambda images, labels: (images, ${oneHot}))`,
        '    data = data.map(scaled, tf.data.AUTOTUNE)',
      ]
    : ['    data = data.batch(BATCH_SIZE).map(scaled, tf.data.AUTOTUNE)']
  const parts = [
    'batches(*train, training=True)',
    ...(isValidated(run) ? ['batches(*validation, training=False)'] : []),
    'batches(*test, training=False)',
    ...(balance === 'weights' ? ['dict(enumerate(class_weights(train[1])))'] : []),
  ]
  const load = [
    'def load_data():',
    `    """${isValidated(run) ? 'Batches of training, validation and test images' : 'Batches of training and test images'}."""`,
    ...[
      ...(known
        ? [
            `train, test = keras.datasets.${known.module}.load_data()`,
            ...(limitTrain === null ? [] : [`train = tuple(part[:${limitTrain}] for part in train)`]),
            ...(limitTest === null ? [] : [`test = tuple(part[:${limitTest}] for part in test)`]),
          ]
        : [`train = ${storedPart(run, 'train')}`, ...(spec.dataset.validation === 'own' ? [`validation = ${storedPart(run, 'validation')}`] : []), `test = ${storedPart(run, 'test')}`]),
      ...(isDivided(run) ? ['kept, held = divided(train[1])', 'validation = tuple(part[held] for part in train)', 'train = tuple(part[kept] for part in train)'] : []),
      '',
      'def batches(images, labels, training):',
      `    labels = labels.reshape(-1).astype("int32")`,
      ...source,
      ...(changes ? [`        data = data.map(${changes}, tf.data.AUTOTUNE)`] : []),
      ...batched,
      '    return data.prefetch(tf.data.AUTOTUNE)',
      '',
      ...(parts.length === 2 ? [`return ${parts.join(', ')}`] : parts.map((part, index) => `${index === 0 ? 'return (' : '        '}${part}${index === parts.length - 1 ? ')' : ','}`)),
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

/** With labels in shares of classes, of which the loss is a mean. */
const sharedHinge = `def squared_hinge(labels, logits):
    """Each class against the rest, by the shares of the labels."""
    right = ops.square(ops.relu(1 - logits))
    wrong = ops.square(ops.relu(1 + logits))
    return ops.sum(wrong + labels * (right - wrong), axis=-1)`

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
  const mixes = isMixed(run.spec.augmentation)
  const loss = run.spec.loss === 'squared-hinge' ? ['loss=squared_hinge,'] : mixes && !smoothed ? ['loss=keras.losses.CategoricalCrossentropy(from_logits=True),'] : smoothed ? ['loss=keras.losses.CategoricalCrossentropy(', '    from_logits=True, label_smoothing=LABEL_SMOOTHING),'] : ['loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),']
  const metrics = smoothed
    ? [`# The ${isValidated(run) ? 'validation' : 'test'} loss is told without smoothing, as val_cross_entropy.`, 'metrics=["accuracy", keras.metrics.CategoricalCrossentropy(', '    from_logits=True, name="cross_entropy")],']
    : ['metrics=["accuracy"],']
  const stopping = ['keras.callbacks.EarlyStopping(', `    "val_${smoothed ? 'cross_entropy' : 'loss'}", mode="min", patience=PATIENCE,`, '    restore_best_weights=True),']
  const isWeighted = run.spec.dataset.balance === 'weights'
  const names = ['train_batches', ...(isValidated(run) ? ['validation_batches'] : []), 'test_batches', ...(isWeighted ? ['weights'] : [])]
  const heldOut = isValidated(run) ? 'validation_data=validation_batches' : 'validation_data=test_batches'
  const fitOptions = isWeighted ? ['class_weight=weights'] : []
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
    ...(names.join(', ').length <= 60 ? [`${names.join(', ')} = load_data()`] : [`(${names.slice(0, 2).join(', ')},`, ` ${names.slice(2).join(', ')}) = load_data()`]),
    ...(callbacks.length === 0 && fitOptions.length === 0
      ? [`model.fit(train_batches, epochs=EPOCHS, ${heldOut})`]
      : [`model.fit(train_batches, epochs=EPOCHS, ${heldOut},`, ...fitOptions.map((option) => `          ${option}${callbacks.length === 0 ? ')' : ','}`), ...(callbacks.length === 0 ? [] : ['          callbacks=[', ...callbacks.map((line) => `    ${line}`), '])'])]),
    ...(isValidated(run) ? ['print(model.evaluate(test_batches, return_dict=True))'] : []),
  ]
}
