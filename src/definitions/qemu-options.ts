import { callsIn } from './qemu-commands.ts'

/** Options without a value: https://www.qemu.org/docs/master/system/invocation.html and those that older versions had. */
export const FLAGS: ReadonlySet<string> = new Set(
  (
    'h help version enable-kvm no-kvm no-kvm-irqchip no-kvm-pit no-kvm-pit-reinjection enable-hax nodefaults no-user-config nodefconfig ' +
    'no-acpi no-hpet no-fd-bootchk S s daemonize snapshot nographic no-reboot no-shutdown full-screen usb mem-prealloc win2k-hack ' +
    'rtc-td-hack singlestep one-insn-per-tb only-migratable enable-sync-profile sdl gtk curses alt-grab ctrl-grab no-frame no-quit ' +
    'portrait kernel-kqemu no-kqemu localtime std-vga enable-nesting tdf semihosting old-param preconfig no-tsc'
  ).split(' '),
)

/** Options with a value. */
export const KNOWN: ReadonlySet<string> = new Set(
  (
    'device drive blockdev netdev nic net machine M accel cpu m smp object global chardev mon name uuid boot rtc overcommit display msg sandbox ' +
    'audiodev hda hdb hdc hdd cdrom fda fdb sd mtdblock pflash kernel initrd append dtb bios vga readconfig smbios spice vnc numa fsdev virtfs ' +
    'tpmdev serial parallel monitor qmp incoming watchdog action add-fd acpitable fw_cfg soundhw usbdevice k id pidfile iscsi L D d trace ' +
    'runas chroot run-with compat watchdog-action icount set option-rom debugcon bt plugin shim'
  ).split(' '),
)

/** The places where QEMU is called with an option that it has. */
export const qemuCalls = (text: string): Generator<number> => callsIn(text, (option) => FLAGS.has(option) || KNOWN.has(option))

/** Whether a text calls QEMU. */
export const isCalled = (head: string): boolean => /qemu|kvm/.test(head) && qemuCalls(head).next().done === false
