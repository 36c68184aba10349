// A page hears that it is out of date, fetches itself anew, and puts in what has changed.
// Without this script everything works too; one then reloads by hand.
"use strict";
(() => {
  const body = document.body;
  let fetching = false, again = false;

  const openIn = (root) => new Map([...root.querySelectorAll("details[id]")].map((each) => [each.id, each.open]));

  // forms that somebody has begun to fill in are left to them
  const isDirty = (part) => part.matches("form.begun") || part.querySelector("form.begun") !== null;

  function renew(old, fresh) {
    if (old.dataset.key !== undefined && old.dataset.key === fresh.dataset.key) return;
    if (isDirty(old)) {
      for (const field of fresh.querySelectorAll("input[type=hidden]")) {
        const mine = old.querySelector(`input[type=hidden][name="${field.name}"]`);
        if (mine) mine.value = field.value;
      }
      const stale = old.querySelector(".stale");
      if (stale) stale.hidden = false;
      return;
    }
    if (old.innerHTML === fresh.innerHTML) return;
    const was = openIn(old), focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceWith(fresh);
    for (const [id, open] of was) { const each = document.getElementById(id); if (each) each.open = open; }
    if (focused) document.getElementById(focused)?.focus();
  }

  function put(found) {
    const parts = (root) => [...root.querySelectorAll("[data-part]")];
    const names = (root) => parts(root).map((each) => each.id).join(" ");
    const said = (root) => root.querySelector("[data-announce]")?.dataset.announce ?? "";
    const news = said(found) === said(document) ? "" : said(found);
    if (names(found) === names(document)) {
      for (const part of parts(found)) renew(document.getElementById(part.id), part);
    } else {
      const was = openIn(document.body);
      for (const tag of ["header", "main"]) {
        const old = document.querySelector(`body > ${tag}`), fresh = found.querySelector(`body > ${tag}`);
        if (old && fresh) old.replaceWith(fresh);
      }
      for (const [id, open] of was) { const each = document.getElementById(id); if (each) each.open = open; }
    }
    document.title = found.title;
    body.dataset.version = found.body.dataset.version;
    if (news) document.getElementById("announce").textContent = news;
    tick();
  }

  async function refresh() {
    if (fetching) { again = true; return; }
    fetching = true;
    try {
      const answer = await fetch(body.dataset.page, { credentials: "same-origin", cache: "no-store" });
      if (answer.redirected) location.reload();
      else if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { again = false; } // the stream comes back by itself, and says the version then
    fetching = false;
    if (again) { again = false; refresh(); }
  }

  // one stream for a page that is looked at: a browser keeps few open at a time
  let stream = null;
  function listen() {
    if (document.hidden || stream || body.dataset.version === undefined) return;
    stream = new EventSource("/events");
    stream.addEventListener("version", (event) => { if (event.data !== body.dataset.version) refresh(); });
  }
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { stream?.close(); stream = null; } else listen();
  });
  addEventListener("pagehide", () => { stream?.close(); stream = null; });
  addEventListener("pageshow", listen);

  // the clock: the server's count, and from there our own
  let seen = null, since = 0;
  function tick() {
    const clock = document.querySelector(".clock");
    if (!clock) return;
    if (clock !== seen) { seen = clock; since = performance.now(); }
    if (!("runs" in clock.dataset)) return;
    const left = Math.max(0, Math.ceil(Number(clock.dataset.left) - (performance.now() - since) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    clock.classList.toggle("short", left <= 30);
  }
  setInterval(tick, 250);

  document.addEventListener("input", (event) => event.target.form?.classList.add("begun"));
  document.addEventListener("submit", (event) => {
    for (const button of event.target.querySelectorAll("button")) button.disabled = true;
  });


  document.getElementById("problem")?.focus();
  tick();
  listen();
})();
