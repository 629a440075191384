import type { KnownBlock, ModalView } from '@slack/types'
import type { DraftField } from '../domain/draft.ts'
import { otherOwners, sizesOf } from '../domain/tailor.ts'
import type { Template } from '../domain/template.ts'
import { type Tier, tiers } from '../domain/tier.ts'
import { actions, dialogs, encode } from './actions.ts'
import { type AskedCondition, conditionInputs } from './condition-fields.ts'
import {
  boxesInput,
  option as boxOption,
  choiceInput,
  personInput,
  renewed,
  sizedOption,
} from './inputs.ts'
import { slackLimits } from './limits.ts'
import { modal } from './modal.ts'
import { cut, mrkdwn, plain, plural } from './text.ts'

/** The form's fields: block ids, under which Slack sends what was filled in. */
export const startFields = {
  name: 'name',
  t0: 't0',
  template: 'template',
  lead: 'lead',
  channel: 'channel',
  kind: 'kind',
  tier: 'tier',
  owner: (owner: string): DraftField => `owner:${owner}`,
  // By its role, so that nobody stays in a field that became another role's.
  approver: (role: string): DraftField => `approver:${role}`,
} as const

export type StartForm = {
  formId: string
  zone: string
  name: string
  t0: Date
  /** What could not be understood of the text that was typed. */
  notice: string | null
  leadId: string
  channelId: string | null
  templates: { id: string; name: string }[]
  templateId: string
  /** What the chosen template asks. */
  asks: Asks
}

/** What a template asks when a launch starts from it. */
export type Asks = {
  roles: string[]
  /** How many items a launch of each tier has; null: all of them have the same. */
  tiers: Readonly<Record<Tier, number>> | null
  conditions: AskedCondition[]
  /** Who sees to items and fills no role. */
  owners: { owner: string; items: number }[]
}

/** What a template asks when a launch starts from it. */
export function asksOf(template: Template): Asks {
  const { tiers, conditions } = sizesOf(template)
  return {
    roles: template.signOff?.roles ?? [],
    tiers: tiers.low < tiers.high ? tiers : null,
    conditions: template.conditions.map((condition) => {
      return { ...condition, items: conditions.get(condition.name) ?? 0 }
    }),
    owners: otherOwners(template),
  }
}

/** What the box for it says when the launch is only practised. */
export const rehearsal = 'rehearsal'

/** The form that starts a launch. */
export function startForm(form: StartForm): ModalView {
  const option = ({ id, name }: StartForm['templates'][number]) => ({
    text: plain(cut(name, slackLimits.optionText)),
    value: encode(actions.chooseTemplate, id),
  })
  const options = form.templates.slice(0, slackLimits.options)
  const chosen = options.find(({ id }) => id === form.templateId)
  const blocks: KnownBlock[] = [
    {
      type: 'input',
      block_id: startFields.name,
      label: plain('Name'),
      hint: plain('What goes live, as people call it.'),
      element: {
        type: 'plain_text_input',
        action_id: startFields.name,
        ...(form.name && { initial_value: cut(form.name, slackLimits.inputValue) }),
        placeholder: plain('Payments 2.0'),
      },
    },
    {
      type: 'input',
      block_id: startFields.t0,
      label: plain('T-0: when it goes live'),
      hint: plain('In your own time zone.'),
      element: {
        type: 'datetimepicker',
        action_id: startFields.t0,
        initial_date_time: Math.floor(form.t0.getTime() / 1000),
      },
    },
    {
      type: 'input',
      block_id: startFields.template,
      dispatch_action: true,
      label: plain('Checklist'),
      element: {
        type: 'static_select',
        action_id: actions.chooseTemplate.id,
        options: options.map(option),
        ...(chosen && { initial_option: option(chosen) }),
      },
    },
    ...tailoringBlocks(form),
    {
      type: 'input',
      block_id: startFields.lead,
      label: plain('Launch lead'),
      element: {
        type: 'users_select',
        action_id: startFields.lead,
        ...(form.leadId && { initial_user: form.leadId }),
      },
    },
    ...form.asks.roles.map(
      (role): KnownBlock => ({
        type: 'input',
        block_id: startFields.approver(role),
        optional: true,
        label: plain(role),
        element: {
          type: 'users_select',
          action_id: startFields.approver(role),
          placeholder: plain('Who signs off as this; may stay open'),
        },
      }),
    ),
    ...form.asks.owners.map(({ owner, items }) =>
      personInput(
        {
          id: startFields.owner(owner),
          label: owner,
          hint: `Sees to ${plural(items, 'item')}.`,
          optional: true,
        },
        null,
      ),
    ),
    {
      type: 'input',
      block_id: startFields.channel,
      label: plain('Channel'),
      hint: plain('The checklist is posted here. golive has to be in it: /invite @golive'),
      element: {
        type: 'conversations_select',
        action_id: startFields.channel,
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(form.channelId && { initial_conversation: form.channelId }),
      },
    },
    boxesInput(
      {
        id: startFields.kind,
        label: 'Rehearsal',
        hint: 'Marked as one everywhere; its minutes are shown in the real launch after it.',
        optional: true,
      },
      [boxOption('This is a rehearsal', rehearsal)],
      [],
    ),
  ]
  if (form.notice) {
    blocks.unshift({ type: 'section', text: mrkdwn(form.notice) })
  }
  const { formId, zone } = form
  const { roles } = form.asks
  return modal(
    dialogs.startLaunch,
    encode(dialogs.startLaunch, { formId, zone, roles }),
    { title: 'Start a launch', submit: 'Start' },
    blocks,
  )
}

const tierLabels: Readonly<Record<Tier, string>> = { low: 'Low', normal: 'Normal', high: 'High' }

/** What the checklist is cut to: by risk, and by what there is. Of each template in fields of their own. */
function tailoringBlocks({ asks, templateId }: StartForm): KnownBlock[] {
  const sizes = asks.tiers
  const tier = sizes && [
    choiceInput(
      {
        id: startFields.tier,
        label: 'Risk',
        hint: 'What a launch of less risk can do without is left out.',
      },
      tiers.map((each) => sizedOption(tierLabels[each], each, sizes[each])),
      'high',
    ),
  ]
  return renewed([...(tier ?? []), ...conditionInputs(asks.conditions)], templateId)
}
