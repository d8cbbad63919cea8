// What the page says: texts, dates and sizes in the visitor's language.

let texts = {};
let language = "ru";
let timezone = "Europe/Moscow";

export function use(page) {
  ({ texts, language, timezone } = page);
  document.documentElement.lang = language;
  document.title = say("title");
}

export function say(key, values = {}) {
  const text = texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// Puts the texts into every element that names one.
export function fill(root) {
  const places = {
    text: (element, text) => { element.textContent = text; },
    label: (element, text) => { element.setAttribute("aria-label", text); },
    placeholder: (element, text) => { element.placeholder = text; },
    title: (element, text) => { element.title = text; },
  };
  for (const [place, put] of Object.entries(places)) {
    for (const element of root.querySelectorAll(`[data-${place}]`)) {
      put(element, say(element.dataset[place]));
    }
  }
}

export function time(moment) {
  return format(moment, { hour: "2-digit", minute: "2-digit" });
}

export function day(moment) {
  return format(moment, { day: "numeric", month: "long" });
}

export function date(moment) {
  return format(moment, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

export function size(bytes) {
  const kilobytes = bytes / 1024;
  const [number, key] = kilobytes < 1000 ? [kilobytes, "kilobytes"] : [kilobytes / 1024, "megabytes"];
  const digits = number < 10 ? 1 : 0;
  const written = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(number);
  return say(key, { size: written });
}

function format(moment, options) {
  return new Intl.DateTimeFormat(language, { ...options, timeZone: timezone }).format(moment);
}
