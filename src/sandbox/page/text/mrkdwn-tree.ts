export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'code'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; inlines: Inline[] }
  | { kind: 'emoji'; name: string }
  | { kind: 'link'; url: string; label: Inline[] }
  | { kind: 'user'; id: string }
  | { kind: 'channel'; id: string }
  | { kind: 'group'; id: string; label: string }
  | { kind: 'broadcast'; name: string }
  | { kind: 'date'; seconds: number; format: string; url: string | null; fallback: string }
  /** Something in angle brackets that Slack does not know. */
  | { kind: 'unknown'; source: string }

export type Paragraph =
  | { kind: 'lines' | 'quote'; inlines: Inline[] }
  | { kind: 'pre'; text: string }
