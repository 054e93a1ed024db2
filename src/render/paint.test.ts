import { expect, test } from 'vitest'
import { levelOf, paintOf } from './paint.ts'

const tty = { isTTY: true, env: { TERM: 'xterm-256color' } }

test.each([
  ['a pipe', { isTTY: false, env: { TERM: 'xterm-256color', COLORTERM: 'truecolor' } }, 'none'],
  ['a terminal of 256', tty, '256'],
  ['truecolor', { isTTY: true, env: { TERM: 'xterm', COLORTERM: 'truecolor' } }, 'truecolor'],
  ['a plain terminal', { isTTY: true, env: { TERM: 'linux' } }, '16'],
  ['dumb', { isTTY: true, env: { TERM: 'dumb' } }, 'none'],
  ['NO_COLOR', { isTTY: true, env: { ...tty.env, NO_COLOR: '1' } }, 'none'],
  ['NO_COLOR empty', { isTTY: true, env: { ...tty.env, NO_COLOR: '' } }, '256'],
  ['FORCE_COLOR in a pipe', { isTTY: false, env: { FORCE_COLOR: '1' } }, '16'],
  ['FORCE_COLOR=0', { isTTY: true, env: { ...tty.env, FORCE_COLOR: '0' } }, 'none'],
  ['FORCE_COLOR=3 over NO_COLOR', { isTTY: false, env: { FORCE_COLOR: '3', NO_COLOR: '1' } }, 'truecolor'],
  ['--color never', { ...tty, color: 'never', env: { FORCE_COLOR: '3' } }, 'none'],
  ['--color always', { isTTY: false, env: { NO_COLOR: '1' }, color: 'always' }, '16'],
  ['--color truecolor', { isTTY: false, env: {}, color: 'truecolor' }, 'truecolor'],
] as const)('%s', (_, terminal, level) => {
  expect(levelOf(terminal)).toBe(level)
})

test('cells by level', () => {
  expect(paintOf('none').cell('red', 'VS')).toBe('VS')
  expect(paintOf('16').cell('red', 'VS')).toBe('\x1b[30;41mVS\x1b[0m')
  expect(paintOf('256').cell('green', 'P')).toBe('\x1b[38;5;16;48;5;36mP\x1b[0m')
  expect(paintOf('truecolor').cell('yellow', 'P')).toMatch(/^\x1b\[38;2;0;0;0;48;2;\d+;\d+;\d+mP\x1b\[0m$/)
})
