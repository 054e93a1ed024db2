import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flattenedLink, normalize, treeOf } from './tree.ts'

const tree = (files: Record<string, string>, links: Record<string, string> = {}) =>
  treeOf({ files: new Map(Object.entries(files)), links: new Map(Object.entries(links)) })

describe('a tree of evidence', () => {
  it('follows links of directories and of files, kept as links or as small files', () => {
    const files = { 'sys/devices/vbd-768/block/xvda/size': '8\n', 'sys/devices/vbd-768/devtype': 'vbd\n' }
    for (const t of [
      tree(files, {
        'sys/block/xvda': '../devices/vbd-768/block/xvda',
        'sys/devices/vbd-768/block/xvda/device': '../../../vbd-768',
      }),
      tree({
        ...files,
        'sys/block/xvda': '../devices/vbd-768/block/xvda',
        'sys/devices/vbd-768/block/xvda/device': '../../../vbd-768\n',
      }),
    ]) {
      expect(t.read('sys/block/xvda/size')).toBe('8\n')
      expect(t.read('sys/block/xvda/device/devtype')).toBe('vbd\n')
      expect(t.real('sys/block/xvda/device')).toBe('sys/devices/vbd-768')
      expect(t.follow('sys/block/xvda')).toBe('sys/devices/vbd-768/block/xvda')
      expect(t.list('sys/block/xvda')).toEqual(['device', 'size'])
      expect(t.has('sys/block/xvda/nothing')).toBe(false)
    }
  })

  it('ends a loop in "not there" and never leaves the root', () => {
    const t = tree({ 'etc/passwd': 'mine' }, { a: 'b', b: 'a', up: '../../../../etc/passwd', far: '/etc/passwd' })
    expect(t.read('a')).toBeUndefined()
    expect(t.has('a/x')).toBe(false)
    expect(t.read('up')).toBe('mine')
    expect(t.read('far')).toBe('mine')
  })

  it('takes no value for a link', () => {
    expect(flattenedLink('../../bus/xen/drivers/vbd\n')).toBe('../../bus/xen/drivers/vbd')
    for (const value of ['vbd\n', '4.17\n', '/etc/passwd', './a\nb', '', `../${'x'.repeat(5000)}`])
      expect(flattenedLink(value)).toBeUndefined()
  })

  it('answers for any tree of links, however wild', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'a/b', 'b/c', 'a/b/c')
    const to = fc.array(fc.constantFrom('..', '.', 'a', 'b', 'c', ''), { maxLength: 6 }).map((parts) => parts.join('/'))
    fc.assert(
      fc.property(fc.dictionary(name, to), fc.dictionary(name, fc.string()), (links, files) => {
        const t = tree(files, links)
        for (const path of ['a', 'a/b/c', 'c/a', '../a']) {
          t.read(path)
          t.list(path)
          expect(normalize(t.real(path)).startsWith('..')).toBe(false)
        }
      }),
      { seed: 5, numRuns: 300 },
    )
  })
})

it('links over links to paths of thousands of folders are followed as far as any', () => {
  const deep = '/a'.repeat(2000)
  const links = new Map(Array.from({ length: 60 }, (_, i) => [`x${i}`, `x${i + 1}${deep}`] as const))
  const files = new Map([[`x60/a/there`, 'yes']])
  const tree = treeOf({ files, links })
  expect(tree.read('x0/there')).toBeUndefined()
  expect(tree.read('x60/a/there')).toBe('yes')
})
