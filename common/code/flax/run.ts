// A whole run in JAX with Flax and Optax: data, optimizer, schedule, loop, evaluation.
import { isMixed } from '@contract/data/augmentation'
import { atomText } from '../python/format'
import { changesImages, needsNumpy, numpyChanges } from '../run/numpy-changes'
import { balancedFunction, dividedFunction, mixedFunction, storedFunction, storedPart, weightsFunction } from '../run/numpy-parts'
import { constantLines, dataNotes, isDivided, isResized, isScheduled, isValidated, keptCrop, normalizationOfRun, publicSet, type RunSections, type RunToWrite } from '../run/run-to-write'
import { cyclesMomentum, scheduleFunctions } from '../run/schedule'
import type { NetworkSections } from '../program'

export function flaxRun(run: RunToWrite, { className }: NetworkSections): RunSections {
  const { spec } = run
  const known = publicSet(run)
  const mixed = mixedFunction(run, 'channels last', true)
  return {
    notes: [
      ...dataNotes(run),
      ...(cyclesMomentum(run) ? ["The momentum stays: Optax's optimizers cannot change it from step to step."] : []),
      ...(spec.microBatchSize !== null && spec.microBatchSize < spec.batchSize ? ['Each batch goes through the network whole.'] : []),
      ...(spec.precision === 'mixed' ? ['Everything is computed in float32.'] : []),
    ],
    constants: [...constantLines(run), ...(known ? [`URL = "${known.url}"`] : [])].join('\n'),
    definitions: [
      ...(known ? [idxReader] : [storedFunction(run, 'channels last')]),
      ...(isDivided(run) ? [dividedFunction(run)] : []),
      ...(spec.dataset.balance === 'weights' ? [weightsFunction(run)] : spec.dataset.balance === 'sampling' ? [balancedFunction] : []),
      data(run),
      ...(needsNumpy(spec.augmentation) ? numpyChanges(run) : changesImages(spec.augmentation) ? [augmentation(run)] : []),
      ...(mixed === null ? [] : [mixed]),
      ...(spec.preprocessing.resize === 'area' && isResized(run) ? [area] : []),
      prepared(run), ...scheduleFunctions(run), optimizer(run), steps(run, className),
      ...(isValidated(run) ? [tested] : []),
      training(run, className),
    ],
    main: 'if __name__ == "__main__":\n    train()',
  }
}

const idxReader = `def read(name):
    """The numbers of a file in the IDX format, downloaded once."""
    path = Path("data") / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        urllib.request.urlretrieve(URL + name, path)
    content = gzip.decompress(path.read_bytes())
    rank = content[3]
    shape = struct.unpack(f">{rank}I", content[4:4 + 4 * rank])
    return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape)`

function data(run: RunToWrite): string {
  const { spec: { dataset: { limitTrain, limitTest, validation } }, dataset: { channels } } = run
  const limit = (images: number | null): string => (images === null ? '' : `[:${images}]`)
  const loaded = publicSet(run)
    ? [
        'parts = []',
        'for name in ("train", "t10k"):',
        `    images = read(f"{name}-images-idx3-ubyte.gz")${channels === 1 ? '[..., None]' : ''}`,
        '    parts.append((images, read(f"{name}-labels-idx1-ubyte.gz")))',
        'train, test = parts',
        ...(limitTrain === null && limitTest === null ? [] : [`train = tuple(part${limit(limitTrain)} for part in train)`, `test = tuple(part${limit(limitTest)} for part in test)`]),
      ]
    : [`train = ${storedPart(run, 'train')}`, ...(validation === 'own' ? [`validation = ${storedPart(run, 'validation')}`] : []), `test = ${storedPart(run, 'test')}`]
  return [
    'def load_data():',
    `    """Images [N, height, width, channels] and labels, of ${isValidated(run) ? 'all three' : 'both'} parts."""`,
    ...[
      ...loaded,
      ...(isDivided(run) ? ['kept, held = divided(train[1])', 'validation = tuple(part[held] for part in train)', 'train = tuple(part[kept] for part in train)'] : []),
      isValidated(run) ? 'return train, validation, test' : 'return train, test',
    ].map((line) => `    ${line}`),
  ].join('\n')
}

