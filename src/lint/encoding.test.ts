import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDefinitions } from '../definitions/index.ts'
import { decodeDefinition } from './encoding.ts'
import { applyEdits, lint } from './engine.ts'
import { mend } from './mend.ts'

const ALL = { safe: true, unsafe: true, rules: new Set<string>() }
const bytesOf = (text: string, encode: (character: string) => readonly number[]): Uint8Array =>
  Uint8Array.from([...text].flatMap((c) => (c < '\u0080' ? [c.charCodeAt(0)] : encode(c))))
const latin = (text: string): Uint8Array => bytesOf(text, (c) => [c.charCodeAt(0)])
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const joined = (...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((p) => [...p]))

/** How a definition may be written: what declares the encoding, and any text in it. */
const WRITTEN: Readonly<
  Record<string, { readonly head: string; readonly any: fc.Arbitrary<string>; readonly bytes: (text: string) => Uint8Array }>
> = {
  'latin-1': {
    head: '<?xml version="1.0" encoding="ISO-8859-1"?>',
    any: fc.stringMatching(/^[\u00a0-\u00ff a-z]{0,12}$/),
    bytes: latin,
  },
  'windows-1252': {
    head: "<?xml version='1.0' encoding='windows-1252'?>",
    // Every byte above ASCII, those that have no character included.
    any: fc.stringMatching(/^[\u0080-\u00ff a-z]{0,12}$/),
    bytes: latin,
  },
  'koi8-r': {
    head: '<?xml version="1.0" encoding="KOI8-R"?>',
    any: fc.stringMatching(/^[\u0080-\u00ff]{0,12}$/),
    bytes: latin,
  },
  'utf-8': { head: '', any: fc.stringMatching(/^[\u00a0-\u2fff\u{1f600}-\u{1f64f} a-z]{0,12}$/u), bytes: utf8 },
  'utf-8 with a mark': {
    head: '',
    any: fc.stringMatching(/^[\u00a0-\u2fff]{0,12}$/),
    bytes: (text) => joined([0xef, 0xbb, 0xbf], utf8(text)),
  },
  'utf-16': {
    head: '',
    any: fc.stringMatching(/^[\u00a0-\u2fff\u{1f600}-\u{1f64f}]{0,12}$/u),
    bytes: (text) =>
      joined(
        [0xff, 0xfe],
        [...Array(text.length).keys()].flatMap((i) => [text.charCodeAt(i) & 0xff, text.charCodeAt(i) >> 8]),
      ),
  },
}

const find = async (text: string) => lint({ path: 'x', text }, (await readDefinitions({ path: 'x', text }))!)

describe('the bytes of a definition', () => {
  for (const [name, { head, any, bytes }] of Object.entries(WRITTEN))
    it(`in ${name}: all that no edit touches stay as they are`, async () => {
      await fc.assert(
        fc.asyncProperty(any, any, fc.constantFrom('\n', '\r\n'), async (title, comment, end) => {
          const text = [
            head,
            "<domain type='kvm'>",
            `  <title>${title}</title><!-- ${comment.replaceAll('-', ' ')} -->`,
            "  <os><type arch='x86_64' machine='pc-i440fx-2.9'>hvm</type></os>",
            "  <devices><disk type='file' device='disk'><target dev='sda' bus='sata'/></disk>",
            "    <interface type='bridge'>",
            '    </interface>',
            `    <description>${title}</description>`,
            '  </devices></domain>',
            '',
          ]
            .filter((line, i) => i > 0 || line !== '')
            .join(end)
          const before = bytes(text)
          const { text: decoded, encode } = decodeDefinition(before)
          expect(encode!(decoded)).toEqual(before)
          const mended = await mend(decoded, find, ALL)
          expect(mended.written.length).toBeGreaterThan(2)
          // The same text with the changed words, written anew: each byte of the rest is where it was.
          expect(encode!(mended.text)).toEqual(
            bytes(
              text
                .replace("machine='pc-i440fx-2.9'", "machine='pc'")
                .replace("dev='sda' bus='sata'", "dev='vda' bus='virtio'")
                .replace("<interface type='bridge'>", `<interface type='bridge'>${end}      <model type='virtio'/>`),
            ),
          )
        }),
        { numRuns: 40 },
      )
    })

  it.each<[string, Uint8Array]>([
    ['bytes that are not UTF-8', joined(utf8('a = "'), [0xe9], utf8('"'))],
    ['an encoding of several bytes', joined(utf8('.encoding = "Shift_JIS"\na = "'), [0x83, 0x5c], utf8('"'))],
    ['an encoding that nobody knows', utf8('<?xml version="1.0" encoding="x-unheard"?><domain/>')],
    ['half a character of UTF-16', Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x62)],
    ['another encoding of several bytes', joined(utf8('.encoding = "GBK"\na = "'), [0xc4, 0xe3], utf8('"'))],
  ])('%s cannot be written exactly', (_, bytes) => expect(decodeDefinition(bytes).encode).toBeUndefined())

  it('a line that comes ends as its neighbours do', async () => {
    const text = 'memory: 512\r\nscsi0: local:a\r\n'
    const edits = (await find(text)).filter((f) => f.rule === 'VC102').flatMap((f) => f.edits)
    expect(applyEdits(text, edits)).toBe('memory: 512\r\nscsi0: local:a\r\nscsihw: virtio-scsi-single\r\n')
  })
})
