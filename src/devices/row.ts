import type { Kind } from '../model.ts'

/**
 * What a disk or network device is, by the driver that is bound to it, its PCI id and what it calls itself; never by its name.
 * The first row whose every named field fits is taken. `guest` is what it is inside a virtual machine; on bare hardware (and for a dom0
 * that holds the real devices) whatever is not a virtual device is H.
 */
export interface DeviceRow {
  readonly id: string
  readonly class: 'disk' | 'net'
  readonly driver?: readonly string[]
  /** vendor:device, or a vendor alone with its colon. */
  readonly pci?: readonly string[]
  readonly subsystem?: RegExp
  readonly model?: RegExp
  readonly guest: readonly Kind[]
  readonly says: string
  /** The device exists in virtual machines only, so that it never shows physical hardware. */
  readonly virtual?: true
  /** The board brings it along whether or not anything is attached: it counts only where no other controller is listed. */
  readonly builtin?: true
  readonly see?: string
}