function augmentation({ spec: { augmentation: { flip, cropPadding, cutout } } }: RunToWrite): string {
  return [
    'def changed(images, rng):',
    '    """Training images as chance changes them."""',
    ...[
      'images = images.copy()',
      '_, height, width, _ = images.shape',
      ...(cropPadding > 0
        ? [
            `padded = np.pad(images, ((0, 0), (${cropPadding}, ${cropPadding}), (${cropPadding}, ${cropPadding}), (0, 0)))`,
            `for image, source in zip(images, padded):`,
            `    top, left = rng.integers(0, ${2 * cropPadding + 1}, 2)`,
            '    image[:] = source[top:top + height, left:left + width]',
          ]
        : []),
      ...(flip ? ['flipped = rng.random(len(images)) < 0.5', 'images[flipped] = images[flipped, :, ::-1]'] : []),
      ...(cutout > 0
        ? [
            '# Black squares at random places; they may reach over the edge.',
            'for image in images:',
            `    top = rng.integers(height) - ${cutout >> 1}`,
            `    left = rng.integers(width) - ${cutout >> 1}`,
            `    image[max(0, top):top + ${cutout}, max(0, left):left + ${cutout}] = 0`,
          ]
        : []),
      'return images',
    ].map((line) => `    ${line}`),
  ].join('\n')
}

const area = `def area(images, height, width):
    """Each new pixel is the mean of those that it touches."""
    def shares(old, new):
        places = np.arange(new)[:, None]
        first, end = places * old // new, -(-(places + 1) * old // new)
        inside = (np.arange(old) >= first) & (np.arange(old) < end)
        return inside / inside.sum(axis=1, keepdims=True)

    rows = shares(images.shape[1], height)
    columns = shares(images.shape[2], width)
    return jnp.einsum("yh,nhwc,xw->nyxc", rows, images, columns)`

function prepared(run: RunToWrite): string {
  const { height, width, resize } = run.spec.preprocessing
  const crop = keptCrop(run)
  const [isNormalized, isOther] = [normalizationOfRun(run) !== null, isResized(run)]
  const method = { bilinear: '"bilinear", antialias=False', antialias: '"bilinear"', nearest: '"nearest"', area: '' }[resize]
  const result = isNormalized ? 'images =' : 'return'
  return [
    'def prepared(images):',
    `    """Images ${isOther ? 'of the size that the network takes, ' : ''}${isNormalized ? 'normalised' : 'with pixels from 0 to 1'}."""`,
    ...(crop ? [`    images = images[:, ${crop.top}:${crop.top + crop.height}, ${crop.left}:${crop.left + crop.width}]`] : []),
    ...(isOther
      ? [
          '    images = images.astype(jnp.float32) / 255',
          ...(resize === 'area'
            ? [`    ${result} area(images, ${height}, ${width})`]
            : [`    shape = (len(images), ${height}, ${width}, images.shape[-1])`, `    ${result} jax.image.resize(images, shape, ${method})`]),
        ]
      : [`    ${result} images.astype(jnp.float32) / 255`]),
    ...(isNormalized ? ['    return (images - jnp.array(MEAN)) / jnp.array(DEVIATION)'] : []),
  ].join('\n')
}

/** The optimizer without its learning rate, by which the loop multiplies what it gives. */
function optimizer({ spec: { optimizer: settings } }: RunToWrite): string {
  const decay = settings.weightDecay === 0 ? [] : [`optax.add_decayed_weights(WEIGHT_DECAY${settings.decayBiases ? '' : ', mask=is_weight'})`]
  const isDecoupled = settings.name === 'adamw' || ((settings.name === 'momentum' || settings.name === 'nesterov') && settings.decoupledDecay)
  const rule =
    settings.name === 'adamw'
      ? [`optax.scale_by_adam(${atomText(settings.beta1)}, ${atomText(settings.beta2)}, ${atomText(settings.epsilon)})`]
      : settings.name === 'sgd'
        ? []
        : [`optax.trace(${atomText(settings.momentum)}${settings.name === 'nesterov' ? ', nesterov=True' : ''})`]
  const parts = [
    ...(settings.clipValue === null ? [] : [`optax.clip(${atomText(settings.clipValue)})`]),
    ...(settings.clipNorm === null ? [] : [`optax.clip_by_global_norm(${atomText(settings.clipNorm)})`]),
    ...(isDecoupled ? [...rule, ...decay] : [...decay, ...rule]),
  ]
  const mask = settings.weightDecay === 0 || settings.decayBiases ? [] : ['def is_weight(params):', '    """Which parameters decay: not biases, nor those of normalisation."""', '    return jax.tree.map(lambda value: value.ndim > 1, params)', '', '']
  const made = parts.length === 0 ? 'optax.identity()' : `optax.chain(\n    ${parts.join(',\n    ')})`
  return [...mask, '# The direction of a step; its length is the learning rate.', `optimizer = ${made}`].join('\n')
}

