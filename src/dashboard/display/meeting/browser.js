(function () {
  "use strict";
  var slides = Array.prototype.slice.call(document.querySelectorAll(".slide"));
  var blank = document.getElementById("blank"), help = document.getElementById("help");
  var said = document.getElementById("said"), now = -1;
  function shut() {
    var open = document.querySelectorAll("details[open]");
    open.forEach(function (one) { one.open = false; });
    var was = open.length > 0 || !help.hidden || !blank.hidden;
    help.hidden = true;
    blank.hidden = true;
    return was;
  }
  function show(at) {
    at = Math.max(0, Math.min(slides.length - 1, at));
    shut();
    if (at === now) { return; }
    now = at;
    slides.forEach(function (one, place) { one.classList.toggle("now", place === now); });
    slides[now].scrollTop = 0;
    said.textContent = slides[now].dataset.said;
    try { history.replaceState(null, "", "#s" + now); } catch (refused) { /* a frame may not */ }
  }
  function toggle(name) {
    var one = slides[now].querySelector("details." + name);
    if (!one) { return; }
    var open = !one.open;
    shut();
    one.open = open;
    if (open) { one.querySelector(".over").focus(); }
  }
  function full() {
    if (document.fullscreenElement) { document.exitFullscreen(); }
    else if (document.documentElement.requestFullscreen) {
      document.documentElement.requestFullscreen().catch(function () {});
    }
  }
  var keys = {
    ArrowRight: function () { show(now + 1); }, PageDown: function () { show(now + 1); },
    ArrowLeft: function () { show(now - 1); }, PageUp: function () { show(now - 1); },
    " ": function () { show(now + 1); },
    Home: function () { show(0); }, End: function () { show(slides.length - 1); },
    b: function () { var was = blank.hidden; shut(); blank.hidden = !was; },
    t: function () { toggle("table"); }, n: function () { toggle("notes"); }, f: full,
    "?": function () { var was = help.hidden; shut(); help.hidden = !was; if (was) { help.focus(); } },
    Escape: function () { if (!shut() && document.fullscreenElement) { document.exitFullscreen(); } }
  };
  document.addEventListener("keydown", function (event) {
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.altKey || event.metaKey || !keys[key]) { return; }
    // A summary that has the keyboard opens itself with the space bar.
    if (key === " " && event.target.tagName === "SUMMARY") { return; }
    event.preventDefault();
    keys[key]();
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("details, #help")) { return; }
    if (!blank.hidden) { shut(); } else { show(now + 1); }
  });
  document.documentElement.classList.add("on");
  show(/^#s\d+$/.test(location.hash) ? Number(location.hash.slice(2)) : 0);
})();
