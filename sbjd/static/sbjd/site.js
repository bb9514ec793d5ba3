// What scripts add: nothing that a page needs. Without them everything is open and every link works.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");

  function all(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }
  var SHOWN_FOR = 8000, saying = 0;
  function say(text, stays) {
    var said = document.getElementById("said");
    clearTimeout(saying);
    said.textContent = text;
    if (!stays) { saying = setTimeout(function () { said.textContent = ""; }, SHOWN_FOR); }
    return said;
  }
  function keep(name, value) {
    try { localStorage.setItem("sbjd-" + name, value); } catch (refused) { /* lasts for this page only */ }
  }

  // A control shows at once that it was used; to lay out the whole text anew takes a slow PC longer.
  function drawn(act) { requestAnimationFrame(function () { setTimeout(act, 0); }); }

  // On a narrow screen, long side panels start closed; when it widens they open again.
  var narrow = window.matchMedia("(max-width: 799px)");
  function fold() {
    all("details[data-fold-narrow]", function (panel) { panel.open = !narrow.matches; panel.dataset.folded = ""; });
  }
  fold();
  narrow.addEventListener("change", fold);

  all("button[data-print]", function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // Where nothing is ticked there is nothing to compare or take away.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.querySelector(".tick-actions") || form.querySelector("input:checked, [type=hidden][name=code]")) { return; }
    event.preventDefault();
    say("请先勾选，再按“" + event.submitter.textContent + "”。");
  });

  // Text size, margin notes, errata: kept for the next page (prefs.js puts them on before it is drawn).
  var sizes = ["s", "m", "l", "xl"];
  function showSize(now) {
    all("[data-size]", function (button) { button.setAttribute("aria-pressed", button.dataset.size === now); });
  }
  function setSize(now) {
    sizes.forEach(function (size) { root.classList.toggle("size-" + size, size === now); });
  }
  all("[data-size]", function (button) {
    button.addEventListener("click", function () {
      keep("size", button.dataset.size);
      showSize(button.dataset.size);
      drawn(function () { setSize(button.dataset.size); });
    });
  });
  showSize(sizes.filter(function (size) { return root.classList.contains("size-" + size); })[0] || "m");
  all("[data-show]", function (box) {
    box.checked = !root.classList.contains("no-" + box.dataset.show);
    box.addEventListener("change", function () {
      drawn(function () { root.classList.toggle("no-" + box.dataset.show, !box.checked); });
      keep(box.dataset.show, box.checked ? "on" : "off");
    });
  });

  // Copying how to cite a place, as words and, for Word, as words with a real link. A plain http site has no
  // navigator.clipboard; where the older way is refused too, the words are shown and selected for Ctrl+C.
  function linked(text, link) {
    var words = document.createElement("span"), anchor = document.createElement("a");
    words.textContent = text + " ";
    anchor.href = anchor.textContent = link;
    words.appendChild(anchor);
    return words.outerHTML;
  }
  function byCommand(text, link) {
    var area = document.createElement("textarea"), back = document.activeElement, done = false;
    function fill(event) {
      event.clipboardData.setData("text/plain", text + " " + link);
      event.clipboardData.setData("text/html", linked(text, link));
      event.preventDefault();
    }
    area.value = text + " " + link;
    area.className = "visually-hidden";
    area.setAttribute("readonly", "");
    document.body.appendChild(area);
    area.focus({ preventScroll: true });
    area.select();
    document.addEventListener("copy", fill);
    try { done = document.execCommand("copy"); } catch (refused) { done = false; }
    document.removeEventListener("copy", fill);
    area.remove();
    if (back) { back.focus({ preventScroll: true }); }
    return done;
  }
  function byHand(whole) {
    var said = say("", true), words = document.createElement("span");
    words.textContent = whole;
    said.append("浏览器不允许网页复制，请按 Ctrl+C 复制：", words);
    getSelection().selectAllChildren(words);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-cite]");
    if (!button) { return; }
    var page = document.querySelector("[data-cited]");
    var text = (page ? page.dataset.cited : "") + button.dataset.cite;
    var link = new URL(button.dataset.link, location.href).href, whole = text + " " + link;
    function done() { say("已复制：" + whole); }
    function older() { if (byCommand(text, link)) { done(); } else { byHand(whole); } }
    if (navigator.clipboard && navigator.clipboard.write && window.ClipboardItem) {
      navigator.clipboard.write([new ClipboardItem({
        "text/plain": new Blob([whole], { type: "text/plain" }),
        "text/html": new Blob([linked(text, link)], { type: "text/html" })
      })]).then(done, older);
    } else {
      older();
    }
  });

  // Steps through the places of the searched words; the place stands in the address, not in the history.
  var steps = document.querySelector("[data-hits]");
  if (steps) {
    var count = Number(steps.dataset.hits), status = steps.querySelector("[role=status]");
    var here = function () {
      var named = /^#hit-(\d+)$/.exec(location.hash);
      return named ? Number(named[1]) : 0;
    };
    var showHit = function () {
      var at = here();
      if (at) { status.textContent = "第" + at + "处，共" + count + "处"; }
    };
    // From anywhere else the next place is the first one below the bar, the one before it lies above. Where
    // the section tells, the place in it is not asked: that would lay out a section that is out of view.
    var under = function (at) {
      var hit = document.getElementById("hit-" + at), line = steps.offsetHeight;
      var section = (hit.closest(".sec") || hit).getBoundingClientRect();
      return section.bottom > line && (section.top > line || hit.getBoundingClientRect().top > line);
    };
    var below = function () {
      var low = 1, high = count + 1;
      while (low < high) {
        var middle = Math.floor((low + high) / 2);
        if (under(middle)) { high = middle; } else { low = middle + 1; }
      }
      return low;
    };
    steps.addEventListener("click", function (event) {
      var link = event.target.closest("[data-step]");
      if (!link) { return; }
      event.preventDefault();
      var by = Number(link.dataset.step), to = here() ? here() + by : below() + (by < 0 ? -1 : 0);
      location.replace("#hit-" + ((to + count - 1) % count + 1));
      showHit();
    });
    window.addEventListener("hashchange", showHit);
    showHit();
  }

  // The outline marks the section being read.
  var toc = document.querySelector(".toc");
  if (!toc || !("IntersectionObserver" in window)) { return; }
  var links = {};
  toc.querySelectorAll("a").forEach(function (link) { links[link.getAttribute("href").slice(1)] = link; });
  var current = null;
  function mark(link) {
    if (!link || link === current) { return; }
    if (current) { current.removeAttribute("aria-current"); }
    link.setAttribute("aria-current", "true");
    current = link;
    var box = toc.getBoundingClientRect(), at = link.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) { toc.scrollTop += at.top - box.top - box.height / 3; }
  }
  var observer = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) { return; }
      var heading = entry.target.querySelector("[id]");
      mark(links[entry.target.id] || (heading && links[heading.id]));
    });
  }, { rootMargin: "-10% 0px -80% 0px" });
  document.querySelectorAll(".sec").forEach(function (section) { observer.observe(section); });
})();

