/** The list of call types at a taker's hand: as this floor calls them, in its order; drawn again when the centre changes it. */
import { make } from "../bind.js";
import { choices } from "../calltypes.js";

/** Fill a select with the protocol's types, behind its option for none. */
export function offerTypes(select, types, store) {
  let shown = "";
  function draw() {
    const all = choices(types);
    if (shown === JSON.stringify(all)) return;
    shown = JSON.stringify(all);
    const chosen = select.value;
    select.replaceChildren(select.firstElementChild, ...all.map(({ code, says, offered }) => make("option", says, { value: code, hidden: offered ? undefined : "hidden" })));
    select.value = chosen;
  }
  draw();
  store.subscribe((changed) => { if (!changed || changed.settings) draw(); });
}
