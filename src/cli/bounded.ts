import { createReadStream, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Fault } from '../fault.ts'
import type { Io } from '../io.ts'
import { faultOf } from '../sources/says.ts'

/**
 * A whole file as text, or standard input for '-', refusing what is larger than `most` bytes before it is read.
 * @throws Fault with exit 3, in one line that names the file
 */
export async function readBounded(file: string, most: number, io: Io): Promise<string> {
  const name = file === '-' ? 'standard input' : file
  const path = resolve(io.cwd, file)
  const tooLarge = (): Fault => new Fault(`${name}: larger than ${Math.floor(most / 1024 / 1024)} MiB`)
  try {
    if (file !== '-') {
      const stat = statSync(path)
      if (stat.isDirectory()) throw new Fault(`${name}: this is a directory; a file is needed`)
      if (stat.isFile() && stat.size > most) throw tooLarge()
    }
    const chunks: Uint8Array[] = []
    let size = 0
    // A pipe or a file that grows does not say its size.
    for await (const chunk of file === '-' ? io.stdin : createReadStream(path)) {
      size += (chunk as Uint8Array).length
      if (size > most) throw tooLarge()
      chunks.push(chunk as Uint8Array)
    }
    return Buffer.concat(chunks).toString('utf8')
  } catch (error) {
    throw faultOf(name, error)
  }
}
