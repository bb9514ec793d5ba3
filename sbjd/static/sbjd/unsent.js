/* What was sent from a form of the desk and did not arrive, because the log-in or the form's token had run
   out meanwhile: kept in this tab alone (sessionStorage: office PCs are shared), for the user who typed it,
   and offered above the form when it is opened again. Passwords, files and tokens are never kept. A form that
   arrived, logging out and another user's log-in discard it. */
(() => {
  "use strict";
  const KEY = "sbjd-unsent";
  const MOST = 8; // forms
  const VERSION = "opened_as"; // what the form was opened as, from which the server tells what others changed
  const REASON = "change_reason";
  const ABOUT = ["at", "part"]; // hidden controls that tell one form of a page from another of the same page
  const BUTTONS = ["submit", "button", "reset", "image"];

  const meta = document.querySelector("meta[name=desk-user]");
  const user = meta ? meta.content : "";
  const refused = document.querySelector("[data-unsent]"); // on the log-in page and on that of a stale form

  // --- what is kept: {owner, forms: {key: {path, url, title, state, fields}}}

  let { owner, forms } = read();
  if (user && owner !== user) {
    [owner, forms] = [user, {}];
    keep();
  }

  function read() {
    try { return JSON.parse(sessionStorage.getItem(KEY)) || { owner: user, forms: {} }; }
    catch { return { owner: user, forms: {} }; }
  }

  function keep() {
    try {
      if (Object.keys(forms).length) sessionStorage.setItem(KEY, JSON.stringify({ owner, forms }));
      else sessionStorage.removeItem(KEY);
      return true;
    } catch { return false; }
  }

  function discard(key) {
    delete forms[key];
    keep();
  }

  // --- sending

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || (form.getAttribute("method") || "").toLowerCase() !== "post") return;
    if (form.getAttribute("id") === "logout-form") {
      forget();
      if (channel) channel.postMessage("out");
    } else if (user) note(form);
  });

  function note(form) {
    const path = location.pathname;
    const about = ABOUT.map((name) => form.elements.namedItem(name))
      .filter((one) => one && one.type === "hidden");
    const key = [path, ...about.map((one) => `${one.name}=${one.value}`)].join(" ");
    const sent = {
      path,
      url: path + location.search,
      title: [document.querySelector("#content h1"), document.querySelector("#content > h2")]
        .map((one) => (one ? one.textContent.trim() : "")).filter(Boolean).join("：") || document.title,
      state: "sent",
      fields: fieldsOf(form),
    };
    if (!isWorthKeeping(sent)) return;
    delete forms[key];
    forms = Object.fromEntries([...Object.entries(forms).slice(1 - MOST), [key, sent]]);
    if (keep()) return;
    // No room, for a pasted book perhaps: then at least nothing older is taken for it.
    discard(key);
  }

  // A page that asks before it saves carries what was typed on the page before, hidden, with its reason.
  const isTyped = (one) => one.fields.some((field) =>
    (field.label && field.text) || ([VERSION, REASON].includes(field.name) && field.value));
  const isWorthKeeping = (one) => isTyped(one) || one.fields.some((field) => field.file);

  // Logging out in one tab empties all of them.
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(KEY) : null;
  if (channel) channel.onmessage = forget;

  function forget() {
    forms = {};
    keep();
    for (const notice of document.querySelectorAll(".unsent")) notice.remove();
    if (refused) refused.textContent = advice;
  }

  // --- what a form holds: [{name, value, label, text}], of what is not shown name and value alone

  // One of the two boxes of Django's filter_horizontal.
  const isBox = (control, end) => control.id.endsWith(end) && control.classList.contains("filtered");
  const isOurs = (control) =>
    control.name && control.name !== "csrfmiddlewaretoken" && control.type !== "password"
    && !control.disabled && !BUTTONS.includes(control.type) && !control.name.includes("__prefix__")
    && control.tagName !== "FIELDSET" && !isBox(control, "_from") && !control.closest(".question");
  const controlsOf = (form) => [...form.elements].filter(isOurs);
  const shownOf = (form) => controlsOf(form).filter((one) => one.type !== "hidden" && one.type !== "file");
  const isTicked = (control) => control.type === "checkbox" || control.type === "radio";
  const lines = (text) => text.replace(/\r\n?/g, "\n");

  function fieldsOf(form) {
    const fields = [];
    for (const control of controlsOf(form)) {
      const { name, type } = control;
      if (type === "hidden") fields.push({ name, value: control.value });
      else if (type === "file") {
        for (const file of control.files) fields.push({ name, file: file.name });
      } else if (control.tagName === "SELECT") {
        for (const option of control.selectedOptions) {
          fields.push({ name, value: option.value, label: labelOf(control), text: option.text.trim() });
        }
      } else if (!isTicked(control)) {
        fields.push({ name, value: control.value, label: labelOf(control), text: control.value });
      } else if (control.checked) {
        const text = type === "radio" && control.labels.length ? control.labels[0].textContent.trim() : "是";
        fields.push({ name, value: control.value, label: labelOf(control), text });
      }
    }
    return fields;
  }

  const clean = (words) => words.trim().replace(/\s*[:：]$/, "");

  function labelOf(control) {
    const row = control.closest(".form-row, fieldset");
    const ofRow = row && row.querySelector("legend, label");
    if (control.type === "radio") return ofRow && !ofRow.contains(control) ? clean(ofRow.textContent) : "所选";
    const cell = control.closest("td");
    const head = cell && cell.closest("table").tHead;
    const named = (control.labels && control.labels[0]) || (head && head.rows[0].cells[cell.cellIndex]);
    return clean(named ? named.textContent : control.getAttribute("aria-label") || control.name);
  }

  // --- putting it back

  /* The form of this page that `one` was typed into, or null. */
  function formOf(one) {
    const sent = new Map(one.fields.map((field) => [field.name, field.value]));
    let [best, most] = [null, 0];
    for (const form of document.querySelectorAll("form[method=post]:not(#logout-form)")) {
      const isAnother = ABOUT.some((name) => {
        const control = form.elements.namedItem(name);
        return control && control.type === "hidden" && sent.has(name) && sent.get(name) !== control.value;
      });
      const names = new Set(shownOf(form).map((control) => control.name));
      const fitting = isAnother ? 0 : [...names].filter((name) => sent.has(name)).length;
      if (fitting > most) [best, most] = [form, fitting];
    }
    return best;
  }

  /* Where the rows of a form's sets stand now: {prefix of a row as sent: its prefix here}; null for a new row
     that has to be added first, "" for one that is not there any more. Rows are known by their keys, for
     others may have added and deleted some. */
  function rowsOf(form, one) {
    const rows = new Map();
    for (const set of setsOf(form)) {
      const [sent, here, keys] = [new Map(), new Map(), new Set()];
      for (const { name, value } of one.fields) collect(sent, set, name, value);
      for (const control of form.elements) {
        if (!control.name.startsWith(`${set}-`)) continue;
        const name = control.name.slice(set.length + 1).replace(/^(\d+|__prefix__)-/, "");
        if (control.type === "hidden") keys.add(name);
        if (isOurs(control)) collect(here, set, control.name, control.value);
      }
      const free = [...here.keys()];
      for (const [prefix, row] of sent) {
        const own = [...keys].filter((name) => name in row);
        const isNew = own.some((name) => !row[name]);
        const place = free.findIndex((at) => own.every((name) => here.get(at)[name] === row[name]));
        rows.set(prefix, place >= 0 ? free.splice(place, 1)[0] : isNew ? null : "");
      }
    }
    return rows;
  }

  const setsOf = (form) => [...form.querySelectorAll("input[name$='-TOTAL_FORMS']")]
    .map((total) => total.name.replace(/-TOTAL_FORMS$/, ""));

  /* Note a control of a row of `set` among `rows`, {prefix of the row: {name: value}}. */
  function collect(rows, set, name, value) {
    const found = name.startsWith(`${set}-`) && /^(\d+)-(\D.*)$/.exec(name.slice(set.length + 1));
    if (!found) return;
    const prefix = `${set}-${found[1]}-`;
    rows.set(prefix, { ...rows.get(prefix), [found[2]]: value });
  }

  /* The prefix of a row that is added to the set of the row `prefix` by its own link; "" without one. */
  function addRow(form, prefix) {
    const set = prefix.replace(/-\d+-$/, "");
    const total = form.elements.namedItem(`${set}-TOTAL_FORMS`);
    const link = document.querySelector(`[id="${set}-group"] .add-row a`);
    const before = total.value;
    if (link && link.offsetParent) link.click();
    return total.value === before ? "" : `${set}-${before}-`;
  }

  /* Pairs of a control and the fields that were sent for it, and the fields that have no control here. */
  function pairs(form, one, rows) {
    const given = new Map();
    const prefixOf = (name) => [...rows.keys()]
      .find((prefix) => name.startsWith(prefix) && !/^\d/.test(name.slice(prefix.length)));
    for (const field of one.fields.filter((field) => !field.file)) {
      const prefix = prefixOf(field.name);
      const row = prefix && rows.get(prefix);
      const name = !prefix ? field.name : row && row + field.name.slice(prefix.length);
      if (!given.has(name)) given.set(name, []);
      given.get(name).push(field);
    }
    const here = new Set(rows.values());
    const isOthers = (name) => setsOf(form).some((set) => {
      const found = new Map();
      collect(found, set, name, "");
      return [...found.keys()].some((prefix) => !here.has(prefix));
    });
    const controls = shownOf(form).filter((control) => !isOthers(control.name));
    const names = new Set(controls.map((control) => control.name));
    const unplaced = [...given].filter(([name]) => !names.has(name)).flatMap(([, fields]) => fields);
    return [controls.map((control) => [control, given.get(control.name) || []]), unplaced];
  }

  /* True if the control shows already what was sent for it. */
  function stands(control, fields) {
    const values = fields.map((field) => field.value);
    if (isTicked(control)) return control.checked === values.includes(control.value);
    if (control.tagName !== "SELECT") return !fields.length || lines(control.value) === lines(values[0]);
    const shown = isBox(control, "_to") ? [...control.options] : [...control.selectedOptions];
    if (!control.multiple && !fields.length) return true;
    return shown.length === values.length && shown.every((option) => values.includes(option.value));
  }

  /* Put into the control what was sent for it; true if it holds it then. */
  function put(control, fields) {
    if (stands(control, fields)) return true;
    const values = fields.map((field) => field.value);
    if (isTicked(control)) control.checked = values.includes(control.value);
    else if (control.tagName !== "SELECT") control.value = values[0];
    else if (isBox(control, "_to")) exchange(control.id, values);
    else {
      for (const field of fields.filter(() => control.classList.contains("admin-autocomplete"))) {
        const isThere = [...control.options].some((option) => option.value === field.value);
        if (!isThere) control.add(new Option(field.text || `编号${field.value}`, field.value));
      }
      const isOffered = (value) => [...control.options].some((option) => option.value === value);
      if (!control.multiple && !values.every(isOffered)) return false;
      for (const option of control.options) option.selected = values.includes(option.value);
    }
    for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
    return stands(control, fields);
  }

  /* Fill those two boxes, by Django's own means. */
  function exchange(to, values) {
    const from = to.replace(/_to$/, "_from");
    for (const [here, there, goes] of [[to, from, false], [from, to, true]]) {
      for (const option of document.getElementById(here).options) {
        option.selected = values.includes(option.value) === goes;
      }
      window.SelectBox.move(here, there);
    }
    window.SelectFilter.refresh_icons(to.replace(/_to$/, ""));
  }

  function restore(form, one) {
    const rows = rowsOf(form, one);
    for (const [prefix, here] of rows) if (here === null) rows.set(prefix, addRow(form, prefix));
    const [placed, unplaced] = pairs(form, one, rows);
    const version = one.fields.find((field) => field.name === VERSION);
    if (version && form.elements.namedItem(VERSION)) form.elements.namedItem(VERSION).value = version.value;
    for (const [control, fields] of placed) if (!put(control, fields)) unplaced.push(...fields);
    return unplaced;
  }

  // --- saying it

  function element(tag, options, ...inside) {
    const made = Object.assign(document.createElement(tag), options);
    made.append(...inside);
    return made;
  }

  const button = (text, press, kind = "") =>
    element("button", { type: "button", className: `button ${kind}`, onclick: press }, text);
  const notice = (said, ...inside) => {
    const words = element("p", { className: "unsent-said", tabIndex: -1 }, said);
    words.setAttribute("role", "alert");
    const section = element("section", { className: "unsent" }, words, ...inside);
    section.setAttribute("aria-label", "尚未保存的内容");
    return section;
  };

  /* What has no place here any more, to be copied by hand; and the files. */
  function rest(one, fields) {
    const told = fields.filter((field) => field.label && field.text);
    const files = one.fields.filter((field) => field.file).map((field) => field.file);
    const parts = [];
    if (told.length) {
      const rows = told.flatMap(({ label, text }) => [element("dt", {}, label), element("dd", {}, text)]);
      parts.push(element("p", {}, "下列内容在这一页没有可以放回的地方，需要的请抄下来："));
      parts.push(element("dl", {}, ...rows));
    }
    if (files.length) parts.push(element("p", {}, `文件不会保留，请重新选择：${files.join("、")}。`));
    return parts;
  }

  /* Put a notice above the form, where that is in sight; else where the eye falls first. */
  function show(section, form) {
    const panel = document.querySelector(".bench-panel");
    const heading = document.querySelector("#content h1");
    if (form && form.getBoundingClientRect().top < innerHeight) form.before(section);
    else if (panel) panel.prepend(section);
    else if (heading) heading.after(section);
    else document.querySelector("#content").prepend(section);
  }

  function offer(key) {
    const one = forms[key];
    const form = formOf(one);
    const rows = form ? rowsOf(form, one) : new Map();
    const [placed, unplaced] = form ? pairs(form, one, rows) : [[], one.fields];
    const differs = placed.some(([control, fields]) => !stands(control, fields))
      || [...rows.values()].some((here) => here === null);
    const left = rest(one, unplaced);
    if (!differs && !left.length) {
      discard(key);
      return;
    }
    const actions = element("p", { className: "unsent-actions" });
    const why = one.state === "expired" ? "登录过期前填写的内容还在，尚未保存。"
      : "上次提交的内容没有得到确认，可能尚未保存；填写的内容还在。";
    const section = notice(why, ...(differs ? [] : left), actions);
    if (differs) {
      actions.append(button("恢复", () => {
        const said = section.querySelector(".unsent-said");
        said.textContent = "已放回填写的内容，尚未保存：请核对后保存。";
        section.replaceChildren(said, ...rest(one, restore(form, one)));
        said.focus();
      }, "default"), " ");
    } else if (one.url !== one.path + location.search) {
      actions.append(element("a", { className: "button", href: one.url }, "回到填写的地方"), " ");
    }
    actions.append(button("放弃", () => {
      discard(key);
      section.remove();
    }));
    show(section, form);
  }

  function listAll() {
    const rows = Object.entries(forms).map(([key, one]) => {
      const row = element("li", {}, element("a", { href: one.url }, one.title), " ");
      row.append(button("放弃", () => {
        discard(key);
        (row.parentElement.children.length > 1 ? row : row.closest(".unsent")).remove();
      }));
      return row;
    });
    const section = notice("登录过期前填写的内容还在，尚未保存：", element("ul", {}, ...rows));
    show(section);
  }

  // --- arriving at a page: what became of what was sent

  const advice = refused ? refused.textContent : "";
  const [entry] = performance.getEntriesByType("navigation");
  for (const [key, one] of Object.entries(forms).filter(([, one]) => one.state === "sent")) {
    // The answer is a page that the form led to. One that was come to otherwise says nothing of it: the
    // network, or the site, may have failed in between.
    const isAnswer = (!entry || entry.type === "navigate") && document.referrer === location.origin + one.url;
    if (refused) one.state = "expired";
    else if (isAnswer) {
      delete forms[key];
      delete forms[one.path.replace(/\/delete\/$/, "/change/")];
    } else one.state = "unsure";
    keep();
  }
  const waiting = Object.values(forms).filter(isTyped).pop();
  if (refused && waiting) {
    refused.textContent = refused.dataset.unsent;
    const back = document.querySelector("a[data-unsent-back]");
    if (back) back.href = waiting.url;
  }

  // Django's own scripts draw their controls until then.
  addEventListener("load", () => {
    if (!user || refused) return;
    const here = Object.keys(forms).filter((key) => forms[key].path === location.pathname);
    here.forEach(offer);
    if (!here.length && document.body.classList.contains("dashboard") && Object.keys(forms).length) {
      listAll();
    }
  });
})();
