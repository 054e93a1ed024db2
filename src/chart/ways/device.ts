/** The parts of a disk read and of a packet: the request down to the device, and the interrupt up. */
import { aside, step } from './cpu.ts'
import type { Part } from './model.ts'
import * as SEE from './sees.ts'

/** What differs between a disk and a network card. */
interface Words {
  readonly registers: string
  readonly takes: string
  readonly works: string
  readonly answers: string
  readonly xenTakes: string
  readonly xenSees: readonly [front: string, back: string]
  readonly ring: string
  readonly own: string
  readonly vmware: string
  readonly power: readonly [says: string, see: string]
}

const request = (w: Words): Part => [
  {
    of: { hypervisor: ['xen'], device: ['VS'] },
    steps: [
      step('hypervisor', `each access to ${w.registers} is a VM exit`, SEE.xenIo),
      step('model', `{model} emulates the device and ${w.takes}`, SEE.xenIoreq),
      aside('hardware', w.works, SEE.xenWiki),
      aside('model', w.answers, SEE.xenIoreq),
    ],
  },
  {
    of: { device: ['VS'] },
    steps: [
      step('hypervisor', `each access to ${w.registers} is a VM exit`, SEE.kvm),
      step('model', `{model} emulates the device and ${w.takes}`, SEE.kvm),
      aside('hardware', w.works, SEE.kvm),
      aside('model', w.answers, SEE.kvm),
    ],
  },
  {
    of: { hypervisor: ['xen'], device: ['P'] },
    steps: [
      step('hypervisor', 'the hypercall EVTCHNOP_send notifies the backend', w.xenSees[0]),
      aside('backend', w.xenTakes, w.xenSees[1]),
      aside('hardware', w.works, w.xenSees[1]),
      aside('backend', 'the backend puts the response on the ring and notifies the guest', w.xenSees[1]),
    ],
  },
  {
    of: { hypervisor: ['hyperv'], device: ['P'] },
    steps: [
      step('hypervisor', 'a hypercall notifies the backend if the ring was empty', SEE.vmbus),
      aside('backend', `the {backend} takes ${w.ring} from the VMBus ring`, SEE.vmbus),
      aside('hardware', w.works, SEE.vmbus),
      aside('backend', 'the backend puts the response on the ring', SEE.vmbus),
    ],
  },
  {
    of: { hypervisor: ['vmware'], device: ['P'] },
    steps: [
      step('hypervisor', 'the write to the doorbell is a VM exit', w.vmware),
      aside('backend', `{backend} takes ${w.ring} from the ring`, w.vmware),
      aside('hardware', w.works, w.vmware),
      aside('backend', 'the backend puts the response on the ring', w.vmware),
    ],
  },
  {
    of: { hypervisor: ['powervm'], device: ['P'] },
    steps: [
      step('hypervisor', w.power[0], w.power[1]),
      aside('backend', `the {backend} takes ${w.ring}`, w.power[1]),
      aside('hardware', w.works, w.power[1]),
      aside('backend', 'the backend returns the answer', w.power[1]),
    ],
  },
  {
    of: { device: ['P'] },
    steps: [
      step('hypervisor', 'the write to the doorbell is a VM exit that only wakes the backend', SEE.kvm),
      aside('backend', `{backend} takes ${w.ring} from the virtqueue`, SEE.virtio),
      aside('hardware', w.works, SEE.virtio),
      aside('backend', 'the backend puts the response on the virtqueue', SEE.virtio),
    ],
  },
  {
    of: { device: ['VH'] },
    steps: [aside('hardware', `${w.own}; its registers are mapped, so there is no VM exit`, SEE.sriov)],
  },
  { of: { device: ['H'] }, steps: [aside('hardware', w.works, SEE.entry)] },
]

