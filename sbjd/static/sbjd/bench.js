/* The review bench: single keys press its buttons, a click picks a paragraph, the caret says where to split,
   and a page that others have overtaken says so. Everything works without this file, by links and forms. */
(() => {
  "use strict";
  const bench = document.querySelector(".bench");
  if (!bench) return;

  // Keys (WCAG 2.1.4: on this page only, and they can be switched off).
  const SWITCH = "sbjd-bench-keys";
  const keysOn = bench.querySelector(".bench-switch input");
  keysOn.closest(".bench-switch").hidden = false;
  try { keysOn.checked = localStorage.getItem(SWITCH) !== "off"; } catch { /* no storage: on */ }
  const showKeys = () => bench.classList.toggle("keys-off", !keysOn.checked);
  showKeys();
  keysOn.addEventListener("change", () => {
    try { localStorage.setItem(SWITCH, keysOn.checked ? "on" : "off"); } catch { /* this page only */ }
    showKeys();
  });

  const typing = (target) => target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (!keysOn.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.repeat || typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (!/^[a-z1-5[\]]$/.test(key)) return;
    const pressed = bench.querySelector(`[data-key="${key}"]`);
    const field = bench.querySelector(`[data-focus="${key}"]`);
    if (key === "c" && splitAtCaret()) event.preventDefault();
    else if (pressed) { event.preventDefault(); pressed.click(); }
    else if (field) { event.preventDefault(); field.focus(); field.scrollIntoView({ block: "nearest" }); }
  });

  // Split where the caret, or the beginning of what is selected, stands in the current paragraph.
  function splitAtCaret() {
    const words = bench.querySelector(".is-current .bench-words");
    const form = bench.querySelector(".bench-split");
    const selection = getSelection();
    if (!words || !form || !selection.rangeCount) return false;
    const range = selection.getRangeAt(0);
    if (!words.contains(range.startContainer)) return false;
    const before = document.createRange();
    before.setStart(words, 0);
    before.setEnd(range.startContainer, range.startOffset);
    // Characters, not UTF-16 units; without line ends, which HTML does not keep as they are.
    const count = (text) => Array.from(text.replace(/[\r\n]/g, "")).length;
    const passed = count(before.toString());
    if (!passed || passed >= count(words.textContent)) return false;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "passed", value: passed });
    form.append(field);
    form.requestSubmit(form.querySelector("button[value=split]"));
    return true;
  }

  // Enter in a theme's list presses the form's button, as it does in a text field.
  bench.addEventListener("keydown", (event) => {
    const form = event.target.closest(".bench-choices");
    if (event.key !== "Enter" || !form || event.target.tagName !== "SELECT") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button"));
  });

  // A click on a paragraph picks it; marking words with the mouse does not.
  bench.addEventListener("click", (event) => {
    const words = event.target.closest(".bench-words");
    if (!words || event.target.closest("a") || !getSelection().isCollapsed) return;
    const row = words.closest(".bench-row");
    if (!row.classList.contains("is-current")) row.querySelector(".bench-pick").click();
  });

  // A second press while the first is under way would be refused as overtaken by oneself.
  bench.addEventListener("submit", (event) => {
    if (bench.dataset.sent) event.preventDefault();
    bench.dataset.sent = "1";
  });
  addEventListener("pageshow", () => { delete bench.dataset.sent; });

  // Whether somebody else has ruled since.
  const behind = bench.querySelector(".bench-behind");
  setInterval(async () => {
    if (document.hidden || !behind.hidden) return;
    try {
      const answer = await fetch(bench.dataset.versionUrl, { headers: { Accept: "application/json" } });
      if (answer.ok && (await answer.json()).version !== Number(bench.dataset.version)) behind.hidden = false;
    } catch { /* the next time will do */ }
  }, 15000);
})();
