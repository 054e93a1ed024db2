/**
 * What a system that is not Linux shows of its machine, by `process.platform`: commands and files that need no root and write nothing, each
 * with the probe that reads the same output where people paste it.
 */
export interface Shown {
  /** The program and its arguments; never a shell line. */
  readonly run?: readonly [program: string, ...words: string[]]
  /** A file to read in place of a program's output. */
  readonly file?: string
  /** What the output is called in proofs; without it, the words of the command. */
  readonly name?: string
  readonly as: string
  /** Only these lines are kept: the others have serial numbers or secrets. */
  readonly keep?: RegExp
  /** How long it may take; without it, ten seconds. */
  readonly seconds?: number
}

export interface System {
  readonly name: string
  /** Folders that are searched after those of PATH: services and cron have a short PATH. On Windows the programs have full paths. */
  readonly folders: readonly string[]
  readonly shows: readonly Shown[]
  /** What nothing here shows, with the reason. */
  readonly unseen: readonly (readonly [what: string, reason: string])[]
}

const UNIX = ['/sbin', '/usr/sbin', '/bin', '/usr/bin']
const UNAME: Shown = { run: ['uname', '-srm'], as: 'uname' }
const ROUTE: Shown = { run: ['route', '-n', 'get', 'default'], as: 'route-get' }

/** What is mounted elsewhere, and from which servers, is not asked. */
const MOUNT: Shown = { run: ['mount'], as: 'mount-bsd', keep: /^\S+ on \/ / }

