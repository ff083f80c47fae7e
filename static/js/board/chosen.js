/** The line below the list of units: who is on the chosen one, what they ride, how they are heard, until when. */
import { aboard } from "../aboard.js";
import { showText } from "../bind.js";
import { minute } from "../clocktime.js";

/** Return what the line says of a unit's card, its call sign apart. */
export function says(card) {
  const crew = card.crew_names?.length ? [] : [card.duty === "off_duty" ? "off duty" : `nobody signed on by name, ${card.members} seats`];
  const until = card.on_duty_until && card.duty !== "off_duty" ? [`on duty until ${minute(card.on_duty_until)}`] : [];
  return [...crew, ...aboard(card), ...until].join(" · ");
}

export class Chosen {
  /** `cards()` are the units' cards as they are now. */
  constructor(root, cards) { Object.assign(this, { root, cards, sign: null }); }

  show(sign) {
    this.sign = sign;
    this.draw();
  }

  /** Draw it anew where one of these units (all: null) is the chosen one. */
  draw(signs = null) {
    if (signs && !signs.includes(this.sign)) return;
    const card = this.cards()[this.sign];
    this.root.hidden = !card;
    const text = card ? `${card.call_sign}: ${says(card)}` : "";
    if (this.text !== text) showText(this.root, text);
    this.text = text;
  }
}
