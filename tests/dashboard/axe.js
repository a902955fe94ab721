/* Runs axe, which axe.py has put into the page. Most of its time goes to contrast, in long tables above all. */

const WORTH_IT = 24;
const CONTRAST = "color-contrast";
/** Attributes that say something of one element and give it no looks: their values are no part of a shape. */
const SAYS = new Set(
    "id href for name value title alt src srcset datetime headers content aria-label aria-labelledby aria-describedby data-href data-adress data-titel d x y x1 x2 y1 y2 cx cy r width height points transform viewBox".split(
        " ",
    ),
);

/** A number for all that an element's looks can follow from but its place and what it says. */
function shapeOf(element, numbers, shapes) {
    let shape = shapes.get(element);
    if (shape === undefined) {
        const attributes = [...element.attributes].map(({ name, value }) => (SAYS.has(name) ? name : `${name}=${value}`));
        const parts = [...element.childNodes].map((one) => {
            if (one.nodeType === Node.ELEMENT_NODE) {
                return shapeOf(one, numbers, shapes);
            }
            return one.nodeType === Node.TEXT_NODE && one.data.trim() ? "text" : "";
        });
        const told = `${element.localName} ${attributes.sort().join(" ")} ${parts.join()}`;
        shape = numbers.get(told) ?? numbers.size;
        numbers.set(told, shape);
        shapes.set(element, shape);
    }
    return shape;
}

/** Siblings that look as others that stay: the same shape after the same shape, on an even or an uneven row; never an end. */
function alike(parent, numbers = new Map(), shapes = new Map()) {
    const found = [];
    const children = [...parent.children];
    const seen = new Set();
    for (const [n, child] of children.entries()) {
        const before = n ? shapeOf(children[n - 1], numbers, shapes) : "";
        const key = `${before} ${shapeOf(child, numbers, shapes)} ${n % 2}`;
        if (seen.has(key) && n < children.length - 1) {
            found.push(child);
        } else {
            seen.add(key);
            found.push(...alike(child, numbers, shapes));
        }
    }
    return found;
}

/** What axe finds wrong in a document, or in what a selector finds: contrast where looks differ, all else everywhere. */
async function lookForFaults(within) {
    const asked = within ?? document;
    const options = { resultTypes: ["violations"], preload: false };
    const left = alike(within ? document.querySelector(within) : document.body);
    if (left.length < WORTH_IT) {
        return (await axe.run(asked, options)).violations;
    }
    const whole = await axe.run(asked, { ...options, rules: { [CONTRAST]: { enabled: false } } });
    const before = left.map(({ style }) => [style.getPropertyValue("display"), style.getPropertyPriority("display")]);
    for (const { style } of left) {
        style.setProperty("display", "none", "important");
    }
    const seen = await axe.run(asked, { ...options, runOnly: { type: "rule", values: [CONTRAST] } });
    for (const [n, { style }] of left.entries()) {
        style.setProperty("display", ...before[n]);
    }
    return [...whole.violations, ...seen.violations];
}

window.lookForFaults = lookForFaults;
