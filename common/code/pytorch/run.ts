// A whole run in PyTorch: data, optimizer, schedule, loop, evaluation.
import { isAugmented } from '@contract/data/augmentation'
import { call, name, named } from '../python/expression'
import { atomText, formatted } from '../python/format'
import { constantLines, isResized, isScheduled, knownSet, type RunSections, type RunToWrite } from '../run/run-to-write'
import { cyclesMomentum, momentumFunctions, scheduleFunctions } from '../run/schedule'
import type { NetworkSections } from '../program'

export function pytorchRun(run: RunToWrite, { making }: NetworkSections): RunSections {
  const { spec } = run
  const isMixed = spec.precision === 'mixed'
  return {
    notes: [],
    constants: [...constantLines(run), 'DEVICE = "cuda" if torch.cuda.is_available() else "cpu"'].join('\n'),
    definitions: [...(spec.augmentation.cutout > 0 ? [cutout] : []), data(run), ...scheduleFunctions(run), ...momentumFunctions(run), optimizer(run), ...(isHinge(run) ? [squaredHinge] : []), evaluation(run), training(run, isMixed)],
    main: ['if __name__ == "__main__":', ...['torch.manual_seed(SEED)', ...making, 'train(model.to(DEVICE))'].flatMap((line) => line.split('\n')).map((line) => `    ${line}`)].join('\n'),
  }
}

const cutout = `class Cutout:
    """Blacks out a square at a random place; it may reach over the edge."""

    def __init__(self, size):
        self.size = size

    def __call__(self, image):
        _, height, width = image.shape
        top = torch.randint(height, ()).item() - self.size // 2
        left = torch.randint(width, ()).item() - self.size // 2
        image[:, max(0, top):top + self.size,
              max(0, left):left + self.size] = 0
        return image`

function data(run: RunToWrite): string {
  const { spec, dataset } = run
  const { height, width } = spec.preprocessing
  const { flip, cropPadding, cutout: square } = spec.augmentation
  const { className } = knownSet(run)
  const size = dataset.height === dataset.width ? String(dataset.height) : `(${dataset.height}, ${dataset.width})`
  const resize = isResized(run) ? [`transforms.Resize((${height}, ${width}), antialias=False)`] : []
  const augmented = [
    ...(cropPadding > 0 ? [`transforms.RandomCrop(${size}, padding=${cropPadding})`] : []),
    ...(flip ? ['transforms.RandomHorizontalFlip()'] : []),
    'transforms.ToTensor()',
    ...(square > 0 ? [`Cutout(${square})`] : []),
    ...resize,
  ]
  const compose = (name: string, steps: readonly string[]): string[] =>
    steps.length === 1 ? [`${name} = ${steps[0] ?? ''}`] : [`${name} = transforms.Compose([`, ...steps.map((step) => `    ${step},`), '])']
  const isChanged = isAugmented(spec.augmentation)
  const load = (name: string, transform: string): string[] => [
    `${name} = datasets.${className}(`,
    `    "data", train=${name === 'train' ? 'True' : 'False'}, download=True, transform=${transform})`,
  ]
  const limit = (name: string, images: number | null): string[] => (images === null ? [] : [`${name} = Subset(${name}, range(min(${images}, len(${name}))))`])
  return [
    'def load_data():',
    '    """Batches of training and test images, pixels from 0 to 1."""',
    ...[
      ...compose('plain', ['transforms.ToTensor()', ...resize]),
      ...(isChanged ? compose('changed', augmented) : []),
      ...load('train', isChanged ? 'changed' : 'plain'),
      ...load('test', 'plain'),
      ...limit('train', spec.dataset.limitTrain),
      ...limit('test', spec.dataset.limitTest),
      'return (DataLoader(train, BATCH_SIZE, shuffle=True),',
      '        DataLoader(test, BATCH_SIZE))',
    ].map((line) => `    ${line}`),
  ].join('\n')
}

function optimizer({ spec: { optimizer: settings } }: RunToWrite): string {
  const coupled = settings.weightDecay > 0 && !isDecoupled(settings)
  const groups = coupled || (settings.name === 'adamw' && settings.weightDecay > 0)
  const options = [
    named('lr', name('LEARNING_RATE')),
    ...(settings.name === 'momentum' || settings.name === 'nesterov' ? [named('momentum', settings.momentum)] : []),
    ...(settings.name === 'nesterov' ? [named('nesterov', true)] : []),
    ...(settings.name === 'adamw' ? [named('betas', [settings.beta1, settings.beta2]), named('eps', settings.epsilon)] : []),
    ...(groups ? [named('weight_decay', name('WEIGHT_DECAY'))] : settings.name === 'adamw' ? [named('weight_decay', 0)] : []),
  ]
  const rule = settings.name === 'adamw' ? 'torch.optim.AdamW' : 'torch.optim.SGD'
  const made = (parameters: string): string => `    ${formatted(call(rule, name(parameters), ...options), { indent: 4, before: 'return ' })}`
  if (!groups || settings.decayBiases) return ['def make_optimizer(model):', '    """All parameters are treated alike."""', made('model.parameters()')].join('\n')
  return [
    'def make_optimizer(model):',
    '    """Weights decay; biases and normalisation do not."""',
    '    groups = [',
    '        {"params": [p for p in model.parameters() if p.ndim > 1]},',
    '        {"params": [p for p in model.parameters() if p.ndim <= 1],',
    '         "weight_decay": 0},',
    '    ]',
    made('groups'),
  ].join('\n')
}

