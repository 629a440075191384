/**
 * What reads and prints checklists, and dates as people type them, is a seventh of golive's modules,
 * and few requests need it: it is loaded when it is first asked for. Nobody else imports it, save the
 * command line. Before a transaction, not inside.
 */
import type { readTemplate } from './read-template.ts'

export function loadReader() {
  return import('./read-template.ts')
}

export type ReadTemplate = typeof readTemplate

export function loadPrinter() {
  return import('./print-template.ts')
}

export function loadDateReader() {
  return import('./start-text.ts')
}
