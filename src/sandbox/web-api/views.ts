import { checkView } from '../block-rules/view-rules.ts'
import { type Dict, dictOf } from '../json.ts'
import { SlackError } from '../slack-error.ts'
import { viewObject } from '../view-object.ts'
import { findView, openView, publishHome, pushView, updateView } from '../view-stacks.ts'
import { knownUser } from './access.ts'
import { type Method, type MethodCall, stringArg, tier } from './method.ts'

const viewMethod = { token: 'bot', scopes: [], perMinute: tier.four } as const

export const open: Method = {
  ...viewMethod,
  required: ['trigger_id', 'view'],
  run(call) {
    const view = modalArg(call)
    const trigger = stringArg(call, 'trigger_id')
    const opened = openView(call.workspace, call.triggers.check(trigger), view)
    call.triggers.spend(trigger)
    return { view: viewObject(call.workspace, opened) }
  },
}

export const push: Method = {
  ...viewMethod,
  required: ['trigger_id', 'view'],
  run(call) {
    const view = modalArg(call)
    const trigger = stringArg(call, 'trigger_id')
    const pushed = pushView(call.workspace, call.triggers.check(trigger), view)
    call.triggers.spend(trigger)
    return { view: viewObject(call.workspace, pushed) }
  },
}

export const update: Method = {
  ...viewMethod,
  required: ['view'],
  run(call) {
    const spec = dictOf(call.args.view)
    const viewId = stringArg(call, 'view_id')
    const externalId = stringArg(call, 'external_id')
    if (viewId === '' && externalId === '') {
      throw SlackError.withMessages('invalid_arguments', [
        '[ERROR] missing required field: view_id',
      ])
    }
    const found = findView(call.workspace, { viewId, externalId })
    checkView(spec, [found.type])
    return {
      view: viewObject(call.workspace, updateView(call.workspace, found, spec, hashArg(call))),
    }
  },
}

export const publish: Method = {
  ...viewMethod,
  required: ['user_id', 'view'],
  run(call) {
    const spec = dictOf(call.args.view)
    checkView(spec, ['home'])
    if (!call.workspace.installation.homeTab) throw new SlackError('not_enabled')
    const user = knownUser(call.workspace, stringArg(call, 'user_id'))
    return {
      view: viewObject(call.workspace, publishHome(call.workspace, user.id, spec, hashArg(call))),
    }
  },
}

function modalArg(call: MethodCall): Dict {
  const spec = dictOf(call.args.view)
  checkView(spec, ['modal'])
  return spec
}

function hashArg(call: MethodCall): string | undefined {
  return stringArg(call, 'hash') || undefined
}
