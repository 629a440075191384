/** What came of a lead's reminding somebody by hand. */
export type Nudged = { personId: string } & (
  | { outcome: 'sent'; items: number }
  | { outcome: 'nothing' }
  /** Reminded by a lead within the hour. */
  | { outcome: 'too-soon'; from: Date }
  | { outcome: 'off-work' }
  | { outcome: 'not-disturbed'; until: Date }
)
