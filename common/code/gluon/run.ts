// A whole run in MXNet Gluon: data, optimizer, schedule, loop, evaluation.
import { isMixed } from '@contract/data/augmentation'
import { atomText } from '../python/format'
import { changesImages, needsNumpy, numpyChanges } from '../run/numpy-changes'
import { balancedFunction, dividedFunction, mixedFunction, storedFunction, storedPart, weightsFunction } from '../run/numpy-parts'
import { constantLines, dataNotes, isDivided, isEnlarged, isResized, isScheduled, isValidated, keptCrop, normalizationOfRun, publicSet, type RunSections, type RunToWrite } from '../run/run-to-write'
import { cyclesMomentum, scheduleFunctions } from '../run/schedule'
import type { NetworkSections } from '../program'

export function gluonRun(run: RunToWrite, { making }: NetworkSections): RunSections {
  const { spec } = run
  const mixed = mixedFunction(run, 'channels first', false)
  return {
    notes: notes(run),
    constants: [...constantLines(run), ...(drawsInNumpy(run) ? ['RNG = onp.random.default_rng(SEED)'] : [])].join('\n'),
    definitions: [
      ...[
        ...(publicSet(run) ? [] : [storedFunction(run, 'channels last')]),
        ...(isDivided(run) ? [dividedFunction(run)] : []),
        ...(spec.dataset.balance === 'weights' ? [weightsFunction(run)] : spec.dataset.balance === 'sampling' ? [balancedFunction] : []),
        ...(needsNumpy(spec.augmentation) ? numpyChanges(run) : []),
        ...(mixed === null ? [] : [mixed]),
      ].map(inNumpy),
      ...(spec.dataset.balance === 'sampling' ? [balancedSampler] : []),
      ...(needsNumpy(spec.augmentation) ? [changedByNumpy] : spec.augmentation.cutout > 0 ? [cutout(run)] : []),
      data(run), ...scheduleFunctions(run), ...(isHinge(run) ? [squaredHinge] : []), evaluation(run),
      training(run),
    ],
    main: ['mx.random.seed(SEED)', ...making, 'train(model)'].join('\n'),
  }
}

function notes(run: RunToWrite): readonly string[] {
  const { optimizer, microBatchSize, batchSize, precision, preprocessing: { resize }, augmentation } = run.spec
  return [
    ...dataNotes(run),
    ...(isMixed(augmentation) && (isResized(run) || normalizationOfRun(run)) ? ['Images are mixed after they have the form that the network takes.'] : []),
    ...(isResized(run) && resize === 'antialias' && !isEnlarged(run) ? ['Gluon has no antialiasing; images are resized by the means of areas.'] : []),
    ...(isResized(run) && resize === 'nearest' ? ['Gluon takes the pixel under the corner of a new one, the lab that under its middle.'] : []),
    ...(isResized(run) && resize === 'area' ? ['Gluon counts pixels at the edges of an area by the share of them that lies in it, the lab in full.'] : []),
    ...(isScheduled(run) && (optimizer.name === 'momentum' || optimizer.name === 'nesterov') ? ["Gluon keeps the learning rate in the velocity: under a schedule its steps differ a little from the lab's."] : []),
    ...(cyclesMomentum(run) ? ["The momentum stays: Gluon's optimizers cannot change it from step to step."] : []),
    ...(optimizer.clipNorm !== null && optimizer.clipValue !== null ? ['Gluon clips the norm of the gradients before their elements, the lab the other way round.'] : []),
    ...(microBatchSize !== null && microBatchSize < batchSize ? ['Each batch goes through the network whole.'] : []),
    ...(precision === 'mixed' ? ['Everything is computed in float32.'] : []),
    ...(isResized(run) ? ['Gluon resizes images before it scales them, which rounds pixels to whole numbers.'] : []),
  ]
}

const cutout = ({ spec: { augmentation } }: RunToWrite): string => `def cutout(image):
    """Blacks out a square at a random place; it may reach over the edge."""
    height, width, _ = image.shape
    top = random.randrange(height) - ${augmentation.cutout >> 1}
    left = random.randrange(width) - ${augmentation.cutout >> 1}
    image[max(0, top):top + ${augmentation.cutout},
          max(0, left):left + ${augmentation.cutout}] = 0
    return image`

