/* Reading a chart by keys: which number comes next, and what is said of it. Knows nothing of the document. */

/**
 * The numbers of a chart as its table says them: the newest row first, the chosen place's column first.
 * @typedef {object} Numbers
 * @property {string[]} rows such as `augusti 2026`
 * @property {string[]} columns such as `Åre`
 * @property {string[][]} cells
 * @property {number} [chosen] the chosen place's row, where rows are places
 * @property {string[] | undefined} [units] of each row, where each has its own
 * @property {string[] | undefined} [years] of each row, where each has its own
 * @property {number} [beside] the row that each number is told with, such as riket's
 */

/** @typedef {{row: number, column: number}} Place */

/**
 * What each key does to a place. Rows run backwards in time, so that the arrow to the left is one row down.
 * @type {Record<string, (at: Place, last: Place, year: number) => Place>}
 */
const MOVES = {
    ArrowLeft: (at) => ({ ...at, row: at.row + 1 }),
    ArrowRight: (at) => ({ ...at, row: at.row - 1 }),
    ArrowDown: (at) => ({ ...at, column: at.column + 1 }),
    ArrowUp: (at) => ({ ...at, column: at.column - 1 }),
    PageUp: (at, _, year) => ({ ...at, row: at.row + year }),
    PageDown: (at, _, year) => ({ ...at, row: at.row - year }),
    Home: (at, last) => ({ ...at, row: last.row }),
    End: (at) => ({ ...at, row: 0 }),
};

/** Rows of places run forwards: the arrow to the right is one row down. @type {Record<string, string>} */
const TURNED = {
    ArrowLeft: "ArrowRight",
    ArrowRight: "ArrowLeft",
    PageUp: "PageDown",
    PageDown: "PageUp",
    Home: "End",
    End: "Home",
};
const ROWS_OF_A_LEAP = 10;

/**
 * Whether rows are periods, as `augusti 2026` and `2025/26`, or else places, industries, or key figures with units.
 * @param {Pick<Numbers, "rows" | "units">} numbers
 */
export function areTimes({ rows, units }) {
    return !units && (rows.length === 0 || /\d\d$/.test(rows[0]));
}

/**
 * The place a key leads to, null where the key reads nothing. At an end it stays.
 * @param {string} key
 * @param {Place} at
 * @param {Numbers} numbers
 */
export function placeAfter(key, at, numbers) {
    const last = { row: numbers.rows.length - 1, column: numbers.columns.length - 1 };
    const move = MOVES[areTimes(numbers) ? key : (TURNED[key] ?? key)];
    if (!move || last.row < 0 || last.column < 0) {
        return null;
    }
    const wanted = move(at, last, areTimes(numbers) ? rowsPerYear(numbers.rows) : ROWS_OF_A_LEAP);
    return {
        row: Math.min(Math.max(wanted.row, 0), last.row),
        column: Math.min(Math.max(wanted.column, 0), last.column),
    };
}

/**
 * How many rows a year has: the most that end in one year, at least one.
 * @param {string[]} rows
 */
export function rowsPerYear(rows) {
    const counts = new Map();
    for (const row of rows) {
        const year = row.slice(-4);
        counts.set(year, (counts.get(year) ?? 0) + 1);
    }
    return Math.max(1, ...counts.values());
}

const CHANGES = ["på ett år", "ändring"];
const PLACE_IN_ORDER = "plats";
const PER_CENT = "%";
/** A title that has the sign of its unit, as `%`, `% av alla` and `SCB:s lista, % av alla`: its name, and of what. */
const SHARE = /^(?:(.*), )?%( av .*)?$/;

/**
 * The unit of a column: a change in a per cent is in percentage points, a place in an order has none.
 * @param {string} title
 * @param {string} unit the measure's
 */
function unitOf(title, unit) {
    if (title.startsWith(PLACE_IN_ORDER)) {
        return "";
    }
    return CHANGES.includes(title) && unit === "procent" ? "procentenheter" : unit;
}

/**
 * What is said: `augusti 2026, Åre: 3,5 procent`, `Åre: 4–6 procent av alla, mot 4,1 i riket`. A sign that stands for a
 * number is said as its word, without unit; a cell that holds nothing is said to. A column whose title is the sign of its
 * unit is not named.
 * @param {Place} at
 * @param {Numbers} numbers
 * @param {string} unit
 * @param {Record<string, string>} signs
 */
export function spoken({ row, column }, numbers, unit, signs) {
    const cell = numbers.cells[row][column];
    const title = numbers.columns[column];
    const [, name, of = ""] = SHARE.exec(title) ?? [title, title];
    const own = numbers.units?.[row] ?? unit;
    const isNumber = /\d/.test(cell);
    const said = isNumber
        ? `${cell} ${unitOf(title, own === PER_CENT ? "procent" : own)}${of}`
        : (signs[cell] ?? (cell || "inget tal"));
    const named = [numbers.rows[row], numbers.years?.[row], name, isNumber ? "" : of.trim()].filter(Boolean).join(", ");
    return `${named}: ${said.trim()}${isNumber ? toldBeside({ row, column }, numbers) : ""}`;
}

/**
 * The number that another is told with: `, mot 4,1 i riket`.
 * @param {Place} at
 * @param {Numbers} numbers
 */
function toldBeside({ row, column }, numbers) {
    const beside = numbers.beside ?? -1;
    const cell = beside >= 0 && beside !== row ? numbers.cells[beside][column] : "";
    return /\d/.test(cell) ? `, mot ${cell} i ${numbers.rows[beside].toLowerCase()}` : "";
}

/**
 * A Swedish number as a table has it, NaN where there is none.
 * @param {string} cell
 */
export function numberOf(cell) {
    const plain = cell.replace(/\s/g, "").replace("−", "-").replace(",", ".");
    return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/**
 * The point of a chart's traces that a number is drawn as, null where none surely is: the newest is drawn last, and the
 * value must be the one that the table rounds.
 * @param {Place} at
 * @param {Numbers} numbers
 * @param {{name?: string, y?: unknown}[]} traces
 */
export function pointOf({ row, column }, numbers, traces) {
    const value = numberOf(numbers.cells[row][column]);
    for (const [curveNumber, trace] of traces.entries()) {
        const y = Array.isArray(trace.y) ? trace.y : [];
        const pointNumber = y.length - 1 - row;
        const drawn = Number(y[pointNumber] ?? Number.NaN);
        if (
            trace.name === numbers.columns[column] &&
            Math.abs(drawn - value) <= Math.max(0.051, Math.abs(value) / 1000)
        ) {
            return { curveNumber, pointNumber };
        }
    }
    return null;
}
