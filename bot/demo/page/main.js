// The page: columns of people, the clock, the stream that keeps them true.

import { make } from "./bubble.js";
import { Column } from "./column.js";
import { GroupColumn } from "./group.js";
import * as wire from "./wire.js";
import * as words from "./words.js";

const byId = (id) => document.getElementById(id);
const columns = new Map();
const captions = new Map();
let bot = { username: "" };
let ahead = 0; // how far the demo's clock is ahead of this computer's, in milliseconds

// On a phone one column is in view at a time, and its tab says so.
const watch = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const column = [...columns.values()].find(({ root }) => root === target);
      column.tab.setAttribute("aria-current", isIntersecting);
      if (isIntersecting) column.tab.classList.remove("unread");
    }
  },
  { root: byId("columns"), threshold: 0.6 },
);

const page = await wire.page();
words.use(page);
words.fill(document);
for (const { id, caption } of page.people) captions.set(id, caption);
setClock(page.now);
setInterval(showClock, 1000);
showHint();
listenToClock();
wire.listen(hear, (connected) => { byId("offline").hidden = connected; });

function hear(news) {
  if (news.now) setClock(news.now);
  const column = columns.get(news.chat);
  if (news.kind === "picture") show(news);
  else if (news.people) know(news.people);
  else if (news.groups) knowGroups(news.groups);
  else if (news.kind === "message" && column) arrive(column, news.message);
  else if (news.kind === "removed") column?.remove(news.message);
  else if (news.kind === "answer") columns.get(news.chat)?.answered(news);
}

function show(picture) {
  bot = picture.bot;
  know(picture.people);
  knowGroups(picture.groups);
  for (const [id, column] of columns) {
    column.draw(picture.messages.filter((message) => message.chat === id));
  }
}

function know(people) {
  const shown = captions.size ? people.filter(({ id }) => captions.has(id)) : people;
  for (const person of shown) {
    if (columns.has(person.id)) columns.get(person.id).know(person);
    else add(new Column(person, captions.get(person.id) ?? "", follow, alertWith));
  }
}

// A group that became another has another number: its column goes with what was said there.
function knowGroups(groups) {
  for (const old of groupColumns().filter(({ person }) => !groups.some(({ id }) => id === person.id))) {
    columns.delete(old.person.id);
    watch.unobserve(old.root);
    old.root.remove();
    old.tab.remove();
  }
  for (const group of groups) {
    if (columns.has(group.id)) columns.get(group.id).know(group);
    else add(new GroupColumn(group, follow, alertWith));
  }
}

function groupColumns() {
  return [...columns.values()].filter((column) => column instanceof GroupColumn);
}

function add(column) {
  columns.set(column.person.id, column);
  byId("columns").append(column.root);
  const tab = make("button", { type: "button" }, column.person.name);
  tab.addEventListener("click", () => column.comeIntoView());
  byId("tabs").append(tab);
  column.tab = tab;
  watch.observe(column.root);
}

function arrive(column, message) {
  column.put(message);
  if (message.bot && column.tab.getAttribute("aria-current") !== "true") {
    column.tab.classList.add("unread");
  }
}

// A link to the bot may ask for a group to bring the bot to: whoever presses it brings it. Or it
// carries an invitation, which is sent on to somebody: the page asks who opens it.
function follow(address, column) {
  const link = new URL(address);
  if (link.host !== "t.me" || link.pathname.slice(1) !== bot.username) return false;
  const isOfGroup = (one) => one instanceof GroupColumn;
  const asksForGroup = link.searchParams.has("startgroup");
  if (asksForGroup && !isOfGroup(column)) {
    bring(column);
    return true;
  }
  const payload = link.searchParams.get("start") ?? "";
  const open = (column) => {
    if (asksForGroup) return bring(column);
    column.say(`/start ${payload}`.trim());
    return column.comeIntoView();
  };
  const people = [...columns.values()].filter((one) => !isOfGroup(one));
  const choose = (column) => {
    const button = make("button", { type: "button" }, column.person.name);
    button.append(make("small", {}, captions.get(column.person.id) ?? ""));
    button.addEventListener("click", () => {
      byId("chooser").close();
      open(column);
    });
    return button;
  };
  byId("chooser-people").replaceChildren(...people.map(choose));
  byId("chooser").showModal();
  return true;
}

// The page has one group, of everybody; it comes into being when the bot is first brought to it.
async function bring({ person }) {
  const [group] = groupColumns();
  const others = [...columns.keys()].filter((id) => id > 0 && id !== person.id);
  try {
    if (group) await wire.brings(person.id, group.person.id);
    else await wire.makesGroup(words.say("group_title"), [person.id, ...others]);
  } catch (error) {
    alertWith(words.say("failed", { error: error.message }));
  }
  group?.comeIntoView();
}

function alertWith(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

function setClock(now) {
  ahead = new Date(now) - Date.now();
  showClock();
}

function showClock() {
  const now = new Date(Date.now() + ahead);
  byId("clock-time").textContent = words.time(now);
  byId("clock-time").dateTime = now.toISOString();
  byId("clock-date").textContent = words.date(now);
}

function listenToClock() {
  const buttons = [...document.querySelectorAll("[data-move]")];
  const move = async (button) => {
    const clock = button.closest(".clock");
    clock.classList.add("moving");
    for (const one of buttons) one.disabled = true;
    try {
      setClock((await wire.moveClock(button.dataset.move)).now);
    } catch (error) {
      alertWith(words.say("failed", { error: error.message }));
    }
    for (const one of buttons) one.disabled = false;
    clock.classList.remove("moving");
    button.focus();
  };
  for (const button of buttons) button.addEventListener("click", () => move(button));
}

function showHint() {
  byId("hint").hidden = sessionStorage.getItem("hint") === "closed";
  byId("hint-close").addEventListener("click", () => {
    sessionStorage.setItem("hint", "closed");
    byId("hint").hidden = true;
  });
}
