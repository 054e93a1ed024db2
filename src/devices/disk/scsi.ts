import type { Device } from '../device.ts'
import { PCI_IDS } from '../sources.ts'

/** SCSI controllers that device models emulate. */
export const scsi: Device = {
  class: 'disk',
  driver: 'sym53c8xx',
  kinds: ['VS'],
  rows: [
    {
      id: 'disk.emulated-scsi',
      driver: ['mptspi', 'mptsas', 'sym53c8xx', 'sym', 'BusLogic', 'am53c974'],
      says: 'emulated SCSI controller',
    },
    {
      id: 'disk.emulated-scsi-id',
      pci: ['1000:0012', '1000:0030', '1000:0054', '104b:1040', '1022:2020'],
      says: 'the PCI ID is that of an emulated SCSI controller',
      see: PCI_IDS,
    },
    {
      id: 'disk.megasas-qemu',
      driver: ['megaraid_sas'],
      subsystem: /^1af4:/,
      says: 'MegaRAID controller emulated by QEMU',
    },
    {
      id: 'disk.megasas-either',
      pci: ['1000:0060', '1000:005b'],
      guest: ['VS', 'VH'],
      says: 'MegaRAID controller, emulated by QEMU or passed through; the PCI subsystem ID would show which of the two',
      see: 'https://gitlab.com/qemu-project/qemu/-/blob/master/hw/scsi/megasas.c',
    },
  ],
  physical: ['mpt3sas', 'mpt2sas', 'megaraid_sas', 'hpsa', 'smartpqi', 'arcmsr', 'aacraid', 'isci'],
  host: () => [
    [/LSI53C1030|ioc\d+: LSI53/, 'mptspi'],
    [/LSISAS1068|ioc\d+: LSISAS/, 'mptsas'],
    [/sym-\d|sym53c/, 'sym53c8xx'],
  ],
  declared: [
    { names: 'lsi lsi53c895a lsi53c810 lsilogic ncr53c710', says: 'emulated LSI SCSI controller' },
    { names: 'am53c974 dc390 ncr53c90 esp', driver: 'am53c974', says: 'emulated AMD SCSI controller' },
    { names: 'buslogic', driver: 'BusLogic', says: 'emulated BusLogic SCSI controller' },
    { names: 'lsisas1068 mptsas1068 lsilogicsas', driver: 'mptsas', says: 'emulated LSI SAS controller' },
    { names: 'lsi-parallel', driver: 'mptspi', says: 'emulated LSI Logic parallel SCSI controller' },
    { names: 'lsisas1078 megasas megasas-gen2', driver: 'megaraid_sas', says: 'emulated MegaRAID SAS controller' },
    {
      names: 'parallels-scsi',
      driver: '',
      says: 'emulated SCSI controller; the definition does not name the model',
    },
  ],
  elsewhere: {
    formats: {
      qemu: { lsi53c895a: 'lsilogic' },
      // lsilogic is the parallel one: https://libvirt.org/drvesx.html#disk-controller-models
      vmware: { 'lsi-parallel': 'lsilogic auto scsi', lsisas1068: 'lsilogicsas lsilogic-sas' },
      virtualbox: { 'lsi-parallel': 'lsilogic scsi', lsisas1068: 'lsilogicsas sas' },
      parallels: { 'parallels-scsi': 'scsi' },
    },

    // Windows' own driver for the SAS controller that VMware emulates.
    services: [['lsi_sas', 'mptsas']],
    windows: [{ has: ['LSI Adapter'], called: /^LSI Adapter, SAS 3000\b.{0,24}1068/i, driver: 'mptsas' }],
    freebsd: [
      ['mpt', 'mptspi'],
      ['mps', 'mpt2sas'],
      ['mpr', 'mpt3sas'],
      ['mfi', 'megaraid_sas'],
      ['mrsas', 'megaraid_sas'],
      ['ciss', 'hpsa'],
    ],
    openbsd: [['mpi', 'mptspi']],
  },
}
