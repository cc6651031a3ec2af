// The look of the HTML report: one calm column, light and dark, fit to be printed.

export const style = `
:root {
  color-scheme: light dark;
  --ground: #fbfbfa; --panel: #ffffff; --ink: #1c1f23; --soft: #5d6670; --rule: #e2e5e8;
  --train: #0068a8; --test: #c2500a; --published: #6b7280; --alarm: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --panel: #1b1f24; --ink: #e8eaed; --soft: #a2abb5; --rule: #30363d;
    --train: #58b4f0; --test: #f0a04b; --published: #9aa4af; --alarm: #ff8a80;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 40px 24px 64px; max-width: 1080px; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; font-variant-numeric: tabular-nums;
}
h1 { margin: 0; font-size: 28px; line-height: 1.25; }
h2 { margin: 40px 0 12px; font-size: 18px; }
article + article, .scroll + article { margin-top: 64px; padding-top: 40px; border-top: 2px solid var(--rule); }
.under { margin: 4px 0 24px; color: var(--soft); }
.conclusion { max-width: 46em; font-size: 19px; }
.problem { padding: 12px 16px; border-left: 4px solid var(--alarm); background: var(--panel); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 16px; margin: 24px 0; padding: 0; list-style: none; }
.tiles li { padding: 16px; background: var(--panel); border: 1px solid var(--rule); border-radius: 8px; }
.tiles b { display: block; font-size: 24px; font-weight: 600; line-height: 1.3; white-space: nowrap; }
.tiles span { color: var(--soft); font-size: 14px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(440px, 100%), 1fr)); gap: 16px; }
figure { margin: 0; padding: 16px; background: var(--panel); border: 1px solid var(--rule); border-radius: 8px; break-inside: avoid; }
figcaption { margin-bottom: 8px; font-weight: 600; } figcaption small { color: var(--soft); font-weight: 400; }
svg { display: block; width: 100%; height: auto; font-size: 13px; }
.grid { stroke: var(--rule); } .axis { stroke: var(--soft); }
.tick, .unit { fill: var(--soft); } .label { font-weight: 600; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.line.train, .line.single { stroke: var(--train); } .line.train-faint { stroke: var(--train); stroke-width: 1; opacity: 0.3; }
.line.test { stroke: var(--test); } .line.published { stroke: var(--published); stroke-dasharray: 6 5; stroke-width: 1.5; }
.mark.train, .mark.single, .mark.train-faint { fill: var(--train); } .mark.test { fill: var(--test); } .mark.published { fill: var(--published); }
.label.train, .label.single, .label.train-faint { fill: var(--train); } .label.test { fill: var(--test); } .label.published { fill: var(--published); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th { color: var(--soft); font-size: 14px; font-weight: 500; }
th, td { padding: 6px 12px; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
th:first-child, td:first-child { padding-left: 0; }
.number { text-align: right; white-space: nowrap; }
.settings th { width: 12em; font-weight: 400; }
pre { overflow-x: auto; padding: 16px; background: var(--panel); border: 1px solid var(--rule); border-radius: 8px; font-size: 13px; }
summary { cursor: pointer; }
td a { white-space: nowrap; }
.title { min-width: 12em; }
footer { margin-top: 48px; color: var(--soft); font-size: 14px; }
@media print { body { padding: 0; max-width: none; } .charts { grid-template-columns: 1fr 1fr; } h2 { break-after: avoid; } }
`