/** Text in which NumPy is `onp`, as programs with MXNet's own `np` call it. */
const inNumpy = (text: string): string => text.replaceAll(/\bnp\./g, 'onp.')

/** Whether the program draws from a generator of NumPy. */
const drawsInNumpy = ({ spec }: RunToWrite): boolean => needsNumpy(spec.augmentation) || isMixed(spec.augmentation) || spec.dataset.balance === 'sampling'

const changedByNumpy = `def changed_image(image):
    """The same for an array of MXNet."""
    return np.array(changed(image.asnumpy(), RNG), dtype="uint8")`

const balancedSampler = `class Balanced(gluon.data.Sampler):
    """Images of all classes equally often, anew in each epoch."""

    def __init__(self, labels):
        self.labels = labels

    def __iter__(self):
        return iter(balanced_order(self.labels, RNG).tolist())

    def __len__(self):
        return len(self.labels)`

function data(run: RunToWrite): string {
  const { spec, dataset } = run
  const { height, width, resize } = spec.preprocessing
  const { flip, cropPadding, cutout: square } = spec.augmentation
  const { balance, validation, limitTrain, limitTest } = spec.dataset
  const known = publicSet(run)
  const crop = keptCrop(run)
  const method = { bilinear: '', antialias: isEnlarged(run) ? '' : ', interpolation=3', nearest: ', interpolation=0', area: ', interpolation=3' }[resize]
  const plain = [
    ...(crop ? [`transforms.CropResize(${crop.left}, ${crop.top}, ${crop.width}, ${crop.height})`] : []),
    ...(isResized(run) ? [`transforms.Resize((${width}, ${height})${method})`] : []),
    'transforms.ToTensor()',
    ...(normalizationOfRun(run) ? ['transforms.Normalize(MEAN, DEVIATION)'] : []),
  ]
  const changes = needsNumpy(spec.augmentation)
    ? ['nn.Lambda(changed_image)']
    : [
        ...(cropPadding > 0 ? [`transforms.RandomCrop((${dataset.width}, ${dataset.height}), pad=${cropPadding})`] : []),
        ...(flip ? ['transforms.RandomFlipLeftRight()'] : []),
        ...(square > 0 ? ['nn.Lambda(cutout)'] : []),
      ]
  const isChanged = changesImages(spec.augmentation)
  const compose = (name: string, steps: readonly string[]): string[] => [`${name} = transforms.Compose([`, ...steps.map((step) => `    ${step},`), '])']
  const limited = (images: number | null): string => (images === null ? '' : `.take(${images})`)
  const stored = (part: 'train' | 'validation' | 'test'): string[] => [`images, targets = ${storedPart(run, part)}`, `${part} = gluon.data.ArrayDataset(`, '    np.array(images, dtype="uint8"), targets.astype("int32"))']
  const needsLabels = isDivided(run) || balance !== 'none'
  const loaders = [
    `gluon.data.DataLoader(train, BATCH_SIZE, ${balance === 'sampling' ? 'sampler=Balanced(labels)' : 'shuffle=True'})`,
    ...(isValidated(run) ? ['gluon.data.DataLoader(validation, BATCH_SIZE)'] : []),
    'gluon.data.DataLoader(test, BATCH_SIZE)',
    ...(balance === 'weights' ? ['np.array(class_weights(labels))'] : []),
  ]
  return [
    'def load_data():',
    `    """${isValidated(run) ? 'Batches of training, validation and test images' : 'Batches of training and test images'}${normalizationOfRun(run) ? '.' : ', pixels from 0 to 1.'}"""`,
    ...[
      ...compose('plain', plain),
      ...(isChanged ? compose('changed', [...changes, ...plain]).map((line) => (needsNumpy(spec.augmentation) ? line.replace(/^changed =/, 'drawn =') : line)) : []),
      ...(known
        ? [`sets = gluon.data.vision.${known.className}`, `train = sets(train=True)${limited(limitTrain)}`, `test = sets(train=False)${limited(limitTest)}`]
        : [...stored('train'), ...(validation === 'own' ? stored('validation') : []), ...stored('test')]),
      ...(needsLabels ? ['labels = onp.array([int(label) for _, label in train])'] : []),
      ...(isDivided(run)
        ? [
            'kept, held = divided(labels)',
            'validation = gluon.data.SimpleDataset([train[int(i)] for i in held])',
            'train = gluon.data.SimpleDataset([train[int(i)] for i in kept])',
            ...(balance === 'none' ? [] : ['labels = labels[kept]']),
          ]
        : []),
      `train = train.transform_first(${isChanged ? (needsNumpy(spec.augmentation) ? 'drawn' : 'changed') : 'plain'})`,
      ...(isValidated(run) ? ['validation = validation.transform_first(plain)'] : []),
      'test = test.transform_first(plain)',
      ...loaders.map((loader, index) => `${index === 0 ? 'return (' : '        '}${loader}${index === loaders.length - 1 ? ')' : ','}`),
    ].map((line) => `    ${line}`),
  ].join('\n')
}

