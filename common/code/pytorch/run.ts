// A whole run in PyTorch: data, optimizer, schedule, loop, evaluation.
import { isMixed } from '@contract/data/augmentation'
import { call, name, named } from '../python/expression'
import { atomText, formatted } from '../python/format'
import { changesImages } from '../run/numpy-changes'
import { dividedFunction, storedFunction, storedPart, weightsFunction } from '../run/numpy-parts'
import { constantLines, dataNotes, isDivided, isResized, isScheduled, isValidated, keptCrop, normalizationOfRun, publicSet, type RunSections, type RunToWrite } from '../run/run-to-write'
import { changeSteps, type TorchChanges } from './changes'
import { cyclesMomentum, momentumFunctions, scheduleFunctions } from '../run/schedule'
import type { NetworkSections } from '../program'

export function pytorchRun(run: RunToWrite, { making }: NetworkSections): RunSections {
  const { spec } = run
  const isMixedPrecision = spec.precision === 'mixed'
  const changes = changeSteps(run)
  return {
    notes: [...dataNotes(run), ...changes.notes, ...(isMixed(spec.augmentation) && (isResized(run) || normalizationOfRun(run)) ? ['Images are mixed after they have the form that the network takes.'] : [])],
    constants: [...constantLines(run), 'DEVICE = "cuda" if torch.cuda.is_available() else "cpu"'].join('\n'),
    definitions: [
      ...changes.definitions,
      ...(publicSet(run) ? [] : [imagesClass, storedFunction(run, 'channels first')]),
      ...(isDivided(run) ? [dividedFunction(run)] : []),
      ...(isWeighted(run) ? [weightsFunction(run)] : []),
      data(run, changes),
      ...scheduleFunctions(run),
      ...momentumFunctions(run),
      optimizer(run),
      ...(isHinge(run) ? [squaredHinge] : []),
      ...(isWeighted(run) ? [weightedLoss(run)] : []),
      ...(isMixed(spec.augmentation) ? [mixedFunction(run)] : []),
      evaluation(run),
      training(run, isMixedPrecision),
    ],
    main: ['if __name__ == "__main__":', ...['torch.manual_seed(SEED)', ...making, 'train(model.to(DEVICE))'].flatMap((line) => line.split('\n')).map((line) => `    ${line}`)].join('\n'),
  }
}

const isWeighted = ({ spec }: RunToWrite): boolean => spec.dataset.balance === 'weights'

const imagesClass = `class Images(Dataset):
    """A part of a data set; each image is changed when it is asked for."""

    def __init__(self, images, targets, transform):
        self.images, self.targets = images, targets
        self.transform = transform

    def __len__(self):
        return len(self.targets)

    def __getitem__(self, index):
        image = torch.from_numpy(np.array(self.images[index]))
        return self.transform(image), int(self.targets[index])`

/** Steps that bring an image into the form that the network takes; lines of one step begin at its own column. */
function formSteps(run: RunToWrite): readonly string[] {
  const { height, width, resize } = run.spec.preprocessing
  const crop = keptCrop(run)
  const size = `(${height}, ${width})`
  const resized = {
    bilinear: `transforms.Resize(${size}, antialias=False)`,
    antialias: `transforms.Resize(${size}, antialias=True)`,
    nearest: `transforms.Resize(\n    ${size}, transforms.InterpolationMode.NEAREST_EXACT)`,
    area: `transforms.Lambda(lambda image: F.interpolate(\n    image[None], ${size}, mode="area")[0])`,
  }[resize]
  return [
    ...(crop ? [`transforms.Lambda(lambda image: image[\n    :, ${crop.top}:${crop.top + crop.height}, ${crop.left}:${crop.left + crop.width}])`] : []),
    ...(isResized(run) ? [resized] : []),
    ...(normalizationOfRun(run) ? ['transforms.Normalize(MEAN, DEVIATION)'] : []),
  ]
}