// Ticked entries go along: the filter form holds their codes, and with it every address of the list.
var ticked = (function () {
  "use strict";
  function filters() { return document.getElementById("filters"); }
  function codes() {
    return Array.prototype.map.call(filters().querySelectorAll("input[name=code]"), function (one) { return one.value; });
  }
  function carry(address) {
    var url = new URL(address, location.href);
    url.searchParams.delete("code");
    codes().forEach(function (code) { url.searchParams.append("code", code); });
    return url.pathname + url.search + url.hash;
  }
  function show() {
    document.querySelectorAll("#list a[href]").forEach(function (link) {
      if (link.pathname === location.pathname && link.search && !("untick" in link.dataset)) { link.href = carry(link.href); }
    });
    document.querySelectorAll("[data-ticked]").forEach(function (one) { one.textContent = codes().length; });
    history.replaceState(history.state, "", carry(location.href));
  }
  function set(code, on) {
    filters().querySelectorAll("input[name=code]").forEach(function (one) { if (one.value === code) { one.remove(); } });
    if (!on) { return; }
    var kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = "code";
    kept.value = code;
    filters().append(kept);
  }
  document.addEventListener("change", function (event) {
    if (!event.target.matches(".ticks [type=checkbox]")) { return; }
    set(event.target.value, event.target.checked);
    show();
  });
  // What was ticked while the list was on its way is ticked in the new one.
  function restore(before) {
    document.querySelectorAll(".ticks [type=checkbox]").forEach(function (one) {
      one.checked = before.indexOf(one.value) >= 0;
      set(one.value, one.checked);
    });
    show();
  }
  return { codes: codes, carry: carry, restore: restore };
})();

