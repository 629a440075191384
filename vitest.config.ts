import { defineConfig } from 'vitest/config'

const browser = ['test/browser/**/*.test.ts']

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    // No test leaves anything behind in a module, and loading modules anew takes most of the time.
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: browser,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // After the others and one file at a time: a starved browser is slower than its tests wait.
        test: { name: 'browser', include: browser, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
