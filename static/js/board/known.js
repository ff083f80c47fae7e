/** What the command line, the palette and the dialogs know of the world: the snapshot and its cards as one. No DOM. */
export function knownOf({ snapshot, cards }, more = {}) {
  return {
    open: Object.keys(cards.incidents ?? {}), units: cards.units ?? {}, cards, selected: null, selectedUnit: null,
    verbs: snapshot.verbs, dispositions: snapshot.dispositions ?? [], outcomes: snapshot.outcomes ?? [], kinds: snapshot.kinds ?? [],
    determinations: snapshot.determinations ?? [], override_reasons: snapshot.override_reasons ?? [], compartments: snapshot.me?.compartments ?? [],
    targets: targets(snapshot.settings?.transfer_targets), ...more,
  };
}

/** Return the codes of the centre's transfer targets, whether they are kept as a list or by code. */
function targets(kept) {
  if (!kept) return [];
  return Array.isArray(kept) ? kept.map((one) => one.code ?? one) : Object.keys(kept);
}