/** Whether weights are shortened apart from the optimizer, which PyTorch's SGD leaves to the loop. */
function isDecoupled(settings: RunToWrite['spec']['optimizer']): boolean {
  return (settings.name === 'momentum' || settings.name === 'nesterov') && settings.decoupledDecay && settings.weightDecay > 0
}

const isHinge = ({ spec }: RunToWrite): boolean => spec.loss === 'squared-hinge'
/** The function of the run's loss. */
const lossOf = (run: RunToWrite): string => (isHinge(run) ? 'squared_hinge' : 'F.cross_entropy')

const squaredHinge = `def squared_hinge(logits, labels, reduction="mean"):
    """Each class against the rest, as a linear SVM has it."""
    signs = 2 * F.one_hot(labels, logits.shape[1]) - 1
    losses = F.relu(1 - signs * logits).square().sum(dim=1)
    return losses.mean() if reduction == "mean" else losses.sum()`

const evaluation = (run: RunToWrite): string => `def evaluate(model, batches):
    """Mean loss and accuracy."""
    model.eval()
    loss, correct, count = 0.0, 0, 0
    with torch.no_grad():
        for images, labels in batches:
            images, labels = images.to(DEVICE), labels.to(DEVICE)
            logits = model(images)
            loss += ${lossOf(run)}(logits, labels, reduction="sum").item()
            correct += (logits.argmax(dim=1) == labels).sum().item()
            count += len(labels)
    return loss / count, correct / count`

function training(run: RunToWrite, isMixed: boolean): string {
  const { optimizer: settings, labelSmoothing, microBatchSize, batchSize, patience } = run.spec
  const scheduled = isScheduled(run)
  const decoupled = isDecoupled(settings)
  const clips = settings.clipValue !== null || settings.clipNorm !== null
  /** The column at which the deepest lines of the loop begin. */
  const deepest = 20
  const inParts = microBatchSize !== null && microBatchSize < batchSize
  const momentumKey = settings.name === 'adamw' ? `group["betas"] = (momentum(step), ${atomText(settings.beta2)})` : 'group["momentum"] = momentum(step)'
  const forward = (images: string, labels: string, share: string): string[] => {
    const smoothing = labelSmoothing > 0 ? [named('label_smoothing', name('LABEL_SMOOTHING'))] : []
    const loss = formatted(call(lossOf(run), name(`model(${images})`), name(labels), ...smoothing), { indent: deepest, before: 'loss = ' })
    const lines = [...loss.split(`\n${' '.repeat(deepest)}`), ...(share === '' ? [] : [`loss = loss * ${share}`])]
    return [...(isMixed ? ['with torch.autocast(DEVICE, torch.float16):', ...lines.map((line) => `    ${line}`)] : lines), isMixed ? 'scaler.scale(loss).backward()' : 'loss.backward()']
  }
  const step = [
    'images, labels = images.to(DEVICE), labels.to(DEVICE)',
    ...(scheduled ? ['for group in optimizer.param_groups:', '    group["lr"] = learning_rate(step)', ...(cyclesMomentum(run) ? [`    ${momentumKey}`] : [])] : []),
    'optimizer.zero_grad()',
    ...(inParts
      ? [
          '# In parts, whose gradients add up to those of the batch.',
          `for part in torch.arange(len(images)).split(${microBatchSize}):`,
          ...forward('images[part]', 'labels[part]', 'len(part) / len(images)').map((line) => `    ${line}`),
        ]
      : forward('images', 'labels', '')),
    ...(clips && isMixed ? ['scaler.unscale_(optimizer)'] : []),
    ...(settings.clipValue === null ? [] : [`nn.utils.clip_grad_value_(model.parameters(), ${atomText(settings.clipValue)})`]),
    ...(settings.clipNorm === null ? [] : [`nn.utils.clip_grad_norm_(model.parameters(), ${atomText(settings.clipNorm)})`]),
    ...(decoupled
      ? [
          'with torch.no_grad():  # decay apart from the momentum',
          `    rate = ${scheduled ? 'learning_rate(step)' : 'LEARNING_RATE'}`,
          '    for parameter in model.parameters():',
          ...(settings.decayBiases ? [] : ['        if parameter.ndim > 1:']),
          `        ${settings.decayBiases ? '' : '    '}parameter.mul_(1 - rate * WEIGHT_DECAY)`,
        ]
      : []),
    ...(isMixed ? ['scaler.step(optimizer)', 'scaler.update()'] : ['optimizer.step()']),
    ...(scheduled ? ['step += 1'] : []),
  ]
  return [
    'def train(model):',
    '    """Trains a network and tells how it does after each epoch."""',
    ...[
      'train_batches, test_batches = load_data()',
      'optimizer = make_optimizer(model)',
      ...(isMixed ? ['scaler = torch.amp.GradScaler(DEVICE)'] : []),
      ...(scheduled ? ['step = 0'] : []),
      ...(patience === null ? [] : ['best_loss, best_epoch, best_state = math.inf, 0, None']),
      'for epoch in range(1, EPOCHS + 1):',
      '    model.train()',
      '    for images, labels in train_batches:',
      ...step.map((line) => `        ${line}`),
      '    loss, accuracy = evaluate(model, test_batches)',
      '    print(f"epoch {epoch}: test loss {loss:.4f}, accuracy {accuracy:.2%}")',
      ...(patience === null
        ? []
        : [
            '    if loss < best_loss:',
            '        best_loss, best_epoch = loss, epoch',
            '        best_state = copy.deepcopy(model.state_dict())',
            '    if epoch - best_epoch >= PATIENCE:',
            '        break',
          ]),
      ...(patience === null ? [] : ['if best_state is not None:', '    model.load_state_dict(best_state)']),
    ].map((line) => `    ${line}`),
  ].join('\n')
}
