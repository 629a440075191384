/** Slack's signed requests. Bolt verifies and reads them; who is wrong is told so at once. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type App, defaultBodyLimit, HTTPModuleFunctions, HTTPResponseAck } from '@slack/bolt'
import { systemClock } from '../domain/clock.ts'
import { letIn } from './door.ts'
import { type Logger, slackLog } from './log.ts'

export const requestsPath = '/slack/events'

/** Bolt refuses what is older than that, and lets pass what is ahead of time. */
const mostAheadMs = 5 * 60_000

export type RequestTools = { app: App; signingSecret: string; log: Logger }

/**
 * Answers a request: 200 when a listener took it, 401 when Slack did not sign it just now, 413 when
 * it is too large, 400 when it cannot be read, 404 when it is for nobody.
 */
export async function answerRequest(
  { app, signingSecret, log }: RequestTools,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const end = (status: number) => HTTPModuleFunctions.buildNoBodyResponse(response, status)
  const verified = await verify(signingSecret, request).catch((error: unknown) => {
    log.warn({ reason: String(error) }, 'a request was refused')
    const isTooLarge = HTTPModuleFunctions.isRawBodyError(error) && error.statusCode === 413
    end(isTooLarge ? 413 : 401)
    return null
  })
  if (!verified) return
  const body = read(verified)
  if (!body) return end(400)
  if (body.ssl_check === '1') return HTTPModuleFunctions.buildSSLCheckResponse(response)
  if (body.type === 'url_verification') {
    return HTTPModuleFunctions.buildUrlVerificationResponse(response, body)
  }
  const ack = new HTTPResponseAck({
    logger: slackLog(log),
    processBeforeResponse: false,
    httpRequest: verified,
    httpRequestBody: body,
    httpResponse: response,
  })
  const retryNum = HTTPModuleFunctions.extractRetryNumFromHTTPRequest(request)
  const retryReason = HTTPModuleFunctions.extractRetryReasonFromHTTPRequest(request)
  const event = {
    body,
    ack: ack.bind(),
    ...(retryNum !== undefined && { retryNum }),
    ...(retryReason !== undefined && { retryReason }),
  }
  const isRead = await letIn(app, event, log)
  // Every listener has ended: nobody will acknowledge it any more.
  ack.ack()
  if (!response.headersSent) end(isRead ? 404 : 400)
}

async function verify(signingSecret: string, request: IncomingMessage) {
  const sentAtMs =
    Number(HTTPModuleFunctions.getHeader(request, 'x-slack-request-timestamp')) * 1000
  // By the real time, as Bolt does for the past.
  if (sentAtMs > systemClock.now().getTime() + mostAheadMs) {
    throw new Error('x-slack-request-timestamp is ahead of time')
  }
  const options = { signingSecret, bodyLimit: defaultBodyLimit }
  return HTTPModuleFunctions.parseAndVerifyHTTPRequest(options, request)
}

/** Null when it is no object. */
function read(request: Awaited<ReturnType<typeof verify>>): Record<string, unknown> | null {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request)
    const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
    return isObject ? (body as Record<string, unknown>) : null
  } catch {
    return null
  }
}
