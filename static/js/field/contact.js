/** A contact that nobody called about: where, whom, and the team is on scene. Offered while the team has no job. */
import { t } from "../i18n.js";
import { position } from "./sharing.js";

const $ = (id) => document.getElementById(id);

/** Mount the form; return `draw(free)`: shown while the unit could take a job. */
export function mountContact({ act, unit }) {
  const form = $("contact");
  let where = null;
  $("contact-here").addEventListener("click", async () => {
    $("contact-place").textContent = t("Looking for the position…");
    where = await position().catch(() => null);
    $("contact-place").textContent = where ? t("Position taken, within %(n)s m.", { n: Math.round(where.accuracy_m ?? 0) }) : t("No position: type where you are.");
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [address, narrative] = [$("contact-address").value.trim(), $("contact-words").value];
    if (!problems(address, narrative)) return;
    const fields = { unit, address: address || t("Position of %(unit)s", { unit }), narrative, ...(where && { lat: where.lat, lon: where.lon, uncertainty_m: Math.round(where.accuracy_m ?? 0) }) };
    where = null;
    form.reset();
    $("contact-place").textContent = "";
    form.closest("details").open = false;
    await act("report_contact", fields, { says: t("Own contact: %(address)s", { address: fields.address }) });
  });

  function problems(address, narrative) {
    const found = { address: address || where ? "" : t("Say where you are, or take the position."), words: narrative.trim() ? "" : t("Write at least a word.") };
    let first = null;
    for (const [name, says] of Object.entries(found)) {
      $(`contact-${name}-problem`).textContent = says;
      $(`contact-${name}`).toggleAttribute("aria-invalid", Boolean(says));
      if (says) first ??= $(`contact-${name}`);
    }
    first?.focus();
    return !first;
  }
  return { draw: (free) => { $("contact-box").hidden = !free; } };
}
