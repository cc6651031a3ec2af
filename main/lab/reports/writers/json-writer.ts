// A report as JSON for other programs: the document itself, whose form is `docs/report.schema.json`.
import { z } from 'zod'
import { reportDocumentSchema, reportVersion, type ReportDocument } from '@contract/reports/report-document'

export const jsonReport = (document: ReportDocument): string => `${JSON.stringify(document, null, 2)}\n`

/** The JSON Schema of reports, as a file. */
export function jsonReportSchema(): string {
  const schema = {
    ...z.toJSONSchema(reportDocumentSchema, {
      reused: 'ref',
      unrepresentable: 'any',
      // What fills in choices that were left out is described by what goes into it.
      override: ({ zodSchema, jsonSchema }) => {
        const { def } = zodSchema._zod
        if (def.type !== 'pipe') return
        const { in: filled, out } = def
        if (out._zod.def.type === 'transform') Object.assign(jsonSchema, withoutDialect(z.toJSONSchema(filled)))
      },
    }),
    $id: `urn:cnn-lab:report:${reportVersion}`,
    title: 'Report of CNN Lab',
    description: `A report as data, version ${reportVersion}.`,
  }
  return `${JSON.stringify(schema, null, 1)}\n`
}

/** A schema that stands within another, which says the dialect of both. */
function withoutDialect(schema: z.core.JSONSchema.BaseSchema): z.core.JSONSchema.BaseSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'))
}
