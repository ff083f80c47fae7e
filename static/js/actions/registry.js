/**
 * The one registry of what a dispatcher can do. From it come buttons, key map, command line, completion, palette, help.
 *
 * An action: {id, verb | act, group, label, key, keys?, line: {words, example}, takes, also?, asks?, with?, says,
 * danger?, marked?, undo?, drops?, defaults?, place?, carries?, list?}. `takes`: what the line reads, in order ("?" behind: may be left out);
 * `also`: what only the dialog asks; `asks`: the dialog's own order; `with`: fields that are always the same; `defaults`: unless said
 * otherwise; `drops`: read but not sent; `place`: sent with the incident's place; `carries`: fields of the card that is named;
 * `marked`: rare, said so before Enter; `danger`: cannot be taken back by itself, wants a typed confirmation (U22).
 */
import { CALLS_AND_MESSAGES } from "./calls.js";
import { ELSEWHERE } from "./elsewhere.js";
import { taken } from "./fields.js";
import { INCIDENTS } from "./incidents.js";
import { JOBS } from "./jobs.js";
import { SCREEN } from "./screen.js";

export const ACTIONS = [...JOBS, ...INCIDENTS, ...CALLS_AND_MESSAGES, ...SCREEN];
const BY_ID = new Map(ACTIONS.map((action) => [action.id, action]));
const BY_WORD = new Map(ACTIONS.flatMap((action) => action.line.words.map((word) => [word, action])));

export const action = (id) => BY_ID.get(id);
export const byWord = (word) => BY_WORD.get(word.toUpperCase());

/** Return the action of a verb: the one named like it, else the first. */
export const ofVerb = (verb) => BY_ID.get(verb) ?? ACTIONS.find((one) => one.verb === verb);

/** Return the actions that somebody with these verbs is offered; the screen's own are everybody's. */
export const offered = (verbs) => ACTIONS.filter((one) => !one.verb || verbs.includes(one.verb));

/** Return the verbs that are in no table: neither an action here nor named as another page's. */
export const forgotten = (verbs) => verbs.filter((verb) => !ELSEWHERE[verb] && !ACTIONS.some((one) => one.verb === verb));

/** Return what the dialog of an action asks for besides what is `given` already, as entries of `fields.js`. */
export function asked(one, given = {}) {
  const entries = one.asks ?? [...one.takes, ...(one.also ?? [])];
  return entries.map(taken).filter(({ wire }) => given[wire] === undefined);
}
