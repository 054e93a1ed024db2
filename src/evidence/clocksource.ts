import type { Probe } from '../model.ts'
import { signalOf } from './say.ts'

const FILES: readonly (readonly [path: string, signal: string])[] = [
  ['sys/devices/system/clocksource/clocksource0/current_clocksource', 'clocksource'],
  ['sys/devices/system/clocksource/clocksource0/available_clocksource', 'clocksource.available'],
  ['sys/devices/system/clockevents/clockevent0/current_device', 'clockevent'],
]

/** The clock that is read and the device that ticks. https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-devices-system-clocksource */
export const clocksource: Probe = {
  id: 'clocksource',
  reads: FILES.map(([path]) => path),
  captured: ['sys/bus/clocksource/devices/clocksource0/current_clocksource'],
  *look(tree) {
    for (const [path, name] of FILES) {
      const value = tree.read(path)?.trim()
      if (value !== undefined && value !== '') yield signalOf(path, name, value)
    }
  },
}
