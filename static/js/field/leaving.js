/** Leaving the page or signing out while something waits: said first, and nothing is thrown away unasked. */
import { t } from "../i18n.js";

/** Warn before what is kept nowhere else would go; on signing out let this phone forget, by the person's own decision. */
export function leaving({ queue, forget }) {
  addEventListener("beforeunload", (event) => {
    const typed = document.getElementById("note-text")?.value.trim();
    if (typed || queue.items.some((item) => item.kept === false)) event.preventDefault();
  });
  const form = document.querySelector('form[action="/accounts/logout/"]');
  form?.addEventListener("submit", async (event) => {
    if (form.dataset.sure) return;
    event.preventDefault();
    const n = queue.items.length;
    if (n && !confirm(t("%(n)s things have not been sent. Sign out and lose them?", { n }))) return;
    await forget()?.catch(() => {});
    form.dataset.sure = "yes";
    form.requestSubmit();
  });
}
