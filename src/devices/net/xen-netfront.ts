import type { Device } from '../device.ts'

export const xenNetfront: Device = {
  class: 'net',
  driver: 'vif',
  kinds: ['P'],
  virtual: true,
  rows: [
    {
      id: 'net.xen-pv-windows',
      driver: ['vif'],
      model: /\bPV\b.{0,10}\bNetwork\b/i,
      says: 'Xen PV NIC with the PV driver for Windows',
    },
    {
      id: 'net.xen-netfront',
      driver: ['vif', 'xen-netfront', 'xen_netfront', 'netfront'],
      says: 'Xen PV NIC: shared rings, grant tables and event channels to the backend',
    },
  ],
  interrupts: [
    {
      has: ['vif', 'eth', 'enX'],
      action: () => /^(?:vif\d+|eth\d+|enX\d+)(?:-q\d+-[rt]x)?$/,
      chip: () => /^(?:xen-dyn|Dynamic-irq)/,
    },
  ],
  path: [[() => /\/vif-\d+\//]],
  declared: [{ names: 'xen-net netfront', says: 'Xen PV NIC (netfront)' }],
  elsewhere: {
    services: ['xennet'],
    windows: [
      // `@PRODUCT_NAME@ PV Network Device`: https://github.com/xcp-ng/win-xennet/blob/master/src/xennet.inf. AWS's, Citrix's and Red Hat's:
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/xen-drivers-overview.html
      { has: ['PV'], called: /^(?:XenServer|Citrix|XCP-ng|Xen|AWS)\b.{0,20}\bPV\b.{0,10}\b(?:Network|Ethernet)\b/i },
      { has: ['PV'], called: /^Red ?Hat PV NIC Driver/i },
      // GPLPV: https://wiki.xenproject.org/wiki/Xen_Windows_GplPv
      { has: ['Xen Net'], called: /^Xen Net Device Driver/i },
    ],
    bsd: [
      { has: '<Virtual Network Interface>', line: /^(xn\d+): <Virtual Network Interface>/gm },
      { has: 'xennet', line: /^(xennet\d+) at xenbus\d+/gm },
    ],
    freebsd: ['xn'],
    openbsd: ['xnf'],
    hwinfo: [{ called: /^(?:Xen|XenSource)\b.*\b(?:Virtual|Ethernet|Network)/i }],
  },
}
