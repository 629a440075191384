const paths = {
  hash: 'M7 3 5.5 17M14.5 3 13 17M3 7.5h14.5M2.5 12.5H17',
  lock: 'M5 9h10v8H5zM7 9V6a3 3 0 0 1 6 0v3',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  pin: 'M8 3h6l-1 5 3 3H5l3-3-1-5zM10 11v6',
  more: 'M10 4.5v.01M10 10v.01M10 15.5v.01',
  reply: 'M3 4h14v10H9l-4 3v-3H3z',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M12 4 6 10l6 6',
  chevron: 'M5 7.5 10 12.5 15 7.5',
  send: 'M3 10 17 4l-4 13-3-5z',
  people:
    'M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 17c0-3 2-5 5-5s5 2 5 5M13 9a2.5 2.5 0 1 0-1-4.8M14 12c2.500 0 4 2 4 5',
  clock: 'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM10 6v4l3 2',
  sun: 'M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM10 1.500v2M10 16.500v2M1.500 10h2M16.500 10h2M4 4l1.400 1.400M14.600 14.600 16 16M16 4l-1.400 1.400M5.400 14.600 4 16',
  moon: 'M16 12.500A7 7 0 0 1 7.500 4a7 7 0 1 0 8.500 8.500z',
  panel: 'M3 4h14v12H3zM12.500 4v12',
  check: 'M4 10.500 8.200 14.700 16 6',
  menu: 'M3 5.500h14M3 10h14M3 14.500h14',
  bolt: 'M11 2 4 11.500h5L8 18l7-9.500h-5z',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
