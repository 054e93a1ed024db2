import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { inspectText } from './inspect.ts'
import { applyFixes, lint } from './lint.ts'

/** A definition of each way of being recognised: by its keys, by a mark, by a command. */
const DEFINITIONS: Readonly<Record<string, { readonly show: string; readonly text: string }>> = {
  xl: {
    show: 'cat /etc/xen/web.cfg',
    text: `name = "web"
builder = "hvm"
memory = 2048

disk = [ 'phy:/dev/vg/web,hda,w' ]
vif = [ 'bridge=xenbr0,model=e1000' ]
`,
  },
  proxmox: {
    show: 'qm config 105',
    text: `boot: order=sata0
memory: 8192
net0: e1000=BC:24:11:00:00:01,bridge=vmbr0
ostype: l26
sata0: local-lvm:vm-105-disk-0,size=32G
`,
  },
  libvirt: {
    show: 'virsh dumpxml web',
    text: `<domain type='kvm'>
  <name>web</name>
  <os><type arch='x86_64' machine='pc-i440fx-2.1'>hvm</type></os>
  <devices>
    <disk type='file' device='disk'><source file='/a.qcow2'/><target dev='hda' bus='ide'/></disk>
    <interface type='bridge'><source bridge='br0'/><model type='e1000'/></interface>
  </devices>
</domain>
`,
  },
  vmx: {
    show: 'cat /vmfs/volumes/a/web/web.vmx',
    text: `.encoding = "UTF-8"
config.version = "8"
virtualHW.version = "13"
guestOS = "debian10-64"
ethernet0.present = "TRUE"
ethernet0.virtualDev = "e1000"
`,
  },
}

/** What people put around a definition: the text, and the number of lines before the definition. */
const FRAMES: Readonly<Record<string, (show: string, text: string) => readonly [string, number]>> = {
  fenced: (_, text) => [`Here is my configuration:\n\n\`\`\`\n${text}\`\`\`\n\nWhat is wrong with it?\n`, 3],
  quoted: (_, text) => [text.replace(/^/gm, '> ').replace(/> $/, ''), 0],
  prompted: (show, text) => [`[root@host ~]# ${show}\n${text}`, 1],
  'behind a sign alone': (show, text) => [`# ${show}\n${text}`, 1],
  'quoted in a mail': (show, text) => [
    `On Tuesday Ann wrote:\n> Our guest is slow.\n>\n${`root@host:~# ${show}\n${text}`.replace(/^/gm, '> ').replace(/> $/, '')}\nUse PV drivers instead of those.\n`,
    4,
  ],
}

describe.each(Object.entries(DEFINITIONS))('%s', (format, { show, text }) => {
  it.each(Object.entries(FRAMES))('%s is read as the definition alone', async (_, frame) => {
    const [posted, before] = frame(show, text)
    const short = (all: Awaited<ReturnType<typeof lint>>, shift = 0) =>
      all.map((f) => `${f.line + shift}:${f.column} ${f.rule} ${f.text}`)
    expect(short(await lint(posted))).toEqual(short(await lint(text), before))
    expect((await inspectText(posted)).map((r) => [r.source.format, r.cells])).toMatchObject(
      (await inspectText(text)).map((r) => [
        format,
        Object.fromEntries(Object.entries(r.cells).map(([id, { kind }]) => [id, { kind }])),
      ]),
    )
    // A sign alone begins a comment of the definition, and what stands in another text is not edited in it.
    if (posted.startsWith('#') && format !== 'libvirt') return
    expect((await lint(posted)).flatMap((f) => f.edits)).toEqual([])
    expect((await lint(posted)).some((f) => f.byHand?.includes('→'))).toBe(true)
    expect(await applyFixes(posted, { unsafe: true })).toBe(posted)
  })
})

it('prose around lines without a mark is cut off, and a fault names the line of the whole text', async () => {
  const { text } = DEFINITIONS['xl']!
  const posted = `My guest is slow, any ideas?\nConfig:\n${text}\nThanks for your help,\nAnn\n`
  expect((await lint(posted)).map((f) => f.line - 2)).toEqual((await lint(text)).map((f) => f.line))
  await expect(lint(`My guest is slow, any ideas?\n${text}vif = [ 'bridge=xenbr0'\nThanks for your help.\n`)).rejects.toThrow(
    /:\d+:\d+: /,
  )
})

it.each([
  ['Python', `name = "web"\ntype = "hvm"\nimport os, re, sys\n`],
  ['a string of several lines', `name = "web"\ntype = "hvm"\nnotes = """\nThis guest serves the mail.\n"""\n`],
  ['a string put together', `type = "pvh"\nextra = ("console=hvc0 " +\n  "quiet splash nomodeset")\n`],
])('%s between statements is not cut off, which would leave another machine', async (_, before) => {
  const text = `${before}memory = 512\ndisk = [ 'phy:/dev/vg/a,xvda,w' ]\nvif = [ 'bridge=xenbr0' ]\non_crash = 'restart'\n`
  await expect(inspectText(text)).rejects.toThrow(/Python/)
})

it('prose alone is no definition', async () => {
  await expect(lint('I run a guest with name web.\nIt has memory of two gigabytes.\n')).rejects.toThrow(Fault)
})