function data(run: RunToWrite, { before, after }: TorchChanges): string {
  const { limitTrain, limitTest, balance, validation } = run.spec.dataset
  const known = publicSet(run)
  const isChanged = changesImages(run.spec.augmentation)
  const toTensor = known ? 'transforms.ToTensor()' : 'transforms.ConvertImageDtype(torch.float32)'
  const compose = (name: string, steps: readonly string[]): string[] =>
    steps.length === 1 ? [`${name} = ${steps[0] ?? ''}`] : [`${name} = transforms.Compose([`, ...steps.flatMap((step) => `${step},`.split('\n').map((line) => `    ${line}`)), '])']
  const load = (name: string, part: 'train' | 'validation' | 'test', transform: string): string[] =>
    known
      ? [`${name} = datasets.${known.className}(`, `    "data", train=${part === 'train' ? 'True' : 'False'}, download=True, transform=${transform})`]
      : [`${name} = Images(*${storedPart(run, part)}, ${transform})`]
  const limit = (name: string, images: number | null): string[] => (images === null || !known ? [] : [`${name} = Subset(${name}, range(min(${images}, len(${name}))))`])
  const needsLabels = isDivided(run) || balance !== 'none'
  const trainLoader = `DataLoader(train, BATCH_SIZE, ${balance === 'sampling' ? 'sampler=sampler' : 'shuffle=True'})`
  const parts = [trainLoader, ...(isValidated(run) ? ['DataLoader(validation, BATCH_SIZE)'] : []), 'DataLoader(test, BATCH_SIZE)', ...(isWeighted(run) ? ['weights'] : [])]
  return [
    'def load_data():',
    `    """${isValidated(run) ? 'Batches of training, validation and test images' : 'Batches of training and test images'}${normalizationOfRun(run) ? '.' : ', pixels from 0 to 1.'}"""`,
    ...[
      ...compose('plain', [toTensor, ...formSteps(run)]),
      ...(isChanged ? compose('changed', [...before, toTensor, ...after, ...formSteps(run)]) : []),
      ...load('train', 'train', isChanged ? 'changed' : 'plain'),
      ...(validation === 'own' ? load('validation', 'validation', 'plain') : []),
      ...load('test', 'test', 'plain'),
      ...(needsLabels ? [`labels = np.array(train.targets)${limitTrain === null || !known ? '' : `[:${limitTrain}]`}`] : []),
      ...(isDivided(run)
        ? [
            '# Images for validation are not changed by chance.',
            ...(isChanged ? (known ? load('seen', 'train', 'plain') : ['seen = Images(train.images, train.targets, plain)']) : ['seen = train']),
            'kept, held = divided(labels)',
            'validation, train = Subset(seen, held), Subset(train, kept)',
            ...(balance === 'none' ? [] : ['labels = labels[kept]']),
          ]
        : limit('train', limitTrain)),
      ...limit('test', limitTest),
      ...(balance === 'sampling' ? ['sampler = WeightedRandomSampler(', '    1 / np.bincount(labels)[labels], len(labels))'] : []),
      ...(isWeighted(run) ? ['weights = torch.from_numpy(class_weights(labels)).to(DEVICE)'] : []),
      ...parts.map((part, index) => `${index === 0 ? 'return (' : '        '}${part}${index === parts.length - 1 ? ')' : ','}`),
    ].map((line) => `    ${line}`),
  ].join('\n')
}

/** The mean loss of a batch, with weights of classes. */
const weightedLoss = (run: RunToWrite): string => {
  const { labelSmoothing } = run.spec
  const losses = formatted(call(isHinge(run) ? 'squared_hinge' : 'F.cross_entropy', name('logits'), name('labels'), named('reduction', 'none'), ...(labelSmoothing > 0 ? [named('label_smoothing', name('LABEL_SMOOTHING'))] : [])), { indent: 4, before: 'losses = ' })
  return `def weighted_loss(logits, labels, weights):
    """Mean loss, in which all classes count the same."""
    ${losses}
    return (weights[labels] * losses).mean()`
}