const FREEBSD: System = {
  name: 'FreeBSD',
  folders: UNIX,
  shows: [
    UNAME,
    {
      run: [
        'sysctl',
        'kern.ostype',
        'kern.vm_guest',
        'hw.hv_vendor',
        'hw.machine_arch',
        'hw.model',
        'kern.timecounter.hardware',
      ],
      name: 'sysctl',
      as: 'sysctl-bsd',
    },
    // The buffer of dmesg forgets the boot; the file keeps it.
    { file: '/var/run/dmesg.boot', as: 'bsd-dmesg' },
    { run: ['pciconf', '-l'], as: 'pciconf' },
    { run: ['kenv', '-q'], name: 'kenv', as: 'kenv', keep: /^smbios\.(?:system|bios)\.(?:maker|product|version|vendor)="/ },
    ROUTE,
    MOUNT,
  ],
  unseen: [['how interrupts are delivered', 'FreeBSD shows timers, but not the interrupt controller in use']],
}

/** OpenBSD and NetBSD keep the boot messages where FreeBSD does. */
const bsd = (name: string, reader: string, sysctl: readonly string[]): System => ({
  name,
  folders: [...UNIX, '/usr/pkg/sbin'],
  shows: [
    UNAME,
    { run: ['sysctl', ...sysctl], name: 'sysctl', as: 'sysctl-bsd' },
    { file: '/var/run/dmesg.boot', as: reader },
    ROUTE,
    MOUNT,
  ],
  unseen: [['how interrupts are delivered', `${name} does not show the interrupt controller in use`]],
})

const MACOS: System = {
  name: 'macOS',
  folders: UNIX,
  shows: [
    UNAME,
    {
      run: ['sysctl', 'kern.ostype', 'kern.hv_vmm_present', 'hw.machine', 'hw.model', 'machdep.cpu.brand_string'],
      name: 'sysctl',
      as: 'sysctl-bsd',
    },
    // The mini level leaves out serial numbers. It takes seconds on a busy Mac.
    {
      run: ['system_profiler', '-detailLevel', 'mini', 'SPHardwareDataType'],
      name: 'system_profiler SPHardwareDataType',
      as: 'system-profiler',
      seconds: 20,
    },
    // Only lines with one of the classes that the reader knows: the whole is a megabyte.
    {
      run: ['ioreg', '-w', '0'],
      name: 'ioreg',
      as: 'ioreg',
      keep: /^\+-o Root|<class (?:AppleVirtIO\w{4,40}|AppleVmxnet3Ethernet|AppleIntel8254XEthernet|Intel82574L)[,>]/,
      seconds: 20,
    },
  ],
  unseen: [
    ['interrupts and timers', 'macOS does not show them'],
    ['the disk that holds / and the NIC with the default route', 'several I/O Registry objects may serve them'],
  ],
}

const POWERSHELL = 'System32/WindowsPowerShell/v1.0/powershell.exe'

/**
 * Objects as `Name : value` with an empty line after each, as Format-List writes them, but never wrapped. No double quotes, so that the
 * script needs no quoting on the command line. https://learn.microsoft.com/windows/win32/cimwin32prov/computer-system-hardware-classes
 */
const SCRIPT = [
  "$ErrorActionPreference='SilentlyContinue'",
  '[Console]::OutputEncoding=[Text.Encoding]::UTF8',
  "function show($o,$p){foreach($i in $o){foreach($n in $p){if($i.$n -ne $null){'{0} : {1}' -f $n,$i.$n}else{'{0} : -' -f $n}};''}}",
  "show (Get-CimInstance Win32_ComputerSystem) ('Manufacturer','Model','HypervisorPresent','SystemType')",
  "show (Get-CimInstance Win32_BIOS) ('SMBIOSBIOSVersion','Manufacturer')",
  "Get-CimInstance Win32_Processor|Select-Object -First 1|ForEach-Object{'Processor : {0}' -f $_.Name;''}",
  "show (Get-CimInstance Win32_PnPEntity -Filter 'DeviceID LIKE ''PCI\\\\%'' OR DeviceID LIKE ''XEN%'' OR DeviceID LIKE ''VMBUS\\\\%'' OR DeviceID LIKE ''%VMBUS%'' OR PNPClass=''Net'' OR PNPClass=''DiskDrive''') ('Name','PNPClass','Service','DeviceID')",
  "$d=Get-CimInstance Win32_LogicalDisk -Filter ('DeviceID=''{0}''' -f $env:SystemDrive)|Get-CimAssociatedInstance -ResultClassName Win32_DiskPartition|Get-CimAssociatedInstance -ResultClassName Win32_DiskDrive",
  'foreach($i in $d){$e=Get-CimInstance Win32_PnPEntity|Where-Object{$_.DeviceID -eq $i.PNPDeviceID}',
  '$c=$e|Get-CimAssociatedInstance -ResultClassName Win32_SCSIController',
  'if(-not $c){$c=$e|Get-CimAssociatedInstance -ResultClassName Win32_IDEController}',
  "foreach($x in $c){'SystemDiskController : {0}' -f $x.Name};''}",
  "$r=Get-CimInstance Win32_IP4RouteTable -Filter 'Destination=''0.0.0.0'''|Sort-Object Metric1|Select-Object -First 1",
  "if($r){$n=Get-CimInstance Win32_NetworkAdapter -Filter ('InterfaceIndex={0}' -f $r.InterfaceIndex);if($n){'DefaultRouteAdapter : {0}' -f $n.Name}}",
].join(';')

const WINDOWS: System = {
  name: 'Windows',
  folders: [],
  shows: [
    {
      run: [POWERSHELL, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', SCRIPT],
      name: 'Get-CimInstance',
      as: 'windows',
      seconds: 30,
    },
    // Answers within milliseconds, also where PowerShell is locked.
    {
      run: ['System32/reg.exe', 'query', 'HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS'],
      name: 'reg query HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS',
      as: 'windows-registry',
      keep: /^HKEY_|^ {4}(?:System(?:Manufacturer|ProductName|Version)|BIOSVendor|BIOSVersion) {4}/,
    },
  ],
  unseen: [['interrupts and timers', 'Windows has no command that shows them']],
}

export const SYSTEMS: ReadonlyMap<string, System> = new Map([
  ['freebsd', FREEBSD],
  [
    'openbsd',
    bsd('OpenBSD', 'openbsd-dmesg', [
      'kern.ostype',
      'hw.vendor',
      'hw.product',
      'hw.version',
      'hw.machine',
      'hw.model',
      'kern.timecounter.hardware',
    ]),
  ],
  [
    'netbsd',
    bsd('NetBSD', 'bsd-dmesg', [
      'kern.ostype',
      'machdep.dmi.system-vendor',
      'machdep.dmi.system-product',
      'machdep.dmi.system-version',
      'machdep.dmi.bios-vendor',
      'machdep.dmi.bios-version',
      'hw.machine',
      'machdep.cpu_brand',
      'kern.timecounter.hardware',
    ]),
  ],
  ['darwin', MACOS],
  ['win32', WINDOWS],
])

/** A Unix without a table here: its name is all that is known. */
export const OTHER: System = {
  name: '',
  folders: UNIX,
  shows: [UNAME],
  unseen: [['hypervisor and devices', 'virtcolor knows no commands of this system that show them']],
}
