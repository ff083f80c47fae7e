/** Runs in the measured page before its own scripts: notes when things were drawn, and every long task. */
(() => {
  const seen = { usable: null, keys: [], pressed: 0, long: [], frames: 0, drawn: [], reactions: [], finished: [] };
  const rows = () => document.querySelectorAll(".incident-row[data-number]").length;
  const isLive = () => document.getElementById("link")?.textContent.trim() === "Live";
  const look = () => {
    seen.frames += 1;
    if (seen.usable === null && isLive() && rows() >= 100) seen.usable = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => seen.long.push(...list.getEntries().map((e) => e.duration))).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") seen.keys.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  document.addEventListener("keydown", () => { seen.pressed += 1; }, true);

  /** Note the priority of every row as it is drawn. */
  seen.watch = () => {
    const note = (row) => seen.drawn.push([row.dataset.number, row.querySelector("[data-priority]")?.dataset.priority, performance.timeOrigin + performance.now()]);
    new MutationObserver((changes) => {
      const changed = new Set(changes.map((c) => (c.target.nodeType === 1 ? c.target : c.target.parentElement)?.closest(".incident-row")));
      for (const row of changed) if (row) requestAnimationFrame(() => note(row));
    }).observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-priority"] });
  };

  /** Note how long after Enter the command line's echo changes, painted. */
  seen.react = () => {
    let pressed = null;
    document.addEventListener("keydown", (event) => { if (event.key === "Enter") pressed = event.timeStamp; }, true);
    new MutationObserver(() => {
      const began = pressed;
      pressed = null;
      if (began !== null) requestAnimationFrame(() => seen.reactions.push(performance.now() - began));
    }).observe(document.getElementById("echo"), { subtree: true, childList: true, characterData: true, attributes: true });
  };
  /** Note how long after Enter a priority is acknowledged and painted in its row: the full result of a command. */
  seen.finish = () => {
    const mark = document.getElementById("sent");
    let [pressed, wanted] = [null, null];
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const [, number, priority] = document.getElementById("command").value.split(" ");
      [pressed, wanted] = [event.timeStamp, { number, priority }];
    }, true);
    const look = () => {
      if (pressed === null || mark.firstElementChild?.dataset.state !== "saved") return;
      const row = document.querySelector(`.incident-row[data-number="${wanted.number}"] [data-priority]`);
      if (row?.dataset.priority !== wanted.priority) return;
      const began = pressed;
      pressed = null;
      requestAnimationFrame(() => seen.finished.push(performance.now() - began));
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state", "data-priority"] });
  };
  window.seen = seen;
})();
