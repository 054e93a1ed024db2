import type { Probe } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { type BoardNames, boardOf } from './inventory.ts'

/** `system_profiler SPHardwareDataType` of macOS: the model is VMware7,1, VirtualMac2,1 or Parallels' in a guest. https://support.apple.com/guide/system-information */
export const apple: Probe = {
  id: 'system-profiler',
  reads: [],
  accepts: (head) =>
    /^ {6}Model Identifier: \S/m.test(head) &&
    /^ {6}(?:Boot ROM Version|System Firmware Version|Memory|Chip|Processor Name): /m.test(head),
  *read(document) {
    const names: BoardNames = {}
    for (const { text, index } of linesOf(document, 200)) {
      const field = /^ {6}(Model Identifier|Boot ROM Version|System Firmware Version|Chip|Processor Name): (\S.{0,120})$/.exec(
        text.trimEnd(),
      )
      if (field === null) continue
      const [, name, value = ''] = field
      if (name === 'Model Identifier')
        Object.assign(names, {
          sys_vendor: { value: /^(?:VMware|Parallels)/.test(value) ? value : 'Apple Inc.', index },
          product_name: { value, index },
        })
      else if (name === 'Chip' || name === 'Processor Name') yield signalAt(document, index, 'cpu.model', value)
    }
    yield* boardOf(document, names)
  },
}
