import { TONES } from '../chart/tones.ts'
import { COLOURS } from '../model.ts'

/** The style of a report as a page, shared by the file and by the web page; contrasts of 4.5:1 and more, light and dark. */
export const CSS: string = [
  ':root{color-scheme:light dark;--paper:#fff;--ink:#1c1c1a;--dim:#5c5c57;--line:#c9c9c2;--soft:#f4f4f0;--link:#1553b0;--gone:#fbe1db;--come:#d9f2e6}',
  '@media (prefers-color-scheme:dark){:root{--paper:#15171a;--ink:#ececea;--dim:#a9adb3;--line:#43474d;--soft:#1e2125;--link:#8db9ff;--gone:#4d231b;--come:#123f2d}}',
  '*{box-sizing:border-box}body{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--paper);max-width:72rem;margin:0 auto;padding:1rem}',
  'h1{font-size:1.5rem;line-height:1.25;margin:1rem 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1rem 0 .25rem}',
  'a{color:var(--link)}p{margin:.5rem 0}.dim{color:var(--dim)}.small{font-size:.875rem}',
  '.cells{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));gap:.5rem;margin:1rem 0;padding:0;list-style:none}',
  '.cells li{border-radius:.5rem;padding:.6rem .75rem;color:#000;min-width:0;overflow-wrap:anywhere}.cells b{font-size:1.4rem;display:block}.cells span{display:block}.cells .what{font-weight:600}.cells .small{line-height:1.35;margin-top:.25rem}',
  ...COLOURS.map((colour) => `.is-${colour}{background:${TONES[colour].fill}}`),
  '.picture{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem}.picture svg{display:block;max-width:100%;height:auto;min-width:46rem}',
  'table{border-collapse:collapse;font-size:.875rem}th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line);white-space:nowrap}th{background:var(--soft)}',
  'details{border-top:1px solid var(--line);padding:.35rem 0}details:last-of-type{border-bottom:1px solid var(--line)}summary{cursor:pointer;font-weight:600;padding:.25rem 0}',
  'code,pre{font:.8125rem/1.45 ui-monospace,SFMono-Regular,Menlo,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere;white-space:pre-wrap}',
  '.proof{display:block;background:var(--soft);border-radius:.25rem;padding:.2rem .5rem;margin:.2rem 0}.proof .at{color:var(--dim)}',
  '.letter{display:inline-block;min-width:2.2em;text-align:center;font-weight:700;color:#000;border-radius:.25rem;padding:0 .35em;margin-right:.5em}',
  '.lint{list-style:none;padding:0}.lint>li{border-top:1px solid var(--line);padding:.75rem 0;margin:0}.lint h3{margin:0}.lint p{margin:.35rem 0}mark{background:none;color:inherit;font-weight:700;text-decoration:underline wavy var(--link);text-underline-offset:.2em}',
  '.diff{border-radius:.25rem;background:var(--soft);margin:.35rem 0;padding:.2rem 0}.diff *{display:block;padding:0 .5rem;text-decoration:none}.diff del{background:var(--gone)}.diff ins{background:var(--come)}',
  'ol,ul{padding-left:1.4rem}li{margin:.3rem 0}:focus-visible{outline:3px solid var(--link);outline-offset:2px}',
  '@media print{body{max-width:none}.picture{break-inside:avoid;border:0}details{break-inside:avoid}}',
].join('\n')