const squaredHinge = `def squared_hinge(logits, labels):
    """Each class against the rest, as a linear SVM has it."""
    signs = 2 * jax.nn.one_hot(labels, logits.shape[-1]) - 1
    return jnp.square(nn.relu(1 - signs * logits)).sum(axis=-1)`

function steps({ spec: { loss: lossName, labelSmoothing, augmentation, dataset: { balance } }, dataset: { classes } }: RunToWrite, className: string): string {
  const [mixes, isWeighted] = [isMixed(augmentation), balance === 'weights']
  const isHinge = lossName === 'squared-hinge'
  const lossesOf = (labels: string): readonly string[] =>
    isHinge
      ? [`squared_hinge(logits, ${labels})`]
      : labelSmoothing > 0
        ? ['optax.softmax_cross_entropy(logits, optax.smooth_labels(', `    jax.nn.one_hot(${labels}, ${classes.length}), LABEL_SMOOTHING))`]
        : ['optax.softmax_cross_entropy_with_integer_labels(', `    logits, ${labels})`]
  const shared = (before: string, labels: string): readonly string[] => {
    const [first = '', ...others] = lossesOf(labels)
    return [`${before}${first}`, ...others, ...(isWeighted ? [`losses = losses * weights[${labels}]`] : [])]
  }
  const plain =
    labelSmoothing > 0 && !isHinge
      ? [`targets = optax.smooth_labels(`, `    jax.nn.one_hot(labels, ${classes.length}), LABEL_SMOOTHING)`, 'losses = optax.softmax_cross_entropy(logits, targets)', ...(isWeighted ? ['losses = losses * weights[labels]'] : [])]
      : shared('losses = ', 'labels')
  const loss = mixes ? [...shared('losses = ', 'labels'), 'own_losses = losses', ...shared('losses = ', 'partners'), 'losses = own * own_losses + (1 - own) * losses'] : plain
  const more = `${mixes ? ',\n               partners, own' : ''}${isWeighted ? `,${mixes ? ' ' : '\n               '}weights` : ''}`
  return `${isHinge ? `${squaredHinge}\n\n\n` : ''}@jax.jit
def train_step(params, stats, state, images, labels, rate, key${more}):
    """Parameters, running averages and the optimizer's state of a step."""
    def loss_of(params):
        logits, updated = ${className}(training=True).apply(
            {"params": params, "batch_stats": stats}, prepared(images),
            mutable=["batch_stats"], rngs={"dropout": key})
        ${loss.join('\n        ')}
        return losses.mean(), updated.get("batch_stats", {})

    gradients, stats = jax.grad(loss_of, has_aux=True)(params)
    directions, state = optimizer.update(gradients, state, params)
    params = jax.tree.map(lambda p, d: p - rate * d, params, directions)
    return params, stats, state


@jax.jit
def test_step(params, stats, images, labels):
    """Summed loss and number of right answers."""
    logits = ${className}(training=False).apply(
        {"params": params, "batch_stats": stats}, prepared(images))
    losses = ${isHinge ? 'squared_hinge' : 'optax.softmax_cross_entropy_with_integer_labels'}(logits, labels)
    return losses.sum(), (logits.argmax(axis=-1) == labels).sum()`
}

