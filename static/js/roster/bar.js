/** How far an import is: a bar with its numbers beside it, and a word now and then for those who hear the page. */
import { saying } from "./howfar.js";

const $ = (id) => document.getElementById(id);
const SHOWN_AFTER = 1000; // milliseconds: what is done at once needs no bar
const SPOKEN_EVERY = 10_000; // milliseconds: numbers that change twice a second are not read aloud

export class Bar {
  constructor(says) {
    Object.assign(this, { says, began: Date.now(), spoken: Date.now(), phase: null });
    this.timer = setTimeout(() => { $("file-progress-box").hidden = false; }, SHOWN_AFTER);
    this.show(null);
  }

  /** Show `{phase, done, total}` as the server told it; without a total the bar only says that it goes on. */
  show(told) {
    if (this.ended) return; // an answer that was on its way when the work was done
    if (!told?.phase && this.phase) return; // one question without an answer: the last numbers stay
    const [bar, text] = [$("file-progress"), saying(told, this.says, (Date.now() - this.began) / 1000)];
    if (told?.total) Object.assign(bar, { max: told.total, value: told.done }); else bar.removeAttribute("value");
    $("file-progress-says").textContent = text;
    const news = told?.phase && told.phase !== this.phase;
    if (!told?.phase || (!news && Date.now() - this.spoken < SPOKEN_EVERY)) return;
    Object.assign(this, { phase: told.phase, spoken: Date.now() });
    $("file-said").textContent = text;
  }

  end() {
    this.ended = true;
    clearTimeout(this.timer);
    $("file-progress-box").hidden = true;
  }
}
