/** A call begun elsewhere: what is known goes to the intake page as a draft on the server, never through the address. */
import { ask } from "./api.js";

/** Open a new call with these fields (and its line, if it had one); the caret stands in the address. */
export async function beginCall({ ringing = null, ...fields }) {
  const draft = crypto.randomUUID();
  await ask("PUT", `/api/drafts/${draft}/`, { fields: { ...fields, ringing }, caret: { field: "address", at: 0 } });
  location.assign(`/intake/?draft=${draft}`);
}

/** A caller who was called back needs help: the incident that is known, or a new call with what the lost line knew. */
export async function calledBack({ number, ringing, incident }) {
  if (incident) location.assign(`/incidents/${incident}/`);
  else await beginCall({ callback: number ?? "", ringing });
}
