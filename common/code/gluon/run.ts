// A whole run in MXNet Gluon: data, optimizer, schedule, loop, evaluation.
import { isAugmented } from '@contract/data/augmentation'
import { atomText } from '../python/format'
import { constantLines, isResized, isScheduled, knownSet, type RunSections, type RunToWrite } from '../run/run-to-write'
import { cyclesMomentum, scheduleFunctions } from '../run/schedule'
import type { NetworkSections } from '../program'

export function gluonRun(run: RunToWrite, { making }: NetworkSections): RunSections {
  const { spec } = run
  return {
    notes: notes(run),
    constants: constantLines(run).join('\n'),
    definitions: [...(spec.augmentation.cutout > 0 ? [cutout(run)] : []), data(run), ...scheduleFunctions(run), ...(isHinge(run) ? [squaredHinge] : []), evaluation(run), training(run)],
    main: ['mx.random.seed(SEED)', ...making, 'train(model)'].join('\n'),
  }
}

function notes(run: RunToWrite): readonly string[] {
  const { optimizer, microBatchSize, batchSize, precision } = run.spec
  return [
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

function data(run: RunToWrite): string {
  const { spec, dataset } = run
  const { height, width } = spec.preprocessing
  const { flip, cropPadding, cutout: square } = spec.augmentation
  const { className } = knownSet(run)
  const resize = isResized(run) ? [`transforms.Resize((${width}, ${height}))`] : []
  const plain = [...resize, 'transforms.ToTensor()']
  const changes = [
    ...(cropPadding > 0 ? [`transforms.RandomCrop((${dataset.width}, ${dataset.height}), pad=${cropPadding})`] : []),
    ...(flip ? ['transforms.RandomFlipLeftRight()'] : []),
    ...(square > 0 ? ['nn.Lambda(cutout)'] : []),
  ]
  const compose = (name: string, steps: readonly string[]): string[] => [`${name} = transforms.Compose([`, ...steps.map((step) => `    ${step},`), '])']
  const limited = (images: number | null): string => (images === null ? '' : `.take(${images})`)
  return [
    'def load_data():',
    '    """Batches of training and test images, pixels from 0 to 1."""',
    ...[
      ...compose('plain', plain),
      ...(isAugmented(spec.augmentation) ? compose('changed', [...changes, ...plain]) : []),
      `sets = gluon.data.vision.${className}`,
      `train = sets(train=True)${limited(spec.dataset.limitTrain)}`,
      `test = sets(train=False)${limited(spec.dataset.limitTest)}`,
      `train = train.transform_first(${isAugmented(spec.augmentation) ? 'changed' : 'plain'})`,
      'test = test.transform_first(plain)',
      'return (gluon.data.DataLoader(train, BATCH_SIZE, shuffle=True),',
      '        gluon.data.DataLoader(test, BATCH_SIZE))',
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
  return [
    'def train(model):',
    '    """Trains a network and tells how it does after each epoch."""',
    ...[
      'train_batches, test_batches = load_data()',
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
          ...(labelSmoothing > 0 ? [`targets = npx.one_hot(labels, ${classes}) * (1 - LABEL_SMOOTHING)`, `targets = targets + LABEL_SMOOTHING / ${classes}`] : []),
          'with autograd.record():',
          `    losses = ${isHinge(run) ? 'squared_hinge' : 'cross_entropy'}(model(images), ${labelSmoothing > 0 ? 'targets' : 'labels'})`,
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
        'loss, accuracy = evaluate(model, test_batches)',
        'print(f"epoch {epoch}: test loss {loss:.4f}, accuracy {accuracy:.2%}")',
        ...(patience === null
          ? []
          : ['if loss < best_loss:', '    best_loss, best_epoch = loss, epoch', '    model.save_parameters("best.params")', 'if epoch - best_epoch >= PATIENCE:', '    break']),
      ].map((line) => `    ${line}`),
      ...(patience === null ? [] : ['model.load_parameters("best.params")']),
    ].map((line) => `    ${line}`),
  ].join('\n')
}
