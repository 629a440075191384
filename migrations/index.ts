import type { Migration } from 'kysely/migration'
import * as launches from './0001-launches.ts'
import * as ownersAndReminders from './0002-owners-and-reminders.ts'
import * as goOrNoGo from './0003-go-or-no-go.ts'
import * as emergencies from './0004-emergencies.ts'
import * as links from './0005-links.ts'
import * as templateVersions from './0006-template-versions.ts'
import * as tailoredLaunches from './0007-tailored-launches.ts'
import * as removedItems from './0008-removed-items.ts'
import * as expiringTicks from './0009-expiring-ticks.ts'
import * as bySection from './0010-by-section.ts'
import * as placesFromTheRecord from './0011-places-from-the-record.ts'
import * as announcements from './0012-announcements.ts'
import * as chainedRecord from './0013-chained-record.ts'
import * as recordChecks from './0014-record-checks.ts'
import * as exports from './0017-exports.ts'
import * as byPerson from './0018-by-person.ts'
import * as pseudonymsAndArchives from './0019-pseudonyms-and-archives.ts'

/** In the order in which they run. Frozen once released: a change is a new migration. */
export const migrations: Record<string, Migration> = {
  '0001-launches': launches,
  '0002-owners-and-reminders': ownersAndReminders,
  '0003-go-or-no-go': goOrNoGo,
  '0004-emergencies': emergencies,
  '0005-links': links,
  '0006-template-versions': templateVersions,
  '0007-tailored-launches': tailoredLaunches,
  '0008-removed-items': removedItems,
  '0009-expiring-ticks': expiringTicks,
  '0010-by-section': bySection,
  '0011-places-from-the-record': placesFromTheRecord,
  '0012-announcements': announcements,
  '0013-chained-record': chainedRecord,
  '0014-record-checks': recordChecks,
  '0017-exports': exports,
  '0018-by-person': byPerson,
  '0019-pseudonyms-and-archives': pseudonymsAndArchives,
}
