import { executed, type Shell } from './shell.ts'

/** This machine. */
export function localShell(): Shell {
  return {
    name: 'this machine',
    exec: (script, options) => executed('sh', ['-c', script], options),
    close: async () => undefined,
  }
}
