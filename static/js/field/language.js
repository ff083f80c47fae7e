/** The language of the page is its person's, on any phone. Changing it loads the page anew. */
import { prefer } from "../preferences.js";
import { t } from "../i18n.js";

export function mountLanguage() {
  for (const button of document.querySelectorAll("button.language")) {
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await prefer("language", button.dataset.language);
        location.reload();
      } catch {
        button.disabled = false;
        document.getElementById("said").textContent = t("The language could not be changed: try again with a network.");
      }
    });
  }
}
