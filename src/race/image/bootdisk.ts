import { Fault } from '../../fault.ts'

/**
 * The guest's disk. PV and PVH guests are started by libxl and only read it; an HVM guest also boots from it: sector 0 holds a
 * loader of our own. The usual ways into an emulated machine are slow where everything is emulated: fw_cfg and SeaBIOS' disk reads
 * move a byte or two per round trip to the device model (12 MB: 55 s). The loader has the IDE controller's bus master put kernel
 * and initramfs where they belong with one command, by a table of addresses that is made here.
 */

const SECTOR = 512
/** The loader, 16-bit x86; its source is src/race/image/bootdisk.S. */
const LOADER =
  'fa31c08ed88ec08ed0bc007cea117c0000fbbea07db442cd130f829a00beb07db442cd130f828f00fa66b804090080e87c00ed83c805ef66b820090080e86e00' +
  '66ed83e0f089c38d570466b800f0080066ef89dab008ee8d5702b006eebaf601b0e0eebec07db90200baf201bf0400acee424f75fae2f2baf701b025ee89dab0' +
  '09ee8d5702f390eca802752ba80175f589da30c0eebaf701ecb800908ed88ec08ee08ee88ed0bc00deea00002090baf80c66efbafc0cc3f4ebfd'
/** Where the loader keeps its numbers. */
const AT = { first: 0x1a0, second: 0x1b0, task: 0x1c0, signature: 0x1fe } as const

/** Sectors of the address table, before the kernel's setup code. It is read to 0x8f000, which puts the setup code at 0x90000. */
const TABLE_SECTORS = 8
const COMMAND_LINE_SECTORS = 4
const COMMAND_LINE_ADDRESS = 0x9e000
/** Where the boot protocol wants a bzImage. */
const KERNEL_ADDRESS = 0x100000
/** Above the unpacked kernel (init_size is below 64 MiB), below the end of the guest's memory. */
const INITRAMFS_ADDRESS = 0x8000000

export interface BootDisk {
  readonly image: Buffer
  readonly sectors: number
}

/**
 * @param bzImage as the package has it
 * @param dataMegabytes what is left to read beyond the boot files
 * @throws Fault when the kernel is none, or too large for the table
 */
export function bootDisk(bzImage: Uint8Array, initramfs: Uint8Array, commandLine: string, dataMegabytes: number): BootDisk {
  const kernel = Buffer.from(bzImage)
  if (kernel.length < 0x260 || kernel.readUInt32LE(0x202) !== 0x53726448)
    throw new Fault('the kernel package contains no bzImage')
  const setupSectors = (kernel[0x1f1] || 4) + 1
  const setup = Buffer.from(kernel.subarray(0, setupSectors * SECTOR))
  const body = kernel.subarray(setupSectors * SECTOR)

  // https://www.kernel.org/doc/html/latest/arch/x86/boot.html: what the loader owes the setup code.
  setup[0x210] = 0xff // type_of_loader: none of the registered ones
  setup[0x211]! |= 0x80 // CAN_USE_HEAP
  setup.writeUInt16LE(0xde00 - 0x200, 0x224)
  setup.writeUInt32LE(COMMAND_LINE_ADDRESS, 0x228)
  setup.writeUInt32LE(INITRAMFS_ADDRESS, 0x218)
  setup.writeUInt32LE(initramfs.length, 0x21c)

  const start = 1 + TABLE_SECTORS + setupSectors + COMMAND_LINE_SECTORS
  const table: [address: number, length: number][] = [
    ...pieces(KERNEL_ADDRESS, body.length),
    ...pieces(INITRAMFS_ADDRESS, initramfs.length),
  ]
  if (table.length * 8 > TABLE_SECTORS * SECTOR)
    throw new Fault(`kernel and initramfs are too large to boot an HVM guest (${table.length} pieces)`)
  if (commandLine.length >= COMMAND_LINE_SECTORS * SECTOR) throw new Fault('the guest command line is too long')
  const kernelBytes = roundUp(body.length)
  const bytes = kernelBytes + roundUp(initramfs.length)
  const count = bytes / SECTOR
  if (count > 65536) throw new Fault('kernel and initramfs are larger than one disk command can read (32 MiB)')

  const sectors = start + count + dataMegabytes * 2048
  const image = Buffer.alloc(sectors * SECTOR)
  image.write(LOADER, 0, 'hex')
  image.writeUInt16LE(0x0010, AT.first)
  image.writeUInt16LE(TABLE_SECTORS + setupSectors, AT.first + 2)
  image.writeUInt16LE(0x8f00, AT.first + 6)
  image.writeUInt32LE(1, AT.first + 8)
  image.writeUInt16LE(0x0010, AT.second)
  image.writeUInt16LE(COMMAND_LINE_SECTORS, AT.second + 2)
  image.writeUInt16LE(COMMAND_LINE_ADDRESS >> 4, AT.second + 6)
  image.writeUInt32LE(start - COMMAND_LINE_SECTORS, AT.second + 8)
  // READ DMA EXT takes its registers high bytes first.
  image.set(
    [(count >> 8) & 0xff, start >>> 24, 0, 0, count & 0xff, start & 0xff, (start >> 8) & 0xff, (start >> 16) & 0xff],
    AT.task,
  )
  image.writeUInt16LE(0xaa55, AT.signature)
  for (const [i, [address, length]] of table.entries()) {
    image.writeUInt32LE(address, SECTOR + i * 8)
    image.writeUInt16LE(length & 0xffff, SECTOR + i * 8 + 4) // 0 means 64 KiB
    image.writeUInt16LE(i === table.length - 1 ? 0x8000 : 0, SECTOR + i * 8 + 6)
  }
  image.set(setup, (1 + TABLE_SECTORS) * SECTOR)
  image.write(commandLine, (start - COMMAND_LINE_SECTORS) * SECTOR, 'latin1')
  image.set(body, start * SECTOR)
  image.set(initramfs, start * SECTOR + kernelBytes)
  // The blocks that the race reads must not be holes.
  for (let at = (start + count) * SECTOR; at < image.length; at += SECTOR) image.writeUInt32LE(at, at)
  return { image, sectors }
}

const roundUp = (bytes: number): number => Math.ceil(bytes / SECTOR) * SECTOR

/** Physical region descriptors: 64 KiB each, none across a multiple of 64 KiB (both addresses are one). */
function* pieces(address: number, length: number): Generator<[number, number]> {
  const end = roundUp(length)
  for (let at = 0; at < end; at += 0x10000) yield [address + at, Math.min(0x10000, end - at)]
}
