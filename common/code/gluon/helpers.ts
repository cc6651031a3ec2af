// Blocks and functions that Gluon lacks, as a program defines them before it uses them. Images are [N, channels, height, width].
import type { Helpers } from '../program'

export const gluonHelpers: Helpers = {
  sequence: `def sequence(layers):
    """Layers one behind the other; without any, what they get."""
    block = nn.Sequential()
    block.add(*layers)
    return block`,
  Residual: `class Residual(nn.Block):
    """The sum of what \`body\` and \`shortcut\` compute of the same input.

    A shortcut without layers is the input itself.
    """

    def __init__(self, body, shortcut=(), **kwargs):
        super().__init__(**kwargs)
        self.body = sequence(body)
        self.shortcut = sequence(shortcut)

    def forward(self, x):
        return self.body(x) + self.shortcut(x)`,
  Parallel: `class Parallel(nn.Block):
    """What the branches compute of the same input, along the channels."""

    def __init__(self, *branches, **kwargs):
        super().__init__(**kwargs)
        self.branches = [sequence(branch) for branch in branches]
        for branch in self.branches:
            self.register_child(branch)

    def forward(self, x):
        return np.concatenate([branch(x) for branch in self.branches], axis=1)`,
  pad: `def pad(x, padding, value=0.0):
    """Images with pixels around them: ((top, bottom), (left, right))."""
    return np.pad(x, ((0, 0), (0, 0), *padding), mode="constant",
                  constant_values=value)`,
  dilated_max_pool: `def dilated_max_pool(x, kernel, strides, dilation, padding):
    """Maxima of windows whose pixels lie \`dilation\` apart."""
    x = pad(x, padding, -np.inf)
    rows, columns = (
        x.shape[axis + 2] - (kernel[axis] - 1) * dilation[axis]
        for axis in (0, 1))
    pixels = [x[:, :, top:top + rows:strides[0],
                left:left + columns:strides[1]]
              for top in range(0, kernel[0] * dilation[0], dilation[0])
              for left in range(0, kernel[1] * dilation[1], dilation[1])]
    return np.stack(pixels).max(axis=0)`,
  average_pool: `def average_pool(x, kernel, strides, padding, beyond=(0, 0),
                 count_include_pad=True):
    """Means of windows over images that are padded on each side.

    \`padding\` is ((top, bottom), (left, right)); \`beyond\` are the rows and
    columns by which the last windows reach beyond it, which count in no mean.
    """
    mean = nn.AvgPool2D(kernel, strides)
    extra = ((0, beyond[0]), (0, beyond[1]))
    counted = pad(np.ones_like(x), padding, float(count_include_pad))
    return mean(pad(pad(x, padding), extra)) / mean(pad(counted, extra))`,
  local_response_norm: `def local_response_norm(x, size, alpha=1e-4, beta=0.75, k=1.0):
    """x / (k + alpha / size * sum of squares in \`size\` channels) ** beta."""
    reach = size // 2
    squares = np.pad(x * x, ((0, 0), (reach, reach), (0, 0), (0, 0)),
                     mode="constant")
    total = sum(squares[:, i:i + x.shape[1]] for i in range(size))
    return x / (k + alpha / size * total) ** beta`,
  gelu_tanh: `def gelu_tanh(x):
    """GELU by its approximation with the hyperbolic tangent."""
    return 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x ** 3)))`,
  GroupNorm: `class GroupNorm(nn.Block):
    """Normalises groups of channels; Gluon's own scales them by group."""

    def __init__(self, groups, channels, epsilon=1e-5, affine=True, **kwargs):
        super().__init__(**kwargs)
        self.groups, self.epsilon, self.affine = groups, epsilon, affine
        if affine:
            self.gamma = self.params.get("gamma", shape=(channels,),
                                         init=init.One())
            self.beta = self.params.get("beta", shape=(channels,),
                                        init=init.Zero())

    def forward(self, x):
        parts = x.reshape(x.shape[0], self.groups, -1)
        centred = parts - parts.mean(axis=2, keepdims=True)
        variance = (centred * centred).mean(axis=2, keepdims=True)
        y = (centred / np.sqrt(variance + self.epsilon)).reshape(x.shape)
        if not self.affine:
            return y
        shape = (1, -1) + (1,) * (len(x.shape) - 2)
        gamma, beta = self.gamma.data(x.ctx), self.beta.data(x.ctx)
        return y * gamma.reshape(shape) + beta.reshape(shape)`,
  LayerNorm: `class LayerNorm(nn.Block):
    """Normalises all values of an image; Gluon's own does one axis."""

    def __init__(self, shape, epsilon=1e-5, affine=True, **kwargs):
        super().__init__(**kwargs)
        self.epsilon, self.affine = epsilon, affine
        if affine:
            self.gamma = self.params.get("gamma", shape=shape, init=init.One())
            self.beta = self.params.get("beta", shape=shape, init=init.Zero())

    def forward(self, x):
        axes = tuple(range(1, len(x.shape)))
        centred = x - x.mean(axis=axes, keepdims=True)
        variance = (centred * centred).mean(axis=axes, keepdims=True)
        y = centred / np.sqrt(variance + self.epsilon)
        if not self.affine:
            return y
        return y * self.gamma.data(x.ctx) + self.beta.data(x.ctx)`,
  bilinear: `def bilinear(x, scale):
    """Images enlarged by whole factors, pixel centres at half."""
    _, _, height, width = x.shape
    enlarged = mx.nd.contrib.BilinearResize2D(
        x.as_nd_ndarray(), height=height * scale[0], width=width * scale[1],
        align_corners=False)
    return enlarged.as_np_ndarray()`,
}
