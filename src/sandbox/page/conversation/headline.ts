import type { MessageShown } from '../../control/protocol.ts'

const longest = 80

/** A message in a few words, without marks. */
export function headlineOf({ text }: MessageShown): string {
  const [line = ''] = text.split('\n')
  const plain = line.replaceAll(/<[^>]*>|[*_~`]/g, '').trim()
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain
}