const tested = `def tested(params, stats, part):
    """Mean loss and accuracy."""
    images, labels = part
    loss, correct = 0.0, 0
    for start in range(0, len(images), BATCH_SIZE):
        batch = slice(start, start + BATCH_SIZE)
        results = test_step(params, stats, images[batch], labels[batch])
        loss += float(results[0]) / len(images)
        correct += int(results[1])
    return loss, correct / len(images)`

function training(run: RunToWrite, className: string): string {
  const { spec, dataset } = run
  const { height, width } = spec.preprocessing
  const { patience } = spec
  const scheduled = isScheduled(run)
  const rate = scheduled ? 'learning_rate(step)' : 'LEARNING_RATE'
  const { balance } = spec.dataset
  const [mixes, isWeighted] = [isMixed(spec.augmentation), balance === 'weights']
  const chosen = needsNumpy(spec.augmentation) ? ['chosen = np.stack([changed(image, rng)', '                   for image in images[batch]])'] : [`chosen = ${changesImages(spec.augmentation) ? 'changed(images[batch], rng)' : 'images[batch]'}`]
  const more = [...(mixes ? ['partners, own'] : []), ...(isWeighted ? ['weights'] : [])].map((value) => `, ${value}`).join('')
  const test = [
    'images, labels = test_set',
    'loss, correct = 0.0, 0',
    'for start in range(0, len(images), BATCH_SIZE):',
    '    batch = slice(start, start + BATCH_SIZE)',
    '    results = test_step(params, stats, images[batch], labels[batch])',
    '    loss += float(results[0]) / len(images)',
    '    correct += int(results[1])',
    'accuracy = correct / len(images)',
    'print(f"epoch {epoch}: test loss {loss:.4f}, accuracy {accuracy:.2%}")',
  ]
  const validate = ['loss, accuracy = tested(params, stats, validation_set)', 'print(f"epoch {epoch}: validation loss {loss:.4f}, "', '      f"accuracy {accuracy:.2%}")']
  return [
    'def train():',
    '    """Trains the network and tells how it does after each epoch."""',
    ...[
      isValidated(run) ? 'train_set, validation_set, test_set = load_data()' : 'train_set, test_set = load_data()',
      ...(isWeighted ? ['weights = class_weights(train_set[1])'] : []),
      'rng = np.random.default_rng(SEED)',
      'key, first = jax.random.split(jax.random.key(SEED))',
      `images = jnp.zeros((1, ${height}, ${width}, ${dataset.channels}))`,
      `variables = ${className}(training=False).init(first, images)`,
      'params, stats = variables["params"], variables.get("batch_stats", {})',
      'state = optimizer.init(params)',
      'step = 0',
      ...(patience === null ? [] : ['best_loss, best_epoch, best = math.inf, 0, (params, stats)']),
      'for epoch in range(1, EPOCHS + 1):',
      ...[
        'images, labels = train_set',
        `order = ${balance === 'sampling' ? 'balanced_order(labels, rng)' : 'rng.permutation(len(images))'}`,
        'for start in range(0, len(order), BATCH_SIZE):',
        '    batch = order[start:start + BATCH_SIZE]',
        ...chosen.map((line) => `    ${line}`),
        ...(mixes ? ['    chosen, partners, own = mixed(chosen, labels[batch], rng)'] : []),
        `    rate = ${rate}`,
        '    params, stats, state = train_step(',
        '        params, stats, state, chosen, labels[batch], rate,',
        `        jax.random.fold_in(key, step)${more})`,
        '    step += 1',
        ...(isValidated(run) ? validate : test),
        ...(patience === null
          ? []
          : ['if loss < best_loss:', '    best_loss, best_epoch, best = loss, epoch, (params, stats)', 'if epoch - best_epoch >= PATIENCE:', '    break']),
      ].map((line) => `    ${line}`),
      ...(isValidated(run) ? [...(patience === null ? [] : ['params, stats = best']), 'loss, accuracy = tested(params, stats, test_set)', 'print(f"test loss {loss:.4f}, accuracy {accuracy:.2%}")'] : []),
      `return ${patience === null ? 'params, stats' : 'best'}`,
    ].map((line) => `    ${line}`),
  ].join('\n')
}
