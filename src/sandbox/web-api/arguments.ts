import { parse } from 'node:querystring'
import { type Dict, dictOf } from '../json.ts'

/** Arguments which the SDK sends as JSON strings inside a form (@slack/web-api serializeBody). */
const jsonArguments = ['blocks', 'view', 'attachments', 'metadata', 'files']

/** The arguments of a Web API call, from a form or JSON body. Broken JSON stays a string. */
export function parseArguments(body: string, contentType: string): Dict {
  if (contentType.startsWith('application/json')) return dictOf(parseJson(body))
  const args: Dict = {}
  for (const [name, value] of Object.entries(parse(body))) {
    const text = Array.isArray(value) ? (value.at(-1) ?? '') : (value ?? '')
    args[name] = jsonArguments.includes(name) ? parseJson(text) : plain(text)
  }
  return args
}

function plain(text: string): unknown {
  if (text === 'true') return true
  if (text === 'false') return false
  return text
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
