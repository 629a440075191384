/** The fonts of pictures, which golive brings along: the same everywhere, and with all alphabets of Europe. */
import { fileURLToPath } from 'node:url'

export const fonts = {
  regular: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  bold: fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
} as const
