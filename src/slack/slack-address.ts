/**
 * Whether an address is Slack's: of the host that the Web API is at, of one below it, or of one of
 * slack.com's. Payloads bring addresses to answer to, and golive calls nobody else.
 */
export function isOfSlack(address: string, apiUrl: string): boolean {
  const url = URL.parse(address)
  const api = URL.parse(apiUrl)
  if (!url || !api) return false
  if (url.origin === api.origin) return true
  const isBelow = ['slack.com', api.hostname].some((host) => url.hostname.endsWith(`.${host}`))
  return url.protocol === 'https:' && isBelow
}
