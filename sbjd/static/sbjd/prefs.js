// Runs before the page is drawn, so that what the reader chose last time does not flash: text size,
// margin notes, errata. Without it (no script, no storage) the page is shown as it comes.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var size = localStorage.getItem("sbjd-size");
    if (/^(s|l|xl)$/.test(size)) { root.classList.add("size-" + size); }
    ["notes", "errata"].forEach(function (kind) {
      // An address that leads to an erratum shows it.
      var asked = location.hash.slice(0, 3) === "#e-";
      if (localStorage.getItem("sbjd-" + kind) === "off" && !asked) { root.classList.add("no-" + kind); }
    });
  } catch (refused) { /* storage is switched off: nothing is remembered */ }
})();
