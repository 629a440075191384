/**
 * golive's own limits on what people and templates may write, in characters or pieces.
 * They are chosen so that every surface fits into Slack's limits with room to spare;
 * test/views/limits.test.ts holds them to that.
 */
export const limits = {
  launchName: 80,
  templateName: 80,
  phaseName: 80,
  sectionName: 80,
  roleName: 60,
  itemText: 300,
  reason: 300,
  /** What golive posts for somebody in an emergency. */
  told: 2000,
  /** Channels in which one such message is posted. */
  toldIn: 5,
  note: 1000,
  phases: 12,
  roles: 8,
  items: 2000,
  /** Of one item. */
  owners: 20,
  /** Pieces of one item. */
  evidence: 30,
  evidenceTitle: 150,
  /** What a launch keeps at hand; all together in a field that Slack limits to 3000 characters. */
  links: 20,
  linkTitle: 60,
  linksText: 2500,
  /** Of the emergency procedures. */
  steps: 20,
  /** Of one step. */
  points: 20,
  questions: 60,
  /** Of one question. */
  answers: 10,
  outcomes: 10,
  /** The words of an answer or an outcome. */
  choice: 75,
  /** Boxes below one outcome. */
  measures: 50,
  /** How far a line of a template may be moved in, in columns. */
  indentation: 100,
  /** Of a whole template, and of one paragraph of it, which a parser reads at once. */
  templateSource: 400_000,
  templateLines: 6000,
  paragraph: 8000,
  /** Signs of Markdown in one paragraph, and of these the beginnings of comments. */
  marks: 400,
  /** Of a whole template: how often a parser may have to look from one such sign to another of its paragraph. */
  markPairs: 2_000_000,
  comments: 30,
  /** Lines that begin several lists at once. */
  listsInList: 100,
  /** Each is at least a message. */
  sections: 200,
  /** Of what an item is there for, and what is asked when a launch starts. */
  why: 1000,
  conditions: 20,
  conditionName: 40,
  question: 75,
  /** How far ahead a T-0 may lie. */
  t0Days: 731,
} as const
