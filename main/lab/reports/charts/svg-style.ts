// The look of charts: one table of classes, written with variables for a page and with plain colours for a file of its own.
import { chineseFonts } from '@common/charts/chinese-fonts'
import { shadeColour, shadeInk, shadeLevels, type ShadeFamily } from './shades'

/** Colours by theme. Lines (`line-1` and on) are dark enough for letters; fills (`fill-1` and on) differ in lightness above all, so that they are told apart without colours. */
const palettes = {
  light: {
    ground: '#ffffff', ink: '#1c1f23', soft: '#5a6270', grid: '#e4e7eb', rule: '#8b939e',
    'line-1': '#0069b4', 'line-2': '#c24e00', 'line-3': '#00755a', 'line-4': '#99447f', 'line-5': '#6f6400',
    'fill-1': '#0b3f80', 'fill-2': '#c24e00', 'fill-3': '#4fb394', 'fill-4': '#e8bfd9', 'fill-5': '#fbf6d3',
  },
  dark: {
    ground: '#131316', ink: '#e8eaed', soft: '#a4adb8', grid: '#2b2f36', rule: '#6c7683',
    'line-1': '#5cb4f2', 'line-2': '#f5a340', 'line-3': '#3fcfa0', 'line-4': '#e6a0cb', 'line-5': '#e8dc5c',
    'fill-1': '#dff3ff', 'fill-2': '#f5a340', 'fill-3': '#2f9e7d', 'fill-4': '#8f3f76', 'fill-5': '#4a4310',
  },
} as const

type Theme = keyof typeof palettes
type ColourName = keyof (typeof palettes)['light'] | `${'shade' | 'ink'}-${ShadeFamily}${number}`
/** How a colour is written. */
type Colour = (name: ColourName) => string

const numbers = [1, 2, 3, 4, 5] as const
const shades = (['a', 'b'] as const).flatMap((family) => Array.from({ length: shadeLevels }, (_, index) => ({ family, level: index + 1 })))

/** What each class looks like. Classes of one element do not set the same property, so their order does not matter. */
const looks = (colour: Colour): readonly (readonly [selector: string, look: string])[] => [
  ['text', `fill:${colour('ink')}`],
  ['.tick', `fill:${colour('soft')}`],
  ['.axis-title', `fill:${colour('soft')}`],
  ['.words', `fill:${colour('ink')}`],
  ['.label', 'font-weight:500'],
  ['.grid', `fill:none;stroke:${colour('grid')};stroke-width:1`],
  ['.axis', `fill:none;stroke:${colour('rule')};stroke-width:1`],
  ['.leader', `fill:none;stroke:${colour('rule')};stroke-width:.75`],
  ['.line', 'fill:none;stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round'],
  ['.dashed', 'stroke-dasharray:6 4.5'],
  ['.dotted', 'stroke-dasharray:.5 4'],
  ['.faint', 'stroke-opacity:.35'],
  ['.band', 'fill-opacity:.16'],
  ['.spread', 'fill:none;stroke-width:1.25'],
  ['.ink', `stroke:${colour('ink')}`],
  ['.halo', `fill:none;stroke:${colour('ground')};stroke-width:3.5`],
  ['.interval', 'fill:none;stroke-width:1.75'],
  ['.reference', `fill:none;stroke:${colour('ink')};stroke-width:1.25;stroke-dasharray:5 4`],
  ['.hollow', `fill:${colour('ground')};stroke-width:1.5`],
  ['.arrow', `fill:none;stroke:${colour('rule')};stroke-width:1.25`],
  ['.arrow-head', `fill:${colour('rule')}`],
  ['.box', `fill:${colour('ground')}`],
  ['.box-input', `stroke:${colour('rule')}`],
  ['.box-convolution', `stroke:${colour('line-1')};stroke-width:2`],
  ['.box-fullyConnected', `stroke:${colour('line-2')};stroke-width:2;stroke-dasharray:7 3`],
  ['.box-pooling', `stroke:${colour('rule')};stroke-dasharray:2 2.5`],
  ['.box-other', `stroke:${colour('rule')}`],
  ['.struck', `fill:none;stroke:${colour('ink')};stroke-width:.75`],
  ['.frame', `fill:none;stroke:${colour('grid')};stroke-width:1`],
  ['.front', `fill:none;stroke:${colour('line-1')};stroke-width:1.25`],
  ['.translucent', 'opacity:.85'],
  ...shades.flatMap(({ family, level }) => [[`.${family}${level}`, `fill:${colour(`shade-${family}${level}`)}`] as const, [`.i${family}${level}`, `fill:${colour(`ink-${family}${level}`)}`] as const]),
  ...numbers.flatMap((number) => [
    [`.s${number}`, `stroke:${colour(`line-${number}`)}`] as const,
    [`.f${number}`, `fill:${colour(`line-${number}`)}`] as const,
    [`.bar${number}`, `fill:${colour(`fill-${number}`)};stroke:${colour('ink')};stroke-width:.5`] as const,
  ]),
]

/** All colours of a theme, by name. */
const colours = (theme: Theme): Readonly<Record<string, string>> => ({
  ...palettes[theme],
  ...Object.fromEntries(shades.flatMap(({ family, level }) => [[`shade-${family}${level}`, shadeColour(theme, family, level)], [`ink-${family}${level}`, shadeInk(theme, family, level)]])),
})

const rules = (scope: string, colour: Colour): string => looks(colour).map(([selector, look]) => `${scope}${selector}{${look}}`).join('\n')

const letters = "font-size:12px;font-variant-numeric:tabular-nums"
const variables = (theme: Theme): string => Object.entries(colours(theme)).map(([name, value]) => `--chart-${name}:${value}`).join(';')
function plain(theme: Theme): Colour {
  const all = colours(theme)
  return (name) => all[name] ?? ''
}
const darkScreen = '@media screen and (prefers-color-scheme: dark)'

/** For a page that holds charts. They are dark where the page's attribute `data-theme` or else the screen is; paper is light. */
export const pageChartStyle = `:root{${variables('light')}}
${darkScreen}{:root:not([data-theme='light']){${variables('dark')}}}
@media screen{:root[data-theme='dark']{${variables('dark')}}}
.chart{display:block;max-width:100%;height:auto;${letters}}
.chart.full{width:100%;max-width:720px}
.chart.half{width:100%;max-width:420px}
@media print{.chart.natural{max-height:210mm}}
${rules('.chart ', (name) => `var(--chart-${name})`)}
`

/** For a file that holds one chart: plain colours first, as many programs know neither variables nor themes. */
export const fileChartStyle = `svg{font-family:Inter,system-ui,'Segoe UI',Roboto,Helvetica,Arial,${chineseFonts},sans-serif;${letters}}
.file-ground{fill:${palettes.light.ground}}
${rules('', plain('light'))}
${darkScreen}{.file-ground{fill:${palettes.dark.ground}}
${rules('', plain('dark'))}}
`
