import type { WorkspaceSeed } from './seed.ts'

/** The workspace of the demo and of the tests: eight members in five zones, and one of each odd kind. */
export const demoWorkspace: WorkspaceSeed = {
  team: { id: 'T0000HARBOR', domain: 'harbor', name: 'Harbor' },
  otherTeam: { id: 'T00MEADOW', domain: 'meadow', name: 'Meadow' },
  bot: { handle: 'golive', name: 'golive' },
  people: [
    { handle: 'ana', name: 'Ana Silva', zone: 'Europe/Lisbon' },
    { handle: 'bob', name: 'Bob Marsh', zone: 'America/New_York' },
    { handle: 'chen', name: 'Chen Wei', zone: 'Asia/Shanghai' },
    { handle: 'dita', name: 'Dita Novak', zone: 'Europe/Prague' },
    { handle: 'erin', name: 'Erin Walsh', zone: 'America/New_York' },
    { handle: 'finn', name: 'Finn Larsen', zone: 'Europe/Prague' },
    { handle: 'kim', name: 'Kim Rao', zone: 'Asia/Kolkata' },
    { handle: 'lee', name: 'Lee Park', zone: 'Europe/Lisbon' },
    { handle: 'gus', name: 'Gus Ortiz', zone: 'Europe/Lisbon', kind: 'single-channel guest' },
    { handle: 'hana', name: 'Hana Mori', zone: 'Asia/Shanghai', kind: 'deactivated' },
    { handle: 'ivo', name: 'Ivo Petrov', zone: 'Europe/Prague', kind: 'outsider' },
    { handle: 'robo', name: 'Robo', zone: 'Europe/Lisbon', kind: 'bot' },
  ],
  channels: [
    {
      name: 'launch',
      members: ['golive', 'ana', 'bob', 'chen', 'dita', 'erin', 'finn', 'kim', 'lee', 'gus'],
    },
    { name: 'ops', private: true, members: ['golive', 'ana', 'bob', 'chen'] },
    {
      name: 'random',
      members: ['ana', 'bob', 'chen', 'dita', 'erin', 'finn', 'kim', 'lee', 'robo'],
    },
    { name: 'secret', private: true, members: ['ana', 'dita'] },
    { name: 'partners', shared: true, members: ['golive', 'ana', 'bob', 'dita', 'ivo'] },
    { name: 'attic', archived: true, members: ['golive', 'ana', 'bob'] },
  ],
}
