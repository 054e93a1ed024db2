/** virtcolor as a library: pure, synchronous, the same in Node and in a browser. Sources that touch a host are in `virtcolor/node`. */

export { PROBES, signalsOf, wantedOf } from './evidence/index.ts'
export { treeOf } from './evidence/tree.ts'
export { report } from './examine.ts'
export { EXIT, type ExitCode, Fault } from './fault.ts'
export { inspect } from './inspect.ts'
export * from './model.ts'
