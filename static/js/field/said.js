/** What the server refused, in the reader's language. Its sentences hold names and times: those are carried over. No DOM. */
import { t } from "../i18n.js";
import { words } from "../words.js";

/** Each: what the server says, the sentence here, and which of its parts are codes with words of their own. */
const SENTENCES = [
  [/^There is no incident (?<incident>\S+)\.$/, () => t("%(incident)s is no longer your job, or it does not exist.")],
  [/^There is no unit (?<unit>.+?) on (?<incident>\S+)\.$/, () => t("%(unit)s is not on %(incident)s any more: the dispatcher took it off.")],
  [/^There is no unit (?<unit>.+?)(?: on the roster)?\.$/, () => t("There is no unit %(unit)s.")],
  [/^(?<incident>\S+) is closed \((?<how>.*)\)\. Reopen it first\.$/, () => t("%(incident)s is closed: %(how)s."), "how"],
  [/^(?<unit>.+?) is (?<state>[a-z ]+) on (?<incident>\S+): it cannot be (?<wanted>[a-z ]+)\.$/, () => t("%(unit)s is “%(state)s” on %(incident)s: it cannot become “%(wanted)s”."), "state", "wanted"],
  [/^(?<unit>.+?) is (?<state>[a-z ]+): it cannot be (?<wanted>[a-z ]+)\.$/, () => t("%(unit)s is “%(state)s”: it cannot become “%(wanted)s”."), "state", "wanted"],
  [/^at: (?<unit>.+?) was (?<state>[a-z ]+) later than that\.$/, () => t("At that time %(unit)s was not “%(state)s” yet: somebody reported a later step."), "state"],
  [/^at: something later was heard of (?<unit>.+?)\.$/, () => t("Something later was already heard of %(unit)s.")],
  [/^(?<unit>.+?) is on (?<incident>\S+): clear it first\.$/, () => t("%(unit)s is on %(incident)s: clear it first.")],
  [/^(?<unit>.+?) is off duty: sign it on first\.$/, () => t("%(unit)s is off duty: sign on first.")],
  [/^(?<request>\S+) asks for that already, since (?<at>\S+)\.$/, () => t("That was asked for already.")],
  [/^to: (?<unit>.+?) is (?<kind>.+) itself\.$/, () => t("%(unit)s is of that kind itself: name another kind."), "kind"],
  [/^Name another kind\.$/, () => t("Name another kind.")],
  [/Lies in the future\.$/, () => t("This phone's clock is ahead of the server's: try again in a moment.")],
  [/^A .+ may not .+\.$/, () => t("You may not do this.")],
  [/control character|invisible character/, () => t("The words hold a character that cannot be stored: type them again.")],
  [/^You may not write (?<compartment>\w+) notes/, () => t("You may not write notes for these readers."), "compartment"],
  [/Write at least a word/, () => t("Write at least a word.")],
  [/may not be blank|is required/, () => t("Fill this in.")],
  [/has no more than|more than \d+ characters/, () => t("The words are too long.")],
  [/is not a valid choice/, () => t("That cannot be chosen here.")],
  [/Somebody else is changing this right now/, () => t("Somebody else is changing this right now. Nothing was changed: try again.")],
  [/did not answer|No answer yet|connection broke/, () => t("The server did not answer.")],
  [/request id was already used/, () => t("This was sent before with other words: drop it and tap again.")],
  [/^This centre does not use the disposition/, () => t("This centre does not use that result: choose another.")],
  [/^(?<unit>.+?) was taken(?: by .+?)? .*? for (?<incident>\S+) \((?<state>[a-z ]+)\)\.$/, () => t("%(unit)s is already “%(state)s” on %(incident)s."), "state"],
  [/^(?<unit>.+?) is (?<state>unavailable|off duty)(?: \(.*\))?\.$/, () => t("%(unit)s is “%(state)s”: say first that it is available."), "state"],
  [/What was accepted was offered/, () => t("What was accepted was offered: tick it there too.")],
  [/Nobody was met: nothing was offered/, () => t("Nobody was met: nothing was offered to them.")],
  [/^Staging hold \((?<why>.*)\): .* If (?<unit>.+?) is there already/, () => t("Wait nearby (%(why)s): the police have not said that the scene is clear. If %(unit)s is there already, say why.")],
  [/^Only the phone of (?<unit>.+?) may say/, () => t("Only the phone of %(unit)s may say where it is.")],
  [/acknowledged .+? already\.$|^.+? has acknowledged (?<alert>\S+)/, () => t("This alert was seen already.")],
  [/^There is no alert/, () => t("This alert does not exist any more.")],
  [/^(?:crew: )?There is no member (?<who>\S+) of \S+ who works\.$/, () => t("Nobody of this agency signs in as %(who)s.")],
  [/^(?<who>\S+) is on (?<unit>.+?) now: sign that off first\.$/, () => t("%(who)s is on %(unit)s now: sign that off first.")],
  [/^(?:vehicle: )?There is no vehicle (?<vehicle>.+?)\.$/, () => t("There is no vehicle %(vehicle)s.")],
  [/^(?:vehicle: )?(?<vehicle>.+?) is out of service: (?<why>.*)\.$/, () => t("%(vehicle)s is out of service: %(why)s.")],
  [/May hold (?:only letters|small letters)/, () => t("Letters, digits, dots and hyphens only.")],
  [/^Say whose plan it is\.$/, () => t("Say whose plan it is.")],
  [/^(?:address: names|Names) no place/, () => t("This names no place.")],
  [/^There is no care plan|^This caution ended on/, () => t("This care plan has ended.")],
  [/^Care plans are for those/, () => t("Care plans are for those who read clinical notes.")],
  [/^You may not record the outcome/, () => t("You may not record the outcome of a contact.")],
];

/** Return what stands against a refused item (`why`, or a problem's message), in words of the page's language. */
export function said({ why, message, fieldsWhy, fields }) {
  const text = why ?? message ?? "";
  for (const [pattern, sentence, ...coded] of SENTENCES) {
    const found = pattern.exec(text);
    if (found) return filled(sentence(), found.groups ?? {}, coded);
  }
  const beside = Object.values(fieldsWhy ?? (message ? fields : {}) ?? {}).flat().map(String).find((one) => SENTENCES.some(([pattern]) => pattern.test(one)));
  return beside ? said({ why: beside }) : text;
}

function filled(sentence, groups, coded) {
  return sentence.replaceAll(/%\((\w+)\)s/g, (_, name) => (coded.includes(name) ? words(groups[name]) : groups[name] ?? ""));
}
