import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'

const statement = /^(?:import|export)\s+(?!type\b)(?:[^'"`;]*?\bfrom\s+)?['"]([^'"]+)['"]/gm

/** The packages and files that are loaded with a file: what it imports when it is asked for is not. */
function loadedWith(start: string): Set<string> {
  const loaded = new Set([start])
  for (const file of loaded) {
    if (!/^src\/.*\.ts$/.test(file)) continue
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(statement)) {
      loaded.add(name.startsWith('.') ? join(file, '..', name) : name)
    }
  }
  return loaded
}

describe('a start', () => {
  const loaded = loadedWith('src/main.ts')

  test.each(['src/domain/start-text.ts', 'chrono-node/en', 'mdast-util-gfm', 'date-holidays'])(
    'does not load %s, which few requests need',
    (name) => {
      expect([...loaded]).not.toContain(name)
    },
  )

  it('loads what every request needs', () => {
    const needed = ['@slack/bolt', 'kysely', 'src/slack/publisher.ts', 'src/views/markdown.ts']
    expect([...loaded]).toEqual(expect.arrayContaining(needed))
  })
})

describe('what is asked for later', () => {
  it('loads what reads checklists and dates', () => {
    expect([...loadedWith('src/domain/read-template.ts')]).toContain('yaml')
    expect([...loadedWith('src/domain/print-template.ts')]).toContain('yaml')
    expect([...loadedWith('src/domain/start-text.ts')]).toContain('chrono-node/en')
  })
})
