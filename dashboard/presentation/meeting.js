/* One meeting: shows and hides finished figures. Nothing is computed from the numbers here.

   <html class="presenting"> shows one section at a time as a slide; without it the page is a document to read.
   The address's #3 is the third view, in both. The speaker's own window (?vy=talare) shows the same slide smaller,
   with notes beside it; the windows follow each other. The short version (?kort=1) leaves out slides marked so. */
(() => {
  "use strict";
  const WIDE = window.matchMedia("(min-width: 900px) and (orientation: landscape)");
  const NARROW = window.matchMedia("(max-width: 699px)");
  const TOUCH = window.matchMedia("(hover: none)");
  const REST_AFTER_MS = 3000;
  const NOTICE_MS = 5000;
  const SLIDE = { width: 1920, height: 1080 };
  const PAYLOAD_SCHEMA = 1;
  const root = document.documentElement;
  const main = document.getElementById("mote");
  const slides = [...main.querySelectorAll(".slide")];
  const keys = document.querySelector(".keys");
  const talking = main.hasAttribute("data-talking");
  const panel = document.querySelector(".panel");
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("lanspuls" + location.pathname) : null;
  const county = slides.map((slide) => textsOf(slide));
  const turnedTo = slides.map(() => 0);
  const payloads = new Map();
  let places = null;
  let short = main.hasAttribute("data-short");
  let current = 0;
  let round = 0;

  const presenting = () => root.classList.contains("presenting");
  const sizeNow = () => (presenting() ? "slide" : NARROW.matches ? "phone" : "screen");
  const idle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work, 30));

  function say(text) {
    for (const place of document.querySelectorAll(".message")) place.textContent = text;
  }

  const failed = (error) => say(error.message);

  /* A short remark over the slide that goes away by itself. */
  let noticing = 0;
  function notice(text) {
    const box = document.querySelector(".notice");
    box.textContent = text;
    clearTimeout(noticing);
    noticing = setTimeout(() => { box.textContent = ""; }, NOTICE_MS);
  }

  async function payload(size) {
    if (!payloads.has(size)) {
      payloads.set(size, (async () => {
        const answer = await fetch(main.dataset.figures + size + ".json", { credentials: "same-origin" });
        if (!answer.ok) throw new Error("Figurerna kunde inte hämtas. Ladda om sidan.");
        const body = await answer.json();
        if (body.schema !== PAYLOAD_SCHEMA) throw new Error("Sidan är äldre än servern. Ladda om sidan.");
        await Promise.all([document.fonts.load("400 20px Inter"), document.fonts.load("700 20px Inter")]);
        return body;
      })());
      payloads.get(size).catch(() => payloads.delete(size));
    }
    return payloads.get(size);
  }

  payload.forget = (size) => payloads.delete(size);

  /* Draws the slide shown, then its neighbours, then the rest while the browser is idle. */
  async function draw() {
    const mine = ++round;
    const size = sizeNow();
    const { figures, config } = await payload(size);
    const rest = slides.map((_, n) => n).sort((a, b) => rank(a) - rank(b));
    const one = async () => {
      if (mine !== round || !rest.length) return;
      const n = rest.shift();
      const box = slides[n].querySelector(".chart");
      if (figures[n] && box && box.dataset.size !== size) {
        await Plotly.react(box, figures[n].data, figures[n].layout, config);
        box.dataset.size = size;
        box.dataset.place = "0";
      }
      if (mine !== round) return;
      if (rest.length > slides.length - 2) await one();
      else if (rest.length) idle(one);
      else if (presenting()) idle(() => fetchPlaces().catch(() => {}));
    };
    await one();
  }

  /* A slide's words and tables as they came with the page: those of the county. */
  function textsOf(slide) {
    const chart = slide.querySelector(".chart");
    const subtitle = slide.querySelector(".subtitle");
    return {
      headline: slide.querySelector("h2").textContent,
      subtitle: subtitle ? subtitle.innerHTML : "",
      alt: chart ? chart.getAttribute("aria-label") : "",
      tables: slide.querySelector(".tables") ? slide.querySelector(".tables").innerHTML : "",
    };
  }

  function fetchPlaces() {
    places =
      places ||
      fetch(main.dataset.turned, { credentials: "same-origin" }).then((answer) => {
        if (!answer.ok) throw new Error("Platserna kunde inte hämtas.");
        return answer.json();
      });
    places.catch(() => { places = null; });
    return places;
  }

  /* The other places of a slide: municipalities and neighbouring counties, each with its position from 1. */
  async function placesOf(n) {
    const all = ((await fetchPlaces())[String(n + 1)] || []).map((found, at) => ({ ...found, at: at + 1 }));
    return { all, inside: all.filter((one) => !one.neighbour), borders: all.filter((one) => one.neighbour) };
  }

  /* To the next municipality, from the last one back to the county. */
  async function turn(step) {
    const n = current;
    if (!slides[n].hasAttribute("data-turns")) return notice("Bilden finns inte för kommuner.");
    const { inside } = await placesOf(n);
    const here = turnedTo[n] > inside.length ? 0 : turnedTo[n];
    await turnTo(n, (here + step + inside.length + 1) % (inside.length + 1));
  }

  /* To a municipality by its number in alphabetical order; 0 is the county. */
  async function turnToNumber(number) {
    const n = current;
    if (number === 0) return turnTo(n, 0);
    if (!slides[n].hasAttribute("data-turns")) return notice("Bilden finns inte för kommuner.");
    if (number <= (await placesOf(n)).inside.length) await turnTo(n, number);
  }

  /* To the next neighbouring county that has figures, from the last one back to the county. */
  async function turnToNeighbour() {
    const n = current;
    if (!slides[n].hasAttribute("data-borders")) return notice("Bilden finns inte för grannlänen.");
    const { borders } = await placesOf(n);
    const there = borders.filter((one) => !one.why);
    const next = there.find((one) => one.at > turnedTo[n]);
    const missing = borders.filter((one) => one.why).map((one) => one.why);
    if (missing.length) notice(missing.join(" "));
    if (there.length) await turnTo(n, next ? next.at : 0);
  }

  /* Turns a slide to a place; figures, sentences and tables came finished. */
  async function turnTo(n, at) {
    const { figures, config } = await payload("slide");
    const found = at === 0 ? { figure: figures[n], ...county[n] } : (await placesOf(n)).all[at - 1];
    if (!found || found.why) return;
    turnedTo[n] = at;
    const slide = slides[n], box = slide.querySelector(".chart"), subtitle = slide.querySelector(".subtitle");
    const tables = slide.querySelector(".tables");
    slide.querySelector("h2").textContent = found.headline;
    if (subtitle && at === 0) subtitle.innerHTML = found.subtitle;
    else if (subtitle) subtitle.textContent = found.subtitle;
    if (tables) tables.innerHTML = found.tables;
    for (const part of slide.querySelectorAll(".tables details")) part.open = Boolean(slide.dataset.over);
    if (found.figure && box) {
      box.setAttribute("aria-label", found.alt);
      await Plotly.react(box, found.figure.data, found.figure.layout, config);
      box.dataset.size = "slide";
      box.dataset.place = String(at);
    }
    if (panel && n === current) {
      panel.querySelector(".where").textContent = at ? found.place : "";
      panel.querySelector(".elsewhere").textContent = at ? found.sentence : "";
    }
    tell();
  }

  /* The table or the definition over the chart of the current slide; the same key again takes it away. */
  function over(kind) {
    const slide = slides[current];
    if (slide.dataset.over === kind || !kind) delete slide.dataset.over;
    else slide.dataset.over = kind;
    for (const part of slide.querySelectorAll(".tables details")) part.open = true;
    tell();
  }

  /* Tells the other window which slide, place and layer are shown. */
  function tell() {
    if (channel && !hearing) channel.postMessage({ n: current, place: turnedTo[current], over: slides[current].dataset.over || "", short });
  }

  let hearing = false;
  async function hear({ data }) {
    hearing = true;
    try {
      if (data.ask) {
        hearing = false;
        tell();
        return;
      }
      if (data.short !== short) shorten(data.short);
      if (data.n !== current) show(data.n, false);
      const slide = slides[current];
      if ((slide.dataset.over || "") !== data.over) over(data.over || slide.dataset.over);
      if (turnedTo[current] !== data.place) await turnTo(current, data.place);
    } catch (error) {
      say(error.message);
    } finally {
      hearing = false;
    }
  }

  /* Time left of the whole segment, or of its short version. It never turns a slide. */
  let startedAt = 0;
  const seconds = () => Number(short ? main.dataset.shortMinutes : main.dataset.minutes) * 60;
  function clock() {
    if (!panel) return;
    startedAt = startedAt ? 0 : Date.now();
    panel.querySelector('[data-do="clock"]').textContent = startedAt ? "Nollställ klockan" : "Starta klockan";
    tick();
  }
  function tick() {
    if (!panel) return;
    const left = seconds() - (startedAt ? Math.round((Date.now() - startedAt) / 1000) : 0);
    const size = Math.abs(left);
    panel.querySelector('[role="timer"]').textContent =
      (left < 0 ? "−" : "") + Math.floor(size / 60) + ":" + String(size % 60).padStart(2, "0");
    if (startedAt) {
      clearTimeout(ticking);
      ticking = setTimeout(tick, 500);
    }
  }
  let ticking = 0;

  /* The short version of the segment: slides marked as long are passed over, and the clock counts from less. */
  const shown = () => slides.map((_, n) => n).filter((n) => !short || !slides[n].hasAttribute("data-long"));
  function shorten(on) {
    short = on;
    root.classList.toggle("short", on);
    const left = shown();
    left.forEach((n, at) => { slides[n].querySelector(".count").textContent = at + 1 + " av " + left.length; });
    const query = new URLSearchParams(location.search);
    if (on) query.set("kort", "1");
    else query.delete("kort");
    const search = query.toString();
    history.replaceState(null, "", location.pathname + (search ? "?" + search : "") + location.hash);
    tick();
  }
  function toggleShort() {
    if (!slides.some((slide) => slide.hasAttribute("data-long"))) {
      return notice("Mötesfilen har ingen kort version: ingen bild är märkt short = false.");
    }
    shorten(!short);
    show(current, false);
    notice(short ? "Korta versionen, " + main.dataset.shortMinutes + " minuter." : "Hela segmentet, " + main.dataset.minutes + " minuter.");
  }

  function fillPanel() {
    if (!panel) return;
    for (const notes of panel.querySelectorAll(".speaker")) notes.hidden = notes.dataset.for !== String(current + 1);
    const next = slides[shown().find((n) => n > current)];
    panel.querySelector(".next").textContent = next ? next.querySelector("h2").textContent : "Det här är sista bilden.";
    for (const name of [".where", ".elsewhere"]) panel.querySelector(name).textContent = "";
  }

  function rank(n) {
    const ahead = n - current;
    return ahead >= 0 ? ahead : slides.length - ahead;
  }

  function show(n, focus) {
    const left = shown();
    const wanted = Math.min(Math.max(n, 0), slides.length - 1);
    const after = left.find((m) => m >= wanted), before = left.filter((m) => m <= wanted).pop();
    current = (n < current ? before ?? after : after ?? before) ?? wanted;
    notice("");
    slides.forEach((slide, m) => slide.classList.toggle("current", m === current));
    keys.querySelector('[data-do="previous"]').disabled = current === left[0];
    keys.querySelector('[data-do="next"]').disabled = current === left[left.length - 1];
    if (presenting() && location.hash !== "#" + (current + 1)) history.replaceState(null, "", "#" + (current + 1));
    keys.querySelector('[data-do="turn"]').disabled = !slides[current].hasAttribute("data-turns");
    keys.querySelector('[data-do="border"]').disabled = !slides[current].hasAttribute("data-borders");
    keys.querySelector('[data-do="table"]').disabled = !slides[current].querySelector(".tables details");
    keys.querySelector('[data-do="definition"]').disabled = !slides[current].querySelector(".about > *");
    fillPanel();
    tell();
    if (focus && presenting()) slides[current].querySelector("h2").focus({ preventScroll: true });
  }

  function mode(present) {
    root.classList.toggle("presenting", present);
    root.classList.toggle("talking", present && talking);
    if (!present) {
      for (const slide of slides) delete slide.dataset.over;
      slides.forEach((slide, n) => { if (turnedTo[n]) turnTo(n, 0).then(draw).catch(failed); });
    }
    keys.hidden = !present;
    document.querySelector(".actions").hidden = false;
    fit();
    show(current, false);
    if (present) window.scrollTo(0, 0);
    else if (current > 0) slides[current].scrollIntoView();
    draw().catch(failed);
  }

  function fit() {
    const below = TOUCH.matches ? keys.offsetHeight + 16 : 0;
    const across = talking ? window.innerWidth * 0.6 : window.innerWidth;
    const scale = Math.min(across / SLIDE.width, (window.innerHeight - below) / SLIDE.height);
    root.style.setProperty("--scale", scale);
    root.style.setProperty("--below", below + "px");
  }

  function fromHash() {
    const wanted = Number.parseInt(location.hash.slice(1), 10);
    return Number.isInteger(wanted) ? wanted - 1 : 0;
  }

  const actions = {
    next: () => show(current + 1, false),
    previous: () => show(current - 1, false),
    present: () => mode(true),
    read: () => mode(false),
    pdf: window.lanspulsPdf(main, payload, say, PAYLOAD_SCHEMA),
    turn: () => turn(1).catch(failed),
    border: () => turnToNeighbour().catch(failed),
    short: toggleShort,
    table: () => over("table"),
    definition: () => over("definition"),
    talk: () => window.open(location.pathname + "?vy=talare" + (short ? "&kort=1" : "") + "#" + (current + 1), "lanspuls-talare", "popup,width=1280,height=760"),
    clock,
    fullscreen: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
  };
  const STEPS = {
    ArrowRight: () => current + 1, ArrowDown: () => current + 1, PageDown: () => current + 1,
    ArrowLeft: () => current - 1, ArrowUp: () => current - 1, PageUp: () => current - 1,
    Home: () => 0, End: () => slides.length - 1,
  };
  const LETTERS = {
    m: actions.turn, M: () => turn(-1).catch(failed), g: actions.border, k: toggleShort,
    t: actions.table, d: actions.definition, n: () => (talking ? null : actions.talk()), s: clock,
  };
  const TURNS = { ArrowDown: 1, ArrowUp: -1 };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do](button);
  });
  document.addEventListener("keydown", (event) => {
    if (!presenting() || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      if (slides[current].dataset.over) over("");
      else if (!document.fullscreenElement) mode(false);
    } else if (LETTERS[event.key]) {
      event.preventDefault();
      LETTERS[event.key]();
    } else if (/^[0-9]$/.test(event.key)) {
      event.preventDefault();
      turnToNumber(Number(event.key)).catch(failed);
    } else if (TURNS[event.key] && slides[current].hasAttribute("data-turns")) {
      event.preventDefault();
      turn(TURNS[event.key]).catch(failed);
    } else if (STEPS[event.key]) {
      event.preventDefault();
      rest();
      show(STEPS[event.key](), true);
    }
  });
  let resting = 0;
  const rest = () => keys.classList.toggle("resting", !TOUCH.matches);
  document.addEventListener("pointermove", () => {
    keys.classList.remove("resting");
    clearTimeout(resting);
    resting = setTimeout(rest, REST_AFTER_MS);
  });
  if (channel) channel.addEventListener("message", hear);
  window.addEventListener("hashchange", () => { show(fromHash(), true); });
  window.addEventListener("resize", fit);
  NARROW.addEventListener("change", () => draw().catch(failed));

  current = Math.min(Math.max(fromHash(), 0), slides.length - 1);
  if (short) shorten(true);
  rest();
  mode(WIDE.matches || talking);
})();
