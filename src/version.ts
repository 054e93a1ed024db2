import pack from '../package.json' with { type: 'json' }

/** This tool's version, as released. */
export const version: string = pack.version
