/** What the command line, the palette and the dialogs know of the world: the snapshot and its cards as one. No DOM. */

/** Return a setting of the centre as it is now: the card that followed a change, else the snapshot's; undefined without one. */
export const setting = ({ snapshot, cards }, name) => cards?.settings?.[name]?.value ?? snapshot?.settings?.[name];

export function knownOf({ snapshot, cards }, more = {}) {
  return {
    open: Object.keys(cards.incidents ?? {}), units: cards.units ?? {}, cards, selected: null, selectedUnit: null,
    verbs: snapshot.verbs, dispositions: snapshot.dispositions ?? [], outcomes: snapshot.outcomes ?? [], kinds: snapshot.kinds ?? [],
    determinations: snapshot.determinations ?? [], override_reasons: snapshot.override_reasons ?? [], compartments: snapshot.me?.compartments ?? [],
    targets: setting({ snapshot, cards }, "transfer_targets") ?? LINES, emergency_ends: snapshot.emergency_ends, ...more,
  };
}

/** Where calls go when a centre has set nothing: the lines by their own names. */
const LINES = Object.fromEntries(["988", "211", "311", "fire", "other"].map((kind) => [kind, { name: kind, kind }]));
