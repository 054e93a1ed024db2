import type { Machine, Report } from '../model.ts'
import type { Signals } from './judge.ts'

/** What the evidence shows of which machine it is and when that was; what it does not show is left out. */
export function identityOf(signals: Signals): Pick<Report, 'machine' | 'date'> {
  const first = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const value = signals.get(name)?.[0]?.value
      if (value !== undefined) return value
    }
    return undefined
  }
  const host = first('machine.host', 'machine.host-logged')
  const kernel = first('kernel.release')
  const os = first('machine.os')
  const vcpus = first('machine.vcpus', 'machine.vcpus-counted', 'machine.vcpus-logged')
  const processor = first('cpu.model')
  const named = signals.has('definition.format') ? undefined : first('guest.system')
  const date = first('machine.date')
  const machine: Machine = {
    ...(host !== undefined && { host }),
    ...(kernel !== undefined && { kernel }),
    ...(os !== undefined && { os }),
    ...(vcpus !== undefined && { vcpus: Number(vcpus) }),
    ...(processor !== undefined && { processor }),
    ...((named === 'windows' || named === 'freebsd') && { system: named }),
  }
  return {
    ...(Object.keys(machine).length > 0 && { machine }),
    ...(date !== undefined && { date }),
  }
}
