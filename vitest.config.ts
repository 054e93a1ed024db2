import { defineConfig } from 'vitest/config'

const config: ReturnType<typeof defineConfig> = defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: process.env['CI'] ? ['test/setup.ts'] : [],
    testTimeout: 180_000,
    hookTimeout: 240_000,
    pool: 'threads',
    // In CI one file at a time: the race's emulator would starve the tests that measure time.
    fileParallelism: !process.env['CI'],
  },
})
export default config
