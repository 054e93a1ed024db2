import { expect, test } from 'vitest'
import type { Definition } from './definition.ts'
import { reader as proxmox } from './proxmox.ts'
import { reader as qemu } from './qemu.ts'
import { reader as xl } from './xl.ts'

const proofOf = ([first]: readonly Definition[], name: string): string =>
  first!.signals.find((signal) => signal.name === name)!.proof.text

test('a default quotes no line of the definition; a setting quotes its own', () => {
  const plain = proxmox.read({ path: '100.conf', text: 'bios: ovmf\nmemory: 512\n' })
  expect(proofOf(plain, 'declared.cpu')).toBe('(default: Proxmox uses KVM unless kvm: 0 is set)')
  expect(proofOf(plain, 'declared.board')).toMatch(/^\(default: /)
  const set = proxmox.read({ path: '100.conf', text: 'bios: ovmf\nkvm: 0\nmachine: q35\n' })
  expect(proofOf(set, 'declared.cpu')).toBe('kvm: 0')
  expect(proofOf(set, 'declared.board')).toBe('machine: q35')
  expect(proofOf(xl.read({ path: 'a.cfg', text: 'name = "a"\nkernel = "/k"\n' }), 'declared.type')).toBe(
    '(default: type is not set, which means pv)',
  )
})

test("a line is quoted without the shell's backslash, and a part of one has marks where it was cut", () => {
  const text = 'qemu-system-x86_64 \\\n  -accel tcg \\\n  -m 512\n'
  for (const { proof } of qemu.read({ path: 'run.sh', text })[0]!.signals) expect(proof.text).not.toMatch(/\\$/)
  const disk = `disk = [ "${'x'.repeat(120)},raw,xvda,rw", "${'y'.repeat(150)},raw,xvdb,rw" ]\n`
  const long = xl
    .read({ path: 'a.cfg', text: `name = "a"\n${disk}` })[0]!
    .signals.filter(({ name }) => name === 'disk.declared')
  expect(long.length).toBe(2)
  for (const { proof } of long) expect(proof.text).toMatch(/^…|…$/)
})
