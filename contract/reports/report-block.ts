// What a report is made of, from the paragraph to the figure: data that every writer puts into its own format.
import { z } from 'zod'
import { reportChartSchema } from './report-chart'
import { reportTextSchema } from './report-text'

/** Numbered by the writers: Figure 1, Table 1, each kind in the order of the document. */
const captioned = { caption: reportTextSchema }

const paragraphSchema = z.strictObject({
  block: z.literal('paragraph'),
  text: reportTextSchema,
  /** `lead`: what the report comes to; `problem`: what went wrong; `note`: small print. */
  role: z.enum(['plain', 'lead', 'problem', 'note']),
})

const listSchema = z.strictObject({ block: z.literal('list'), items: z.array(reportTextSchema).readonly() })

/** The user's own words in Markdown with formulas. Writers let nothing through that could load or run anything. */
const markdownSchema = z.strictObject({ block: z.literal('markdown'), source: z.string() })

/** A handful of figures that one looks at first. */
const tilesSchema = z.strictObject({ block: z.literal('tiles'), tiles: z.array(z.strictObject({ label: z.string(), value: z.string() })).readonly() })

const cellSchema = z.strictObject({
  text: reportTextSchema,
  /** The number behind the words, in base units. */
  value: z.number().nullable().optional(),
  /** What stands out: the best of its column, or what differs from the preset. */
  isStrong: z.boolean().optional(),
})
export type ReportCell = z.infer<typeof cellSchema>

const tableSchema = z.strictObject({
  block: z.literal('table'),
  ...captioned,
  columns: z.array(z.strictObject({ title: z.string(), kind: z.enum(['text', 'number']) })).readonly(),
  rows: z.array(z.array(cellSchema).readonly()).readonly(),
  /** Places of rows that are totals, ruled off and strong. */
  totals: z.array(z.int().nonnegative()).readonly().optional(),
})
export type ReportTable = z.infer<typeof tableSchema>

const chartSchema = z.strictObject({
  block: z.literal('chart'),
  ...captioned,
  /** What is seen, for those who do not see it. */
  alternative: z.string(),
  chart: reportChartSchema,
})

/** Pictures of one kind beside each other, e.g. filters or images with their labels. */
const picturesSchema = z.strictObject({
  block: z.literal('pictures'),
  ...captioned,
  pictures: z.array(z.strictObject({
    /** PNG, base64. */
    png: z.base64(),
    /** Of the PNG, in its own pixels. */
    width: z.int().positive(),
    height: z.int().positive(),
    alternative: z.string(),
    /** Below the picture; empty: nothing. */
    label: z.string(),
  })).readonly(),
  /** Width of each on the page, in CSS pixels. */
  shownWidth: z.number().positive(),
})
export type ReportPictures = z.infer<typeof picturesSchema>

/** A network as boxes and arrows, from the input down. */
const diagramSchema = z.strictObject({
  block: z.literal('diagram'),
  ...captioned,
  alternative: z.string(),
  boxes: z.array(z.strictObject({
    id: z.string(),
    title: z.string(),
    /** Second line: size and shape. */
    detail: z.string(),
    kind: z.enum(['input', 'convolution', 'fullyConnected', 'pooling', 'other']),
  })).readonly(),
  arrows: z.array(z.tuple([z.string(), z.string()])).readonly(),
})
export type ReportDiagram = z.infer<typeof diagramSchema>

const listingSchema = z.strictObject({
  block: z.literal('listing'),
  ...captioned,
  language: z.enum(['shell', 'json', 'python', 'text']),
  text: z.string(),
})

const plainBlocks = [paragraphSchema, listSchema, markdownSchema, tilesSchema, tableSchema, chartSchema, picturesSchema, diagramSchema, listingSchema] as const

/** Charts that stand side by side where the page is wide enough. */
const besideSchema = z.strictObject({ block: z.literal('beside'), charts: z.array(chartSchema).readonly() })

/** What most readers pass over; printed in full. */
const detailsSchema = z.strictObject({ block: z.literal('details'), summary: z.string(), blocks: z.array(z.discriminatedUnion('block', [...plainBlocks, besideSchema])).readonly() })

export const reportBlockSchema = z.discriminatedUnion('block', [...plainBlocks, besideSchema, detailsSchema])
export type ReportBlock = z.infer<typeof reportBlockSchema>
export type ReportBlockOf<Kind extends ReportBlock['block']> = Extract<ReportBlock, { readonly block: Kind }>
