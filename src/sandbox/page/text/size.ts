/** A number of bytes as people read it, never less than it is. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = Math.ceil(bytes / 1024)
  return kilobytes < 1024
    ? `${kilobytes} KB`
    : `${(Math.ceil(bytes / 1024 / 102.4) / 10).toFixed(1)} MB`
}
