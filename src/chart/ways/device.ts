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
      step('hypervisor', `each access to ${w.registers} exits`, SEE.xenIo),
      step('model', `{model} emulates it: ${w.takes}`, SEE.xenIoreq),
      aside('hardware', w.works, SEE.xenWiki),
      aside('model', w.answers, SEE.xenIoreq),
    ],
  },
  {
    of: { device: ['VS'] },
    steps: [
      step('hypervisor', `each access to ${w.registers} exits`, SEE.kvm),
      step('model', `{model} emulates it: ${w.takes}`, SEE.kvm),
      aside('hardware', w.works, SEE.kvm),
      aside('model', w.answers, SEE.kvm),
    ],
  },
  {
    of: { hypervisor: ['xen'], device: ['P'] },
    steps: [
      step('hypervisor', 'an event to the backend: hypercall EVTCHNOP_send', w.xenSees[0]),
      aside('backend', w.xenTakes, w.xenSees[1]),
      aside('hardware', w.works, w.xenSees[1]),
      aside('backend', 'the answer goes on the ring, an event to the guest', w.xenSees[1]),
    ],
  },
  {
    of: { hypervisor: ['hyperv'], device: ['P'] },
    steps: [
      step('hypervisor', 'hypercall: signal, if the ring was empty', SEE.vmbus),
      aside('backend', `the {backend} takes ${w.ring} off the VMBus ring`, SEE.vmbus),
      aside('hardware', w.works, SEE.vmbus),
      aside('backend', 'the answer goes on the ring', SEE.vmbus),
    ],
  },
  {
    of: { hypervisor: ['vmware'], device: ['P'] },
    steps: [
      step('hypervisor', 'the write to the doorbell exits', w.vmware),
      aside('backend', `{backend} takes ${w.ring} off the ring`, w.vmware),
      aside('hardware', w.works, w.vmware),
      aside('backend', 'the answer goes on the ring', w.vmware),
    ],
  },
  {
    of: { hypervisor: ['powervm'], device: ['P'] },
    steps: [
      step('hypervisor', w.power[0], w.power[1]),
      aside('backend', `the {backend} takes ${w.ring}`, w.power[1]),
      aside('hardware', w.works, w.power[1]),
      aside('backend', 'the answer goes back', w.power[1]),
    ],
  },
  {
    of: { device: ['P'] },
    steps: [
      step('hypervisor', 'the write to the doorbell exits, and only wakes the backend', SEE.kvm),
      aside('backend', `{backend} takes ${w.ring} off the virtqueue`, SEE.virtio),
      aside('hardware', w.works, SEE.virtio),
      aside('backend', 'the answer goes on the virtqueue', SEE.virtio),
    ],
  },
  { of: { device: ['VH'] }, steps: [aside('hardware', `${w.own}: its registers are mapped, nothing exits`, SEE.sriov)] },
  { of: { device: ['H'] }, steps: [aside('hardware', w.works, SEE.entry)] },
]

