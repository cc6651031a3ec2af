// Layers that Keras lacks, as a program defines them before it uses them. Images are [N, height, width, channels].
import type { Helpers } from '../program'

export const kerasHelpers: Helpers = {
  Residual: `class Residual(layers.Layer):
    """The sum of what \`body\` and \`shortcut\` compute of the same input.

    A shortcut without layers is the input itself.
    """

    def __init__(self, body, shortcut=()):
        super().__init__()
        self.body = keras.Sequential(body)
        self.shortcut = keras.Sequential(shortcut or [layers.Identity()])

    def call(self, x):
        return self.body(x) + self.shortcut(x)`,
  Parallel: `class Parallel(layers.Layer):
    """What the branches compute of the same input, along the channels."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = [keras.Sequential(branch or [layers.Identity()])
                         for branch in branches]

    def call(self, x):
        return ops.concatenate([branch(x) for branch in self.branches],
                               axis=-1)`,
  MaxPool: `class MaxPool(layers.Layer):
    """Maxima of windows over images that are padded on each side.

    \`padding\` is ((top, bottom), (left, right)).
    """

    def __init__(self, pool_size, strides, padding):
        super().__init__()
        self.pool_size = pool_size
        self.strides = strides
        self.padding = padding

    def call(self, x):
        x = ops.pad(x, ((0, 0), *self.padding, (0, 0)),
                    constant_values=float("-inf"))
        return ops.max_pool(x, self.pool_size, self.strides)`,
  DilatedMaxPool: `class DilatedMaxPool(layers.Layer):
    """Maxima of windows whose pixels lie \`dilation\` apart.

    \`padding\` is ((top, bottom), (left, right)); all others are pairs.
    """

    def __init__(self, pool_size, strides, dilation, padding):
        super().__init__()
        self.pool_size = pool_size
        self.strides = strides
        self.dilation = dilation
        self.padding = padding

    def call(self, x):
        x = ops.pad(x, ((0, 0), *self.padding, (0, 0)),
                    constant_values=float("-inf"))
        rows, columns = (
            size - (pool_size - 1) * dilation for size, pool_size, dilation
            in zip(x.shape[1:3], self.pool_size, self.dilation))
        largest = None
        for i in range(self.pool_size[0]):
            for j in range(self.pool_size[1]):
                top, left = i * self.dilation[0], j * self.dilation[1]
                pixel = x[:, top:top + rows:self.strides[0],
                          left:left + columns:self.strides[1], :]
                largest = (pixel if largest is None
                           else ops.maximum(largest, pixel))
        return largest`,
  AveragePool: `class AveragePool(layers.Layer):
    """Means of windows over images that are padded on each side.

    \`padding\` is ((top, bottom), (left, right)); \`beyond\` are the rows and
    columns by which the last windows reach beyond it, which count in no mean.
    """

    def __init__(self, pool_size, strides, padding, beyond=(0, 0),
                 count_include_pad=True):
        super().__init__()
        self.pool_size = pool_size
        self.strides = strides
        self.padding = ((0, 0), *padding, (0, 0))
        self.beyond = ((0, 0), (0, beyond[0]), (0, beyond[1]), (0, 0))
        self.mark = float(count_include_pad)

    def call(self, x):
        counted = ops.pad(ops.ones_like(x), self.padding,
                          constant_values=self.mark)
        return self.mean(ops.pad(x, self.padding)) / self.mean(counted)

    def mean(self, x):
        return ops.average_pool(ops.pad(x, self.beyond), self.pool_size,
                                self.strides)`,
  LocalResponseNorm: `class LocalResponseNorm(layers.Layer):
    """x / (k + alpha / size * sum of squares in \`size\` channels) ** beta."""

    def __init__(self, size, alpha=1e-4, beta=0.75, k=1.0):
        super().__init__()
        self.size, self.alpha, self.beta, self.k = size, alpha, beta, k

    def call(self, x):
        channels, reach = x.shape[-1], self.size // 2
        squares = ops.pad(ops.square(x),
                          ((0, 0), (0, 0), (0, 0), (reach, reach)))
        total = sum(squares[..., i:i + channels] for i in range(self.size))
        return x / (self.k + self.alpha / self.size * total) ** self.beta`,
  InsertZeros: `class InsertZeros(layers.Layer):
    """Rows and columns of zeros between those of images."""

    def __init__(self, strides):
        super().__init__()
        self.strides = strides

    def call(self, x):
        rows, columns = self.strides
        _, height, width, channels = x.shape
        x = ops.reshape(x, (-1, height, 1, width, 1, channels))
        x = ops.pad(x, ((0, 0), (0, 0), (0, rows - 1), (0, 0),
                        (0, columns - 1), (0, 0)))
        x = ops.reshape(x, (-1, height * rows, width * columns, channels))
        return x[:, :(height - 1) * rows + 1, :(width - 1) * columns + 1, :]`,
  PadChannels: `class PadChannels(layers.Layer):
    """Channels of zeros before and behind those of images."""

    def __init__(self, before, behind):
        super().__init__()
        self.padding = ((0, 0), (0, 0), (0, 0), (before, behind))

    def call(self, x):
        return ops.pad(x, self.padding)`,
}