function mixedFunction({ spec: { augmentation: { mixup, cutmix } } }: RunToWrite): string {
  const drawn = (alpha: number): string => `share = np.random.beta(${atomText(alpha)}, ${atomText(alpha)})`
  const blend = [drawn(mixup), 'return share * images + (1 - share) * images[order], partners, share']
  const paste = [
    drawn(cutmix),
    'height, width = images.shape[2:]',
    'row, column = np.random.randint(height), np.random.randint(width)',
    'rows, columns = (int(side * (1 - share) ** 0.5)',
    '                 for side in (height, width))',
    'top, bottom = np.clip([row - rows // 2, row + rows // 2], 0, height)',
    'left, right = np.clip([column - columns // 2, column + columns // 2],',
    '                      0, width)',
    'images = images.clone()',
    'images[:, :, top:bottom, left:right] = (',
    '    images[order][:, :, top:bottom, left:right])',
    'share = 1 - (bottom - top) * (right - left) / (height * width)',
    'return images, partners, share',
  ]
  const ways = mixup > 0 && cutmix > 0 ? ['if np.random.rand() < 0.5:', ...blend.map((line) => `    ${line}`), ...paste] : mixup > 0 ? blend : paste
  return ['def mixed(images, labels):', '    """A batch mixed with itself: images, labels of partners, own share."""', ...['order = torch.randperm(len(images))', 'partners = labels[order]', ...ways].map((line) => `    ${line}`)].join('\n')
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
    return {"none": losses, "mean": losses.mean(),
            "sum": losses.sum()}[reduction]`

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

function training(run: RunToWrite, isMixedPrecision: boolean): string {
  const { optimizer: settings, labelSmoothing, microBatchSize, batchSize, patience } = run.spec
  const scheduled = isScheduled(run)
  const decoupled = isDecoupled(settings)
  const clips = settings.clipValue !== null || settings.clipNorm !== null
  /** The column at which the deepest lines of the loop begin. */
  const deepest = 20
  const held = isValidated(run) ? 'validation' : 'test'
  const inParts = microBatchSize !== null && microBatchSize < batchSize
  const momentumKey = settings.name === 'adamw' ? `group["betas"] = (momentum(step), ${atomText(settings.beta2)})` : 'group["momentum"] = momentum(step)'
  const mixes = isMixed(run.spec.augmentation)
  const smoothing = labelSmoothing > 0 && !isWeighted(run) ? [named('label_smoothing', name('LABEL_SMOOTHING'))] : []
  const lossText = (logits: string, labels: string, before: string): string[] =>
    formatted(call(isWeighted(run) ? 'weighted_loss' : lossOf(run), name(logits), name(labels), ...(isWeighted(run) ? [name('weights')] : []), ...smoothing), { indent: deepest, before }).split(`\n${' '.repeat(deepest)}`)
  const forward = (part: string, share: string): string[] => {
    const lines = [
      ...(mixes
        ? [`logits = model(images${part})`, ...lossText('logits', `labels${part}`, 'loss = own * '), ...lossText('logits', `partners${part}`, 'loss += (1 - own) * ')]
        : lossText(`model(images${part})`, `labels${part}`, 'loss = ')),
      ...(share === '' ? [] : [`loss = loss * ${share}`]),
    ]
    return [...(isMixedPrecision ? ['with torch.autocast(DEVICE, torch.float16):', ...lines.map((line) => `    ${line}`)] : lines), isMixedPrecision ? 'scaler.scale(loss).backward()' : 'loss.backward()']
  }
  const step = [
    'images, labels = images.to(DEVICE), labels.to(DEVICE)',
    ...(mixes ? ['images, partners, own = mixed(images, labels)'] : []),
    ...(scheduled ? ['for group in optimizer.param_groups:', '    group["lr"] = learning_rate(step)', ...(cyclesMomentum(run) ? [`    ${momentumKey}`] : [])] : []),
    'optimizer.zero_grad()',
    ...(inParts
      ? [
          '# In parts, whose gradients add up to those of the batch.',
          `for part in torch.arange(len(images)).split(${microBatchSize}):`,
          ...forward('[part]', 'len(part) / len(images)').map((line) => `    ${line}`),
        ]
      : forward('', '')),
    ...(clips && isMixedPrecision ? ['scaler.unscale_(optimizer)'] : []),
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
    ...(isMixedPrecision ? ['scaler.step(optimizer)', 'scaler.update()'] : ['optimizer.step()']),
    ...(scheduled ? ['step += 1'] : []),
  ]
  return [
    'def train(model):',
    '    """Trains a network and tells how it does after each epoch."""',
    ...[
      `${[ 'train_batches', ...(isValidated(run) ? ['validation_batches'] : []), 'test_batches', ...(isWeighted(run) ? ['weights'] : [])].join(', ')} = load_data()`,
      'optimizer = make_optimizer(model)',
      ...(isMixedPrecision ? ['scaler = torch.amp.GradScaler(DEVICE)'] : []),
      ...(scheduled ? ['step = 0'] : []),
      ...(patience === null ? [] : ['best_loss, best_epoch, best_state = math.inf, 0, None']),
      'for epoch in range(1, EPOCHS + 1):',
      '    model.train()',
      '    for images, labels in train_batches:',
      ...step.map((line) => `        ${line}`),
      `    loss, accuracy = evaluate(model, ${held}_batches)`,
      ...(isValidated(run) ? ['    print(f"epoch {epoch}: validation loss {loss:.4f}, "', '          f"accuracy {accuracy:.2%}")'] : ['    print(f"epoch {epoch}: test loss {loss:.4f}, accuracy {accuracy:.2%}")']),
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
      ...(isValidated(run) ? ['loss, accuracy = evaluate(model, test_batches)', 'print(f"test loss {loss:.4f}, accuracy {accuracy:.2%}")'] : []),
    ].map((line) => `    ${line}`),
  ].join('\n')
}
