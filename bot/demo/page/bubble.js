// A message as elements: its text with entities, its file, its buttons. Never any HTML from outside.

import * as wire from "./wire.js";
import * as words from "./words.js";

export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

// hands: { press(button, data), follow(url), command(text) }
export function bubble(message, hands) {
  const inside = make("div", { className: "bubble" });
  const above = [message.chat < 0 && !message.bot && message.name, message.topic].filter(Boolean);
  if (above.length) inside.append(make("div", { className: "above" }, above.join(" · ")));
  if (message.reply) {
    inside.append(make("div", { className: "reply" }, `${message.reply.name}: ${message.reply.text}`));
  }
  if (message.file) inside.append(message.file.photo ? photo(message) : documentLink(message.file));
  if (message.text) inside.append(make("div", { className: "text" }, ...formatted(message, hands)));
  const edited = message.edited ? `${words.say("edited")} ` : "";
  const stamp = edited + words.time(new Date(message.date));
  inside.append(make("span", { className: "stamp" }, stamp));

  const own = message.bot ? "" : " own";
  const item = make("article", { className: `message${own}`, tabIndex: -1 }, inside);
  item.setAttribute("aria-label", message.name);
  item.dataset.id = message.id;
  item.dataset.shown = message.shown;
  if (message.keyboard.length) item.append(keys(message.keyboard, hands));
  return item;
}

function photo(message) {
  const [width, height] = message.file.sides;
  const address = wire.fileAddress(message.file.id);
  const alt = message.text || words.say("photo");
  const image = make("img", { src: address, width, height, alt });
  return make("a", { className: "photo", href: address, target: "_blank" }, image);
}

function documentLink(file) {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const arrow = document.createElementNS("http://www.w3.org/2000/svg", "path");
  arrow.setAttribute("d", "M12 4v11m-5-4 5 5 5-5M5 20h14");
  icon.append(arrow);
  const name = make("strong", {}, file.name);
  const about = make("small", {}, `${words.say("download")} · ${words.size(file.size)}`);
  return make(
    "a",
    { className: "document", href: wire.fileAddress(file.id), download: file.name },
    icon,
    make("span", {}, name, about),
  );
}

function keys(keyboard, hands) {
  const rows = keyboard.map((row) => make("div", {}, ...row.map((button) => key(button, hands))));
  return make("div", { className: "keys" }, ...rows);
}

function key(button, hands) {
  if (button.url) return link(button.url, hands, [`${button.label} ↗`]);
  const element = make("button", { type: "button" }, button.label);
  element.addEventListener("click", () => hands.press(element, button.data));
  return element;
}

// Entities are nested; their offsets count UTF-16 units, as JavaScript's strings do.
function formatted(message, hands) {
  const { text, entities } = message;

  function build(from, to, inner) {
    const nodes = [];
    let at = from;
    for (let i = 0; i < inner.length; i += 1) {
      const entity = inner[i];
      const start = Math.max(entity.offset, at);
      const end = Math.min(entity.offset + entity.length, to);
      if (start >= end) continue;
      const within = inner.slice(i + 1).filter((one) => one.offset < end);
      if (start > at) nodes.push(text.slice(at, start));
      nodes.push(wrapped(entity, text.slice(start, end), build(start, end, within), hands));
      at = end;
    }
    if (at < to) nodes.push(text.slice(at, to));
    return nodes;
  }

  return build(0, text.length, entities);
}

const PLAIN = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

function wrapped(entity, written, children, hands) {
  if (entity.type in PLAIN) return make(PLAIN[entity.type], {}, ...children);
  if (entity.type === "text_link") return link(entity.url, hands, children);
  if (entity.type === "url") return link(written, hands, children);
  if (entity.type === "bot_command") return command(written, hands, children);
  const className = entity.type === "spoiler" ? "spoiler" : "";
  return make("span", { className, tabIndex: className ? 0 : -1 }, ...children);
}

function link(address, hands, children) {
  if (/^(tg|ton):/i.test(address)) return make("span", {}, ...children); // leads into the app alone
  const href = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  const element = make("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
  element.addEventListener("click", (event) => {
    if (hands.follow(href)) event.preventDefault();
  });
  return element;
}

function command(written, hands, children) {
  const element = make("a", { href: "#", className: "command" }, ...children);
  element.addEventListener("click", (event) => {
    event.preventDefault();
    hands.command(written);
  });
  return element;
}
