/* One meeting: shows and hides finished figures. Nothing is computed from the numbers here.

   <html class="presenting"> shows one section at a time as a slide; without it the page is a document to read.
   The address's #3 is the third view, in both. */
(() => {
  "use strict";
  const WIDE = window.matchMedia("(min-width: 900px) and (orientation: landscape)");
  const NARROW = window.matchMedia("(max-width: 699px)");
  const TOUCH = window.matchMedia("(hover: none)");
  const REST_AFTER_MS = 3000;
  const SLIDE = { width: 1920, height: 1080 };
  const PAYLOAD_SCHEMA = 1;
  const root = document.documentElement;
  const main = document.getElementById("mote");
  const slides = [...main.querySelectorAll(".slide")];
  const keys = document.querySelector(".keys");
  const payloads = new Map();
  let current = 0;
  let round = 0;

  const presenting = () => root.classList.contains("presenting");
  const sizeNow = () => (presenting() ? "slide" : NARROW.matches ? "phone" : "screen");
  const idle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work, 30));

  function say(text) {
    for (const place of document.querySelectorAll(".message")) place.textContent = text;
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
      }
      if (mine !== round) return;
      if (rest.length > slides.length - 2) await one();
      else idle(one);
    };
    await one();
  }

  function rank(n) {
    const ahead = n - current;
    return ahead >= 0 ? ahead : slides.length - ahead;
  }

  function show(n, focus) {
    current = Math.min(Math.max(n, 0), slides.length - 1);
    slides.forEach((slide, m) => slide.classList.toggle("current", m === current));
    keys.querySelector('[data-do="previous"]').disabled = current === 0;
    keys.querySelector('[data-do="next"]').disabled = current === slides.length - 1;
    if (presenting() && location.hash !== "#" + (current + 1)) history.replaceState(null, "", "#" + (current + 1));
    if (focus && presenting()) slides[current].querySelector("h2").focus({ preventScroll: true });
  }

  function mode(present) {
    root.classList.toggle("presenting", present);
    keys.hidden = !present;
    document.querySelector(".actions").hidden = false;
    fit();
    show(current, false);
    if (present) window.scrollTo(0, 0);
    else if (current > 0) slides[current].scrollIntoView();
    draw().catch((error) => say(error.message));
  }

  function fit() {
    const below = TOUCH.matches ? keys.offsetHeight + 16 : 0;
    const scale = Math.min(window.innerWidth / SLIDE.width, (window.innerHeight - below) / SLIDE.height);
    root.style.setProperty("--scale", scale);
    root.style.setProperty("--below", below + "px");
  }

  function fromHash() {
    const wanted = Number.parseInt(location.hash.slice(1), 10);
    return Number.isInteger(wanted) ? wanted - 1 : 0;
  }

  async function svgOf(figure, config) {
    const { width, height } = figure.layout;
    const image = await Plotly.toImage({ data: figure.data, layout: figure.layout, config }, { format: "svg", width, height });
    return decodeURIComponent(image.slice(image.indexOf(",") + 1));
  }

  async function savePdf(button) {
    button.disabled = true;
    say("Ritar figurerna …");
    try {
      payloads.delete("paper");
      const { version, figures, config } = await payload("paper");
      const svg = [];
      for (const figure of figures) svg.push(figure ? await svgOf(figure, config) : null);
      say("Sätter dokumentet …");
      const answer = await fetch(main.dataset.pdf, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ schema: PAYLOAD_SCHEMA, version, svg }),
      });
      if (!answer.ok) {
        const told = await answer.json().catch(() => ({}));
        throw new Error(told.message || "PDF:en kunde inte göras. Försök igen.");
      }
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = main.dataset.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      say("PDF:en är sparad.");
    } catch (error) {
      say(error.message);
    } finally {
      button.disabled = false;
    }
  }

  const actions = {
    next: () => show(current + 1, false),
    previous: () => show(current - 1, false),
    present: () => mode(true),
    read: () => mode(false),
    pdf: savePdf,
    fullscreen: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
  };
  const STEPS = {
    ArrowRight: () => current + 1, ArrowDown: () => current + 1, PageDown: () => current + 1,
    ArrowLeft: () => current - 1, ArrowUp: () => current - 1, PageUp: () => current - 1,
    Home: () => 0, End: () => slides.length - 1,
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) actions[button.dataset.do](button);
  });
  document.addEventListener("keydown", (event) => {
    if (!presenting() || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      if (!document.fullscreenElement) mode(false);
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
  window.addEventListener("hashchange", () => { show(fromHash(), true); });
  window.addEventListener("resize", fit);
  NARROW.addEventListener("change", () => draw().catch((error) => say(error.message)));

  current = Math.min(Math.max(fromHash(), 0), slides.length - 1);
  rest();
  mode(WIDE.matches);
})();
