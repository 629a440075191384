import type { InputBlock } from '@slack/types'
import { limits } from '../domain/limits.ts'
import { plain } from './text.ts'

export const channelsField = 'channels'

/** Where something is posted, chosen among the channels that the person sees. */
export function channelsInput(channelIds: readonly string[]): InputBlock {
  return {
    type: 'input',
    block_id: channelsField,
    optional: true,
    label: plain('Channels'),
    hint: plain('You and golive have to be in them: /invite @golive'),
    element: {
      type: 'multi_conversations_select',
      action_id: channelsField,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      max_selected_items: limits.toldIn,
      ...(channelIds.length > 0 && { initial_conversations: [...channelIds] }),
    },
  }
}
