import type { List, ListItem, Table } from 'mdast'
import { limits } from './limits.ts'
import { isBox, lineOf, type Node, type Part, type Reading, words } from './reading.ts'
import type { SignOff } from './template.ts'

/** "Technical Lead: ____ Date: ____": a blank to be filled by somebody. */
const blankToSign = /^([^:]+):\s*_{3,}/
/** Below a heading that says so, other blanks are understood, too. */
const anyBlank =
  /^(?=.*\p{L})([^:_]{2,60}):\s*(?:_+.*|\.{3,}.*|\[[^\]]*\].*|@\S*|name.*|date.*|)$/iu
const signing =
  /^\W*(?:\d+\.?\s*)?(?:(?:final|launch|release|go-?live)\s+)?(?:sign[ -]?offs?|approvals?|approved by|approvers)\b/i
const label =
  /^(?:approved|signed(?: off)?|reviewed) by:?$|^(?:approvals?|signatures?|sign-?offs?|notes?):?$/i
const nameColumn = /^(?:roles?|titles?|functions?|teams?|approvers?|departments?)$/i

/** Whether a part is where roles sign: it has blanks for them, or its heading says so. */
export function isSignOff(part: Part): boolean {
  return part.nodes.some((node) => rolesIn(node, isSigning(part)).length > 0)
}

function isSigning({ heading }: Part): boolean {
  return signing.test(heading)
}

/** Reads the sign-off: its statement, the final box, and a role for each blank to sign. */
export function readSignOff(part: Part, reading: Reading): SignOff {
  const signOff: SignOff = { statement: '', finalBox: null, roles: [] }
  const isSure = isSigning(part)
  for (const node of part.nodes) {
    const roles = rolesIn(node, isSure)
    if (node.type === 'list' && (node.children.some(isBox) || roles.length > 0)) {
      for (const item of node.children) readLine(item, signOff, isSure, reading)
    } else if (roles.length > 0) {
      for (const role of roles) takeRole(role, lineOf(node), signOff, reading)
    } else if (node.type === 'paragraph' && label.test(words(node))) {
      // It only names what follows.
    } else if (node.type === 'paragraph' && signOff.statement === '') {
      signOff.statement = reading.inline(node)
    } else {
      reading.note(node)
    }
  }
  return signOff
}

function readLine(item: ListItem, signOff: SignOff, isSure: boolean, reading: Reading): void {
  const role = roleOf(item, isSure)
  if (role) {
    takeRole(role, lineOf(item), signOff, reading)
  } else if (isBox(item) && signOff.finalBox === null) {
    signOff.finalBox = reading.firstLine(item)
    reading.limit(signOff.finalBox, limits.itemText, lineOf(item), 'item')
  } else {
    reading.leave(item, 'is neither a role nor the final box')
  }
}

function takeRole(role: string, line: number, signOff: SignOff, reading: Reading): void {
  reading.limit(role, limits.roleName, line, 'role')
  signOff.roles.push(role)
}

function rolesIn(node: Node, isSure: boolean): string[] {
  if (node.type === 'list') return rolesOfList(node, isSure)
  if (node.type === 'table') return isSure ? rolesOfTable(node) : []
  if (node.type !== 'paragraph') return []
  const roles = plainLines(node).map((line) => roleIn(line, false))
  return roles.every((role) => role !== undefined) ? roles : []
}

function rolesOfList(list: List, isSure: boolean): string[] {
  return list.children.flatMap((item) => roleOf(item, isSure) ?? [])
}

function rolesOfTable(table: Table): string[] {
  const [head, ...rows] = table.children
  const at = Math.max(
    0,
    (head?.children ?? []).findIndex((cell) => nameColumn.test(words(cell))),
  )
  return rows.flatMap(({ children }) => (children[at] && words(children[at])) || [])
}

function plainLines(node: Extract<Node, { type: 'paragraph' }>): string[] {
  const text = node.children.map((each) => (each.type === 'break' ? '\n' : words(each))).join('')
  return text.split('\n').map((line) => line.trim())
}

/** Of what is to be ticked, only lines to sign on are blanks: others may end in a colon as well. */
function roleOf(item: ListItem, isSure: boolean): string | undefined {
  return roleIn(words(item), isSure && !isBox(item))
}

/** The name of the role whose blank to sign a line is. */
function roleIn(line: string, isSure: boolean): string | undefined {
  return (blankToSign.exec(line) ?? (isSure ? anyBlank.exec(line) : null))?.[1]?.trim()
}
