/**
 * Slack's limits, in characters or pieces, as its documentation has them
 * (https://docs.slack.dev/reference/block-kit). Only those that golive comes near.
 */
export const slackLimits = {
  /** chat.update refuses more; chat.postMessage advises no more. */
  fallbackText: 4000,
  viewTitle: 24,
  optionText: 75,
  options: 100,
  viewBlocks: 100,
  inputValue: 3000,
} as const