/** The interrupt of a disk or a network card. */
const interrupt = (done: string): Part => [
  // The device's own interrupt.
  {
    of: { device: ['H'], hypervisor: ['none', 'unknown'] },
    steps: [step('kernel', `the interrupt arrives; ${done}`, SEE.entry)],
  },
  {
    of: { device: ['VH', 'H'], delivery: ['VH', 'H'] },
    steps: [step('kernel', `the CPU delivers the interrupt without a VM exit; ${done}`, SEE.sdm)],
  },
  {
    of: { hypervisor: ['xen'], device: ['VH', 'H'], delivery: ['P', 'VS'] },
    steps: [
      step('hypervisor', 'Xen receives the interrupt of the device and raises an event', SEE.xenPassthrough),
      step('kernel', done, SEE.xenCallback),
    ],
  },
  {
    of: { device: ['VH', 'H'], delivery: ['P', 'VS'] },
    steps: [
      step('hypervisor', 'the hypervisor receives the interrupt of the device and injects it', SEE.vfio),
      step('kernel', done, SEE.vfio),
    ],
  },
  // Xen's events.
  {
    of: { hypervisor: ['xen'], cpu: ['P'], device: ['P'] },
    steps: [
      step('hypervisor', 'Xen sets the event pending and calls the callback of the kernel', SEE.xenEntry),
      step('kernel', done, SEE.xenCallback),
    ],
  },
  {
    of: { hypervisor: ['xen'], device: ['P'], delivery: ['P'] },
    steps: [
      step('hypervisor', 'Xen sets the event pending and enters the guest at the callback vector', SEE.xenIrq),
      step('kernel', done, SEE.xenCallback),
    ],
  },
  {
    of: { hypervisor: ['xen'], device: ['P'], delivery: ['VS'] },
    steps: [
      step('hypervisor', 'Xen raises the emulated interrupt of the platform PCI device', SEE.xenIrq),
      step('kernel', `the handler scans for pending events; ${done}`, SEE.xenPlatform),
      step('hypervisor', 'the end of interrupt at the emulated APIC is a VM exit', SEE.xenApic),
      step('kernel', 'the kernel continues', SEE.xenApic),
    ],
  },
  {
    of: { device: ['P'], delivery: ['P', 'VH'] },
    steps: [step('hypervisor', 'the hypervisor injects the interrupt', SEE.kvm), step('kernel', done, SEE.virtio)],
  },
  {
    of: { device: ['P'], delivery: ['VS'] },
    steps: [
      step('hypervisor', 'the hypervisor injects an emulated interrupt', SEE.kvm),
      step('kernel', done, SEE.virtio),
      step('hypervisor', 'the end of interrupt at the emulated APIC is a VM exit', SEE.kvm),
      step('kernel', 'the kernel continues', SEE.kvm),
    ],
  },
  // An emulated device needs register accesses to read the cause and to acknowledge it.
  {
    of: { hypervisor: ['xen'], device: ['VS'] },
    steps: [
      step('hypervisor', 'the hypervisor injects an emulated interrupt', SEE.xenIrq),
      step('kernel', 'the handler reads the cause from the device', SEE.xenIo),
      step('hypervisor', 'the register access is a VM exit', SEE.xenIo),
      step('model', '{model} returns the value', SEE.xenIoreq),
      step('kernel', done, SEE.xenIo),
      step('hypervisor', 'the end of interrupt at the emulated APIC is a VM exit', SEE.xenApic),
      step('kernel', 'the kernel continues', SEE.xenApic),
    ],
  },
  {
    of: { device: ['VS'] },
    steps: [
      step('hypervisor', 'the hypervisor injects an emulated interrupt', SEE.kvm),
      step('kernel', 'the handler reads the cause from the device', SEE.kvm),
      step('hypervisor', 'the register access is a VM exit', SEE.kvm),
      step('model', '{model} returns the value', SEE.kvm),
      step('kernel', done, SEE.kvm),
      step('hypervisor', 'the end of interrupt at the emulated APIC is a VM exit', SEE.kvm),
      step('kernel', 'the kernel continues', SEE.kvm),
    ],
  },
]

const DISK: Words = {
  registers: 'the controller registers',
  takes: 'takes the command',
  works: 'the disk reads the data',
  answers: 'it copies the data into guest memory and raises the interrupt line',
  xenTakes: 'blkback takes the request from the ring and maps the page',
  xenSees: [SEE.blkfront, SEE.blkback],
  ring: 'the request',
  own: 'the driver writes to the doorbell of the device',
  vmware: SEE.pvscsi,
  power: ['the hypercall H_SEND_CRQ sends the request', SEE.ibmvscsi],
}

const NETWORK: Words = {
  registers: 'the card registers',
  takes: 'takes the packet',
  works: 'the card sends the packet and receives the answer',
  answers: 'it copies the answer into guest memory and raises the interrupt line',
  xenTakes: 'netback takes the packet from the ring and copies it',
  xenSees: [SEE.netfront, SEE.netback],
  ring: 'the packet',
  own: 'the driver writes to the doorbell of the virtual function',
  vmware: SEE.vmxnet3,
  power: ['the hypercall H_SEND_LOGICAL_LAN sends the packet', SEE.ibmveth],
}

export const DISK_REQUEST: Part = request(DISK)
export const DISK_DONE: Part = interrupt('the read is complete')
export const PACKET_REQUEST: Part = request(NETWORK)
export const PACKET_DONE: Part = interrupt('the answer has arrived')
