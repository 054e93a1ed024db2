import * as fs from 'node:fs'
import { evidenceOf } from '../archive/capture.ts'
import type { Opened, Wanted } from '../model.ts'
import { DiskTree } from './disk.ts'
import { faultOf } from './says.ts'

/** A captured tree, an unpacked sosreport, or a folder of command outputs. */
export function openDirectory(path: string, wanted: Wanted): Opened {
  try {
    fs.accessSync(path, fs.constants.R_OK | fs.constants.X_OK)
  } catch (error) {
    throw faultOf(path, error)
  }
  const root = path.replace(/(?<!\/)\/+$/, '')
  const evidence = evidenceOf(path, { top: new DiskTree(root), below: (folder) => new DiskTree(`${root}/${folder}`) }, wanted)
  return { source: { path, kind: 'directory' }, evidence }
}
