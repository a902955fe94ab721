/* Shows finished pages: fetches their JSON, keeps it, fetches neighbours ahead. Builds no figures and no sentences. */
(function () {
    "use strict";

    const settings = window.lanspuls || {};
    const narrow = window.matchMedia("(max-width: 699px)");
    const pages = new Map(); // "size|address" -> {title, status, tree, html, at}
    const waiting = new Map(); // "size|address" -> Promise
    const OLDEST = 10 * 60 * 1000; // ms a fetched page is shown without asking again
    let store = null;
    let shown = null;
    let plotly = null;
    let unplaced = false;
    let starting = false;

    const size = () => (narrow.matches ? "phone" : "screen");
    const key = (address) => size() + "|" + address;
    const here = () => window.location.pathname + window.location.search;

    /* Replaces {"$": n} by parts[n]; parts come with their own parts already replaced. */
    function whole(node, parts) {
        if (Array.isArray(node)) {
            return node.map((child) => whole(child, parts));
        }
        if (node && typeof node === "object") {
            if (typeof node.$ === "number") {
                return parts[node.$];
            }
            const made = {};
            for (const name in node) {
                made[name] = whole(node[name], parts);
            }
            return made;
        }
        return node;
    }

    function keep(answer) {
        if (answer.v !== settings.v) {
            window.location.reload();
            return;
        }
        if (store !== null && store !== answer.store) {
            pages.clear();
        }
        store = answer.store;
        const parts = [];
        for (const part of answer.parts) {
            parts.push(whole(part, parts));
        }
        for (const address in answer.pages) {
            const page = whole(answer.pages[address], parts);
            page.at = Date.now();
            pages.set(answer.size + "|" + address, page);
        }
    }

    function known(address) {
        const page = pages.get(key(address));
        return page && Date.now() - page.at < OLDEST ? page : null;
    }

    function fetched(address) {
        const name = key(address);
        if (!waiting.has(name)) {
            const asked = fetch("/_sida?yta=" + size() + "&adress=" + encodeURIComponent(address))
                .then((answer) => {
                    if (!answer.ok) {
                        throw new Error("HTTP " + answer.status);
                    }
                    return answer.json();
                })
                .then(keep)
                .finally(() => waiting.delete(name));
            waiting.set(name, asked);
        }
        return waiting.get(name);
    }

    /* The small plotly.js, fetched once and only when a page with a chart is shown or the browser is idle. */
    function withPlotly() {
        if (!settings.plotly || window.Plotly) {
            return Promise.resolve();
        }
        plotly =
            plotly ||
            new Promise((done) => {
                const script = document.createElement("script");
                script.src = settings.plotly;
                script.onload = script.onerror = done;
                document.head.appendChild(script);
            });
        return plotly;
    }

    function failed() {
        const text =
            '<main id="innehall"><h1 tabindex="-1">Sidan kunde inte hämtas</h1><p role="alert" class="ingress">Servern ' +
            'svarar inte. Kontrollera att Länspuls är i gång och ladda om sidan.</p><p><a href="/">Till Läget</a></p></main>';
        const box = { className: "del", "data-html": "h0" };
        return {
            title: "Sidan kunde inte hämtas",
            html: { h0: text },
            alive: false,
            tree: [{ namespace: "dash_html_components", type: "Div", props: box }],
        };
    }

    async function page(address) {
        const ready = known(address);
        if (ready) {
            return ready;
        }
        try {
            await fetched(address);
        } catch (error) {
            return failed();
        }
        return known(address) || failed();
    }

    const shapeOf = (found) => found.alive + ":" + Object.keys(found.html).join();

    async function show() {
        const address = here();
        const found = await page(address);
        if (found.alive) {
            await withPlotly();
        }
        if (address !== here()) {
            return;
        }
        const before = shown;
        const path = window.location.pathname;
        const moved = before !== null && before.path !== path;
        shown = { address, path, moved, changed: before !== null, html: found.html, shape: shapeOf(found) };
        document.title = found.title + " – Länspuls";
        idle(ahead);
        if (before && before.shape === shown.shape) {
            place();
            for (const chart of charts(found.tree)) {
                window.dash_clientside.set_props(chart.id, { figure: chart.figure });
            }
            after();
        } else {
            unplaced = true;
            window.dash_clientside.set_props("sida", { children: found.tree });
        }
    }

    /* The charts of a page: a new tree would build them anew, a new figure only redraws what differs. */
    function charts(nodes) {
        return nodes.flatMap((node) => {
            if (!node || !node.props) {
                return [];
            }
            return node.namespace === "dash_core_components" ? [node.props] : charts(node.props.children || []);
        });
    }

    /* A page of another kind begins at its top; a change within the page keeps its place. */
    function after() {
        closeMenus(null);
        if (shown.moved) {
            window.scrollTo(0, 0);
            const heading = document.querySelector("#sida main h1");
            if (heading) {
                heading.focus({ preventScroll: true });
            }
        }
        if (shown.changed) {
            document.getElementById("besked").textContent = document.title;
        }
    }

    function idle(work) {
        (window.requestIdleCallback || ((run) => setTimeout(run, 300)))(work);
    }

    /* Neighbours a visitor is likely to want next: the other places, then the other ways of showing. */
    async function ahead() {
        if (navigator.connection && navigator.connection.saveData) {
            return;
        }
        const from = shown && shown.address;
        const links = document.querySelectorAll(".platser a[data-lank], .satt a[data-lank]");
        for (const link of links) {
            if (!shown || shown.address !== from) {
                return;
            }
            await fetchAhead(link);
        }
        withPlotly();
    }

    function fetchAhead(link) {
        const address = link.pathname + link.search;
        return known(address) ? Promise.resolve() : fetched(address).catch(() => undefined);
    }

    function closeMenus(except) {
        for (const menu of document.querySelectorAll("details[data-meny][open]")) {
            if (menu !== except) {
                menu.open = false;
            }
        }
    }

    function go(address) {
        window.history.pushState({}, "", address);
        show();
    }

    /* Finished HTML is placed in the elements that wait for it; what was open stays open, and focus its place. */
    function place() {
        let waits = true;
        while (waits) {
            waits = false;
            for (const target of document.querySelectorAll("#sida [data-html]")) {
                const text = shown.html[target.dataset.html] || "";
                if (target.lanspulsText !== text) {
                    fill(target, text);
                    waits = true;
                }
            }
        }
    }

    function fill(target, text) {
        const can = "a, summary, [tabindex='0']";
        const focused = target.contains(document.activeElement) ? document.activeElement : null;
        const at = focused ? [...target.querySelectorAll(can)].indexOf(focused) : -1;
        const open = [...target.querySelectorAll("details[open]:not([data-meny])")].map((one) => one.id);
        target.innerHTML = text;
        target.lanspulsText = text;
        for (const id of open) {
            const again = document.getElementById(id);
            if (again) {
                again.open = true;
            }
        }
        if (at >= 0) {
            const others = [...target.querySelectorAll(can)];
            const same = others.find((one) => one.textContent === focused.textContent) || others[at];
            if (same) {
                same.focus({ preventScroll: true });
            }
        }
    }

    /* Elements the charting side has just put up and nobody has filled. */
    const fresh = () =>
        [...document.querySelectorAll("#sida [data-html]")].some((one) => one.lanspulsText === undefined);

    /* The first page was sent as a document; it gives way when the living one stands. */
    function mounted() {
        if (!shown && !starting && document.getElementById("sida")) {
            starting = true;
            show();
        }
        if (!shown || !fresh()) {
            return;
        }
        place();
        const first = document.getElementById("forst");
        if (first) {
            first.remove();
            document.getElementById("levande").hidden = false;
            window.dispatchEvent(new Event("resize"));
        }
        if (unplaced) {
            unplaced = false;
            after();
        }
    }

    document.addEventListener("click", (event) => {
        const link = event.target.closest && event.target.closest("a[data-lank]");
        const menu = event.target.closest && event.target.closest("details[data-meny]");
        closeMenus(menu);
        if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
            return;
        }
        event.preventDefault();
        if (link.pathname + link.search !== here()) {
            go(link.pathname + link.search);
        }
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
            const open = document.querySelector("details[data-meny][open]");
            closeMenus(null);
            if (open) {
                open.querySelector("summary").focus();
            }
        }
    });
    for (const kind of ["pointerenter", "focusin", "touchstart"]) {
        document.addEventListener(
            kind,
            (event) => {
                const link = event.target.closest && event.target.closest("a[data-lank]");
                if (link) {
                    fetchAhead(link);
                }
            },
            { capture: true, passive: true },
        );
    }
    narrow.addEventListener("change", show);
    window.addEventListener("popstate", show);
    new MutationObserver(mounted).observe(document.documentElement, { childList: true, subtree: true });

    const first = document.getElementById("forsta-sidan");
    if (first) {
        keep(JSON.parse(first.textContent));
    }
})();
