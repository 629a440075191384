/** Public holidays, by time zone. */
import Holidays from 'date-holidays'

const calendar = new Holidays()
const countries = Object.entries(calendar.getCountries('en'))

/** Time zones have older and newer names: Asia/Calcutta is Asia/Kolkata. */
function canonical(zone: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
}

/** The countries in which clocks show a zone. */
const countriesOf = new Map<string, { code: string; name: string }[]>()
for (const [code, name] of countries) {
  for (const zone of zonesOf(code)) {
    const key = canonical(zone)
    countriesOf.set(key, [...(countriesOf.get(key) ?? []), { code, name }])
  }
}

function zonesOf(code: string): string[] {
  const locale = new Intl.Locale(`und-${code}`)
  return 'getTimeZones' in locale && typeof locale.getTimeZones === 'function'
    ? ((locale.getTimeZones() as string[] | undefined) ?? [])
    : []
}

const cache = new Map<string, Map<string, string>>()

/** The public holidays of a country in a year, by their dates "yyyy-MM-dd". */
function holidaysOf(code: string, year: number): Map<string, string> {
  const key = `${code} ${year}`
  const known = cache.get(key)
  if (known) return known
  const all = new Holidays(code).getHolidays(year, 'en')
  const dates = new Map(
    all.filter(({ type }) => type === 'public').map(({ date, name }) => [date.slice(0, 10), name]),
  )
  cache.set(key, dates)
  return dates
}

/**
 * The public holiday that a date, "yyyy-MM-dd", is in a country of this IANA zone, with the country's
 * name; null when it is none. Holidays of only a part of a country are not known of a zone.
 */
export function holidayIn(zone: string, date: string): { name: string; country: string } | null {
  for (const { code, name: country } of countriesOf.get(canonical(zone)) ?? []) {
    const name = holidaysOf(code, Number(date.slice(0, 4))).get(date)
    if (name) return { name, country }
  }
  return null
}
