/**
 * Slack's limits, in characters or pieces, as its documentation has them
 * (https://docs.slack.dev/reference/block-kit). Only those that golive comes near.
 */
export const slackLimits = {
  messageBlocks: 50,
  viewBlocks: 100,
  sectionText: 3000,
  /** chat.update refuses more; chat.postMessage advises no more. */
  fallbackText: 4000,
  /** Not documented: messages with 11,300 characters in their blocks were refused, 9,600 accepted. */
  messageText: 9000,
  viewTitle: 24,
  optionText: 75,
  options: 100,
  confirmText: 300,
  inputLabel: 2000,
} as const