const isHinge = ({ spec }: RunToWrite): boolean => spec.loss === 'squared-hinge'

const squaredHinge = `def squared_hinge(logits, labels):
    """Each class against the rest, as a linear SVM has it."""
    signs = 2 * npx.one_hot(labels, logits.shape[1]) - 1
    return np.square(npx.relu(1 - signs * logits)).sum(axis=1)`

const evaluation = (run: RunToWrite): string => `def evaluate(model, batches):
    """Mean loss and accuracy."""
${isHinge(run) ? '' : '    cross_entropy = gluon.loss.SoftmaxCrossEntropyLoss()\n'}    loss, correct, count = 0.0, 0, 0
    for images, labels in batches:
        logits = model(images)
        loss += float(${isHinge(run) ? 'squared_hinge' : 'cross_entropy'}(logits, labels).sum())
        correct += int((logits.argmax(axis=1) == labels).sum())
        count += len(labels)
    return loss / count, correct / count`

function training(run: RunToWrite): string {
  const { optimizer: settings, labelSmoothing, patience } = run.spec
  const classes = run.dataset.classes.length
  const [mixes, isWeighted, held] = [isMixed(run.spec.augmentation), run.spec.dataset.balance === 'weights', isValidated(run) ? 'validation' : 'test']
  const scheduled = isScheduled(run)
  const isAdam = settings.name === 'adamw'
  const isDecoupled = settings.weightDecay > 0 && (isAdam || ((settings.name === 'momentum' || settings.name === 'nesterov') && settings.decoupledDecay))
  const options = [
    '"learning_rate": LEARNING_RATE',
    ...(settings.name === 'momentum' || settings.name === 'nesterov' ? [`"momentum": ${atomText(settings.momentum)}`] : []),
    ...(isAdam ? [`"beta1": ${atomText(settings.beta1)}`, `"beta2": ${atomText(settings.beta2)}`, `"epsilon": ${atomText(settings.epsilon)}`] : []),
    ...(settings.weightDecay > 0 && !isDecoupled ? ['"wd": WEIGHT_DECAY'] : []),
    ...(settings.clipValue === null ? [] : [`"clip_gradient": ${atomText(settings.clipValue)}`]),
  ]
  const targetsOf = (labels: string, targets: string): readonly string[] =>
    labelSmoothing > 0 ? [`${targets} = npx.one_hot(${labels}, ${classes}) * (1 - LABEL_SMOOTHING)`, `${targets} = ${targets} + LABEL_SMOOTHING / ${classes}`] : []
  const lossOf = (logits: string, labels: string, targets: string, weight: string): string =>
    `${isHinge(run) ? 'squared_hinge' : 'cross_entropy'}(${logits}, ${labelSmoothing > 0 ? targets : labels})${isWeighted ? ` * ${weight}` : ''}`
  return [
    'def train(model):',
    '    """Trains a network and tells how it does after each epoch."""',
    ...[
      `${['train_batches', ...(isValidated(run) ? ['validation_batches'] : []), 'test_batches', ...(isWeighted ? ['weights'] : [])].join(', ')} = load_data()`,
      'parameters = model.collect_params()',
      ...(settings.weightDecay > 0 && !settings.decayBiases && !isDecoupled ? ['# Biases and normalisation do not decay.', 'for name, parameter in parameters.items():', '    parameter.wd_mult = 1.0 if name.endswith("weight") else 0.0'] : []),
      `trainer = gluon.Trainer(parameters, "${{ sgd: 'sgd', momentum: 'sgd', nesterov: 'nag', adamw: 'adam' }[settings.name]}", {`,
      ...options.map((option) => `    ${option},`),
      '})',
      ...(isHinge(run) ? [] : [`cross_entropy = gluon.loss.SoftmaxCrossEntropyLoss(${labelSmoothing > 0 ? 'sparse_label=False' : ''})`]),
      ...(scheduled ? ['step = 0'] : []),
      ...(patience === null ? [] : ['best_loss, best_epoch = math.inf, 0']),
      'for epoch in range(1, EPOCHS + 1):',
      ...[
        'for images, labels in train_batches:',
        ...[
          ...(scheduled ? ['trainer.set_learning_rate(learning_rate(step))'] : []),
          ...(mixes ? ['images, partners, own = mixed(', '    images.asnumpy(), labels.asnumpy(), RNG)', 'images = np.array(images, dtype="float32")', 'partners = np.array(partners)'] : []),
          ...targetsOf('labels', 'targets'),
          ...(mixes ? targetsOf('partners', 'others') : []),
          ...(isWeighted ? ['weight = weights[labels]', ...(mixes ? ['other_weight = weights[partners]'] : [])] : []),
          'with autograd.record():',
          ...(mixes
            ? ['    logits = model(images)', `    losses = own * ${lossOf('logits', 'labels', 'targets', 'weight')}`, `    other_losses = ${lossOf('logits', 'partners', 'others', 'other_weight')}`, '    losses = losses + (1 - own) * other_losses']
            : [`    losses = ${lossOf('model(images)', 'labels', 'targets', 'weight')}`]),
          'losses.backward()',
          ...(settings.clipNorm === null
            ? []
            : ['# Gradients are still sums over the batch.', 'learnt = [p for p in parameters.values() if p.grad_req != "null"]', 'gluon.utils.clip_global_norm([p.grad() for p in learnt],', `                             ${atomText(settings.clipNorm)} * len(labels))`]),
          ...(isDecoupled
            ? [
                `for ${settings.decayBiases ? 'parameter in parameters.values()' : 'name, parameter in parameters.items()'}:  # decay apart`,
                `    if ${settings.decayBiases ? 'parameter.grad_req != "null"' : 'name.endswith("weight")'}:`,
                '        kept = 1 - trainer.learning_rate * WEIGHT_DECAY',
                '        parameter.set_data(kept * parameter.data())',
              ]
            : []),
          'trainer.step(len(labels))',
          ...(scheduled ? ['step += 1'] : []),
        ].map((line) => `    ${line}`),
        `loss, accuracy = evaluate(model, ${held}_batches)`,
        ...(isValidated(run) ? ['print(f"epoch {epoch}: validation loss {loss:.4f}, "', '      f"accuracy {accuracy:.2%}")'] : ['print(f"epoch {epoch}: test loss {loss:.4f}, accuracy {accuracy:.2%}")']),
        ...(patience === null
          ? []
          : ['if loss < best_loss:', '    best_loss, best_epoch = loss, epoch', '    model.save_parameters("best.params")', 'if epoch - best_epoch >= PATIENCE:', '    break']),
      ].map((line) => `    ${line}`),
      ...(patience === null ? [] : ['model.load_parameters("best.params")']),
      ...(isValidated(run) ? ['loss, accuracy = evaluate(model, test_batches)', 'print(f"test loss {loss:.4f}, accuracy {accuracy:.2%}")'] : []),
    ].map((line) => `    ${line}`),
  ].join('\n')
}
