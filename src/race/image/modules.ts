import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Fault } from '../../fault.ts'
import { unxz } from './unpack.ts'

/** Kernel modules of the packages, with what they depend on in the order in which they are to be loaded. */
export interface Module {
  readonly name: string
  readonly bytes: Uint8Array
}

const SUFFIX: RegExp = /\.ko(\.xz|\.gz|\.zst)?$/

export class Modules {
  readonly #paths: ReadonlyMap<string, string>
  readonly #read = new Map<string, Uint8Array>()

  readonly #root: string

  private constructor(paths: ReadonlyMap<string, string>, root: string) {
    this.#paths = paths
    this.#root = root
  }

  /** @param directory `lib/modules/<version>` of the unpacked kernel package */
  static async of(directory: string, root: string): Promise<Modules> {
    const files = await readdir(directory, { recursive: true })
    return new Modules(
      new Map(
        files
          .filter((file) => SUFFIX.test(file))
          .map((file) => [key(basename(file).replace(SUFFIX, '')), join(directory, file)]),
      ),
      root,
    )
  }

  /** Those that are there, dependencies first. What is built into the kernel is simply not there. */
  async inOrder(names: readonly string[]): Promise<Module[]> {
    const done = new Map<string, Module>()
    const visit = async (name: string, depth: number): Promise<void> => {
      if (done.has(key(name)) || !this.#paths.has(key(name)) || depth > 20) return
      const bytes = await this.#load(key(name))
      for (const other of dependencies(bytes)) await visit(other, depth + 1)
      done.set(key(name), { name: key(name), bytes })
    }
    for (const name of names) await visit(name, 0)
    return [...done.values()]
  }

  async #load(name: string): Promise<Uint8Array> {
    const known = this.#read.get(name)
    if (known !== undefined) return known
    const path = this.#paths.get(name)!
    const packed = await readFile(path)
    const bytes = path.endsWith('.xz')
      ? await unxz(packed, path, this.#root)
      : path.endsWith('.gz')
        ? gunzipSync(packed)
        : packed
    if (path.endsWith('.zst')) throw new Fault(`${path}: modules compressed with zstd are not supported`)
    const plain = unsigned(bytes)
    this.#read.set(name, plain)
    return plain
  }
}

/** File names have dashes where the kernel's names have underscores. */
const key = (name: string): string => name.replaceAll('-', '_')

/** Ends a signed module (include/linux/module_signature.h), after a 12-byte description whose last word is the signature's length. */
const SIGNED = '~Module signature appended~\n'

/** A module without its signature: checking it takes an emulated CPU longer than all else about loading. */
export function unsigned(bytes: Uint8Array): Uint8Array {
  const end = bytes.length - SIGNED.length
  if (end < 12 || Buffer.from(bytes.subarray(end)).toString('latin1') !== SIGNED) return bytes
  const length = Buffer.from(bytes.subarray(end - 4, end)).readUInt32BE(0)
  return length > end - 12 ? bytes : bytes.subarray(0, end - 12 - length)
}

/** The `depends=` entry of a module's .modinfo section. */
export function dependencies(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = buffer.indexOf('\0depends=')
  if (at < 0) return []
  const end = buffer.indexOf(0, at + 1)
  return buffer
    .toString('latin1', at + '\0depends='.length, end)
    .split(',')
    .filter((name) => name !== '')
}
