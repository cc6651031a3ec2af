// Modules that PyTorch lacks, as a program defines them before it uses them.
import type { Helpers } from '../program'

export const pytorchHelpers: Helpers = {
  Residual: `class Residual(nn.Module):
    """The sum of what \`body\` and \`shortcut\` compute of the same input.

    A shortcut without layers is the input itself.
    """

    def __init__(self, body, shortcut=()):
        super().__init__()
        self.body = nn.Sequential(*body)
        self.shortcut = nn.Sequential(*shortcut)

    def forward(self, x):
        return self.body(x) + self.shortcut(x)`,
  Parallel: `class Parallel(nn.Module):
    """What the branches compute of the same input, along the channels."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(
            nn.Sequential(*branch) for branch in branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], dim=1)`,
  Multiply: `class Multiply(nn.Module):
    """Multiplies each value by a constant."""

    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return x * self.factor`,
  AveragePool: `class AveragePool(nn.Module):
    """Means of windows over images with padding of each side's own.

    \`padding\` is left, right, top, bottom; \`beyond\` are the rows and columns
    by which the last windows reach beyond it, which count in no mean.
    """

    def __init__(self, kernel_size, stride, padding, beyond=(0, 0),
                 count_include_pad=True):
        super().__init__()
        self.pool = nn.AvgPool2d(kernel_size, stride)
        self.pad = nn.ZeroPad2d(padding)
        self.mark = nn.ConstantPad2d(padding, float(count_include_pad))
        self.extend = nn.ZeroPad2d((0, beyond[1], 0, beyond[0]))

    def forward(self, x):
        counted = self.mark(torch.ones_like(x[:1, :1]))
        return (self.pool(self.extend(self.pad(x)))
                / self.pool(self.extend(counted)))`,
}
