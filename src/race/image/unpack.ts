import { execFile } from 'node:child_process'
import { gunzipSync } from 'node:zlib'
import { Fault } from '../../fault.ts'
import { hosted } from '../packages.ts'

/** Far above any kernel or module. */
const MOST = 512 * 1024 * 1024

/**
 * Kernels and modules are packed by xz with the x86 branch filter, which neither busybox nor any JavaScript reader has: xz of the packages does it.
 * @throws Fault naming the file when it is not whole xz data
 */
export async function unxz(packed: Uint8Array, name: string, root: string): Promise<Uint8Array> {
  return await new Promise<Uint8Array>((resolve, reject) => {
    const [command, args] = hosted(root, 'usr/bin/xz')
    const child = execFile(
      command,
      [...args, '-dc'],
      { encoding: 'buffer', maxBuffer: MOST, timeout: 120_000 },
      (error, stdout) => {
        if (error === null) resolve(stdout)
        else reject(new Fault(`${name}: the xz data are damaged (${error.message.split('\n')[0]})`))
      },
    )
    child.stdin?.on('error', () => {})
    child.stdin?.end(packed)
  })
}

/**
 * The ELF kernel inside a bzImage (payload_offset and payload_length of the boot protocol, 2.08 and later):
 * Xen and libxl take it as it is and need not unpack it in emulated code.
 * https://www.kernel.org/doc/html/latest/arch/x86/boot.html
 */
export async function vmlinux(bzImage: Uint8Array, name: string, root: string): Promise<Uint8Array> {
  const at = new DataView(bzImage.buffer, bzImage.byteOffset, bzImage.byteLength)
  if (bzImage.length < 0x260 || at.getUint32(0x202, true) !== 0x53726448 || at.getUint16(0x206, true) < 0x208)
    throw new Fault(`${name}: not a bzImage with boot protocol 2.08 or newer`)
  const start = (at.getUint8(0x1f1) + 1) * 512 + at.getUint32(0x248, true)
  const length = at.getUint32(0x24c, true)
  // The last four bytes are the unpacked length.
  const payload = bzImage.subarray(start, start + length - 4)
  if (payload[0] === 0xfd && payload[1] === 0x37) return await unxz(payload, name, root)
  if (payload[0] === 0x1f && payload[1] === 0x8b) return gunzipSync(payload, { maxOutputLength: MOST })
  if (payload[0] === 0x28 && payload[1] === 0xb5) {
    const { decompress } = await import('fzstd')
    return decompress(payload)
  }
  throw new Fault(
    `${name}: the compression is not supported (first bytes ${Buffer.from(payload.subarray(0, 4)).toString('hex')})`,
  )
}
