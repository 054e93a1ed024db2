import { describe, expect, it } from 'vitest'
import { open } from '../../sources/index.ts'
import { PROBES, wantedOf } from '../index.ts'
import { isOwnReport } from './own.ts'

const wanted = wantedOf(PROBES, 'capture')

describe('what is written about a capture is no part of it', () => {
  it('reports of this tool, as JSON and as printed', () => {
    expect(isOwnReport('{\n "version": 1,\n "source": {\n  "path": "guest"')).toBe(true)
    expect(isOwnReport('{"version":1,"source":{"path":"guest"')).toBe(true)
    expect(isOwnReport('\n Xen 4.17.7 · PVHVM · domU\n captures/guest, as captured\n')).toBe(true)
    expect(isOwnReport('{"version":1,"results":[]}')).toBe(false)
    expect(isOwnReport('[    0.000000] Hypervisor detected: Xen HVM, live\n')).toBe(false)
    expect(wanted.accepts('{"version":1,"source":{},"text":"[    0.000000] Hypervisor detected: KVM"}')).toBe(false)
  })

  it('reports as Markdown, for a ticket and as a page', () => {
    expect(isOwnReport('# Xen 4.17.7 · PVHVM · domU\n\nLinux 6.1.0 · 2 vCPUs, AMD EPYC · virtcolor 0.1.0\n')).toBe(true)
    expect(isOwnReport('Xen 4.17.7 - PVHVM - domU (guest, as captured)\nLinux 6.1.0 - virtcolor 0.1.0\n')).toBe(true)
    expect(isOwnReport('<!doctype html>\n<html lang="en"><head><meta name="generator" content="virtcolor"></head>')).toBe(true)
    expect(isOwnReport('virtcolor 0.1.0 says nothing here\n[    0.000000] Hypervisor detected: KVM\n')).toBe(false)
  })

  it('notes that quote what the kernel prints', () => {
    expect(wanted.accepts('The kernel still prints "Hypervisor detected: Xen HVM".\n')).toBe(false)
    expect(wanted.accepts('Hypervisor detected: Xen HVM\n')).toBe(true)
  })

  it('a folder with a capture, notes on it and its report gives the signals of the capture', async () => {
    const io = { stdin: process.stdin }
    const { evidence } = await open('fixtures/xen-hvm', wanted, io)
    expect(evidence.texts.map((text) => text.path).filter((path) => !path.startsWith('dmesg'))).toEqual([])
  })
})
