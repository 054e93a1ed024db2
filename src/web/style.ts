import { CSS } from '../render/html-style.ts'

/** The report's style, and what the page has besides. */
export const STYLE: string = [
  CSS,
  '#drop{border:2px dashed var(--line);border-radius:.75rem;padding:1rem;text-align:center}#drop.over{border-color:var(--link);background:var(--soft)}',
  'button,.button,select,input,textarea{font:inherit;color:inherit}button,.button,select{border:1px solid var(--dim);border-radius:.5rem;background:var(--soft);padding:.5rem .9rem;min-height:2.75rem;cursor:pointer;display:inline-block}',
  '.button{position:relative;margin:.25rem}.button input{position:absolute;inset:0;opacity:0;width:100%;cursor:pointer}.button:focus-within{outline:3px solid var(--link);outline-offset:2px}',
  'textarea,#link,#filter{width:100%;border:1px solid var(--dim);border-radius:.5rem;background:var(--paper);padding:.5rem;font:.875rem/1.4 ui-monospace,monospace}#paste{margin-top:1rem;display:grid;gap:.5rem;justify-items:start}',
  '#jobs{list-style:none;padding:0}#jobs li{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;border:1px solid var(--line);border-radius:.5rem;padding:.5rem .75rem}#jobs progress{flex:1;min-width:8rem}#jobs .fault{color:var(--ink);font-weight:600}',
  '#tools,.options{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.75rem 0}.options label,#tools label{display:inline-flex;gap:.4rem;align-items:center;min-height:2.75rem}',
  '.beside{border-collapse:collapse}.beside th,.beside td{border:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}.beside td[class^=is-]{color:#000}.beside tbody th{position:sticky;left:0}.beside tbody th,.beside .found{white-space:normal}.beside th code{display:inline-block;max-width:14rem;overflow-wrap:break-word}.scroll{overflow-x:auto}',
  '.report{border-top:3px solid var(--line);margin-top:1.5rem}.report h1{font-size:1.3rem}input[type=checkbox]{width:1.25rem;height:1.25rem}[hidden]{display:none!important}#questions{display:grid;gap:.5rem}select{max-width:100%}fieldset{border:0;padding:0;min-width:0}#choose .options label,#questions label{min-width:0;max-width:100%;flex-wrap:wrap}',
].join('\n')