/** The words are those of the disk: a packet's answer arrives likewise. */
const interrupt = (done: string): Part => [
  // The device's own interrupt.
  { of: { device: ['H'], hypervisor: ['none', 'unknown'] }, steps: [step('kernel', `the interrupt; ${done}`, SEE.entry)] },
  {
    of: { device: ['VH', 'H'], delivery: ['VH', 'H'] },
    steps: [step('kernel', `the CPU itself delivers the interrupt; ${done}`, SEE.sdm)],
  },
  {
    of: { hypervisor: ['xen'], device: ['VH', 'H'], delivery: ['P', 'VS'] },
    steps: [
      step('hypervisor', "the device's interrupt goes to Xen, which raises an event", SEE.xenPassthrough),
      step('kernel', done, SEE.xenCallback),
    ],
  },
  {
    of: { device: ['VH', 'H'], delivery: ['P', 'VS'] },
    steps: [
      step('hypervisor', "the device's interrupt exits and is put into the guest", SEE.vfio),
      step('kernel', done, SEE.vfio),
    ],
  },
  // Xen's events.
  {
    of: { hypervisor: ['xen'], cpu: ['P'], device: ['P'] },
    steps: [
      step('hypervisor', "Xen marks the event and calls the kernel's callback", SEE.xenEntry),
      step('kernel', done, SEE.xenCallback),
    ],
  },
  {
    of: { hypervisor: ['xen'], device: ['P'], delivery: ['P'] },
    steps: [
      step('hypervisor', 'Xen marks the event and enters at the callback vector', SEE.xenIrq),
      step('kernel', done, SEE.xenCallback),
    ],
  },
  {
    of: { hypervisor: ['xen'], device: ['P'], delivery: ['VS'] },
    steps: [
      step('hypervisor', 'the event comes as interrupt of the platform PCI device', SEE.xenIrq),
      step('kernel', `the handler looks for events; ${done}`, SEE.xenPlatform),
      step('hypervisor', 'the end of the interrupt, at the emulated APIC, exits', SEE.xenApic),
      step('kernel', 'goes on', SEE.xenApic),
    ],
  },
  {
    of: { device: ['P'], delivery: ['P', 'VH'] },
    steps: [step('hypervisor', 'the interrupt is put into the guest', SEE.kvm), step('kernel', done, SEE.virtio)],
  },
  {
    of: { device: ['P'], delivery: ['VS'] },
    steps: [
      step('hypervisor', 'an emulated interrupt is put into the guest', SEE.kvm),
      step('kernel', done, SEE.virtio),
      step('hypervisor', 'the end of the interrupt, at the emulated APIC, exits', SEE.kvm),
      step('kernel', 'goes on', SEE.kvm),
    ],
  },
  // An emulated device has to be asked what it wanted, and told that it was heard.
  {
    of: { hypervisor: ['xen'], device: ['VS'] },
    steps: [
      step('hypervisor', 'an emulated interrupt is put into the guest', SEE.xenIrq),
      step('kernel', 'the handler reads why', SEE.xenIo),
      step('hypervisor', 'the access exits', SEE.xenIo),
      step('model', '{model} answers', SEE.xenIoreq),
      step('kernel', done, SEE.xenIo),
      step('hypervisor', 'the end of the interrupt, at the emulated APIC, exits', SEE.xenApic),
      step('kernel', 'goes on', SEE.xenApic),
    ],
  },
  {
    of: { device: ['VS'] },
    steps: [
      step('hypervisor', 'an emulated interrupt is put into the guest', SEE.kvm),
      step('kernel', 'the handler reads why', SEE.kvm),
      step('hypervisor', 'the access exits', SEE.kvm),
      step('model', '{model} answers', SEE.kvm),
      step('kernel', done, SEE.kvm),
      step('hypervisor', 'the end of the interrupt, at the emulated APIC, exits', SEE.kvm),
      step('kernel', 'goes on', SEE.kvm),
    ],
  },
]

const DISK: Words = {
  registers: "the controller's registers",
  takes: 'it takes the command',
  works: 'the disk reads',
  answers: "the data goes into the guest's memory, the line is raised",
  xenTakes: 'blkback takes the request off the ring and maps the page',
  xenSees: [SEE.blkfront, SEE.blkback],
  ring: 'the request',
  own: "the driver rings the device's own doorbell",
  vmware: SEE.pvscsi,
  power: ['hypercall H_SEND_CRQ', SEE.ibmvscsi],
}

const NETWORK: Words = {
  registers: "the card's registers",
  takes: 'it takes the packet',
  works: 'the card sends, and receives the answer',
  answers: "the answer goes into the guest's memory, the line is raised",
  xenTakes: 'netback takes the packet off the ring and copies it',
  xenSees: [SEE.netfront, SEE.netback],
  ring: 'the packet',
  own: "the driver rings the virtual function's own doorbell",
  vmware: SEE.vmxnet3,
  power: ['hypercall H_SEND_LOGICAL_LAN', SEE.ibmveth],
}

export const DISK_REQUEST: Part = request(DISK)
export const DISK_DONE: Part = interrupt('the read is complete')
export const PACKET_REQUEST: Part = request(NETWORK)
export const PACKET_DONE: Part = interrupt('the answer is there')