// Lists that narrow without a reload (htmx): when typing is settled, what outlives a swap, what is said.
(function () {
  "use strict";
  if (!document.querySelector("#list[hx-target]")) { return; }
  var BUSY = "正在更新…";
  var composing = false, asked = "", source = null, timer = 0, kept = null;

  function byId(id) { return document.getElementById(id); }
  function say(text) { byId("said").textContent = text; }
  function ours(event) { return event.detail.target && event.detail.target.id === "list"; }
  function state() {
    var data = new FormData(byId("filters"));
    data.delete("code");
    return new URLSearchParams(data).toString();
  }

  // Words are asked for when they are whole: never while an input method is still composing them.
  function settle(field) {
    if (field.form === byId("filters") && field.type === "search" && field.value.trim() !== field.defaultValue) {
      field.dispatchEvent(new Event("settled", { bubbles: true }));
    }
  }
  document.addEventListener("compositionstart", function () { composing = true; });
  document.addEventListener("compositionend", function (event) { composing = false; settle(event.target); });
  document.addEventListener("input", function (event) { if (!composing) { settle(event.target); } });

  function over() {
    clearTimeout(timer);
    byId("list").removeAttribute("aria-busy");
    if (byId("said").textContent === BUSY) { say(""); }
  }
  // A link was read when it was drawn; what has been ticked since then goes along.
  document.addEventListener("htmx:configRequest", function (event) {
    if (ours(event) && event.detail.elt.id !== "filters") { event.detail.path = ticked.carry(event.detail.path); }
  });
  document.addEventListener("htmx:beforeRequest", function (event) {
    if (!ours(event)) { return; }
    if (composing) { event.preventDefault(); return; }
    if (byId("list-error")) { byId("list-error").remove(); }
    asked = state();
    source = event.detail.elt;
    clearTimeout(timer);
    timer = setTimeout(function () { byId("list").setAttribute("aria-busy", "true"); say(BUSY); }, 300);
  });
  document.addEventListener("htmx:afterRequest", function (event) { if (ours(event)) { over(); } });

  // An answer to what is no longer asked is dropped: the form has been changed, and will ask again.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (!ours(event) || !event.detail.shouldSwap) { return; }
    if (composing || state() !== asked) { event.preventDefault(); over(); return; }
    var list = byId("list"), active = document.activeElement, words = byId("f-q");
    kept = { focus: list.contains(active) ? active.id || "results" : "", open: {}, words: words && words.value, codes: ticked.codes() };
    list.querySelectorAll("details[id]").forEach(function (one) { kept.open[one.id] = one.open; });
  });
  document.addEventListener("htmx:afterSwap", function () {
    if (!kept) { return; }
    var before = kept, words = byId("f-q");
    kept = null;
    Object.keys(before.open).forEach(function (id) {
      if (byId(id)) { byId(id).open = before.open[id]; }
    });
    ticked.restore(before.codes);
    if (byId("filters-fold")) { byId("filters-fold").dataset.folded = ""; }
    if (!before.focus) { return; }
    var focused = byId(before.focus) || byId("results");
    if (document.activeElement !== focused) { focused.focus({ preventScroll: true }); }
    if (focused === words && words.value !== before.words) { words.value = before.words; }
  });

  function failed(event) {
    if (!ours(event) || byId("list-error")) { return; }
    var box = document.createElement("div"), again = document.createElement("button"), from = source;
    box.id = "list-error";
    box.className = "notice notice-error list-error";
    box.setAttribute("role", "alert");
    again.type = "button";
    again.className = "button button-secondary";
    again.textContent = "重试";
    again.addEventListener("click", function () {
      box.remove();
      if (from && from.id !== "filters" && document.contains(from)) { from.click(); } else { byId("filters").requestSubmit(); }
    });
    box.append("更新失败，仍显示原结果。", again);
    byId("list").before(box);
  }
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.addEventListener(name, failed);
  });
})();

// A download shows nothing on the page by itself.
document.addEventListener("click", function (event) {
  "use strict";
  var said = document.getElementById("said");
  if (!said || !event.target.closest || !event.target.closest(".export-links a")) { return; }
  said.textContent = "已开始下载";
  setTimeout(function () { if (said.textContent === "已开始下载") { said.textContent = ""; } }, 4000);
});
