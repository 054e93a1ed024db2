/** virtcolor as a library: pure, synchronous, the same in Node and in a browser. Sources that touch a host are in `virtcolor/node`. */

export { PROBES, signalsOf, type Wanted, wantedOf } from './evidence/index.ts'
export { treeOf } from './evidence/tree.ts'
export { EXIT, type ExitCode, Fault } from './fault.ts'
export { inspect, report } from './inspect.ts'
export * from './model.ts'
