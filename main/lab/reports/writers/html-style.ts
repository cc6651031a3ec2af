// The look of a report: a quiet lab report in one column, light and dark on a screen, black on white on A4 and Letter.
import { chineseFonts } from '@common/charts/chinese-fonts'

/** The fonts of tables, captions and the lines in the margins. */
export const sansFonts = `Inter, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', 'Nimbus Sans', system-ui, ${chineseFonts}, sans-serif`

const light = `
  --ground: #ffffff; --panel: #f7f7f5; --ink: #1a1c1f; --soft: #565d66; --rule: #dcdfe2; --strong-rule: #1a1c1f; --link: #0b5cad; --alarm: #b3261e;
`
const dark = `
  --ground: #15171a; --panel: #1d2024; --ink: #e6e7e9; --soft: #a5adb6; --rule: #33383f; --strong-rule: #c3c8ce; --link: #7cb8f2; --alarm: #ff8a80;
`

export const htmlStyle = `
:root { color-scheme: light dark; ${light}
  --serif: 'Palatino Linotype', Palatino, 'TeX Gyre Pagella', 'P052', Charter, 'Source Serif 4', 'Noto Serif', 'Liberation Serif', ${chineseFonts}, serif;
  --sans: ${sansFonts};
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'Noto Sans Mono', 'Liberation Mono', 'DejaVu Sans Mono', ${chineseFonts}, monospace;
}
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme='light']) { ${dark} } }
@media screen { :root[data-theme='dark'] { ${dark} color-scheme: dark; } :root[data-theme='light'] { color-scheme: light; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 64px 32px 96px; max-width: 784px; background: var(--ground); color: var(--ink); font: 17px/1.55 var(--serif); overflow-wrap: break-word; }

header { margin-bottom: 40px; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; break-after: avoid; break-inside: avoid; }
:lang(zh) :is(h1, h2, h3, h4, h5, h6) { line-height: 1.45; } /* Chinese letters are higher than their Latin line: at the head of a page, their tops would stand at the foot of the one before */
h1 { margin: 0; font-size: 34px; font-weight: 600; letter-spacing: -0.01em; }
h2 { margin: 56px 0 12px; padding-top: 12px; border-top: 1px solid var(--rule); font-size: 24px; font-weight: 600; }
h3 { margin: 36px 0 8px; font-size: 19px; font-weight: 600; }
h4, h5, h6 { margin: 28px 0 8px; font-size: 17px; font-weight: 600; }
.subtitle { margin: 6px 0 0; color: var(--soft); font-size: 19px; }
.by { display: flex; max-width: none; flex-wrap: wrap; gap: 0 24px; margin: 16px 0 0; color: var(--soft); font: 14px/1.6 var(--sans); }
.by span:first-child { color: var(--ink); font-weight: 600; }

nav { font: 15px/1.6 var(--sans); }
nav h2 { margin-top: 0; font: 600 13px/1.4 var(--sans); color: var(--soft); }
nav ol { max-width: none; margin: 0; padding: 0; list-style: none; }
nav > ol { columns: 2; column-gap: 40px; }
nav > ol > li { break-inside: avoid; }
nav ol ol { padding-left: 20px; font-size: 14px; }
a { color: var(--link); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 2px; }
nav a { color: var(--ink); text-decoration-color: var(--rule); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }

p { margin: 0 0 14px; orphans: 3; widows: 3; text-wrap: pretty; }
p, ul, ol, blockquote { max-width: 36em; }
.lead { font-size: 19px; line-height: 1.5; }
.note { color: var(--soft); font: 14px/1.5 var(--sans); }
main :is(h2, h3) + .note { break-after: avoid; }
.problem { padding: 10px 16px; border-left: 3px solid var(--alarm); background: var(--panel); }
li { margin-bottom: 4px; }
main ul, main ol { margin: 0 0 14px; padding-left: 1.4em; }
blockquote { margin: 0 0 14px; padding-left: 16px; border-left: 3px solid var(--rule); color: var(--soft); }
code { font: 0.86em/1.4 var(--mono); }
.own hr { border: 0; border-top: 1px solid var(--rule); }
.own math[display='block'] { margin: 16px 0; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(100px, 1fr)); gap: 16px 20px; margin: 24px 0; padding: 14px 0; border-block: 1px solid var(--rule); font-family: var(--sans); break-inside: avoid; }
.tiles div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.tiles dd { margin: 0; font-size: 22px; white-space: nowrap; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
.tiles dt { color: var(--soft); font-size: 13px; line-height: 1.4; }

figure { margin: 28px 0; font-family: var(--sans); break-inside: avoid; }
main :is(h2, h3, h4, h5, h6) + :is(figure, .table, .beside, .tiles) { margin-top: 16px; }
figcaption, caption { color: var(--soft); font: 14px/1.5 var(--sans); text-wrap: pretty; }
figcaption b, caption b { color: var(--ink); font-weight: 600; }
figcaption { margin: 10px 0 0; max-width: 680px; }
.beside { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; margin: 28px 0; }
.beside figure { display: grid; grid-template-rows: subgrid; grid-row: span 2; margin: 0; }
.beside figure:nth-child(n + 3) { margin-top: 24px; }
@media screen and (max-width: 720px) { .beside { grid-template-columns: 1fr; gap: 28px; } .beside figure:nth-child(n) { margin-top: 0; } nav > ol { columns: 1; } body { padding: 32px 20px 64px; } }
.pictures ul { display: flex; flex-wrap: wrap; gap: 12px 9px; max-width: none; margin: 0; padding: 0; list-style: none; }
.pictures li { display: flex; flex-direction: column; gap: 4px; margin: 0; break-inside: avoid; font: 12px/1.35 var(--sans); color: var(--soft); }
.pictures li span { max-width: 0; min-width: 100%; overflow-wrap: anywhere; }
.pictures img { display: block; }
.pictures img.enlarged { image-rendering: pixelated; }

.table { margin: 28px 0; overflow-x: auto; }
.own table, .table table { border-collapse: collapse; font: 14px/1.45 var(--sans); font-variant-numeric: tabular-nums lining-nums; }
.own table { margin: 0 0 14px; }
.table table { min-width: min(100%, 400px); }
caption { padding-bottom: 8px; text-align: left; break-after: avoid; break-inside: avoid; }
thead { border-top: 1.5px solid var(--strong-rule); border-bottom: 1px solid var(--strong-rule); }
tbody { border-bottom: 1.5px solid var(--strong-rule); }
th, td { padding: 5px 14px 5px 0; text-align: left; vertical-align: baseline; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { padding-block: 6px; font-weight: 600; vertical-align: bottom; }
tbody tr + tr > * { border-top: 1px solid var(--rule); }
tbody tr.total > * { border-top: 1px solid var(--strong-rule); font-weight: 600; }
strong { font-weight: 650; }
.number { text-align: right; white-space: nowrap; }
thead .number, .dense .number, .densest .number { white-space: normal; }
.dense tbody th, .densest tbody th { min-width: 9em; }
:is(th, td).short { white-space: nowrap; }
.close { font-size: 13px; } .close :is(th, td):not(:last-child) { padding-right: 12px; }
.dense { font-size: 12.5px; } .dense :is(th, td):not(:last-child) { padding-right: 10px; }
.densest { font-size: 12px; } .densest :is(th, td):not(:last-child) { padding-right: 8px; }
thead, tr { break-inside: avoid; }
thead, tbody tr:nth-child(-n + 2), tbody tr:nth-last-child(2) { break-after: avoid; }
tbody:not(:has(> :nth-child(7))) { break-inside: avoid; }

.listing { break-inside: auto; }
.listing.short { break-inside: avoid; }
.listing figcaption { margin: 0 0 8px; break-after: avoid; }
pre { margin: 0 0 14px; padding: 12px 14px; overflow-x: auto; border: 1px solid var(--rule); border-radius: 4px; background: var(--panel); font: 12.5px/1.5 var(--mono); tab-size: 2; }
pre code { font: inherit; }
details { margin: 20px 0; }
summary { cursor: pointer; font: 600 15px/1.5 var(--sans); color: var(--soft); }
details[open] > summary { margin-bottom: 8px; }
footer { margin-top: 64px; padding-top: 12px; border-top: 1px solid var(--rule); color: var(--soft); font: 13px/1.5 var(--sans); }

@page { margin: 20mm 18mm; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.45; }
  header { margin-bottom: 20pt; }
  h1 { font-size: 21pt; }
  h2 { margin-top: 24pt; padding-top: 0; border: 0; font-size: 15pt; }
  h3 { margin-top: 18pt; font-size: 12pt; }
  h4, h5, h6 { margin-top: 14pt; font-size: 10.5pt; }
  .subtitle, .lead { font-size: 11.5pt; }
  .by, .note, figcaption, caption, footer { font-size: 8.5pt; }
  nav { font-size: 9.5pt; } nav h2, nav ol ol { font-size: 8.5pt; }
  a { color: inherit; text-decoration-color: #999; }
  .tiles { margin: 14pt 0; padding: 8pt 0; gap: 8pt 14pt; grid-template-columns: repeat(auto-fit, minmax(68pt, 1fr)); } /* six in a row */
  .tiles dd { font-size: 14pt; } .tiles dt { font-size: 8pt; }
  figure, .table, .beside { margin: 14pt 0; }
  .beside { gap: 0 14pt; break-inside: avoid; }
  .beside figure:nth-child(n + 3) { margin-top: 12pt; }
  figure .chart.full { max-width: 80%; } /* two to a page, where they would leave half of it white */
  .table { overflow: visible; }
  .own table, .table table { font-size: 8.5pt; max-width: 100%; }
  .table :is(tbody, .densest) :not(.number) { overflow-wrap: anywhere; }
  thead { display: table-header-group; }
  .close, .dense { font-size: 8pt !important; } .densest { font-size: 7pt !important; }
  pre { overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 7.5pt; line-height: 1.4; }
  details::details-content { content-visibility: visible; }
  summary { list-style: none; font-size: 10pt; break-after: avoid; }
  footer { margin-top: 18pt; break-before: avoid; break-inside: avoid; }
}
`
