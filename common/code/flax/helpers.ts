// Modules and functions that Flax lacks, as a program defines them before it uses them. Images are [N, height, width, channels].
import type { Helpers } from '../program'

export const flaxHelpers: Helpers = {
  apply_layers: `def apply_layers(layers, x):
    """What layers compute, each of what the one before it has computed."""
    for layer in layers:
        x = layer(x)
    return x`,
  Residual: `class Residual(nn.Module):
    """The sum of what \`body\` and \`shortcut\` compute of the same input.

    A shortcut without layers is the input itself.
    """
    body: Sequence[Callable]
    shortcut: Sequence[Callable] = ()

    def __call__(self, x):
        return apply_layers(self.body, x) + apply_layers(self.shortcut, x)`,
  Parallel: `class Parallel(nn.Module):
    """What the branches compute of the same input, along the channels."""
    branches: Sequence[Sequence[Callable]]

    def __call__(self, x):
        return jnp.concatenate(
            [apply_layers(branch, x) for branch in self.branches], axis=-1)`,
  average_pool: `def average_pool(x, window, strides, padding, beyond=(0, 0),
                 count_include_pad=True):
    """Means of windows over images that are padded on each side.

    \`padding\` is ((top, bottom), (left, right)); \`beyond\` are the rows and
    columns by which the last windows reach beyond it, which count in no mean.
    """
    padding = ((0, 0), *padding, (0, 0))
    beyond = ((0, 0), (0, beyond[0]), (0, beyond[1]), (0, 0))

    def mean(x):
        return nn.avg_pool(jnp.pad(x, beyond), window, strides=strides)

    counted = jnp.pad(jnp.ones_like(x), padding,
                      constant_values=float(count_include_pad))
    return mean(jnp.pad(x, padding)) / mean(counted)`,
  dilated_max_pool: `def dilated_max_pool(x, window, strides, padding, dilation):
    """Maxima of windows whose pixels lie \`dilation\` apart."""
    return jax.lax.reduce_window(
        x, -jnp.inf, jax.lax.max, (1, *window, 1), (1, *strides, 1),
        ((0, 0), *padding, (0, 0)), window_dilation=(1, *dilation, 1))`,
  local_response_norm: `def local_response_norm(x, size, alpha=1e-4, beta=0.75, k=1.0):
    """x / (k + alpha / size * sum of squares in \`size\` channels) ** beta."""
    squares = jnp.pad(x * x, ((0, 0), (0, 0), (0, 0), (size // 2, size // 2)))
    total = sum(squares[..., i:i + x.shape[-1]] for i in range(size))
    return x / (k + alpha / size * total) ** beta`,
  upsample: `def upsample(x, scale, method):
    """Images enlarged by whole factors."""
    n, height, width, channels = x.shape
    shape = (n, height * scale[0], width * scale[1], channels)
    return jax.image.resize(x, shape, method)`,
  PReLU: `class PReLU(nn.Module):
    """A slope left of zero that is learnt, one for each channel."""
    slope: float = 0.25

    @nn.compact
    def __call__(self, x):
        slope = self.param("negative_slope",
                           nn.initializers.constant(self.slope),
                           (x.shape[-1],))
        return jnp.where(x >= 0, x, slope * x)`,
}
